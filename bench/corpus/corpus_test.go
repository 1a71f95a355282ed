package corpus

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/digest"
)

func TestDigest(t *testing.T) {
	text := Digest(2001, 2, 3, 7)
	if text != Digest(2001, 2, 3, 7) {
		t.Error("the same seed makes other bytes")
	}
	if text == Digest(2001, 2, 3, 8) {
		t.Error("the seed changes nothing")
	}
	if n := len(text); n < 18_000 || n > 26_000 {
		t.Errorf("a digest of %d bytes", n)
	}
	if !utf8.ValidString(text) || strings.ContainsAny(text, "{}[]"[:2]) {
		t.Error("a slot is left, or no UTF-8")
	}
	doc := digest.Parse("a.md", []byte(text), digest.DefaultTemplate())
	if len(doc.Papers) != Papers {
		t.Errorf("%d papers", len(doc.Papers))
	}
	for _, p := range doc.Papers {
		if len(p.Bullets) != len(sections) {
			t.Errorf("%d bullets", len(p.Bullets))
		}
	}
}

func TestParticle(t *testing.T) {
	for _, c := range [][3]string{
		{"모델", "은", "은"}, {"구조", "은", "는"}, {"강화 학습(Reinforcement Learning)", "은", "은"}, {"구조(Graph)", "은", "는"},
		{"모델", "으로", "로"}, {"학습", "으로", "으로"}, {"구조", "으로", "로"},
	} {
		if got := particle(c[0], particles[c[1]]); got != c[2] {
			t.Errorf("%s%s; want %s", c[0], got, c[2])
		}
	}
}

func TestWriteDigests(t *testing.T) {
	dir := t.TempDir()
	size, files, err := WriteDigests(dir, 100_000, 1)
	if err != nil {
		t.Fatal(err)
	}
	var found int64
	names, _ := filepath.Glob(filepath.Join(dir, "*", "*", "*.md"))
	for _, n := range names {
		info, err := os.Stat(n)
		if err != nil {
			t.Fatal(err)
		}
		found += info.Size()
	}
	if len(names) != files || found != size || size < 100_000 || size > 130_000 {
		t.Errorf("said %d bytes in %d files, wrote %d in %d", size, files, found, len(names))
	}
}

func TestWriteSegments(t *testing.T) {
	var texts [2][3]bytes.Buffer
	for i := range texts {
		n, err := WriteSegments(&texts[i][0], &texts[i][1], &texts[i][2], 10_000, 3)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range texts[i] {
			if lines := bytes.Count(b.Bytes(), []byte("\n")); lines != n {
				t.Errorf("%d lines of %d segments", lines, n)
			}
		}
	}
	for j := range texts[0] {
		if !bytes.Equal(texts[0][j].Bytes(), texts[1][j].Bytes()) {
			t.Error("the same seed makes other bytes")
		}
	}
	if bytes.Equal(texts[0][0].Bytes(), texts[0][1].Bytes()) || bytes.Equal(texts[0][1].Bytes(), texts[0][2].Bytes()) {
		t.Error("the translations are the same")
	}
}
