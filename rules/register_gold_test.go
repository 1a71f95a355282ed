package rules

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sumtool/sumtool/internal/digest"
)

// TestRegisterAgreesWithReading measures the registers of real digests against a
// list made by reading them, where that list is at hand.
func TestRegisterAgreesWithReading(t *testing.T) {
	const root = "../../shared"
	data, err := os.ReadFile(root + "/gold/register.jsonl")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("no list of registers beside the project")
	}
	if err != nil {
		t.Fatal(err)
	}
	type row struct {
		File      string
		Line      int
		Register  string
		Sentences []string
	}
	docs := map[string]*digest.Document{}
	var bullets, right, single, singleRight int
	for line := range strings.Lines(string(data)) {
		var want row
		if err := json.Unmarshal([]byte(line), &want); err != nil {
			t.Fatal(err)
		}
		d := docs[want.File]
		if d == nil {
			path := filepath.Join(root, "corpus", want.File)
			d = digest.Parse(path, read(t, path), digest.DefaultTemplate())
			docs[want.File] = d
		}
		b := d.BulletAt(d.Line(want.Line).Start)
		if b == nil {
			continue // a line outside the bullets
		}
		all := sentences(d.Text(b.Text))
		bullets++
		got := bulletRegister(all)
		if got == want.Register {
			right++
		} else {
			t.Logf("%s:%d: %s, want %s: …%s", want.File, want.Line, got, want.Register, tailOf(d.Text(b.Text)))
		}
		for i, s := range all {
			if len(all) != len(want.Sentences) {
				break
			}
			single++
			if name := registerName(s.register); name == want.Sentences[i] || name == "enum" && want.Sentences[i] == "noun" || name == "link" && want.Sentences[i] == "noun" {
				singleRight++
			}
		}
	}
	t.Logf("%d of %d bullets agree (%.4f), %d of %d sentences (%.4f)", right, bullets, float64(right)/float64(bullets),
		singleRight, single, float64(singleRight)/float64(single))
	if right*100 < bullets*99 {
		t.Errorf("only %d of %d bullets agree", right, bullets)
	}
}

func tailOf(s string) string { return s[max(0, len(s)-120):] }

// bulletRegister is that of the last sentence that has one.
func bulletRegister(all []sentence) string {
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].register != noRegister {
			return registerName(all[i].register)
		}
	}
	return "other"
}

func registerName(r register) string {
	return [...]string{noRegister: "other", hamnida: "hamnida", haeyo: "haeyo", handa: "handa", nounStyle: "noun", question: "question", listTail: "enum", linkLine: "link"}[r]
}
