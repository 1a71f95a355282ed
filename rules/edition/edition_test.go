package edition

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// shipped returns the pairs of a shipped edition, paper by paper.
func shipped(t testing.TB, name string) [][]Pair {
	t.Helper()
	read := func(path string) *digest.Document {
		data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "editions", path))
		if err != nil {
			t.Fatal(err)
		}
		return digest.Parse(path, data, digest.DefaultTemplate())
	}
	src, dst := read("2024-06-03.md"), read(filepath.Join(name, "2024-06-03.en.md"))
	var papers [][]Pair
	for i := range src.Papers {
		var ps []Pair
		for j := range src.Papers[i].Bullets {
			ps = append(ps, Pair{Source: src.Text(src.Papers[i].Bullets[j].Text), Target: dst.Text(dst.Papers[i].Bullets[j].Text),
				Context: src.Papers[i].Title(src)})
		}
		papers = append(papers, ps)
	}
	return papers
}

func TestShippedEditionsPass(t *testing.T) {
	for _, name := range []string{"good", "reference"} {
		for _, ps := range shipped(t, name) {
			for i, vs := range Swapped(ps) {
				for _, v := range append(Check(ps[i]), vs...) {
					t.Errorf("%s: %s %s: %s\n  %s\n  %s", name, v.Severity, v.Rule, v.Message, ps[i].Source, ps[i].Target)
				}
			}
		}
	}
}

// TestChanceIsNoSwap: a free translation may share common words with a
// neighbour's source; swapped, they would both gain.
func TestChanceIsNoSwap(t *testing.T) {
	ps := []Pair{
		{Source: "KLO는 전이 학습에 쓰는 데이터를 줄인다.", Target: "KLO is a simple way to need less of it.", From: "ko", To: "en"},
		{Source: "이를 통해 KLO가 정책 경로 최적화를 위한 단순한 방법임을 보인다.", Target: "This shows how far KLO carries.", From: "ko", To: "en"},
	}
	for i, vs := range Swapped(ps) {
		if len(vs) > 0 {
			t.Errorf("%d: %v", i, vs)
		}
	}
}

// TestNumbersInNames: a hyphen or an @ belongs to a name, however it is set off.
func TestNumbersInNames(t *testing.T) {
	for _, c := range []struct {
		source, target string
		refused        bool
	}{
		{"미스트랄-7B와 코드라마-70B에서 미세 조정을 거칩니다.", "It is fine-tuned from Mistral -7B and CodeLlama -70B models.", false},
		{"미스트랄-7B에서 미세 조정을 거칩니다.", "It is fine-tuned from the Mistral -70B model.", true},
		{"정확도가 7% 올랐습니다.", "The accuracy rose by -7% in all.", true},
		{"모델은 pass@5에서 7%를 기록했습니다.", "The model reaches 7% in pass at 5 attempts.", false},
		{"모델은 pass@50에서 7%를 기록했습니다.", "The model reaches 7% in pass at 5 attempts.", true},
		{"기존 방법보다 F1@0.5에서 5.8% 높았습니다.", "It is 5.8% above earlier methods in F1@0.5, with a threshold of 0.5.", false},
	} {
		vs := Refused(Check(Pair{Source: c.source, Target: c.target, From: "ko", To: "en"}))
		if (len(vs) > 0) != c.refused {
			t.Errorf("%s | %s: %v", c.source, c.target, vs)
		}
	}
}

// TestPoorEditionIsRefused holds the shipped poor edition, every bullet of which
// has something that a careful reader would mark.
func TestPoorEditionIsRefused(t *testing.T) {
	refused, all := 0, 0
	for _, ps := range shipped(t, "poor") {
		for _, p := range ps {
			all++
			if len(Refused(Check(p))) > 0 {
				refused++
			}
		}
	}
	if refused < all*3/4 {
		t.Errorf("%d of %d bullets refused, want three quarters and more", refused, all)
	}
}

// pairs reads a table of pairs: source, target and perhaps more, tab-separated.
func pairs(t testing.TB, name string) [][]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "editions", name))
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for line := range strings.Lines(string(data)) {
		out = append(out, strings.Split(strings.TrimRight(line, "\n"), "\t"))
	}
	return out
}

func TestRightTranslationsPass(t *testing.T) {
	for _, p := range pairs(t, "right.tsv") {
		for _, v := range Check(Pair{Source: p[0], Target: p[1]}) {
			if v.Severity == lint.Info {
				continue
			}
			t.Errorf("%s %s: %s\n  %s\n  %s", v.Severity, v.Rule, v.Message, p[0], p[1])
		}
	}
}

func TestWrongTranslationsAreRefused(t *testing.T) {
	for _, p := range pairs(t, "wrong.tsv") {
		rule, source, target := p[0], p[1], strings.ReplaceAll(p[2], `\n`, "\n")
		vs := Refused(Check(Pair{Source: source, Target: target}))
		if !slices.ContainsFunc(vs, func(v Violation) bool { return v.Rule == rule }) {
			t.Errorf("no %s error, only %v\n  %s\n  %s", rule, vs, source, target)
		}
		for _, v := range vs {
			if !inside(v.Source, source) || !inside(v.Target, target) || v.Message == "" {
				t.Errorf("%q: spans %v %v outside of the texts, or no message", target, v.Source, v.Target)
			}
		}
	}
}

func inside(s digest.Span, text string) bool {
	return s.Start >= 0 && s.Start <= s.End && s.End <= len(text) && utf8.ValidString(text[s.Start:s.End])
}

func TestSwapped(t *testing.T) {
	for _, name := range []string{"good", "reference"} {
		for _, ps := range shipped(t, name) {
			for i := range ps {
				for j := range i {
					if c := swapped(ps, i, j); len(Refused(c[i])) == 0 && len(Refused(c[j])) == 0 {
						t.Errorf("%s: not noticed that two items are swapped:\n  %s\n  %s", name, ps[i].Source, ps[j].Source)
					}
				}
			}
		}
	}
}

// swapped checks pairs of which two have each other's target.
func swapped(ps []Pair, i, j int) [][]Violation {
	ps = slices.Clone(ps)
	ps[i].Target, ps[j].Target = ps[j].Target, ps[i].Target
	out := Swapped(ps)
	for i, p := range ps {
		out[i] = append(out[i], Check(p)...)
	}
	return out
}

func TestMergedAndDoubled(t *testing.T) {
	a := Pair{Source: "첫째 모델은 이미지를 만듭니다.", Target: "The first model makes images."}
	b := Pair{Source: "둘째 모델은 소리를 듣습니다.", Target: "The first model makes images."}
	for i, vs := range Swapped([]Pair{a, b}) {
		if len(Refused(vs)) == 0 {
			t.Errorf("item %d: nothing said of one translation for two sources", i)
		}
	}
	b.Source = a.Source
	for i, vs := range Swapped([]Pair{a, b}) {
		if len(vs) > 0 {
			t.Errorf("item %d: two equal sources may have the same translation: %v", i, vs)
		}
	}
}

// TestTooLong refuses unread what would take long to compare.
func TestTooLong(t *testing.T) {
	long := strings.Repeat("**모델 A1** ", 30_000)
	for _, p := range []Pair{{Source: long, Target: "a"}, {Source: "가", Target: long}, {Source: long, Target: long}} {
		vs := Refused(Check(p))
		if len(vs) != 1 || vs[0].Rule != Length || !strings.Contains(vs[0].Message, "up to 8192") {
			t.Errorf("%v", vs)
		}
		if out := Swapped([]Pair{p, p}); len(out[0]) > 0 {
			t.Errorf("swapped: %v", out[0])
		}
	}
	if !Translatable(long, "ko", "en") {
		t.Error("nothing to translate in a long text")
	}
}
