package regenerate

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sumtool/sumtool/internal/abstracts"
)

// FuzzAnswer reads any answer of a model: a few bullets, each under an id and a
// label of its own, that are read back as they are written for the memory. What
// passes the gates changes the paper's summary and nothing else of the digest.
func FuzzAnswer(f *testing.F) {
	const text = "We present Lantern, a model of 8B parameters. It reads long documents in windows of 512 tokens. Accuracy rises from 41.8% to 47.3% on LongBench."
	for _, s := range []string{
		`{"items":[{"id":"b1","label":"What's New","text":"등불은 80억 매개변수로 긴 문서를 읽는 Lantern 모델입니다.","evidence":["s1"]},{"id":"b2","label":"Technical Details","text":"512개 토큰의 창으로 긴 문서를 나누어 읽습니다.","evidence":["s2"]}]}`,
		`{"items":[{"id":"s1","text":"등불은 80억 매개변수로 긴 문서를 읽는 Lantern 모델입니다."},{"id":"s1","text":"LongBench의 정확도가 41.8%에서 47.3%로 오릅니다."}]}`,
		`[{"id":"1","label":"x","text":"# - 가","evidence":[]}]`, `{"items":[{}]}`, `{"items":[null]}`, "```json\n{\"items\":[{\"text\":\"<!-- sumtool-disable -->\"}]}\n```", `}{`,
		`{"items":[{"id":"b1","text":"등불은 긴 문서를 읽는\u2028Lantern 모델입니다. \u001b[31m","evidence":["s1"]}]}`,
	} {
		f.Add(s, true)
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, answer string, labels bool) {
		w := writtenPaper{Abstract: abstracts.Abstract{ArXivID: "2406.00009", Title: "Lantern: Reading Long Texts", Text: text}}
		j := w.job(labels)
		b := basisOf(w.Abstract, w.Title)
		bullets, err := j.parseAnswer(answer, b)
		if err != nil {
			if len(bullets) > 0 {
				t.Errorf("%v, and %v", err, bullets)
			}
			return
		}
		if len(bullets) == 0 || len(bullets) > most {
			t.Fatalf("%d bullets", len(bullets))
		}
		for i, u := range bullets {
			if u.ID == "" || slices.ContainsFunc(bullets[:i], func(o Bullet) bool { return o.ID == u.ID }) {
				t.Errorf("the id %q of %+v", u.ID, bullets)
			}
		}
		again, err := j.parseAnswer(answerOf(bullets), b)
		if diff := cmp.Diff(bullets, again); err != nil || diff != "" {
			t.Errorf("remembered, it is another: %v\n%s", err, diff)
		}
		v := (&Regenerator{Lint: silent}).verify(j, b, bullets)
		if !v.passed() {
			return
		}
		made := replace(j.Document, j.Style, Summary{j.Paper, v.bullets})
		d := parsed(string(made))
		if len(d.Papers) != 2 || len(d.Papers[1].Bullets) != len(bullets) || len(d.Papers[1].Stray) > 0 || len(d.Comments) > 0 {
			t.Fatalf("%d papers in\n%s", len(d.Papers), made)
		}
		old := j.Document.Source
		if at := bytes.LastIndex(old, []byte("\n- ")); !bytes.HasPrefix(made, old[:at]) {
			t.Errorf("more than the summary has changed:\n%s", made)
		}
		for i, u := range bullets {
			if got := d.Text(d.Papers[1].Bullets[i].Text); !strings.HasSuffix(got, u.Text) {
				t.Errorf("%q became %q", u.Text, got)
			}
		}
	})
}
