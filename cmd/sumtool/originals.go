package main

import (
	"os"
	"path/filepath"

	"github.com/sumtool/sumtool/internal/config"
	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/lint"
	"github.com/sumtool/sumtool/translate"
)

// findOriginals names the source of each input that is an edition, so that the
// edition rules can compare the two.
func findOriginals(in []lint.Input, cfg *config.Config) {
	for i := range in {
		in[i].Original = originalOf(in[i].Path, cfg)
	}
}

// originalOf looks for an edition's source where its side-car says it is, then
// beside it, then in the tree that the config's output folder mirrors.
func originalOf(path string, cfg *config.Config) *lint.Original {
	source, _, ok := translate.SourceOf(path)
	if !ok {
		return nil
	}
	// A side-car that cannot be read is one that says nothing; translate reports it.
	if side, err := translate.ReadSidecar(translate.SidecarPath(path)); err == nil && side != nil {
		return original(side.SourcePath(translate.SidecarPath(path)), side.SourceSHA256)
	}
	if _, err := os.Stat(source); err == nil {
		return original(source, "")
	}
	if dir := cfg.InDir(cfg.Translate.OutDir); dir != "" {
		if rel, err := filepath.Rel(dir, source); err == nil && filepath.IsLocal(rel) {
			return original(filepath.Join(cfg.Dir, rel), "")
		}
	}
	return nil
}

func original(path, hash string) *lint.Original {
	return &lint.Original{Path: path, Read: func() ([]byte, error) { return files.Read(path) }, SHA256: hash}
}
