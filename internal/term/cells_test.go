package term

import (
	"testing"
	"unicode"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
)

// TestPlainWidth holds what is counted here to what the library counts.
func TestPlainWidth(t *testing.T) {
	PinWidth()
	plain := 0
	for r := range unicode.MaxRune {
		w := plainWidth(r)
		if w == 0 {
			continue
		}
		plain++
		if want := twwidth.WidthNoCache(string(r)); w != want {
			t.Errorf("%U %c: %d cells, want %d", r, r, w, want)
		}
		if both := twwidth.WidthNoCache("가" + string(r) + "a"); both != w+3 {
			t.Errorf("%U joins its neighbours: %d cells", r, both)
		}
	}
	if plain < 11172+95 {
		t.Errorf("only %d characters are plain", plain)
	}
}
