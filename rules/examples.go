package rules

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// Example is a text that a rule must report, or must not.
type Example struct {
	Rule *lint.Rule
	Text string // as the rule's documentation or the config writes it
	Bad  bool   // it must be reported

	digest []byte // Text as a whole digest
}

// Examples returns the examples of the rules' documentation and of the config's
// own rules, in the order of the rules. What the engine itself reports has none.
func Examples(all []*lint.Rule, custom []CustomSpec) (out []Example) {
	specs := map[string]CustomSpec{}
	for _, s := range custom {
		specs[s.ID] = s
	}
	for _, r := range all {
		if r.Category == lint.Custom {
			out = append(out, specs[r.ID].examples(r)...)
		} else if r.Check != nil {
			out = append(out, Example{r, r.Doc.Bad, true, wholeDigest(r.Doc.Bad)}, Example{r, r.Doc.Good, false, wholeDigest(r.Doc.Good)})
		}
	}
	return out
}

// Test runs the rule with its default options over the example and says what is
// wrong with the outcome; nil if nothing is.
func (e Example) Test() error {
	in := lint.Input{Path: "2024/05/30.md", Read: func() ([]byte, error) { return e.digest, nil }}
	if e.Rule.Category == lint.Editions {
		in = e.edition()
	}
	engine := lint.Engine{Rules: lint.Selection{}.Apply([]*lint.Rule{e.Rule}), Template: digest.DefaultTemplate()}
	res, err := engine.Run(context.Background(), []lint.Input{in})
	if err != nil {
		return err
	}
	found := res.Files[0].Findings
	switch {
	case e.Bad && len(found) == 0:
		return fmt.Errorf("a bad example is not reported: %q", e.Text)
	case !e.Bad && len(found) > 0:
		return fmt.Errorf("a good example is reported (%q: %s): %q", found[0].Text, found[0].Message, e.Text)
	}
	return nil
}

// edition makes an edition of the example, and an original of the source that
// the rule's documentation gives. That of a bad example has changed since.
func (e Example) edition() lint.Input {
	source := wholeDigest(e.Rule.Doc.Source)
	recorded := sha256.Sum256(source)
	if e.Bad {
		recorded[0]++
	}
	return lint.Input{Path: "2024/05/30.en.md", Read: func() ([]byte, error) { return e.digest, nil },
		Original: &lint.Original{Path: "2024/05/30.md", Read: func() ([]byte, error) { return source, nil }, SHA256: hex.EncodeToString(recorded[:])}}
}

// wholeDigest makes a digest of an example: bullets stand alone there, headings
// do not.
func wholeDigest(text string) []byte {
	if strings.HasPrefix(text, "#") {
		return []byte(text)
	}
	return paperWith("A Paper", "A. Kim", text)
}

func paperWith(title, authors, bullets string) []byte {
	return fmt.Appendf(nil, "## Daily Papers (2024-05-30)\n\n### [%s](https://arxiv.org/abs/2405.00001)\n\n"+
		"![](https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/2405.00001.png)\n\nVote: 3\n\nAuthors: %s\n\n%s", title, authors, bullets)
}

// examples puts the bad and good texts of a custom rule into the first place that
// its scope names.
func (s CustomSpec) examples(r *lint.Rule) (out []Example) {
	place := func(text string) []byte {
		switch s.scope()[0] {
		case "title":
			return paperWith(text, "A. Kim", "- 요약입니다.\n")
		case "authors":
			return paperWith("A Paper", text, "- 요약입니다.\n")
		case "label":
			return paperWith("A Paper", "A. Kim", "- ***"+text+"***: 요약입니다.\n")
		}
		return paperWith("A Paper", "A. Kim", "- "+text+"\n")
	}
	for _, text := range s.Bad {
		out = append(out, Example{r, text, true, place(text)})
	}
	for _, text := range s.Good {
		out = append(out, Example{r, text, false, place(text)})
	}
	return out
}

func (s CustomSpec) scope() []string {
	if len(s.Scope) == 0 {
		return []string{"bullet"}
	}
	return s.Scope
}
