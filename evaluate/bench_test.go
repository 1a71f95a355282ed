package evaluate

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// benchText makes segments of words with the frequencies of a language, and
// hypotheses that keep most of them.
func benchText(segments int) (refs, hyps []string, bytes int64) {
	r := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(r, 1.1, 4, 20_000)
	word := func() string {
		n := zipf.Uint64()
		return "w" + strings.ToLower(fmt.Sprintf("%c%d", 'a'+n%26, n))
	}
	for range segments {
		var ref, hyp []string
		for range 8 + r.IntN(25) {
			w := word()
			ref = append(ref, w)
			switch r.IntN(10) {
			case 0:
			case 1, 2:
				hyp = append(hyp, word())
			default:
				hyp = append(hyp, w)
			}
		}
		if k := len(hyp) / 2; r.IntN(2) == 0 { // the halves change places
			hyp = append(hyp[k:], hyp[:k]...)
		}
		refs, hyps = append(refs, strings.Join(ref, " ")+"."), append(hyps, strings.Join(hyp, " ")+".")
		bytes += int64(len(refs[len(refs)-1]) + len(hyps[len(hyps)-1]))
	}
	return refs, hyps, bytes
}

func benchMetric(b *testing.B, key string) Metric {
	m, err := NewMetrics([]string{key}, Options{CHRF: DefaultCHRF, HasReferences: true})
	if err != nil {
		b.Fatal(err)
	}
	return m[0]
}

// BenchmarkScore scores 1,000 segments on one core; bytes are those of
// hypotheses and references.
func BenchmarkScore(b *testing.B) {
	refs, hyps, bytes := benchText(1000)
	for _, key := range []string{"bleu", "chrf", "chrf++", "ter", "rouge1", "rougeL", "length"} {
		b.Run(key, func(b *testing.B) {
			m := benchMetric(b, key)
			s := m.NewScorer()
			stats := make([]float64, m.Width())
			b.SetBytes(bytes)
			b.ReportAllocs()
			for b.Loop() {
				for i := range refs {
					if err := s.Prepare(Segment{References: refs[i : i+1]}); err != nil {
						b.Fatal(err)
					}
					s.Statistics(hyps[i], stats)
				}
			}
		})
	}
}

// BenchmarkResample draws 100 times of 10,000 segments for two systems; bytes
// are those of the texts that would have to be scored again each time.
func BenchmarkResample(b *testing.B) {
	refs, hyps, bytes := benchText(10_000)
	for _, key := range []string{"bleu", "chrf++", "ter", "rougeL"} {
		for _, kind := range []TestKind{PairedBS, PairedAR} {
			b.Run(key+"/"+string(kind), func(b *testing.B) {
				m := []Metric{benchMetric(b, key)}
				stats, err := Collect(b.Context(), Collection{Metrics: m, Systems: 2, Keep: true}, itemsOf(refs, hyps, refs))
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(100 * bytes)
				for b.Loop() {
					if _, err := Resample(b.Context(), TestOptions{Kind: kind, Samples: 100, Seed: 1}, m, stats); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
