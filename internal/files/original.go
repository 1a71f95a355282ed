package files

import (
	"errors"
	"fmt"
	"io/fs"
)

// KeepOriginal writes what a file held as NAME.orig beside it, or as NAME.orig.1
// and so on where that is taken by something else. Nothing is ever overwritten.
func KeepOriginal(path string, data []byte) error {
	for n := 0; ; n++ {
		kept := path + ".orig"
		if n > 0 {
			kept = fmt.Sprintf("%s.%d", kept, n)
		}
		old, err := ReadFile(kept)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return WriteOwn(kept, data, path)
		case err != nil:
			return fmt.Errorf("keep the original: %w", err)
		case string(old) == string(data):
			return nil
		}
	}
}
