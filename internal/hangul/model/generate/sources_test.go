package main_test

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// The list of sources says of each package where it comes from and its licence.
func TestSourcesAreListedInFull(t *testing.T) {
	data, err := os.ReadFile("sources.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		n++
		if f := strings.Fields(line); len(f) != 4 || !slices.Contains([]string{"debian", "npm", "git"}, f[0]) {
			t.Errorf("%q is no registry, package, version and licence", line)
		}
	}
	if n == 0 {
		t.Error("no sources")
	}
}
