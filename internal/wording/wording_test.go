package wording

import "testing"

func TestCount(t *testing.T) {
	for n, want := range map[int]string{0: "0 files", 1: "1 file", 2: "2 files"} {
		if got := Count(n, "file"); got != want {
			t.Errorf("Count(%d): got %q, want %q", n, got, want)
		}
	}
}

func TestBytes(t *testing.T) {
	for n, want := range map[int64]string{1: "1 byte", 1023: "1023 bytes", 1536: "1.5 KB", 2 << 20: "2.0 MB"} {
		if got := Bytes(n); got != want {
			t.Errorf("Bytes(%d): got %q, want %q", n, got, want)
		}
	}
}

func TestLists(t *testing.T) {
	names := []string{"a", "b", "c"}
	for n, want := range []string{"nothing", "a", "a and b", "a, b and c"} {
		if got := Join(names[:n]); got != want {
			t.Errorf("Join of %d: got %q, want %q", n, got, want)
		}
	}
	for most, want := range map[int]string{1: "a and 2 more", 2: "a, b and 1 more", 3: "a, b, c"} {
		if got := First(names, most); got != want {
			t.Errorf("First %d: got %q, want %q", most, got, want)
		}
	}
}
