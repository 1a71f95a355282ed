package task

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/sumtool/sumtool/internal/llm/memory"
)

func TestEncode(t *testing.T) {
	m := Message{Task: Judge, From: "ko", To: "en", Items: []Item{{ID: "1", Text: "a < b", Source: "가 < 나"}}}
	want := `{"task":"judge","from":"ko","to":"en","title":"","context":"","glossary":[],"items":[{"id":"1","text":"a < b","source":"가 < 나"}]}`
	if got := Encode(m); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	more := struct {
		Message
		Labels []string `json:"labels"`
	}{Message{Task: Regenerate, Glossary: Glossary{{Source: "가", Target: "<b>"}}}, []string{"x"}}
	got := Encode(more)
	for _, part := range []string{`"glossary":[{"source":"가","target":"<b>"}]`, `"labels":["x"]`} {
		if !strings.Contains(got, part) {
			t.Errorf("%s: %s is missing", got, part)
		}
	}
	var back Message
	if err := json.Unmarshal([]byte(got), &back); err != nil || len(back.Glossary) != 1 || back.Glossary[0] != (memory.Term{Source: "가", Target: "<b>"}) {
		t.Errorf("read back: %+v, %v", back, err)
	}
}

// TestReadItems: what models put around their answers does no harm, and nothing is
// made up where there is no answer.
func TestReadItems(t *testing.T) {
	for _, c := range []struct {
		name, answer string
		want         string // the ids; "" if it is to be refused
	}{
		{"plain", `{"items":[{"id":"a"},{"id":"b"}]}`, "ab"},
		{"words around", "Here you are:\n{\"items\":[{\"id\":\"a\"}]}\nAnything else?", "a"},
		{"a fence in words", "Sure!\n```json\n{\"items\":[{\"id\":\"a\"}]}\n```\n", "a"},
		{"an array", `[{"id":"a"},{"id":"b"}]`, "ab"},
		{"an array in words", "The list: [{\"id\":\"a\"}].", "a"},
		{"a byte order mark", "\ufeff{\"items\":[{\"id\":\"a\"}]}", "a"},
		{"cut", `{"items":[{"id":"a"},{"id":`, ""},
		{"another object", `{"answer":"a"}`, ""},
		{"null", `{"items":null}`, ""},
		{"no list", `{"items":"a"}`, ""},
		{"words", "I cannot do that.", ""},
		{"a number", "80", ""},
		{"nothing", "", ""},
	} {
		var items []struct{ ID string }
		err := ReadItems(c.answer, &items)
		ids := ""
		for _, it := range items {
			ids += it.ID
		}
		if ids != c.want || (err != nil) != (c.want == "") {
			t.Errorf("%s: got %q, %v; want %q", c.name, ids, err, c.want)
		}
	}
}
