package files

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// A file that the user names is written through a link: the user has put it there.
// A link at a name that the program makes up (an edition, a side-car, the memory's
// files), or in a folder that it searches, may have been planted by whoever wrote
// the folder's content, to have something else overwritten.

// CheckOwn refuses a path whose name the program makes up, and where something lies
// that is no regular file.
func CheckOwn(path string) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("write %s: %w", path, Cause(err))
	case info.Mode()&fs.ModeSymlink != 0:
		return fmt.Errorf("write %s: is a symbolic link, which may lead anywhere; remove it", path)
	case !info.Mode().IsRegular():
		return fmt.Errorf("write %s: is no file; remove it", path)
	}
	return nil
}

// WriteOwn is [WriteAtomic] for such a path. A new file may be read by nobody who
// may not read the one that it was made from.
func WriteOwn(path string, data []byte, from string) error {
	if err := CheckOwn(path); err != nil {
		return err
	}
	mode := fs.FileMode(0o666)
	if info, err := os.Stat(from); err == nil {
		read := info.Mode() & 0o444
		mode = read | read>>1 | 0o200
	}
	return write(path, data, mode)
}

// OpenOwn opens such a path with the flags of [os.OpenFile].
func OpenOwn(path string, flag int) (*os.File, error) {
	if err := CheckOwn(path); err != nil {
		return nil, err
	}
	return os.OpenFile(path, flag, 0o644)
}

// CheckFound refuses to write through a link that was found, not named, and that
// leads out of the working directory and of the folders that were named.
func CheckFound(path string, named []string) error {
	if info, err := os.Lstat(path); err != nil || info.Mode()&fs.ModeSymlink == 0 {
		return err
	}
	same := func(n string) bool { return filepath.Clean(n) == filepath.Clean(path) }
	if slices.ContainsFunc(named, same) {
		return nil
	}
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, Cause(err))
	}
	if target, err = filepath.Abs(target); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	for _, folder := range append([]string{"."}, named...) {
		real, err := filepath.EvalSymlinks(folder)
		if err != nil {
			continue
		}
		if real, err = filepath.Abs(real); err != nil {
			continue
		}
		if rel, err := filepath.Rel(real, target); err == nil && filepath.IsLocal(rel) {
			return nil
		}
	}
	return fmt.Errorf("write %s: is a symbolic link that leads out of here, to %s; name the file itself to change it", path, target)
}
