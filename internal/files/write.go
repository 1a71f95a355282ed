package files

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// WriteAtomic replaces a file's content so that a reader sees the old or the
// new content whole, never a part, whatever happens in between: the data goes
// to a temporary file beside it, is synced, and is renamed over it. An existing
// file keeps its mode, a new one has that of the umask; a symbolic link is
// followed, so that its target changes and the link stays. A device or a pipe
// (/dev/null, /dev/stdout) is written to and never replaced.
func WriteAtomic(path string, data []byte) error { return write(path, data, 0o666) }

// write is WriteAtomic for a file that, if it is new, gets no more than the mode.
func write(path string, data []byte, mode fs.FileMode) (err error) {
	target, exists := path, false
	if resolved, err := filepath.EvalSymlinks(path); err == nil {
		target = resolved
	}
	if info, err := os.Stat(target); err == nil {
		if info.IsDir() {
			return fmt.Errorf("write %s: is a folder", path)
		}
		if !info.Mode().IsRegular() {
			return writeThrough(path, data)
		}
		mode, exists = info.Mode().Perm(), true
	} else if !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("write %s: %w", path, Cause(err))
	}
	tmp, err := createTemp(target, mode)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, Cause(err))
	}
	defer func() {
		if err != nil {
			tmp.Close()
			os.Remove(tmp.Name())
			err = fmt.Errorf("write %s: %w", path, Cause(err))
		}
	}()
	if _, err = tmp.Write(data); err != nil {
		return err
	}
	if exists { // what the umask took away is the file's
		if err = tmp.Chmod(mode); err != nil {
			return err
		}
	}
	if err = tmp.Sync(); err != nil {
		return err
	}
	if err = tmp.Close(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), target)
}

// createTemp makes a new file of a random name beside the target. Those of
// [os.CreateTemp] do not know the umask. The target's own name may be as long as
// names can be, and is no part of it.
func createTemp(target string, mode fs.FileMode) (*os.File, error) {
	for {
		name := fmt.Sprintf(".sumtool-%d.tmp", rand.Uint64())
		f, err := os.OpenFile(filepath.Join(filepath.Dir(target), name), os.O_RDWR|os.O_CREATE|os.O_EXCL, mode|0o200)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

// Create opens a file to be written as the work goes on, as [os.Create] does.
func Create(path string) (*os.File, error) {
	return openFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
}

// writeThrough writes to what is no regular file.
func writeThrough(path string, data []byte) error {
	f, err := openFile(path, os.O_WRONLY, 0)
	if err == nil {
		_, err = f.Write(data)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, Cause(err))
	}
	return nil
}
