package git

import (
	"bytes"
	"testing"
)

// FuzzParseDiff reads any output of git: no more files than records, each with a
// path, and no line before the first.
func FuzzParseDiff(f *testing.F) {
	f.Add([]byte(":100644 100644 1111 2222 M\x00가 나.md\x00\x00diff --git a/x b/x\n@@ -1 +1,2 @@\n@@ -7,2 +8,0 @@\n"))
	f.Add([]byte(":100644 100644 1 0 R090\x00old\x00"))
	f.Add([]byte(":1 2 3 4 T\x00a\x00diff --git \n@@ -\n@@ - +99999999999999999999 @@"))
	f.Fuzz(func(t *testing.T, out []byte) {
		files := parseDiff(bytes.Clone(out))
		if len(files) > bytes.Count(out, []byte{0})+1 {
			t.Errorf("%d files", len(files))
		}
		for _, x := range files {
			if x.Path == "" || x.All && x.Lines != nil {
				t.Errorf("%+v", x)
			}
		}
	})
}
