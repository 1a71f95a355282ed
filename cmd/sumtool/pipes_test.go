//go:build unix

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestPipesAreReadOnce lints two pipes, as a shell's <(…) makes them, that hold the
// same bullet. A finding that compares files is shown in its file, which a pipe does
// not tell a second time.
func TestPipesAreReadOnce(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", dir)
	bullet := "- 이 논문은 위성 사진에서 산불의 경계를 찾는 가벼운 분할 모델을 제안하고, 열두 나라의 사진으로 학습합니다.\n"
	args := []string{"lint", "--select", "duplicate-bullet", "--severity", "info", "--format", "jsonl"}
	for i, name := range []string{"a.md", "b.md"} {
		path := filepath.Join(dir, name)
		if err := syscall.Mkfifo(path, 0o644); err != nil {
			t.Skip(err)
		}
		text := "## Daily Papers (2024-05-30)\n\n### Fire Lines " + string(rune('A'+i)) + "\n\nVote: 1\n\nAuthors: Kim Bora\n\n" + bullet
		go func() {
			if err := os.WriteFile(path, []byte(text), 0); err != nil {
				t.Error(err)
			}
		}()
		args = append(args, path)
	}
	var stdout, stderr bytes.Buffer
	sys := system{stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr, getenv: func(string) string { return "" }}
	done := make(chan int)
	go func() { done <- run(t.Context(), append([]string{"sumtool"}, args...), sys) }()
	select {
	case status := <-done:
		if status == exitUsage || !strings.Contains(stdout.String(), `"line":9`) {
			t.Errorf("status %d\n%s%s", status, &stdout, &stderr)
		}
	case <-time.After(time.Minute):
		t.Fatal("lint waits for a pipe that was read")
	}
}
