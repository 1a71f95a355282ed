package glossary

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const csvText = `source,target,forbidden,note
대규모 언어 모델,large language model,큰 언어 모델;거대 언어 모델,the field's term
# a comment
"미분 가능한",differentiable,"차별화 가능한 | 차별 가능한",
LLM,,L.L.M.,
정렬,alignment
`

const yamlText = `- source: 대규모 언어 모델
  target: large language model
  forbidden: [큰 언어 모델, 거대 언어 모델]
  note: the field's term
- {source: 미분 가능한, target: differentiable, forbidden: [차별화 가능한, 차별 가능한]}
- source: LLM
  forbidden: L.L.M.
- source: 정렬
  target: alignment
`

func TestBothFormatsReadTheSame(t *testing.T) {
	want := []Term{
		{Source: "대규모 언어 모델", Target: "large language model", Forbidden: []string{"큰 언어 모델", "거대 언어 모델"}, Note: "the field's term", Line: 2},
		{Source: "미분 가능한", Target: "differentiable", Forbidden: []string{"차별화 가능한", "차별 가능한"}, Line: 4},
		{Source: "LLM", Forbidden: []string{"L.L.M."}, Line: 5},
		{Source: "정렬", Target: "alignment", Line: 6},
	}
	lines := map[string][]int{"terms.csv": {2, 4, 5, 6}, "terms.yaml": {1, 5, 6, 8}}
	for path, text := range map[string]string{"terms.csv": csvText, "terms.yaml": yamlText} {
		g, err := Parse(path, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		for i := range want {
			want[i].Line = lines[path][i]
		}
		if diff := cmp.Diff(want, g.Terms()); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
		withBOM, err := Parse(path, []byte("\ufeff"+text))
		if err != nil || len(withBOM.Terms()) != len(want) {
			t.Errorf("%s with a byte order mark: %v", path, err)
		}
	}
}

func TestErrorsNameLineAndMend(t *testing.T) {
	for _, tt := range []struct{ path, text, want string }{
		{"g.csv", "", "g.csv:1: empty; the first row names the columns"},
		{"g.csv", "sorce,target\n", `g.csv:1: unknown column "sorce" (did you mean "source"?)`},
		{"g.csv", "source,color\n", `unknown column "color" (one of source, target, forbidden, note)`},
		{"g.csv", "target,note\n", `g.csv:1: no column "source"`},
		{"g.csv", "source,source\n", `g.csv:1: column "source" stands twice`},
		{"g.csv", "source,target\na,b\nc,d,e\n", "g.csv:3: 3 cells, but the first row names 2 columns"},
		{"g.csv", "source,target\n\"a,b\n", "g.csv:2: a cell's quotes do not end"},
		{"g.csv", "source,target\na\"b,c\n", "g.csv:2: a quote inside a cell"},
		{"g.csv", "source,target\n,b\n", "g.csv:2: no source term"},
		{"g.csv", "source,target\na,\n", `g.csv:2: "a" has neither a target nor forbidden forms`},
		{"g.csv", "source,target\nLLM,x\nllm,y\n", `g.csv:3: "llm" stands on line 2 already`},
		{"g.csv", "source,forbidden\n정렬,조정\n조정,튜닝\n", `g.csv:2: "조정" is forbidden here and the right term on line 3`},
		{"g.csv", "source,forbidden\n정렬,조정\n조율,조정\n", `g.csv:3: "조정" is forbidden on line 2 already`},
		{"g.csv", "source,target\na,\xff\n", "g.csv:2: not UTF-8"},
		{"g.yaml", "", "g.yaml:1: empty; write a list of terms"},
		{"g.yaml", "source: a\ntarget: b\n", "g.yaml:1: expected a list of terms"},
		{"g.yaml", "- source: a\n  traget: b\n", `g.yaml:2: unknown key "traget" (did you mean "target"?)`},
		{"g.yaml", "- a\n", "g.yaml:1: expected a term with the keys source, target, forbidden, note"},
		{"g.yaml", "- source: a\n  target: [b]\n", "g.yaml:2: target must be a text"},
		{"g.yaml", "- source: a\n  forbidden: {b: c}\n", "g.yaml:2: forbidden must be a text or a list of texts"},
		{"g.yaml", "- {source: a\n", "g.yaml:1:"},
		{"g.yaml", "- {source: a, target: b}\n---\n- {source: c, target: d}\n", "more than one YAML document"},
		{"g.txt", "a,b", `g.txt: unknown format ".txt"; name it .csv, .yaml or .yml`},
	} {
		_, err := Parse(tt.path, []byte(tt.text))
		if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: got %v, want %q", tt.text, err, tt.want)
		}
	}
	if _, err := Load(filepath.Join(t.TempDir(), "no.csv")); err == nil || !strings.Contains(err.Error(), "no.csv: no such file") {
		t.Errorf("a missing file: %v", err)
	}
}

func TestLoad(t *testing.T) {
	path := filepath.Join(t.TempDir(), "terms.yml")
	if err := os.WriteFile(path, []byte(yamlText), 0o600); err != nil {
		t.Fatal(err)
	}
	g, err := Load(path)
	if err != nil || g.Path() != path || len(g.Terms()) != 4 {
		t.Fatalf("%v %v", g, err)
	}
}

func TestMatcher(t *testing.T) {
	for _, tt := range []struct{ form, text, want string }{
		{"큰 언어 모델", "이 큰 언어 모델들의 성능", "큰 언어 모델"},
		{"큰 언어 모델", "큰 언어모델은 비싸다", "큰 언어모델"},
		{"큰 언어 모델", "더큰 언어 모델", ""},
		{"모델", "모델링과 모델러", ""},
		{"모델", "(모델)", "모델"},
		{"모델", "모델이라는 것은", "모델"},
		{"정렬", "정렬하였다", "정렬"},
		{"정렬", "정렬이었습니다.", "정렬"},
		{"반모수", "반모수적인 언어 모델", "반모수"},
		{"llm", "LLM은", "LLM"},
		{"LLM", "many LLMs learn", "LLM"},
		{"LLM", "MLLM, LLMX, LLM2", ""},
		{"large language model", "Large Language Models", "Large Language Model"},
		{"large language model", "largelanguagemodel", ""},
		{"text-to-video", "text-to-video 모델", "text-to-video"},
		{"오픈 소스", "오픈-소스 코드", "오픈-소스"},
		{"é", "É", "É"},
		{"", "가나다", ""},
	} {
		got := ""
		for m := range NewMatcher([]string{tt.form}).All(tt.text) {
			got = tt.text[m.Start:m.End]
		}
		if got != tt.want {
			t.Errorf("%q in %q: got %q, want %q", tt.form, tt.text, got, tt.want)
		}
	}
}

func TestLongestFormWins(t *testing.T) {
	m := NewMatcher([]string{"언어 모델", "언어", "대규모 언어 모델"})
	var got []int
	for f := range m.All("언어 모델과 대규모 언어 모델, 그리고 언어") {
		got = append(got, f.Form)
	}
	if !slices.Equal(got, []int{0, 2, 1}) {
		t.Errorf("got %v", got)
	}
}

func TestGlossary(t *testing.T) {
	g, err := Parse("g.csv", []byte(csvText))
	if err != nil {
		t.Fatal(err)
	}
	text := "정렬된 대규모 언어 모델(LLM)은 정렬을 배우지만 거대언어모델과 L.L.M.은 다릅니다."
	var sources []string
	for _, term := range g.Occurring(text, 0) {
		sources = append(sources, term.Source)
	}
	if diff := cmp.Diff([]string{"정렬", "대규모 언어 모델", "LLM"}, sources); diff != "" {
		t.Error(diff)
	}
	if got := g.Occurring(text, 2); len(got) != 2 {
		t.Errorf("limit 2: %v", got)
	}
	var misuses []string
	for _, m := range g.Misuses(text) {
		misuses = append(misuses, text[m.Start:m.End]+"→"+m.Term.Source)
	}
	if diff := cmp.Diff([]string{"거대언어모델→대규모 언어 모델", "L.L.M.→LLM"}, misuses); diff != "" {
		t.Error(diff)
	}
	var none *Glossary
	if none.Path() != "" || none.Terms() != nil || none.Occurring(text, 0) != nil || none.Misuses(text) != nil {
		t.Error("a nil glossary is not empty")
	}
}

// FuzzParse looks for input that panics, or for matches outside the text.
func FuzzParse(f *testing.F) {
	f.Add(csvText, false)
	f.Add(yamlText, true)
	f.Add("- &a {source: *a}", true)
	f.Add("source,target\n\"", false)
	f.Fuzz(func(t *testing.T, text string, isYAML bool) {
		path := "g.csv"
		if isYAML {
			path = "g.yaml"
		}
		g, err := Parse(path, []byte(text))
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("an error of several lines: %q", err)
			}
			return
		}
		end := 0
		for _, m := range g.Misuses(text) {
			if m.Start < end || m.End < m.Start || m.End > len(text) {
				t.Fatalf("%d-%d of %d bytes", m.Start, m.End, len(text))
			}
			end = m.End
		}
		g.Occurring(text, 0)
	})
}

func BenchmarkOccurring(b *testing.B) {
	g, err := Parse("g.csv", []byte(csvText))
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat("정렬된 대규모 언어 모델(LLM)은 많은 데이터로 학습하며 여러 벤치마크에서 평가됩니다. ", 200)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		g.Misuses(text)
	}
}
