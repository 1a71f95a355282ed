package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/internal/term"
)

var update = flag.Bool("update", false, "write the golden files")

// TestFormats compares every text format with what it should look like. The
// page is tested in a browser.
func TestFormats(t *testing.T) {
	three := func(t *testing.T) *evaluate.Report {
		r := sample(t)
		r.Worst, r.Listing.Len = r.Worst[:3], 3
		return r
	}
	identical := func(t *testing.T) *evaluate.Report {
		r := three(t)
		r.Test.Corrected = "Holm"
		for k := range r.Metrics {
			sc := &r.Systems[1].Scores[k]
			*sc = r.Systems[0].Scores[k]
			sc.P, sc.Identical = ptr(1.0), true
		}
		return r
	}
	pairs := func(t *testing.T) *evaluate.Report {
		r := three(t)
		r.Pairs = []evaluate.Comparison{{A: 0, B: 1, P: []float64{0.001, 0.2, 1, 0.05, 0.04}, Identical: []bool{false, false, true, false, false}}}
		r.Systems[0].Scores[0].Rank, r.Systems[1].Scores[0].Rank = 1, 2
		return r
	}
	for _, c := range []struct {
		name   string
		report func(*testing.T) *evaluate.Report
		o      Options
	}{
		{"plain", three, Options{}},
		{"all", three, Options{PerPaper: true, Buckets: true, Segments: true, Worst: 2}},
		{"color", three, Options{Style: term.NewStyle(true), Worst: 1}},
		{"identical", identical, Options{}},
		{"pairs", pairs, Options{}},
	} {
		for _, format := range Formats() {
			if format == "html" || c.name == "color" && format != "table" {
				continue
			}
			t.Run(c.name+"/"+format, func(t *testing.T) {
				var b bytes.Buffer
				if err := Write(&b, format, c.report(t), c.o); err != nil {
					t.Fatal(err)
				}
				golden := filepath.Join("testdata", c.name+"."+format)
				if *update {
					if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(golden)
				if err != nil {
					t.Fatal(err)
				}
				if d := cmp.Diff(string(want), b.String()); d != "" {
					t.Error(d)
				}
			})
		}
	}
}

func TestUnknownFormat(t *testing.T) {
	err := Write(&bytes.Buffer{}, "xml", sample(t), Options{})
	if err == nil || !strings.Contains(err.Error(), `"xml"`) || !strings.Contains(err.Error(), "markdown") {
		t.Errorf("got %v", err)
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestWriteErrors(t *testing.T) {
	for _, format := range Formats() {
		if err := Write(brokenPipe{}, format, sample(t), Options{}); err == nil {
			t.Errorf("%s: an error of the writer is lost", format)
		}
	}
}

// TestJSONKeepsNumbers reads the JSON back: full precision, the contract's keys,
// and null for what is no number.
func TestJSONKeepsNumbers(t *testing.T) {
	r := sample(t)
	r.Systems[1].Scores[4].Value = math.NaN()
	score := r.Listing.Score
	r.Listing.Score = func(s, m, i int) (float64, []evaluate.Part) {
		v, _ := score(s, m, i)
		if s == 1 && m == 4 && i == 2 {
			v = math.Inf(1)
		}
		return v, []evaluate.Part{{Name: "counts", Value: []float64{3, 0.5}}, {Name: "verbose", Value: "three"}}
	}
	var b bytes.Buffer
	if err := Write(&b, "json", r, Options{}); err != nil {
		t.Fatal(err)
	}
	type metric struct {
		Score     *float64
		CI        []float64
		Mean      float64
		PValue    *float64 `json:"p_value"`
		Signature string
		Counts    []int
	}
	var got struct {
		Version, Segments int
		Systems           []struct {
			Name     string
			Metrics  map[string]metric
			Segments []struct {
				ID      string
				Metrics map[string]map[string]any
			}
		}
		Warnings, Unaligned []string
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	want := metric{Score: ptr(48.642665793419546), CI: []float64{43.1, 54.2}, Mean: 48.5, Signature: r.Metrics[0].Signature, Counts: []int{388, 250}}
	if d := cmp.Diff(want, got.Systems[0].Metrics["bleu"]); d != "" {
		t.Error(d)
	}
	if p := got.Systems[1].Metrics["bleu"].PValue; p == nil || *p != 0.000999000999000999 {
		t.Errorf("P is %v", p)
	}
	if got.Systems[1].Metrics["length"].Score != nil || got.Systems[1].Segments[2].Metrics["length"]["score"] != nil {
		t.Error("what is no number is not null")
	}
	parts := map[string]any{"score": 30.0, "counts": []any{3.0, 0.5}}
	if d := cmp.Diff(parts, got.Systems[0].Segments[0].Metrics["bleu"]); d != "" {
		t.Error(d)
	}
	if got.Version != 1 || got.Segments != 20 || len(got.Systems[0].Segments) != 20 || len(got.Warnings) != 1 || len(got.Unaligned) != 1 {
		t.Errorf("got %+v", got)
	}
}

func TestCSVIsOneScoreALine(t *testing.T) {
	r := sample(t)
	r.Worst[0].Hyps[0].Text = "a \"quoted\", line\nand another"
	var b bytes.Buffer
	if err := Write(&b, "csv", r, Options{PerPaper: true, Buckets: true, Worst: 20}); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	scores := len(r.Systems) * len(r.Metrics)
	if want := 1 + scores*(1+len(r.Papers)+4+20); len(rows) != want {
		t.Errorf("%d lines, want %d", len(rows), want)
	}
}

// TestMarkdownStandsForItself renders text full of Markdown's own characters
// and looks for it in what a reader sees.
func TestMarkdownStandsForItself(t *testing.T) {
	evil := "a|b *c* _d_ `e` [f](g) <h> &amp; ~~i~~ #j $k$ \\l"
	r := sample(t)
	r.Systems[0].Name = evil
	var b, page bytes.Buffer
	if err := Write(&b, "markdown", r, Options{PerPaper: true, Worst: 1}); err != nil {
		t.Fatal(err)
	}
	if err := goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert(b.Bytes(), &page); err != nil {
		t.Fatal(err)
	}
	seen := strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&amp;", "&").Replace(page.String())
	if n := strings.Count(seen, ">"+evil+"<"); n < 2 {
		t.Errorf("the name is seen %d times in:\n%s", n, seen[:600])
	}
}

func TestEscapeLaTeX(t *testing.T) {
	got := escapeLaTeX("50% & $5 #1 a_b {c} ~d ^e \\f <g> 한국어")
	want := `50\% \& \$5 \#1 a\_b \{c\} \textasciitilde{}d \textasciicircum{}e \textbackslash{}f \textless{}g\textgreater{} 한국어`
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
