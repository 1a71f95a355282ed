package term

import (
	"strings"
	"testing"
)

// TestScreen shows texts whole and byte by byte.
func TestScreen(t *testing.T) {
	paint := NewStyle(true)
	for in, want := range map[string]string{
		"가나\n\tb":                             "가나\n\tb",
		paint.Red("빨강") + paint.Dim("x"):      paint.Red("빨강") + paint.Dim("x"),
		"\x1b[2J\x1b]8;;http://x\a\u202e":     "␛[2J␛]8;;http://x␇<U+202E>",
		"\x1b[1;31;8mhidden":                  "␛[1;31;8mhidden",
		"a\r\nb\u009b31m\x7f":                 "a␍\nb<U+009B>31m␡",
		"cut \xea\xb0":                        "cut <0xEA><0xB0>",
		"cut \x1b[1;3":                        "cut ␛[1;3",
		"bad \xff\xfe가":                       "bad <0xFF><0xFE>가",
		strings.Repeat("가", 5000) + "\x1b[31": strings.Repeat("가", 5000) + "␛[31",
	} {
		for _, size := range []int{len(in), 1, 3} {
			var out strings.Builder
			s := &Screen{w: &out}
			for rest := in; rest != ""; {
				n := min(size, len(rest))
				if m, err := s.Write([]byte(rest[:n])); m != n || err != nil {
					t.Fatal(m, err)
				}
				rest = rest[n:]
			}
			if err := s.Flush(); err != nil || out.String() != want {
				t.Errorf("%.40q by %d: %.60q, %v; want %.60q", in, size, out.String(), err, want)
			}
		}
	}
}
