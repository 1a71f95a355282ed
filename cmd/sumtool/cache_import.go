package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/internal/llm/memory"
)

// importFile stores a file's records, of the format that its name says.
func importFile(store *memory.Store, path string) (int, error) {
	read := store.ImportJSONL
	switch strings.ToLower(filepath.Ext(path)) {
	case ".jsonl", ".ndjson":
	case ".tmx":
		read = store.ImportTMX
	default:
		return 0, fmt.Errorf("%s: a memory's file ends in .jsonl or .tmx", path)
	}
	f, err := files.Open(path)
	if err != nil {
		return 0, fmt.Errorf("open a memory's file: %w", err)
	}
	defer f.Close()
	n, err := read(f)
	if err != nil {
		return n, fmt.Errorf("import %s: %w", path, err)
	}
	return n, nil
}
