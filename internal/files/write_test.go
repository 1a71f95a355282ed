package files

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// TestWriteAtomicLeavesDevicesAlone writes to a pipe: a stand-in for /dev/null,
// which must survive being named as an output.
func TestWriteAtomicLeavesDevicesAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no file names for pipes")
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	link := filepath.Join(t.TempDir(), "out")
	if err := os.Symlink(fmt.Sprintf("/dev/fd/%d", w.Fd()), link); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(link); err != nil {
		t.Skip("/dev/fd is not there: ", err)
	}
	if err := WriteAtomic(link, []byte("가\n")); err != nil {
		t.Fatal(err)
	}
	w.Close()
	got := make([]byte, 16)
	n, _ := r.Read(got)
	if string(got[:n]) != "가\n" {
		t.Errorf("the pipe got %q", got[:n])
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v, %v", info, err)
	}
}

func TestWriteAtomic(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.md")
	for _, text := range []string{"가\n", "나\n"} {
		if err := WriteAtomic(path, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, 0o640); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != text {
			t.Errorf("%q, %v", got, err)
		}
	}
	if info, _ := os.Stat(path); runtime.GOOS != "windows" && info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v", info.Mode())
	}
	if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
	if err := WriteAtomic(filepath.Dir(path), nil); err == nil {
		t.Error("a folder was replaced")
	}
}
