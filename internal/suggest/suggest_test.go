package suggest

import "testing"

func TestHint(t *testing.T) {
	rules := []string{"garbled-hangul", "generic-summary", "register", "truncated"}
	for word, want := range map[string]string{
		"garbled-hangull": ` (did you mean "garbled-hangul"?)`,
		"Registre":        ` (did you mean "register"?)`,
		"trunc":           ` (did you mean "truncated"?)`,
		"xyz":             "",
		"":                "",
	} {
		if got := Hint(word, rules); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
	if got, want := HintOrList("nope", []string{"text", "json"}), " (one of text, json)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
