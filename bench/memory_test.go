package main_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/sumtool/sumtool/bench/corpus"
	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
	"github.com/sumtool/sumtool/rules"
)

// TestMemoryAPaper holds what a run keeps of a paper, for the rules that compare
// files and for what it found, to a few hundred bytes: a run may have hundreds of
// thousands.
func TestMemoryAPaper(t *testing.T) {
	if testing.Short() {
		t.Skip("lints megabytes")
	}
	keptOf(t, 300_000) // makes what is made once
	small, before := keptOf(t, 300_000)
	large, after := keptOf(t, 1_500_000)
	const most = 400
	if each := (after - before) / int64(large-small); each > most {
		t.Errorf("%d bytes are kept of each paper (%d and %d of %d and %d papers), at most %d expected", each, before, after, small, large, most)
	}
}

// keptOf lints generated digests of so many bytes and returns how many papers they
// have, and the bytes in use when all are read.
func keptOf(t *testing.T, size int64) (papers int, bytes int64) {
	t.Helper()
	dir := t.TempDir()
	if _, _, err := corpus.WriteDigests(dir, size, 1); err != nil {
		t.Fatal(err)
	}
	var inputs []lint.Input
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			inputs = append(inputs, lint.Input{Path: path, Read: func() ([]byte, error) { return os.ReadFile(path) }})
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	probe := &lint.Rule{ID: "probe", Category: lint.Text, Check: func(*lint.Pass) {},
		Collect: func(p *lint.Pass) any { return len(p.Papers) },
		Conclude: func(r *lint.Run) {
			for _, f := range r.Facts {
				papers += f.Value.(int)
			}
			for range 3 { // pools are emptied by the second
				runtime.GC()
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			bytes = int64(m.HeapAlloc)
		}}
	all := append([]*lint.Rule{probe}, rules.All()...)
	e := lint.Engine{Rules: lint.Selection{}.Apply(all), Catalogue: all, Template: digest.DefaultTemplate(), Jobs: 1}
	if _, err := e.Run(context.Background(), inputs); err != nil {
		t.Fatal(err)
	}
	return papers, bytes
}
