package wordset

import "testing"

func TestNew(t *testing.T) {
	set := New("등불 lantern\n\t조약돌  lantern")
	if got := set(); len(got) != 3 || !got["등불"] || !got["lantern"] || !got["조약돌"] || got[""] {
		t.Errorf("%v", got)
	}
}
