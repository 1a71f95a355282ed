package lint

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sumtool/sumtool/internal/digest"
)

// replace makes a rule that wants every old in the file to be new.
func replace(id string, safety Safety, old, new string) *Rule {
	return &Rule{ID: id, Category: Text, Severity: Error, Fix: safety, Check: func(p *Pass) {
		for at := 0; ; {
			i := strings.Index(string(p.Source[at:]), old)
			if i < 0 {
				return
			}
			s := digest.Span{Start: at + i, End: at + i + len(old)}
			p.Report(s, old, Suggest(new, safety))
			at = s.End
		}
	}}
}

func engineOf(rules ...*Rule) *Engine {
	rules = append(rules, &Rule{ID: UnusedSuppressionID, Category: Internal, Severity: Warning})
	return &Engine{Rules: Selection{}.Apply(rules), Template: digest.DefaultTemplate()}
}

func TestFix(t *testing.T) {
	const head = "### 제목\n\n"
	insert := func(id, text string) *Rule { // before every bullet's text that does not begin with it
		return &Rule{ID: id, Category: Text, Severity: Error, Fix: Safe, Check: func(p *Pass) {
			for i := range p.Papers {
				for _, b := range p.Papers[i].Bullets {
					if !strings.Contains(p.Text(b.Text), text) {
						at := digest.Span{Start: b.Text.Start, End: b.Text.Start}
						p.Report(b.Text, "without "+text, WithFix(Safe, Edit{at, text}))
					}
				}
			}
		}}
	}
	tests := []struct {
		name     string
		rules    []*Rule
		least    Safety
		src      string
		want     string
		left     int
		reverted int
	}{
		{"safe", []*Rule{replace("a", Safe, "가가", "가")}, Safe, "- 가가 나 가가\n", "- 가 나 가\n", 0, 0},
		{"to a fixed point", []*Rule{replace("a", Safe, "가가", "가")}, Safe, "- 가가가가\n", "- 가\n", 0, 0},
		{"unsafe not asked for", []*Rule{replace("a", Unsafe, "가가", "가")}, Safe, "- 가가\n", "- 가가\n", 1, 0},
		{"unsafe", []*Rule{replace("a", Unsafe, "가가", "가")}, Unsafe, "- 가가\n", "- 가\n", 0, 0},
		{"safe before unsafe where they overlap", []*Rule{replace("a", Unsafe, "나가", "나"), replace("b", Safe, "가나", "다")}, Unsafe, "- 가나가\n", "- 다가\n", 0, 0},
		{"overlap deferred", []*Rule{replace("a", Safe, "가나", "나"), replace("b", Safe, "나다", "다")}, Safe, "- 가나다\n", "- 다\n", 0, 0},
		{"two insertions at one place", []*Rule{insert("a", "가"), insert("b", "나")}, Safe, "- 말\n", "- 나가말\n", 0, 0},
		{"a fix that changes nothing", []*Rule{replace("a", Safe, "가", "가")}, Safe, "- 가\n", "- 가\n", 1, 1},
		{"a fix that makes things worse", []*Rule{replace("a", Safe, "가", "나"), {ID: "b", Category: Text, Severity: Info, Check: replace("b", NoFix, "나", "").Check}},
			Safe, "- 가\n- 다\n", "- 가\n- 다\n", 1, 1},
		{"a bad one among good ones", []*Rule{replace("a", Safe, "가", "나"), replace("c", Safe, "다", "라"), {ID: "b", Category: Text, Severity: Info, Check: replace("b", NoFix, "나", "").Check}},
			Safe, "- 다\n- 가\n- 다 다\n- 다\n", "- 라\n- 가\n- 라 라\n- 라\n", 1, 1},
		{"a fix that loses a bullet", []*Rule{replace("a", Safe, "- 가", "가")}, Safe, "- 나\n\n- 가\n", "- 나\n\n- 가\n", 1, 1},
		{"a bullet may go with its line", []*Rule{replace("a", Safe, "- 가\n", "")}, Safe, "- 나\n- 가\n", "- 나\n", 0, 0},
		{"a fix that loses a paper", []*Rule{replace("a", Safe, "### 제목", "제목")}, Safe, "- 나\n", "- 나\n", 1, 1},
		{"byte order mark and line ends of Windows", []*Rule{replace("a", Safe, "가", "나")}, Safe, "- 가\r\n- 다", "- 나\r\n- 다", 0, 0},
		{"an edit that cuts a syllable", []*Rule{replace("a", Safe, "\xEA\xB0", "")}, Safe, "- 가\n", "- 가\n", 1, 0},
		{"bytes that are no text", []*Rule{replace("a", Safe, "\xff", "")}, Safe, "- 가\xff\xff나\n", "- 가나\n", 0, 0},
		{"silenced", []*Rule{replace("a", Safe, "가", "나")}, Safe, "- 가 <!-- sumtool-ignore: a -->\n- 가\n", "- 가 <!-- sumtool-ignore: a -->\n- 나\n", 0, 0},
		{"an idle comment", []*Rule{replace("a", Safe, "가", "나")}, Safe, "- 다 <!-- sumtool-ignore: a — 왜 -->\n\n<!-- sumtool-disable a -->\n\n끝\n", "- 다\n\n끝\n", 0, 0},
		{"two rules that undo each other", []*Rule{replace("a", Safe, "가", "나"), replace("b", Safe, "나", "가")}, Safe, "- 가\n", "- 가\n", 1, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			src := head + tt.src
			c, left := engineOf(tt.rules...).FixSource("a.md", []byte(src), tt.least)
			if diff := cmp.Diff(head+tt.want, string(c.After)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if string(c.Before) != src {
				t.Errorf("the source became %q", c.Before)
			}
			if len(left.Findings) != tt.left || len(c.Reverted) != tt.reverted {
				t.Errorf("%d findings left, %d fixes taken back; expected %d and %d", len(left.Findings), len(c.Reverted), tt.left, tt.reverted)
			}
		})
	}
}

// TestFixOfTheRunAsAWhole applies fixes that a rule offers only when it has seen
// all files.
func TestFixOfTheRunAsAWhole(t *testing.T) {
	type title struct {
		text string
		at   digest.Span
	}
	same := &Rule{ID: "same", Category: Text, Severity: Error, Fix: Safe,
		Collect: func(p *Pass) any {
			at := p.Papers[0].Heading.Title
			return title{strings.Clone(p.Text(at)), at}
		},
		Check: func(*Pass) {},
		Conclude: func(r *Run) {
			first := r.Facts[0].Value.(title)
			for _, f := range r.Facts[1:] {
				if t := f.Value.(title); t.text != first.text {
					r.Report(Site{f.Input, t.at}, "another title", Site{r.Facts[0].Input, first.at}, "the first", WithFix(Safe, Edit{t.at, first.text}))
				}
			}
		}}
	texts := map[string]string{"a.md": "### 하나\n", "b.md": "### 둘\n", "c.md": "### 하나\n"}
	var in []Input
	for _, name := range []string{"a.md", "b.md", "c.md"} {
		in = append(in, Input{Path: name, Read: func() ([]byte, error) { return []byte(texts[name]), nil }})
	}
	found, err := engineOf(same).Run(context.Background(), in)
	if err != nil || len(found.Files[1].Findings) != 1 {
		t.Fatalf("found %+v, error %v", found, err)
	}
	f := found.Files[1].Findings[0]
	if f.Line != "### 둘" || f.Start.Column != 5 || f.Related[0].Place.Line != "### 하나" || f.Fix.Regions[0].Start.Column != 5 {
		t.Errorf("the finding stands at %+v", f)
	}
	res, changes, err := engineOf(same).Fix(context.Background(), in, Safe)
	if err != nil || len(changes) != 1 || string(changes[0].After) != "### 하나\n" || changes[0].Input != 1 {
		t.Errorf("changes %+v, error %v", changes, err)
	}
	for _, f := range res.Files {
		if len(f.Findings) > 0 {
			t.Errorf("%s still has %v", f.Path, f.Findings)
		}
	}
}

func TestFixOfAFileThatChangesMeanwhile(t *testing.T) {
	n := 0
	in := []Input{{Path: "a.md", Read: func() ([]byte, error) {
		n++
		return []byte("### 제목\n\n- 가" + strings.Repeat("!", n) + "\n"), nil
	}}, {Path: "b.md", Read: func() ([]byte, error) { return nil, errors.New("read b.md: gone") }}}
	res, changes, _ := engineOf(replace("a", Safe, "가", "나")).Fix(context.Background(), in, Safe)
	if len(changes) > 0 || len(res.Unreadable) != 2 {
		t.Errorf("changes %v, errors %v", changes, res.Unreadable)
	}
}

func FuzzFix(f *testing.F) {
	f.Add("- 가가 나 <!-- sumtool-ignore: a -->\n", "가", "나다")
	f.Add("- 가\r\n<!-- sumtool-disable a -->\n\n- 가\n", "\n", "")
	f.Fuzz(func(t *testing.T, src, old, new string) {
		if old == "" {
			return
		}
		e := engineOf(replace("a", Safe, old, new))
		before := e.LintSource("a.md", []byte(src))
		c, after := e.FixSource("a.md", []byte(src), Safe)
		if len(after.Findings) > len(before.Findings) {
			t.Errorf("%d findings became %d: %q", len(before.Findings), len(after.Findings), c.After)
		}
		again, _ := e.FixSource("a.md", c.After, Safe)
		if string(again.After) != string(c.After) && len(c.Fixed) < maxRounds {
			t.Errorf("not a fixed point: %q, then %q", c.After, again.After)
		}
	})
}

// TestFixOfMoreThanIsReported has more defects than a rule may report of one file:
// what comes up for those that were mended is no harm that the fixes did, and what
// did harm or nothing is taken back all the same.
func TestFixOfMoreThanIsReported(t *testing.T) {
	bad := &Rule{ID: "bad", Category: Text, Severity: Error, Fix: Safe, Check: func(p *Pass) {
		for i, c := range p.Source {
			at := digest.Span{Start: i, End: i + 1}
			switch c {
			case 'x':
				p.Report(at, "an x", Suggest("y", Safe))
			case 'u': // its fix does nothing
				p.Report(at, "a u", Suggest("u", Safe))
			case 'w': // its fix makes another on the next line
				p.Report(at, "a w", WithFix(Safe, Edit{at, "v"}, Edit{digest.Span{Start: i + 4, End: i + 4}, "x"}))
			}
		}
	}}
	src := "### 제목\n\n- u\n- y\n- w\n- y\n" + strings.Repeat("- x\n", maxFixable+500)
	want := strings.ReplaceAll(src, "x", "y")
	c, left := engineOf(bad).FixSource("a.md", []byte(src), Safe)
	if string(c.After) != want || len(left.Findings) != 2 || len(c.Reverted) != 2 {
		t.Errorf("%d are left, %d reported, %d fixes taken back: %.40q", strings.Count(string(c.After), "x"), len(left.Findings), len(c.Reverted), c.After)
	}
}
