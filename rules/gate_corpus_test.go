package rules

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// corpus reads real digests: a few of them, or with SUMTOOL_FULL=1 all.
func corpus(t *testing.T, few int) map[string][]byte {
	t.Helper()
	if testing.Short() {
		t.Skip("many runs over real digests")
	}
	paths, _ := filepath.Glob("../../shared/corpus/*/*/*.md")
	if len(paths) == 0 {
		t.Skip("the collection of real digests is not beside the repository")
	}
	if os.Getenv("SUMTOOL_FULL") != "1" {
		step := max(1, len(paths)/few)
		var some []string
		for i := 0; i < len(paths) && len(some) < few; i += step {
			some = append(some, paths[i])
		}
		paths = some
	}
	texts := map[string][]byte{}
	for _, p := range paths {
		texts[strings.TrimPrefix(filepath.ToSlash(p), "../../shared/corpus/")] = read(t, p)
	}
	return texts
}

func gateEngine() *lint.Engine {
	return &lint.Engine{Rules: lint.Selection{}.Apply(All()), Catalogue: All(), Template: digest.DefaultTemplate(), Whole: true}
}

func inputsOf(texts map[string][]byte) (in []lint.Input) {
	for path, text := range texts {
		in = append(in, lint.Input{Path: path, Read: func() ([]byte, error) { return text, nil }})
	}
	slices.SortFunc(in, func(a, b lint.Input) int { return strings.Compare(a.Path, b.Path) })
	return in
}

func findings(t *testing.T, e *lint.Engine, texts map[string][]byte) (all []lint.Finding) {
	t.Helper()
	res, err := e.Run(context.Background(), inputsOf(texts))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range res.Files {
		all = append(all, f.Findings...)
	}
	return all
}

func countByRule(fs []lint.Finding) map[string]int {
	n := map[string]int{}
	for i := range fs {
		n[fs[i].Rule]++
	}
	return n
}

// TestFixesOnRealDigests applies all safe fixes, then all unsafe ones. What was
// fixed must be gone, no rule may find more than before, and only lines that
// were reported may differ.
func TestFixesOnRealDigests(t *testing.T) {
	texts := corpus(t, 6)
	e := gateEngine()
	for _, least := range []lint.Safety{lint.Safe, lint.Unsafe} {
		before := countByRule(findings(t, e, texts))
		res, changes, err := e.Fix(context.Background(), inputsOf(texts), least)
		if err != nil {
			t.Fatal(err)
		}
		fixed, reverted := 0, 0
		for _, c := range changes {
			fixed += len(c.Fixed)
			reverted += len(c.Reverted)
			texts[c.Path] = c.After
			onlyReportedLines(t, c)
			for _, f := range c.Reverted {
				t.Logf("taken back: %s:%d:%d %s %.60q", f.File, f.Start.Line, f.Start.Column, f.Rule, f.Text)
				if least == lint.Safe {
					t.Error("a safe fix made things worse")
				}
			}
		}
		after := findings(t, e, texts)
		for rule, n := range countByRule(after) {
			if n > before[rule] {
				t.Errorf("%s: %d findings before the %s fixes, %d after", rule, before[rule], least, n)
			}
		}
		left := 0
		for _, f := range res.Files {
			left += len(f.Findings)
		}
		if left != len(after) {
			t.Errorf("fixing says that %d findings are left, linting finds %d", left, len(after))
		}
		t.Logf("%s: %d fixed, %d taken back, %d left", least, fixed, reverted, left)
	}
}

// onlyReportedLines holds the lines that differ against those that were reported.
func onlyReportedLines(t *testing.T, c lint.Change) {
	t.Helper()
	before, after := bytes.Split(c.Before, []byte("\n")), bytes.Split(c.After, []byte("\n"))
	if len(before) != len(after) {
		return // lines came or went, which only whole-line fixes do
	}
	reported := map[int]bool{}
	for _, f := range c.Fixed {
		for n := f.Start.Line; n <= f.End.Line; n++ {
			reported[n] = true
		}
	}
	for i := range before {
		if !bytes.Equal(before[i], after[i]) && !reported[i+1] {
			t.Errorf("%s:%d was changed, but not reported:\n%s\n%s", c.Path, i+1, before[i], after[i])
		}
	}
}

// known is what identifies a finding without the fingerprints under test.
func known(texts map[string][]byte, f *lint.Finding) string {
	paper := ""
	if f.Paper != nil {
		paper = f.Paper.ArXivID + " " + f.Paper.Title
	}
	line := bytes.Split(texts[f.File], []byte("\n"))[f.Start.Line-1]
	return fmt.Sprintf("%s|%s|%s|%s|%s", f.Rule, paper, f.Field, f.Text, bytes.TrimSpace(line))
}

// TestBaselineOnRealDigests writes a baseline, which must silence everything,
// moves papers about, which must bring nothing back, and edits reported bullets,
// which must bring each of them back.
func TestBaselineOnRealDigests(t *testing.T) {
	texts := corpus(t, 6)
	e := gateEngine()
	res, err := e.Run(context.Background(), inputsOf(texts))
	if err != nil {
		t.Fatal(err)
	}
	old := map[string]int{}
	for i := range res.Files {
		for j := range res.Files[i].Findings {
			old[known(texts, &res.Files[i].Findings[j])]++
		}
	}
	e.Baseline, _ = e.Update(nil, res)
	if left := findings(t, e, texts); len(left) > 0 {
		t.Fatalf("%d findings in spite of the baseline, the first: %+v", len(left), left[0])
	}
	moves, edits := 100, 100
	if len(texts) > 6 {
		moves, edits = 1000, 1000
	}
	random := rand.New(rand.NewPCG(1, 2))

	t.Run("moves", func(t *testing.T) {
		moved := movePapers(texts, moves, random)
		silent := *e
		silent.Baseline = nil
		now := map[string]int{}
		for _, f := range findings(t, &silent, moved) {
			now[known(moved, &f)]++
		}
		fresh := map[string]int{}
		for _, f := range findings(t, e, moved) {
			// A rule that compares may find more than before in the same bullet.
			if n := old[known(moved, &f)]; n > 0 && now[known(moved, &f)] <= n {
				t.Errorf("a move brought back %s:%d:%d %s %.60q", f.File, f.Start.Line, f.Start.Column, f.Rule, f.Text)
			}
			fresh[f.Rule]++
		}
		t.Logf("%d moves, nothing came back; new in the new places: %v", moves, fresh)
	})
	t.Run("edits", func(t *testing.T) {
		edited, expected := editBullets(t, texts, edits, random)
		visible := map[string]bool{}
		for _, f := range findings(t, e, edited) {
			visible[f.Rule+"|"+lineOf(edited, &f)] = true
		}
		silent := *e
		silent.Baseline = nil
		n, gone := 0, 0
		still := map[string]bool{}
		for _, f := range findings(t, &silent, edited) {
			still[f.Rule+"|"+lineOf(edited, &f)] = true
		}
		for _, key := range expected {
			switch {
			case !still[key]:
				gone++ // the edit mended it
			case !visible[key]:
				t.Errorf("the edited bullet stays silent: %s", key)
			default:
				n++
			}
		}
		t.Logf("%d edits brought back %d findings, mended %d", edits, n, gone)
	})
}

func lineOf(texts map[string][]byte, f *lint.Finding) string {
	return f.File + "|" + string(bytes.Split(texts[f.File], []byte("\n"))[f.Start.Line-1])
}

// movePapers takes random papers out and puts each before another paper, in its
// own file or another one.
func movePapers(texts map[string][]byte, n int, random *rand.Rand) map[string][]byte {
	moved := map[string][]byte{}
	var names []string
	for name, text := range texts {
		moved[name] = text
		names = append(names, name)
	}
	slices.Sort(names)
	for range n {
		from, to := names[random.IntN(len(names))], names[random.IntN(len(names))]
		d := digest.Parse(from, moved[from], digest.DefaultTemplate())
		if len(d.Papers) == 0 {
			continue
		}
		s := d.Papers[random.IntN(len(d.Papers))].Span
		paper := strings.TrimRight(d.Text(s), "\n")
		moved[from] = slices.Concat(d.Source[:s.Start], d.Source[s.End:])
		d = digest.Parse(to, moved[to], digest.DefaultTemplate())
		at := len(d.Source)
		if k := random.IntN(len(d.Papers) + 1); k < len(d.Papers) {
			at = d.Papers[k].Span.Start
		}
		head := strings.TrimRight(string(d.Source[:at]), "\n")
		moved[to] = []byte(strings.Trim(head+"\n\n"+paper+"\n\n"+string(d.Source[at:]), "\n") + "\n")
	}
	return moved
}

// editBullets adds a word to random bullets that have findings, outside of what
// is reported, and returns the findings that are expected again.
func editBullets(t *testing.T, texts map[string][]byte, n int, random *rand.Rand) (edited map[string][]byte, expected []string) {
	t.Helper()
	edited = map[string][]byte{}
	for name, text := range texts {
		edited[name] = text
	}
	all := findings(t, gateEngine(), texts)
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	type edit struct {
		f  lint.Finding
		at int
	}
	byFile := map[string][]edit{}
	taken := map[string]bool{}
	for _, f := range all {
		if len(taken) == n {
			break
		}
		d := digest.Parse(f.File, texts[f.File], digest.DefaultTemplate())
		b := d.BulletAt(f.Span.Start)
		key := fmt.Sprint(f.File, f.Start.Line)
		if b == nil || taken[key] || bytes.ContainsRune(d.Bytes(b.Text), '\n') {
			continue
		}
		// Before the last word: prose in most bullets, and no reported place.
		at := b.Text.Start + bytes.LastIndexByte(d.Bytes(b.Text), ' ')
		if at <= b.Text.Start || f.Span.Start <= at && at < f.Span.End {
			continue
		}
		taken[key] = true
		byFile[f.File] = append(byFile[f.File], edit{f, at})
	}
	for name, edits := range byFile {
		slices.SortFunc(edits, func(a, b edit) int { return b.at - a.at })
		for _, x := range edits {
			text := edited[name]
			edited[name] = slices.Concat(text[:x.at], []byte(" 정말"), text[x.at:])
		}
		for _, x := range edits {
			expected = append(expected, x.f.Rule+"|"+lineOf(edited, &x.f))
		}
	}
	return edited, expected
}
