package rules

import (
	_ "embed"
	"encoding/csv"
	"strings"
	"sync"

	"github.com/sumtool/sumtool/internal/glossary"
)

//go:embed data/mistranslations.csv
var mistranslationsCSV string

// misnomer is a line of the built-in list of mistranslations.
type misnomer struct {
	right   string // what to write instead, fit to stand in the same place
	english string
	taste   bool // understood, but not what the field says: an info
}

// misnomerList finds the wrong forms; of is the line of each of the matcher's forms.
type misnomerList struct {
	*glossary.Matcher
	lines []misnomer
	of    []int
}

// misnomers reads the built-in list when it is first needed.
var misnomers = sync.OnceValue(func() (list misnomerList) {
	r := csv.NewReader(strings.NewReader(mistranslationsCSV))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		panic("rules: data/mistranslations.csv: " + err.Error()) // a test reads it
	}
	var forms []string
	for _, row := range rows[1:] {
		for wrong := range strings.SplitSeq(row[0], "|") {
			forms, list.of = append(forms, wrong), append(list.of, len(list.lines))
		}
		list.lines = append(list.lines, misnomer{right: row[1], english: row[2], taste: row[3] == "info"})
	}
	list.Matcher = glossary.NewMatcher(forms)
	return list
})
