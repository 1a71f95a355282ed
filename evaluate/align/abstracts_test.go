package align

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAbstractsAreTheSourceOfAllBullets(t *testing.T) {
	source := write(t, "abstracts.jsonl", `{"arxiv_id":"2405.00001","title":"One","abstract":"First abstract."}
{"arxiv_id":"2405.99999","title":"Not in the digest","abstract":"Another."}
`)
	got, unaligned, err := laid(t, Request{Systems: []System{{"sys", write(t, "r.md", ref)}}, Source: source})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{
		"2405.00001/b1 (One) First abstract. |  | r1",
		"2405.00001/b2 (One) First abstract. |  | r2",
		"2405.00001/b3 (One) First abstract. |  | nested",
		"2405.00001#2/b1 (One) First abstract. |  | again",
	}, got); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{
		"2405.00002 “Two” (1 bullet): not in the source; not scored",
		"“No Link” (1 bullet): not in the source; not scored",
	}, unaligned); d != "" {
		t.Error(d)
	}
}
