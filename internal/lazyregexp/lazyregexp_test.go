package lazyregexp

import "testing"

func TestNew(t *testing.T) {
	word := New(`\w+`)
	if first, second := word(), word(); first != second || !first.MatchString("가b") {
		t.Errorf("compiled twice, or not as asked: %v and %v", first, second)
	}
	wrong := New(`(`) // no panic yet
	defer func() {
		if recover() == nil {
			t.Error("a wrong expression is taken")
		}
	}()
	wrong()
}
