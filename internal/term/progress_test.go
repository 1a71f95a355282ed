package term

import (
	"strings"
	"testing"
	"time"
)

func TestProgress(t *testing.T) {
	var off *Progress = NewProgress(nil, false)
	off.Set("files", 1, 2) // shows nothing and does not fail
	off.Clear()

	var out strings.Builder
	p := NewProgress(&out, true)
	p.Set("files", 1, 9)
	if out.Len() > 0 {
		t.Errorf("a short job shows %q", out.String())
	}
	p.start = time.Now().Add(-time.Minute)
	p.Set("files", 3, 9)
	for _, want := range []string{"files", "33%", "3/9"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in %q", want, out.String())
		}
	}
	p.Clear()
	if shown := out.String(); strings.Trim(shown[strings.LastIndex(strings.TrimRight(shown, "\r "), "\r"):], "\r ") == "" {
		t.Error("nothing was shown before it was cleared")
	} else if !strings.HasSuffix(shown, "\r") {
		t.Errorf("the line is not cleared: %q", shown)
	}
	p.Set("segments", 5, 0)
	if !strings.Contains(out.String(), "segments") {
		t.Errorf("a second count is missing in %q", out.String())
	}
}
