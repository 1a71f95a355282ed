package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/sumtool/sumtool/bench/corpus"
)

// The benchmarks run whole commands in process, over digests of two megabytes
// that are made for them; docs/performance.md says how to profile them.

func BenchmarkLint(b *testing.B) { benchmarkOverDigests(b, "lint", "--severity", "info", "--quiet") }

func BenchmarkDetect(b *testing.B) { benchmarkOverDigests(b, "detect", "--format", "jsonl") }

func BenchmarkEvaluate(b *testing.B) {
	dir := b.TempDir()
	var files [3]bytes.Buffer
	if _, err := corpus.WriteSegments(&files[0], &files[1], &files[2], 2_000_000, 1); err != nil {
		b.Fatal(err)
	}
	size := int64(0)
	for i, name := range []string{"reference.txt", "good.txt", "poor.txt"} {
		size += int64(files[i].Len())
		if err := os.WriteFile(filepath.Join(dir, name), files[i].Bytes(), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	benchmarkCommand(b, size, "evaluate", "--hyp", "good="+filepath.Join(dir, "good.txt"), "--hyp", "poor="+filepath.Join(dir, "poor.txt"),
		"--ref", filepath.Join(dir, "reference.txt"), "--metrics", "bleu,chrf++,ter")
}

func benchmarkOverDigests(b *testing.B, command ...string) {
	dir := b.TempDir()
	size, _, err := corpus.WriteDigests(dir, 2_000_000, 1)
	if err != nil {
		b.Fatal(err)
	}
	benchmarkCommand(b, size, append(command, dir)...)
}

func benchmarkCommand(b *testing.B, size int64, args ...string) {
	b.SetBytes(size)
	for b.Loop() {
		var stderr bytes.Buffer
		sys := system{stdin: bytes.NewReader(nil), stdout: io.Discard, stderr: &stderr, getenv: func(string) string { return "" }}
		if status := run(context.Background(), append([]string{"sumtool"}, args...), sys); status != exitOK {
			b.Fatalf("status %d: %s", status, stderr.String())
		}
	}
}
