package main

import (
	"path/filepath"
	"strings"
)

// relative shortens a path to what a user would type from dir.
func relative(dir, path string) string {
	rel, err := filepath.Rel(dir, path)
	if err != nil || strings.HasPrefix(rel, ".."+string(filepath.Separator)+"..") {
		return path
	}
	return filepath.ToSlash(rel)
}
