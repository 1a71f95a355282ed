package corpus

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
)

// WriteSegments writes references and two translations of them, a segment a
// line, until the references hold at least size bytes. The first translation
// changes one word in ten, the second one in four. It returns how many segments
// there are.
func WriteSegments(reference, good, poor io.Writer, size int64, seed uint64) (segments int, err error) {
	w := writer{rand.New(rand.NewPCG(seed, 2))}
	r, g, p := bufio.NewWriter(reference), bufio.NewWriter(good), bufio.NewWriter(poor)
	for bytes := int64(0); bytes < size || segments == 0; segments++ {
		words := strings.Fields(w.english())
		n, _ := fmt.Fprintln(r, strings.Join(words, " "))
		fmt.Fprintln(g, strings.Join(w.worsen(words, 10), " "))
		fmt.Fprintln(p, strings.Join(w.worsen(words, 4), " "))
		bytes += int64(n)
	}
	for _, b := range []*bufio.Writer{r, g, p} {
		if err := b.Flush(); err != nil {
			return 0, err
		}
	}
	return segments, nil
}

// english is a segment of two sentences.
func (w writer) english() string {
	return w.clause() + ", and " + w.clause() + ". It " + w.pick(verbs) + " " + w.object() + fmt.Sprintf(" by %d.%d points.", 1+w.IntN(60), w.IntN(10))
}

func (w writer) clause() string {
	return "the " + w.object() + " " + w.pick(verbs) + " the " + w.object()
}

func (w writer) object() string {
	return strings.ToLower(w.pick(adjectives)+" "+w.pick(englishNouns)) + " " + w.pick(objects)
}

// worsen replaces, drops, doubles or moves about one word in n.
func (w writer) worsen(words []string, n int) []string {
	var out []string
	for i, word := range words {
		if w.IntN(n) > 0 {
			out = append(out, word)
			continue
		}
		switch w.IntN(4) {
		case 0:
			out = append(out, w.pick(objects))
		case 1:
			out = append(out, word, word)
		case 2:
			at := w.IntN(len(out) + 1)
			out = append(out[:at], append([]string{word}, out[at:]...)...)
		case 3:
			if i == 0 {
				out = append(out, word)
			}
		}
	}
	return out
}

var (
	verbs   = strings.Fields("improves learns reduces predicts replaces combines extends measures reveals keeps limits selects")
	objects = strings.Fields("method model task score dataset encoder planner policy reward layer memory token graph scene answer question signal error budget benchmark")
)
