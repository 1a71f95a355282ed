package digest

import (
	"os"
	"testing"
)

// BenchmarkParse reads real digests, inlines included.
func BenchmarkParse(b *testing.B) {
	var all [][]byte
	size := 0
	for _, name := range corpus(b) {
		src, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, src)
		size += len(src)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, src := range all {
			Parse("bench.md", src, DefaultTemplate())
		}
	}
}
