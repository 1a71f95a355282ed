package report

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestListAfterTheSlotsOwnText has the slot's text in the document before the slot, as
// a user's rule may.
func TestListAfterTheSlotsOwnText(t *testing.T) {
	doc := struct {
		Rule  string   `json:"rule"`
		Items []string `json:"items"`
	}{listSlot, []string{listSlot}}
	for _, items := range [][]string{{}, {"a"}, {"a", "b"}} {
		var out strings.Builder
		if err := encodeList(&out, doc, len(items), func(i int) any { return items[i] }); err != nil {
			t.Fatal(err)
		}
		want := doc
		want.Items = items
		text, err := json.MarshalIndent(want, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if out.String() != string(text)+"\n" {
			t.Errorf("%s, expected %s", out.String(), text)
		}
	}
}
