// Package testdisk gives tests a disk so small that they can fill it. It knows how
// to get one where that is allowed; it is for tests alone.
package testdisk

import (
	"os"
	"path/filepath"
	"testing"
)

// Small runs the calling test, which must be no subtest, again on a disk of so many
// bytes of its own. There it returns a folder of that disk and true; to the caller
// outside it returns false when that run is over. Where no such disk can be had, the
// test is skipped.
func Small(t *testing.T, bytes int) (dir string, inside bool) {
	t.Helper()
	if dir := os.Getenv(marker); dir != "" {
		if err := mount(dir, bytes); err != nil {
			t.Skip("no small disk: ", err)
		}
		return dir, true
	}
	runAgain(t, t.TempDir())
	return "", false
}

// marker names the environment variable that tells the inner run its folder.
const marker = "SUMTOOL_TEST_SMALL_DISK"

// Fill leaves no room on the disk of a folder, and returns how to make it again.
func Fill(t *testing.T, dir string) (empty func()) {
	t.Helper()
	name := filepath.Join(dir, ".filler")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	for size := 1 << 16; size > 0; {
		if _, err := f.Write(make([]byte, size)); err != nil {
			size /= 2
		}
	}
	f.Close()
	return func() {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
}
