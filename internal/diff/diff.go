// Package diff prints what would change in a file, in the form that `git apply`
// and `patch -p1` take. It knows text files and nothing else.
package diff

import (
	"fmt"
	"path"
	"strings"

	"github.com/aymanbagabas/go-udiff"
)

// Unified returns the unified diff from before to after of the file at a
// slash-separated path, or "" if they are equal. A path inside the working
// directory gets git's prefixes a/ and b/; one outside of it is printed as it is.
func Unified(name string, before, after []byte) string {
	from, to := label("a/", name), label("b/", name)
	return udiff.Unified(from, to, string(before), string(after))
}

// label is a file's name in a diff's header, quoted as git does where it must be.
func label(prefix, name string) string {
	if !path.IsAbs(name) && !strings.HasPrefix(name, "../") {
		name = prefix + path.Clean(name)
	}
	if strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == '"' || r == '\\' || r == 0x7F }) {
		return quote(name)
	}
	if strings.Contains(name, " ") {
		return name + "\t" // says that the name ends here, and not at the space
	}
	return name
}

func quote(name string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(name) {
		switch c := name[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ' || c == 0x7F:
			fmt.Fprintf(&b, "\\%03o", c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
