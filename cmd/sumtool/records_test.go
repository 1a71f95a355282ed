package main

import (
	"encoding/json"
	"strings"
	"testing"
)

// FuzzRecords reads any JSON Lines of digests: an error says in one line on which
// line of the file, and what is read is read again from what is written of it.
func FuzzRecords(f *testing.F) {
	for _, s := range []string{
		`{"path":"a.md","text":"- 가\n"}` + "\n\n" + `{"path":"","text":""}`, `{"path":"a","text":"\ud800"}`, `{"Path":"a","TEXT":"b","path":"c"}`,
		"{}\n", "null\n", "[]", `{"path":"a","text":null}`, "\uFEFF{}", "\xff", `{"path":"a","text":"b"}{}`, " \r\n{oops\n",
	} {
		f.Add(s)
	}
	type record struct {
		Path string `json:"path"`
		Text string `json:"text"`
	}
	f.Fuzz(func(t *testing.T, data string) {
		in, err := records(strings.NewReader(data), "x.jsonl")
		if err != nil {
			if strings.Contains(err.Error(), "\n") || !strings.HasPrefix(err.Error(), "x.jsonl:") {
				t.Errorf("%q", err)
			}
			return
		}
		lines := 0
		for line := range strings.Lines(data) {
			if strings.TrimSpace(line) != "" {
				lines++
			}
		}
		if len(in) > lines {
			t.Fatalf("%d digests of %d lines", len(in), lines)
		}
		var all []record
		var again strings.Builder
		for _, d := range in {
			text, err := d.Read()
			if err != nil {
				t.Fatal(err)
			}
			r := record{d.Path, string(text)}
			line, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, r)
			again.WriteString(string(line) + "\n")
		}
		back, err := records(strings.NewReader(again.String()), "x.jsonl")
		if err != nil || len(back) != len(all) {
			t.Fatalf("%d digests became %d: %v", len(all), len(back), err)
		}
		for i, d := range back {
			if text, err := d.Read(); err != nil || d.Path != all[i].Path || string(text) != all[i].Text {
				t.Errorf("%q became %q, %q", all[i], d.Path, text)
			}
		}
	})
}
