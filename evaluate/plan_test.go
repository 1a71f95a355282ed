package evaluate

import (
	"fmt"
	"iter"
	"strings"
	"testing"
)

// itemsOf makes items of a reference and hypotheses by system.
func itemsOf(refs []string, hyps ...[]string) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		for i, ref := range refs {
			item := Item{ID: fmt.Sprint(i + 1), Segment: Segment{References: []string{ref}}}
			for _, h := range hyps {
				item.Hypotheses = append(item.Hypotheses, h[i])
			}
			if !yield(item, nil) {
				return
			}
		}
	}
}

func planned(t *testing.T, keys []string, o Options, p Plan) *Report {
	t.Helper()
	o.HasReferences = true
	if o.CHRF.CharOrder == 0 {
		o.CHRF = DefaultCHRF
	}
	var err error
	if p.Metrics, err = NewMetrics(keys, o); err != nil {
		t.Fatal(err)
	}
	r, err := p.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestWorstSegments(t *testing.T) {
	refs := []string{"one two three", "one two three", "one two three", "one two three", "one two three"}
	a := []string{"one two three", "one two", "nothing", "one two three", "one"}
	b := []string{"one two three", "one two three", "one two three", "zero", "one two three"}
	ids := func(r *Report) string {
		var out []string
		for _, row := range r.Worst {
			out = append(out, row.ID)
		}
		return strings.Join(out, " ")
	}
	for n, want := range map[int]string{0: "", 1: "4", 2: "4 3", 3: "4 3 5", 5: "4 3 5 2 1", 9: "4 3 5 2 1"} {
		r := planned(t, []string{"ter", "chrf", "length"}, Options{}, Plan{Systems: make([]System, 2), Items: itemsOf(refs, a, b), Worst: n})
		if got := ids(r); got != want {
			t.Errorf("%d worst by %s: got %s, want %s", n, r.Metrics[r.Guide].Name, got, want)
		}
	}
	r := planned(t, []string{"length"}, Options{}, Plan{Systems: make([]System, 2), Items: itemsOf(refs, a, b), Worst: 2})
	if got := ids(r); got != "1 2" || r.Guide != -1 {
		t.Errorf("by nothing: got %s", got)
	}
}

func TestWarnings(t *testing.T) {
	text := []string{"한국어 문장이 하나 있다", "둘째 문장도 여기 있다"}
	for want, c := range map[string]struct {
		keys []string
		o    Options
		hyps [][]string
	}{
		"2 segments: fewer than 30":                            {[]string{"bleu"}, Options{}, [][]string{text, {"아무 말", "다른 말"}}},
		"b and a are identical by every metric":                {[]string{"bleu", "ter"}, Options{}, [][]string{text, text}},
		"b and a are identical by TER, segment by segment":     {[]string{"bleu", "ter"}, Options{}, [][]string{{"x", "y"}, {"v w", "y"}}},
		"a: 1 segment without any text":                        {[]string{"bleu"}, Options{}, [][]string{{" ", "y"}}},
		"1 segment not in Unicode's form NFC":                  {[]string{"bleu"}, Options{}, [][]string{{"\u1112\u1161\u11ab", "y"}}},
		"BLEU: no segment is long enough for a single 4-gram":  {[]string{"bleu"}, Options{}, [][]string{{"x y z", "y"}}},
		"BLEU: the tokenizer none leaves":                      {[]string{"bleu"}, Options{BLEU: BLEUOptions{Tokenize: "none"}}, [][]string{text}},
		"ROUGE-1: rouge_score's tokenizer drops all Hangul":    {[]string{"rouge1"}, Options{ROUGE: ROUGEOptions{Tokenizer: RougeScore}}, [][]string{text}},
		"ROUGE-Lsum: rouge_score's tokenizer drops all Hangul": {[]string{"rougeLsum"}, Options{ROUGE: ROUGEOptions{Tokenizer: RougeScore}}, [][]string{text}},
	} {
		p := Plan{Items: itemsOf(text, c.hyps...), Test: &TestOptions{Kind: PairedBS, Samples: 10}}
		for i := range c.hyps {
			p.Systems = append(p.Systems, System{Name: string(rune('a' + i))})
		}
		r := planned(t, c.keys, c.o, p)
		if !strings.Contains(strings.Join(r.Warnings, "\n"), want) {
			t.Errorf("got %q, want %q", r.Warnings, want)
		}
	}
}

// TestNoWarning: good English and Korean of enough segments warn of nothing.
func TestNoWarning(t *testing.T) {
	for _, text := range []string{"the quick brown fox jumps over the lazy dog (café)", "빠른 갈색 여우가 게으른 개를 뛰어넘는다"} {
		refs := strings.Split(strings.Repeat(text+"\n", fewSegments)+text, "\n")
		hyps := strings.Split(strings.Repeat(text+" again\n", fewSegments)+text, "\n")
		r := planned(t, nil, Options{}, Plan{Systems: make([]System, 1), Items: itemsOf(refs, hyps), Test: &TestOptions{Samples: 10}})
		if len(r.Warnings) > 0 {
			t.Errorf("%q", r.Warnings)
		}
	}
}

func TestGroups(t *testing.T) {
	one, two := &Paper{"2405.1", "One"}, &Paper{"2405.2", "Two"}
	items := func(yield func(Item, error) bool) {
		for i, p := range []*Paper{one, two, one} {
			yield(Item{ID: fmt.Sprint("x", i), Paper: p, Segment: Segment{References: []string{"in 2024 a b"}}, Hypotheses: []string{strings.Repeat("word ", i)}}, nil)
		}
	}
	r := planned(t, []string{"chrf"}, Options{}, Plan{Systems: make([]System, 1), Items: items, Buckets: true, List: true})
	if len(r.Papers) != 2 || r.Papers[0].Segments != 2 || r.Papers[1].Title != "Two" {
		t.Errorf("papers: %+v", r.Papers)
	}
	if r.Buckets != nil {
		t.Errorf("a single group is shown: %+v", r.Buckets)
	}
	if r.Listing.Len != 3 || r.Listing.ID(2) != "x2" {
		t.Errorf("listing: %d segments, the last %s", r.Listing.Len, r.Listing.ID(2))
	}
}

// TestListingKeepsIDs: ids that begin as numbers of lines need not go on so.
func TestListingKeepsIDs(t *testing.T) {
	for _, ids := range [][]string{{"1", "2", "3"}, {"1", "2", "7"}, {"x", "2", "3"}, {"2", "1", "3"}} {
		items := func(yield func(Item, error) bool) {
			for _, id := range ids {
				yield(Item{ID: id, Segment: Segment{References: []string{"a"}}, Hypotheses: []string{"a"}}, nil)
			}
		}
		r := planned(t, []string{"chrf"}, Options{}, Plan{Systems: make([]System, 1), Items: items, List: true})
		for i, id := range ids {
			if got := r.Listing.ID(i); got != id {
				t.Errorf("%v: segment %d is called %s", ids, i, got)
			}
		}
	}
}

// TestListingKeepsParts: the parts of one metric outlive the asking for another.
func TestListingKeepsParts(t *testing.T) {
	r := planned(t, nil, Options{}, Plan{Systems: make([]System, 1), Items: itemsOf([]string{"a b c d e"}, []string{"a b c d f"}), List: true})
	var before, after []string
	var parts [][]Part
	for m := range r.Metrics {
		_, p := r.Listing.Score(0, m, 0)
		parts, before = append(parts, p), append(before, fmt.Sprint(p))
	}
	for _, p := range parts {
		after = append(after, fmt.Sprint(p))
	}
	if strings.Join(before, "\n") != strings.Join(after, "\n") {
		t.Errorf("before:\n%s\nafter:\n%s", strings.Join(before, "\n"), strings.Join(after, "\n"))
	}
}

func TestMetricsByName(t *testing.T) {
	o := Options{CHRF: DefaultCHRF}
	for names, want := range map[string]string{
		"bleu":       `"bleu" needs a reference; give --ref`,
		"length":     "give --ref or --src",
		"blue":       `unknown metric "blue"`,
		"rougeL,bla": `"rougeL" needs a reference`,
	} {
		if _, err := NewMetrics(strings.Split(names, ","), o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v", names, err)
		}
	}
	o.HasReferences = true
	o.CHRF.WordOrder = 1
	all, err := NewMetrics([]string{"chrf++", "chrf", "chrf"}, o)
	if err != nil || len(all) != 2 || all[0].Info().Name != "chrF2++" || all[1].Info().Name != "chrF2+" || all[1].Info().Key != "chrf" {
		t.Errorf("got %+v, %v", all, err)
	}
}
