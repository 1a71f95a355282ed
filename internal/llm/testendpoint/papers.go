package testendpoint

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/numeral"
)

// Paper is an invented paper with a Korean summary that a person wrote from its
// abstract.
type Paper struct {
	ArXivID  string   `json:"arxiv_id"`
	Title    string   `json:"title"`
	Abstract string   `json:"abstract"`
	Bullets  []Bullet `json:"bullets"`
}

// Bullet is a line of a summary and the numbered sentences that it rests on.
type Bullet struct {
	ID       string   `json:"id"`
	Label    string   `json:"label"`
	Text     string   `json:"text"`
	Evidence []string `json:"evidence"`
}

//go:embed papers.jsonl
var papersFile string

// Papers are the papers that the endpoint can summarise.
func Papers() []Paper { return readPapers() }

var readPapers = sync.OnceValue(func() (papers []Paper) {
	for line := range strings.Lines(papersFile) {
		var p Paper
		if err := json.Unmarshal([]byte(line), &p); err != nil {
			panic(err) // embedded and tested
		}
		papers = append(papers, p)
	}
	return papers
})

// summarise answers a regenerate task: the known summary of the paper, or a bullet
// that says little for each label or sentence. In a repair turn only the items
// asked for are answered.
func summarise(t task) []Bullet {
	known := map[string]Bullet{}
	var all []Bullet
	for _, p := range Papers() {
		if p.Title == t.Title {
			all = p.Bullets
		}
	}
	if all == nil {
		all = plainSummary(t)
	}
	for i := range all {
		all[i].ID = fmt.Sprintf("b%d", i+1)
		known[all[i].ID] = all[i]
	}
	var repaired []Bullet
	for _, it := range t.Items {
		if b, ok := known[*it.ID]; ok {
			repaired = append(repaired, b)
		}
	}
	if repaired != nil {
		return repaired
	}
	return all
}

func plainSummary(t task) (out []Bullet) {
	labels := t.Labels
	if len(labels) == 0 {
		labels = make([]string, min(len(t.Items), 3))
	}
	name, _, _ := strings.Cut(t.Title, ":")
	said := []string{"에서 다루는 문제와 그 배경을 초록의 설명에 따라 소개합니다.", "에서 제안하는 방법의 구성을 초록의 순서대로 설명합니다.", "에서 얻은 결과와 그 뜻을 초록의 범위 안에서 정리합니다."}
	for i, label := range labels {
		out = append(out, Bullet{Label: label, Text: name + said[i%len(said)], Evidence: []string{*t.Items[i%len(t.Items)].ID}})
	}
	return out
}

// rate judges a translation by what can be counted: numbers, leftover Hangul and
// length. It returns a rating from 0 to 100 and the marks of an annotator.
func rate(source, target string) (score int, marks []map[string]string) {
	score = 95
	mark := func(severity, category, span, in string, cost int) {
		score -= cost
		marks = append(marks, map[string]string{"severity": severity, "category": category, "span": span, "in": in})
	}
	d := numeral.Compare(numeral.Find(source), numeral.Find(target))
	for _, n := range d.Missing {
		mark("major", "accuracy/omission", source[n.Start:n.End], "source", 15)
	}
	for _, n := range d.Added {
		mark("major", "accuracy/mistranslation", target[n.Start:n.End], "target", 15)
	}
	for _, p := range d.Scaled {
		mark("critical", "accuracy/mistranslation", target[p.Target.Start:p.Target.End], "target", 40)
	}
	if len(hangulRun().FindString(target)) > 0 {
		mark("major", "accuracy/untranslated text", hangulRun().FindString(target), "target", 30)
	}
	if n := utf8.RuneCountInString(target); n*3 < utf8.RuneCountInString(source)*2 {
		mark("minor", "accuracy/omission", source, "source", 10)
	}
	return max(score, 0), marks
}
