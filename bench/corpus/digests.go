// Package corpus makes text to measure with: digests of papers that do not
// exist, in correct Korean, and pairs of English lines for metrics. It knows no
// program that is measured. The same seed makes the same bytes.
package corpus

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// Papers is how many a digest has, as many as a busy day brings: some 20 kB.
const Papers = 18

// WriteDigests fills a folder with digests of some 20 kB, YEAR/MM/DD.md, until
// they hold at least size bytes, and returns how many bytes and files they are.
// A size of a single digest's or less makes one.
func WriteDigests(dir string, size int64, seed uint64) (bytes int64, files int, err error) {
	for bytes < size || files == 0 {
		year, month, day := 2015+files/336, 1+files/28%12, 1+files%28
		path := filepath.Join(dir, fmt.Sprintf("%04d", year), fmt.Sprintf("%02d", month), fmt.Sprintf("%02d.md", day))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return 0, 0, err
		}
		text := Digest(year, month, day, seed+uint64(files))
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return 0, 0, err
		}
		bytes += int64(len(text))
		files++
	}
	return bytes, files, nil
}

// Digest is one day's digest.
func Digest(year, month, day int, seed uint64) string {
	w := writer{rand.New(rand.NewPCG(seed, 1))}
	var b strings.Builder
	fmt.Fprintf(&b, "## Daily Papers (%04d-%02d-%02d)\n", year, month, day)
	for i := range Papers {
		id := fmt.Sprintf("%02d%02d.%05d", year%100, month, day*100+i)
		name := w.name()
		fmt.Fprintf(&b, "\n### [%s: %s](https://arxiv.org/abs/%s)\n", name, w.title(), id)
		fmt.Fprintf(&b, "\n![](https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/%s.png)\n", id)
		fmt.Fprintf(&b, "\nVote: %d\n\nAuthors: %s\n\n", 1+w.IntN(90), w.authors())
		for _, section := range sections {
			fmt.Fprintf(&b, "- ***%s***: %s\n", section.label, w.sentences(section.patterns, name))
		}
	}
	return b.String()
}

type writer struct{ *rand.Rand }

func (w writer) pick(list []string) string { return list[w.IntN(len(list))] }

// name is an invented system's: two syllables and a number now and then.
func (w writer) name() string {
	n := w.pick(heads) + w.pick(tails)
	if w.IntN(4) == 0 {
		n += fmt.Sprintf("-%d", 2+w.IntN(8))
	}
	return n
}

func (w writer) title() string {
	return w.pick(adjectives) + " " + w.pick(englishNouns) + " for " + w.pick(adjectives) + " " + w.pick(englishNouns)
}

func (w writer) authors() string {
	names := make([]string, 0, 6)
	for _, i := range w.Perm(len(given))[:2+w.IntN(5)] {
		names = append(names, given[i]+" "+w.pick(family))
	}
	return strings.Join(names, ", ")
}

// sentences fills three different patterns.
func (w writer) sentences(patterns []string, name string) string {
	var out []string
	for _, i := range w.Perm(len(patterns))[:3] {
		out = append(out, w.fill(patterns[i], name))
	}
	return strings.Join(out, " ")
}

// fill replaces {N} by a noun, {T} by a term with its English, {D} by a number,
// {X} by the system's name, and a particle in brackets, [은], by the form that
// the syllable before it asks for.
func (w writer) fill(pattern, name string) string {
	var b strings.Builder
	for rest := pattern; rest != ""; {
		i := strings.IndexAny(rest, "{[")
		if i < 0 {
			b.WriteString(rest)
			break
		}
		b.WriteString(rest[:i])
		end := i + strings.IndexAny(rest[i:], "}]")
		switch slot := rest[i+1 : end]; slot {
		case "N":
			b.WriteString(w.pick(nouns))
		case "T":
			term := terms[w.IntN(len(terms))]
			b.WriteString(term[0] + "(" + term[1] + ")")
		case "D":
			fmt.Fprintf(&b, "%d.%d", 1+w.IntN(98), 1+w.IntN(9))
		case "X":
			b.WriteString(name)
		default:
			b.WriteString(particle(b.String(), particles[slot]))
		}
		rest = rest[end+1:]
	}
	return b.String()
}

// particles are named by the form after a final consonant.
var particles = map[string][2]string{
	"은": {"은", "는"}, "이": {"이", "가"}, "을": {"을", "를"}, "과": {"과", "와"}, "으로": {"으로", "로"},
}

// particle chooses between the form after a final consonant and the one after a
// vowel; 로 stands after ㄹ, too. Text in parentheses is not spoken.
func particle(before string, forms [2]string) string {
	if i := strings.LastIndex(before, "("); i > 0 && strings.HasSuffix(before, ")") {
		before = before[:i]
	}
	const rieul = 8 // among the final consonants
	last, _ := utf8.DecodeLastRuneInString(before)
	if last < '가' || last > '힣' {
		return forms[1]
	}
	if final := (last - '가') % 28; final == 0 || final == rieul && forms[1] == "로" {
		return forms[1]
	}
	return forms[0]
}
