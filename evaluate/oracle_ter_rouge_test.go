package evaluate

import (
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// The scores of the reference programs lie beside the repository where they are
// at all; they are not ours to publish.
const oracleDir = "../../shared/oracle"

type oracleCase struct {
	ID, Level, Metric string
	Set               string
	Hyp               string
	Refs              []string
	JSONL             string
	FirstN            int `json:"first_n"`
	Segments          int
	SegmentsListed    int         `json:"segments_listed"`
	HypLines          []string    `json:"hyp_lines"`
	RefsLines         [][]*string `json:"refs_lines"`
	Options           json.RawMessage
	Expected          json.RawMessage
	ExpectedFile      string `json:"expected_file"`
	Systems           []string
	Metrics           map[string]json.RawMessage
	N                 int
	ARConfidenceN     int `json:"ar_confidence_n"`
	Seed              uint64
	Numpy             string
}

func oracleCases(t *testing.T, want func(oracleCase) bool) []oracleCase {
	t.Helper()
	if raceDetector {
		t.Skip("numbers do not race; TestResamplingDoesNotDependOnJobs goes through the same goroutines")
	}
	raw, err := os.ReadFile(filepath.Join(oracleDir, "manifest.json"))
	if err != nil {
		t.Skipf("the reference programs' scores are not here: %v", err)
	}
	var m struct{ Cases []oracleCase }
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	var out []oracleCase
	for _, c := range m.Cases {
		if want(c) {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		t.Fatal("no case fits")
	}
	return out
}

func oracleLines(t *testing.T, name string) []string {
	t.Helper()
	if raceDetector {
		t.Skip("numbers do not race; TestResamplingDoesNotDependOnJobs goes through the same goroutines")
	}
	raw, err := os.ReadFile(filepath.Join(oracleDir, name))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(raw), "\n")
	if lines[len(lines)-1] == "" { // what follows the last newline is no line
		lines = lines[:len(lines)-1]
	}
	for i, l := range lines {
		lines[i] = TrimRight(l)
	}
	return lines
}

func oracleJSON(t *testing.T, name string, into any) {
	t.Helper()
	f, err := os.Open(filepath.Join(oracleDir, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.NewDecoder(z).Decode(into); err != nil {
		t.Fatal(err)
	}
}

func near(a, b float64) bool {
	d := a - b
	return max(d, -d) <= 1e-9*max(1, b, -b)
}

func TestTokenizersLikeReference(t *testing.T) {
	split := func(o RougeTokenizer) func(string) []string {
		f, err := o.split()
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	ours := map[string]func(string) []string{
		"ter_default":    TEROptions{}.words,
		"ter_norm":       TEROptions{Normalized: true}.words,
		"ter_norm_asian": TEROptions{Normalized: true, AsianSupport: true}.words,
		"ter_nopunct":    TEROptions{NoPunct: true}.words,
		"ter_all":        TEROptions{Normalized: true, NoPunct: true, AsianSupport: true, CaseSensitive: true}.words,
		"rouge":          split(RougeScore),
		"rouge_unicode":  split(RougeUnicode),
		"lower":          func(s string) []string { return pyFields(pyLower(s)) },
		"chrf_words":     peeled,
	}
	for _, name := range []string{"13a", "intl", "zh", "char"} {
		maker, err := newTokenizer(name)
		if err != nil {
			t.Fatal(err)
		}
		tokens := maker()
		ours[name] = func(s string) []string { return texted(appendWords(nil, tokens(TrimRight(s)))) }
	}
	var input []string
	tried := 0
	for _, c := range oracleCases(t, func(c oracleCase) bool { return c.Level == "tokenize" }) {
		var o struct{ Tokenizer string }
		if err := json.Unmarshal(c.Options, &o); err != nil {
			t.Fatal(err)
		}
		f := ours[o.Tokenizer]
		if f == nil {
			continue
		}
		tried++
		if input == nil {
			oracleJSON(t, "data/tokens/input.json.gz", &input)
		}
		var want map[string]string
		oracleJSON(t, c.ExpectedFile, &want)
		for i, line := range input {
			w, ok := want[strconv.Itoa(i)]
			if !ok {
				w = strings.Join(pyFields(line), " ")
			}
			if got := strings.Join(f(line), " "); got != w {
				t.Errorf("%s, line %d %q:\n got %q\nwant %q", o.Tokenizer, i, line, got, w)
			}
		}
	}
	if tried != len(ours) {
		t.Errorf("tried %d of %d tokenizers", tried, len(ours))
	}
}

func texted(words [][]byte) []string {
	var out []string
	for _, w := range words {
		out = append(out, string(w))
	}
	return out
}

// peeled is the words that chrF++ takes n-grams of.
func peeled(s string) []string {
	var out [][]byte
	for _, w := range appendWords(nil, []byte(s)) {
		first, rest := peel(w)
		if out = append(out, first); len(rest) > 0 {
			out = append(out, rest)
		}
	}
	return texted(out)
}

func TestPorterStemLikeReference(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join(oracleDir, "data/stems.tsv"))
	if err != nil {
		t.Skipf("the reference program's stems are not here: %v", err)
	}
	n := 0
	for line := range strings.Lines(string(raw)) {
		word, want, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		n++
		if got := porterStem(pyLower(word)); got != want {
			t.Errorf("stem of %q: got %q, want %q", word, got, want)
		}
	}
	if n < 1000 {
		t.Errorf("only %d stems", n)
	}
}

func TestTERLikeReference(t *testing.T) {
	for _, c := range oracleCases(t, func(c oracleCase) bool {
		return c.Metric == "ter" && (c.Level == "corpus" || c.Level == "sentence" || c.Level == "api" && c.ID != "api/all_null/ter")
	}) {
		t.Run(c.ID, func(t *testing.T) {
			m := NewTER(terOptions(t, c.Options))
			var want struct {
				Score    float64
				NumEdits int     `json:"num_edits"`
				RefLen   float64 `json:"ref_length"`
				Scores   []float64

				Signature string
			}
			if err := json.Unmarshal(c.Expected, &want); err != nil {
				t.Fatal(err)
			}
			sum, segments := scoreAll(t, m, oracleSegments(t, c))
			if c.Level == "sentence" {
				for i, got := range segments {
					if !near(got, want.Scores[i]) {
						t.Errorf("segment %d: got %v, want %v", i, got, want.Scores[i])
					}
				}
				return
			}
			got, edits, length := m.Score(sum, Exact), int(sum[terEdits]), sum[terRefLength]
			if !near(got, want.Score) || edits != want.NumEdits || !near(length, want.RefLen) {
				t.Errorf("got %v (%d edits of %v), want %v (%d of %v)", got, edits, length, want.Score, want.NumEdits, want.RefLen)
			}
			refs, _, _ := strings.Cut(strings.TrimPrefix(want.Signature, "nrefs:"), "|")
			if got := FormatSignature(m, Conditions{References: refs}, false); strings.TrimSuffix(got, "|prog:sumtool") != want.Signature {
				t.Errorf("signature %s, want %s", got, want.Signature)
			}
		})
	}
}

type oracleSegment struct {
	hyp  string
	refs []string
}

func oracleSegments(t *testing.T, c oracleCase) []oracleSegment {
	t.Helper()
	hyp := c.HypLines
	refs := make([][]*string, len(c.RefsLines))
	copy(refs, c.RefsLines)
	if c.Hyp != "" {
		hyp = oracleLines(t, c.Hyp)
		for _, name := range c.Refs {
			var col []*string
			for _, l := range oracleLines(t, name) {
				col = append(col, &l)
			}
			refs = append(refs, col)
		}
	}
	var out []oracleSegment
	for i, h := range hyp {
		if c.FirstN > 0 && i == c.FirstN || c.Segments > 0 && i == c.Segments || c.Level == "api" && i >= len(refs[0]) {
			break
		}
		seg := oracleSegment{hyp: h}
		for _, col := range refs {
			if col[i] != nil {
				seg.refs = append(seg.refs, *col[i])
			}
		}
		out = append(out, seg)
	}
	return out
}

// scoreAll returns the sum of the segments' statistics and their scores.
func scoreAll(t *testing.T, m Metric, segments []oracleSegment) (sum, scores []float64) {
	t.Helper()
	s := m.NewScorer()
	sum, stats := make([]float64, m.Width()), make([]float64, m.Width())
	for _, seg := range segments {
		if err := s.Prepare(Segment{References: seg.refs}); err != nil {
			t.Fatal(err)
		}
		s.Statistics(seg.hyp, stats)
		for k, v := range stats {
			sum[k] += v
		}
		scores = append(scores, m.Score(stats, Exact))
	}
	return sum, scores
}

func TestROUGELikeReference(t *testing.T) {
	for _, c := range oracleCases(t, func(c oracleCase) bool { return c.Level == "rouge" }) {
		if strings.Contains(c.ID, "rouge_bootstrap") {
			continue // drawn from numpy's legacy generator, which nobody can seed from outside
		}
		t.Run(c.ID, func(t *testing.T) {
			var o struct {
				Tokenizer string
				Stem      bool
				Types     []string
			}
			if err := json.Unmarshal(c.Options, &o); err != nil {
				t.Fatal(err)
			}
			opts := ROUGEOptions{Tokenizer: RougeTokenizer(o.Tokenizer), Stem: o.Stem}
			if o.Tokenizer == "default" {
				opts.Tokenizer = RougeScore
			}
			var want struct {
				Mean     map[string][3]float64
				Segments map[string][][3]float64
			}
			if err := json.Unmarshal(c.Expected, &want); err != nil {
				t.Fatal(err)
			}
			segments := oracleSegments(t, c)
			if c.JSONL != "" {
				segments = oracleDocuments(t, c.JSONL)
			}
			for _, kind := range o.Types {
				m, err := NewROUGE(RougeKind(kind), opts)
				if err != nil {
					t.Fatal(err)
				}
				sum := make([]float64, m.Width())
				for i, seg := range segments {
					stats, _ := scoreAll(t, m, []oracleSegment{seg})
					for k, v := range stats {
						sum[k] += v
						if k < 3 && i < len(want.Segments[kind]) && !near(v, want.Segments[kind][i][k]) {
							t.Fatalf("%s of segment %d: got %v, want %v", kind, i, stats[:3], want.Segments[kind][i])
						}
					}
				}
				for k, p := range m.Parts(sum) {
					if !near(p.Value.(float64), want.Mean[kind][k]) {
						t.Errorf("%s %s: got %v, want %v", kind, p.Name, p.Value, want.Mean[kind][k])
					}
				}
				if got := m.Score(sum, Exact); !near(got, want.Mean[kind][2]) {
					t.Errorf("%s: got %v, want %v", kind, got, want.Mean[kind][2])
				}
			}
		})
	}
}

func oracleDocuments(t *testing.T, name string) []oracleSegment {
	t.Helper()
	var out []oracleSegment
	for _, l := range oracleLines(t, name) {
		var d struct{ Ref, Hyp string }
		if err := json.Unmarshal([]byte(l), &d); err != nil {
			t.Fatal(err)
		}
		out = append(out, oracleSegment{d.Hyp, []string{d.Ref}})
	}
	return out
}
