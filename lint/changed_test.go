package lint

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOnlyWhatChanged(t *testing.T) {
	src := strings.Join([]string{
		"## 날짜",   // 1
		"",        // 2
		"### 첫째",  // 3
		"",        // 4
		"- 나쁜 말",  // 5
		"- 이상한 말", // 6
		"  나쁜 말",  // 7
		"",        // 8
		"### 둘째",  // 9
		"",        // 10
		"- 나쁜 말",  // 11
		"",
	}, "\n")
	tests := []struct {
		name  string
		lines *Lines
		want  []string
	}{
		{"no change asked for", nil, []string{"3 heading", "5 bad", "6 odd", "7 bad", "9 heading", "11 bad"}},
		{"untouched", &Lines{}, nil},
		{"new", &Lines{All: true}, []string{"3 heading", "5 bad", "6 odd", "7 bad", "9 heading", "11 bad"}},
		{"a line: it and its paper's heading", &Lines{Ranges: []LineRange{{5, 6}}}, []string{"3 heading", "5 bad"}},
		{"two places", &Lines{Ranges: []LineRange{{6, 7}, {11, 12}}}, []string{"3 heading", "6 odd", "9 heading", "11 bad"}},
		{"deleted inside a paper", &Lines{Ranges: []LineRange{{6, 6}}}, []string{"3 heading"}},
		{"deleted at a paper's end", &Lines{Ranges: []LineRange{{9, 9}}}, []string{"3 heading"}},
		{"deleted at the file's end", &Lines{Ranges: []LineRange{{12, 12}}}, []string{"9 heading"}},
		{"deleted at the file's beginning", &Lines{Ranges: []LineRange{{1, 1}}}, nil},
		{"lines beyond the end", &Lines{Ranges: []LineRange{{11, 99}}}, []string{"9 heading", "11 bad"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := inMemory("a.md", []byte(src))
			in[0].Changed = tt.lines
			res, err := testEngine().Run(context.Background(), in)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, file := range res.Files {
				for _, f := range file.Findings {
					got = append(got, fmt.Sprintf("%d %s", f.Start.Line, f.Rule))
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestFixOnlyWhatChanged keeps to the touched lines while fixes move them.
func TestFixOnlyWhatChanged(t *testing.T) {
	src := "### 제목\n\n- 가가가가 끝\n- 가가\n"
	in := inMemory("a.md", []byte(src))
	in[0].Changed = &Lines{Ranges: []LineRange{{3, 4}}}
	_, changes, err := engineOf(replace("a", Safe, "가가", "가\n  ")).Fix(context.Background(), in, Safe)
	if err != nil || len(changes) != 1 || string(changes[0].After) != "### 제목\n\n- 가\n  가\n   끝\n- 가가\n" {
		t.Errorf("%v, %q", err, changes[0].After)
	}
}
