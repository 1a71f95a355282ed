package rules

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/suggest"
	"github.com/sumtool/sumtool/lint"
)

// CustomSpec is one rule of the user's own, as the config writes it.
type CustomSpec struct {
	ID          string   `yaml:"id" doc:"kebab-case name, unlike any built-in rule's"`
	Pattern     string   `yaml:"pattern" doc:"regular expression (RE2); either this or words"`
	Words       []string `yaml:"words" doc:"literal words to report; either this or pattern"`
	Message     string   `yaml:"message" doc:"what to tell; $1 inserts a group of the pattern"`
	Level       string   `yaml:"level" doc:"error, warning (default) or info"`
	Scope       []string `yaml:"scope" doc:"where to look: title, authors, label, bullet (default: bullet)"`
	Replacement *string  `yaml:"replacement" doc:"what to write instead; $1 inserts a group"`
	Bad         []string `yaml:"bad" doc:"texts that must be reported, for sumtool rules --test"`
	Good        []string `yaml:"good" doc:"texts that must not be reported"`
}

var customScopes = []string{"title", "authors", "label", "bullet"}

// Custom compiles the user's own rules. Errors name the rule and the mend.
func Custom(specs []CustomSpec) ([]*lint.Rule, error) {
	taken := map[string]bool{}
	for _, r := range All() {
		taken[r.ID] = true
	}
	var out []*lint.Rule
	for i, s := range specs {
		if !lint.IsRuleID(s.ID) {
			return nil, fmt.Errorf("rule %d: id %q is not in kebab-case (house-style)", i+1, s.ID)
		}
		if taken[s.ID] {
			return nil, fmt.Errorf("rule %q: there is a rule of this id already", s.ID)
		}
		taken[s.ID] = true
		r, err := s.compile()
		if err != nil {
			return nil, fmt.Errorf("rule %q: %w", s.ID, err)
		}
		out = append(out, r)
	}
	return out, nil
}

func (s CustomSpec) compile() (*lint.Rule, error) {
	re, err := s.regexp()
	if err != nil {
		return nil, err
	}
	level := lint.Warning
	if s.Level != "" {
		var ok bool
		if level, ok = lint.ParseSeverity(s.Level); !ok {
			return nil, fmt.Errorf("unknown level %q%s", s.Level, suggest.HintOrList(s.Level, lint.SeverityNames()))
		}
	}
	scope := s.scope()
	for _, sc := range scope {
		if !slices.Contains(customScopes, sc) {
			return nil, fmt.Errorf("unknown scope %q%s", sc, suggest.HintOrList(sc, customScopes))
		}
	}
	message := s.Message
	if message == "" {
		return nil, fmt.Errorf("it has no message; say what is wrong and what to do")
	}
	fix := lint.NoFix
	if s.Replacement != nil {
		fix = lint.Unsafe
	}
	doc := lint.Doc{Summary: message, Why: "A rule of this project's own config.", Bad: asBullets(s.Bad), Good: asBullets(s.Good)}
	return &lint.Rule{ID: s.ID, Category: lint.Custom, Severity: level, Fix: fix, Doc: doc,
		Check: func(p *lint.Pass) {
			for _, at := range scopeSpans(p.Document, scope) {
				s.match(p, re, at, fix)
			}
		}}, nil
}

// asBullets writes texts as a list.
func asBullets(texts []string) string {
	var b strings.Builder
	for _, t := range texts {
		b.WriteString("- " + t + "\n")
	}
	return b.String()
}

// regexp compiles the pattern, or the words as whole literals.
func (s CustomSpec) regexp() (*regexp.Regexp, error) {
	switch {
	case s.Pattern != "" && len(s.Words) > 0:
		return nil, fmt.Errorf("it has both a pattern and words; keep one")
	case s.Pattern != "":
		re, err := regexp.Compile(s.Pattern)
		if err == nil && re.MatchString("") {
			err = fmt.Errorf("pattern %q matches the empty text, so it would be everywhere", s.Pattern)
		}
		return re, err
	case len(s.Words) > 0:
		quoted := make([]string, len(s.Words))
		for i, w := range s.Words {
			if w == "" {
				return nil, fmt.Errorf("one of its words is empty")
			}
			quoted[i] = regexp.QuoteMeta(w)
		}
		return regexp.Compile(strings.Join(quoted, "|"))
	}
	return nil, fmt.Errorf("it has neither a pattern nor words")
}

func (s CustomSpec) match(p *lint.Pass, re *regexp.Regexp, at digest.Span, fix lint.Safety) {
	src := p.Bytes(at)
	for _, m := range re.FindAllSubmatchIndex(src, -1) {
		span := digest.Span{Start: at.Start + m[0], End: at.Start + m[1]}
		message := string(re.Expand(nil, []byte(s.Message), src, m))
		if s.Replacement == nil {
			p.Report(span, message)
			continue
		}
		p.Report(span, message, lint.Suggest(string(re.Expand(nil, []byte(*s.Replacement), src, m)), fix))
	}
}

// scopeSpans lists the stretches of a document that a scope names, in order.
func scopeSpans(d *digest.Document, scope []string) (spans []digest.Span) {
	want := func(s string) bool { return slices.Contains(scope, s) }
	for i := range d.Papers {
		p := &d.Papers[i]
		if want("title") {
			spans = append(spans, p.Heading.Title)
		}
		if want("authors") && p.Authors != nil {
			for _, a := range p.Authors.Names {
				spans = append(spans, a.Span)
			}
		}
		for j := range p.Bullets {
			b := &p.Bullets[j]
			if want("label") && b.Label != nil {
				spans = append(spans, b.Label.Text)
			}
			if want("bullet") {
				spans = append(spans, b.Text)
			}
		}
	}
	return spans
}
