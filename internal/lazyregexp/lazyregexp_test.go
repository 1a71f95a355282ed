package lazyregexp

import "testing"

func TestNew(t *testing.T) {
	word := New(`\w+`)
	if word() != word() {
		t.Error("compiled twice")
	}
	wrong := New(`(`) // no panic yet
	defer func() {
		if recover() == nil {
			t.Error("a wrong expression is taken")
		}
	}()
	wrong()
}
