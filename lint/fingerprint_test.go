package lint

import (
	"strings"
	"testing"
)

const twoPapers = "## Daily Papers (2024-05-30)\n\n" +
	"### [첫째](https://arxiv.org/abs/2405.00001)\n\n- 나쁜 말이 있습니다.\n- 나쁜 나쁜 말입니다.\n\n" +
	"### 둘째\n\n- 나쁜 말이 있습니다.\n"

// prints lists the fingerprints of a rule's findings.
func prints(t *testing.T, src, rule string) (all []string) {
	for _, f := range lintText(t, testEngine(), src) {
		if f.Rule == rule {
			all = append(all, f.Fingerprint())
		}
	}
	return all
}

func TestFingerprintsSurviveMoves(t *testing.T) {
	before := prints(t, twoPapers, "bad")
	if len(before) != 4 || before[1] != before[2] || before[0] == before[1] || before[0] == before[3] {
		t.Fatalf("fingerprints %v", before)
	}
	first, second, _ := strings.Cut(twoPapers, "### 둘째")
	head, first, _ := strings.Cut(first, "### [첫째]")
	moved := head + "### 새 논문\n\n- 좋은 말입니다.\n\n### 둘째" + second + "\n### [첫째]" + first
	after := prints(t, moved, "bad")
	if after[0] != before[3] || after[1] != before[0] || after[2] != before[1] {
		t.Errorf("the papers moved, the fingerprints changed:\n%v\n%v", before, after)
	}
	for _, change := range []struct{ name, old, new string }{
		{"white space", "말이 있습니다", "말이  있습니다"},
		{"line ends", "\n", "\r\n"},
		{"a comment", "있습니다.\n", "있습니다. <!-- 나중에 -->\n"},
		{"another list mark", "- 나쁜", "* 나쁜"},
		{"the title of a paper with an id", "[첫째]", "[하나]"},
	} {
		if got := prints(t, strings.ReplaceAll(twoPapers, change.old, change.new), "bad"); got[0] != before[0] {
			t.Errorf("%s changed the fingerprint", change.name)
		}
	}
	for _, change := range []struct{ name, old, new string }{
		{"the bullet", "말이 있습니다", "말도 있습니다"},
		{"the paper", "2405.00001", "2405.00002"},
	} {
		if got := prints(t, strings.ReplaceAll(twoPapers, change.old, change.new), "bad"); got[0] == before[0] {
			t.Errorf("%s changed, the fingerprint did not", change.name)
		}
	}
}

func TestOccurrences(t *testing.T) {
	var got []int
	for _, f := range lintText(t, testEngine(), twoPapers) {
		if f.Rule == "bad" {
			got = append(got, f.Occurrence)
		}
	}
	if want := []int{0, 0, 1, 0}; len(got) != 4 || got[2] != want[2] || got[3] != want[3] {
		t.Errorf("occurrences %v, expected %v", got, want)
	}
}

// TestFingerprintsDoNotDependOnOtherFindings reports a label before the bullet
// that it belongs to.
func TestFingerprintsDoNotDependOnOtherFindings(t *testing.T) {
	src := "### 제목\n\n- **What's New**: 나쁜 말\n"
	alone := prints(t, src, "bad")
	e := testEngine()
	label := &Rule{ID: "a-label", Category: Text, Check: func(p *Pass) { p.Report(p.Papers[0].Bullets[0].Label.Text, "label") }}
	e.Rules = append(Selection{}.Apply([]*Rule{label}), e.Rules...)
	for _, f := range lintText(t, e, src) {
		if f.Rule == "bad" && f.Fingerprint() != alone[0] {
			t.Error("the fingerprint changed with a finding beside it")
		}
	}
}
