package files

import (
	"errors"
	"fmt"
	"io/fs"
)

// KeepCopy writes what a file held beside it, under its name and a suffix (.orig,
// .bak), or with a number behind that where the name is taken by something else; it
// returns where. Nothing is ever overwritten.
func KeepCopy(path, suffix string, data []byte) (kept string, err error) {
	for n := 0; ; n++ {
		kept = path + suffix
		if n > 0 {
			kept = fmt.Sprintf("%s.%d", kept, n)
		}
		old, err := ReadFile(kept)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return kept, WriteOwn(kept, data, path)
		case err != nil:
			return kept, fmt.Errorf("keep a copy of %s: %w", path, err)
		case string(old) == string(data):
			return kept, nil
		}
	}
}
