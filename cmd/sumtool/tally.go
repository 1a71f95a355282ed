package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/sumtool/sumtool/internal/term"
	"github.com/sumtool/sumtool/internal/wording"
	"github.com/sumtool/sumtool/lint"
)

// tally counts a run's findings, shown or not.
type tally struct {
	files, papers int
	severities    map[lint.Severity]int
	rules         map[string]int
	fixable       int // with --fix
	unsafeFixable int // with --unsafe-fixes, beyond those
	known         int // left out, because the baseline has them
}

func tallyOf(res *lint.Result) tally {
	t := tally{files: len(res.Files), known: res.Known, severities: map[lint.Severity]int{}, rules: map[string]int{}}
	for i := range res.Files {
		t.papers += res.Files[i].Papers
		for _, f := range res.Files[i].Findings {
			t.severities[f.Severity]++
			t.rules[f.Rule]++
			if f.Fix != nil && f.Fix.Safety == lint.Safe {
				t.fixable++
			} else if f.Fix != nil {
				t.unsafeFixable++
			}
		}
	}
	return t
}

func (t tally) atLeast(s lint.Severity) (n int) {
	for sev, count := range t.severities {
		if sev >= s {
			n += count
		}
	}
	return n
}

// String is the summary line.
func (t tally) String() string {
	var parts []string
	for _, s := range []lint.Severity{lint.Error, lint.Warning, lint.Info} {
		if n := t.severities[s]; n > 0 {
			parts = append(parts, wording.Count(n, s.String()))
		}
	}
	found := "nothing found"
	if t.known > 0 {
		found = "nothing new found"
	}
	if len(parts) > 0 {
		found = strings.Join(parts, ", ")
	}
	line := fmt.Sprintf("%s in %s, %s", found, wording.Count(t.files, "file"), wording.Count(t.papers, "paper"))
	if t.known > 0 {
		line += fmt.Sprintf(" (%d more in the baseline)", t.known)
	}
	switch {
	case t.fixable > 0 && t.unsafeFixable > 0:
		line += fmt.Sprintf(" (--fix mends %d, --unsafe-fixes %d more)", t.fixable, t.unsafeFixable)
	case t.fixable > 0:
		line += fmt.Sprintf(" (--fix mends %d)", t.fixable)
	case t.unsafeFixable > 0:
		line += fmt.Sprintf(" (--unsafe-fixes mends %d)", t.unsafeFixable)
	}
	return line
}

// printRules prints the findings of each rule, most first.
func (t tally) printRules(w io.Writer) error {
	var rows [][]string
	for id, n := range t.rules {
		rows = append(rows, []string{strconv.Itoa(n), id})
	}
	slices.SortFunc(rows, func(a, b []string) int {
		return cmp.Or(cmp.Compare(t.rules[b[1]], t.rules[a[1]]), cmp.Compare(a[1], b[1]))
	})
	return term.Table(w, []string{"FINDINGS", "RULE"}, []term.Align{term.Right, term.Left}, rows)
}
