package rules

import (
	"bytes"
	"context"
	"testing"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// benchDigest is the shipped sample and the clean digest, about 100 kB of them.
func benchDigest(b *testing.B) []byte {
	b.Helper()
	var src []byte
	for _, path := range []string{"../testdata/digests/2024/05/30.md", "../testdata/ok/2024/06/03.md"} {
		src = append(src, read(b, path)...)
	}
	return bytes.Repeat(src, 1+100_000/len(src))
}

// BenchmarkEngine lints under all rules, on one core.
func BenchmarkEngine(b *testing.B) { benchmarkRules(b, All()) }

// BenchmarkRule lints under each rule alone; the parser's share is in each.
func BenchmarkRule(b *testing.B) {
	b.Run("none", func(b *testing.B) { benchmarkRules(b, nil) })
	for _, r := range All() {
		if r.Check != nil {
			b.Run(r.ID, func(b *testing.B) { benchmarkRules(b, []*lint.Rule{r}) })
		}
	}
}

func benchmarkRules(b *testing.B, rules []*lint.Rule) {
	src := benchDigest(b)
	e := lint.Engine{Rules: lint.Selection{}.Apply(rules), Catalogue: All(), Template: digest.DefaultTemplate(), Jobs: 1}
	in := []lint.Input{{Path: "2024/05/30.md", Read: func() ([]byte, error) { return src, nil }}}
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := e.Run(context.Background(), in); err != nil {
			b.Fatal(err)
		}
	}
}
