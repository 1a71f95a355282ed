package testendpoint

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/rules/edition"
)

// refusals are the rules by which a translation is refused.
func refusals(source, target string) (rules []string) {
	for _, v := range edition.Refused(edition.Check(edition.Pair{Source: source, Target: target, From: "ko", To: "en"})) {
		rules = append(rules, v.Rule+": "+v.Message)
	}
	return rules
}

// TestPairsAreGoodAndPoor by the gates that every edition goes through.
func TestPairsAreGoodAndPoor(t *testing.T) {
	poor, caught := 0, 0
	for _, p := range Pairs() {
		found := refusals(p.Source, p.Target)
		switch {
		case p.System == "good" && len(found) > 0:
			t.Errorf("refused: %q: %v", p.Target, found)
		case p.System == "poor":
			if poor++; len(found) > 0 {
				caught++
			}
		}
	}
	if caught < poor/3 {
		t.Errorf("only %d of %d poor translations are refused", caught, poor)
	}
}

// TestEchoPassesTheGates: what is made up passes for a translation, over the real
// digests where they are at hand.
func TestEchoPassesTheGates(t *testing.T) {
	n, refused := 0, 0
	for _, root := range []string{"../../../testdata/ok", "../../../testdata/digests", "../../../../shared/corpus"} {
		_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error { // a folder that is not there has no files
			if err != nil || !strings.HasSuffix(path, ".md") || os.Getenv("SUMTOOL_FULL") == "" && n > 500 {
				return nil
			}
			data, err := files.Read(path)
			if err != nil {
				t.Fatal(err)
			}
			doc := digest.Parse(path, data, digest.DefaultTemplate())
			for _, paper := range doc.Papers {
				for _, b := range paper.Bullets {
					source := string(data[b.Text.Start:b.Text.End])
					n++
					if found := refusals(source, echo(source)); len(found) > 0 {
						refused++
						t.Logf("%s\n%s\n%v", source, echo(source), found)
					}
				}
			}
			return nil
		})
	}
	if n < 10 || refused*200 > n {
		t.Errorf("%d of %d made-up translations are refused", refused, n)
	}
}
