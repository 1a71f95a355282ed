package lint

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

// known lints texts (path, text, …) and makes a baseline of what is found.
func known(t *testing.T, e *Engine, texts ...string) *Baseline {
	t.Helper()
	b, _ := e.Update(nil, runTexts(t, e, texts...))
	again, err := ReadBaseline(b.Encode())
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(again.Encode(), b.Encode()) {
		t.Fatalf("a baseline changes when it is read:\n%s\n%s", b.Encode(), again.Encode())
	}
	return again
}

func runTexts(t *testing.T, e *Engine, texts ...string) *Result {
	t.Helper()
	var in []Input
	for i := 0; i < len(texts); i += 2 {
		in = append(in, inMemory(texts[i], []byte(texts[i+1]))...)
	}
	res, err := e.Run(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestBaseline(t *testing.T) {
	e := testEngine()
	e.Baseline = known(t, e, "a.md", twoPapers)
	if n := e.Baseline.Len(); n != 6 {
		t.Errorf("%d known, expected 6", n)
	}
	tests := []struct {
		name         string
		texts        []string
		found, stale int
	}{
		{"unchanged", []string{"a.md", twoPapers}, 0, 0},
		{"in another file", []string{"b.md", twoPapers}, 0, 0},
		{"twice", []string{"a.md", twoPapers, "b.md", twoPapers}, 6, 0},
		{"one of two in a bullet mended", []string{"a.md", strings.Replace(twoPapers, "나쁜 나쁜", "나쁜 좋은", 1)}, 1, 2},
		{"one mended", []string{"a.md", strings.Replace(twoPapers, "나쁜 말이", "좋은 말이", 1)}, 0, 1},
		{"one edited", []string{"a.md", strings.Replace(twoPapers, "나쁜 말이", "나쁜 글이", 1)}, 1, 1},
		{"a file that the baseline does not know", []string{"b.md", "### 둘째\n\n- 나쁜 말이 있습니다.\n"}, 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res := runTexts(t, e, tt.texts...)
			found, stale := 0, 0
			for _, f := range res.Files {
				found += len(f.Findings)
			}
			for _, k := range res.Stale {
				stale += k.Count
			}
			if found != tt.found || stale != tt.stale {
				t.Errorf("%d found, %d stale; expected %d and %d", found, stale, tt.found, tt.stale)
			}
		})
	}
	e.Whole = true
	if res := runTexts(t, e, "b.md", "### 둘째\n"); len(res.Stale) == 0 {
		t.Error("a run over everything does not miss what is gone")
	}
}

func TestUpdateKeepsWhatItCannotJudge(t *testing.T) {
	e := testEngine()
	old := known(t, e, "a.md", twoPapers, "b.md", "### 셋째\n\n- 나쁜 말\n")
	res := runTexts(t, e, "a.md", "### 첫째\n\n- 좋은 말\n")
	b, dropped := e.Update(old, res)
	if dropped != 6 || b.Len() != 3 {
		t.Errorf("%d dropped, %d left; expected 6 and the heading beside the two of b.md", dropped, b.Len())
	}
	e.Rules = Selection{Select: []string{"odd"}}.Apply(e.Catalogue)
	if b, dropped := e.Update(old, runTexts(t, e, "a.md", "")); dropped != 0 || b.Len() != old.Len() {
		t.Errorf("%d dropped, although their rules did not run", dropped)
	}
}

func TestBrokenBaselines(t *testing.T) {
	for text, want := range map[string]string{
		"":                      "the file is empty",
		"[]":                    "line 1: unexpected array",
		"{\"version\": 1,\n<<<": "line 2: invalid character",
		"{}":                    "no version",
		"{\"version\": 2}":      "version 2, expected 1",
		"{\"version\": 1} x":    "text follows",
		`{"version": 1, "findings": [{"rule": "a", "count": 1}]}`:                      "entry 1 has no fingerprint",
		`{"version": 1, "findings": [{"rule": "a", "fingerprint": "a", "count": -1}]}`: "entry 1",
	} {
		if _, err := ReadBaseline([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, expected %q", text, err, want)
		}
	}
}

func FuzzReadBaseline(f *testing.F) {
	f.Add([]byte(`{"version":1,"findings":[{"fingerprint":"a","rule":"b","file":"c","count":1}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := ReadBaseline(data)
		if err != nil {
			return
		}
		if again, err := ReadBaseline(b.Encode()); err != nil || again.Len() != b.Len() {
			t.Errorf("%q is not read back: %v", b.Encode(), err)
		}
	})
}
