package numeral

import "strings"

// role is what an English number word does.
type role uint8

const (
	none     role = iota
	cardinal      // zero … ninety
	hundred
	dozen
	scale   // thousand, million …
	plural  // tens, hundreds, millions: a class
	fold    // twice, double, tenfold
	half    // half, halves
	part    // quarter, thirds
	ordinal // first, second …
	month
)

type wordValue struct {
	role  role
	value int64
	soft  bool
}

// wordScale returns the power of ten of thousand … quadrillion, 0 for others.
func wordScale(word string) int {
	w := lookup(word)
	if w.role != scale && w.role != hundred {
		return 0
	}
	by := 0
	for v := w.value; v >= 10; v /= 10 {
		by++
	}
	return by
}

// lookup finds a word without regard to case.
func lookup(word string) wordValue {
	var buf [longestWord]byte
	if len(word) < 3 || len(word) > len(buf) {
		return wordValue{}
	}
	for i := range len(word) {
		buf[i] = word[i] | 0x20
	}
	switch string(buf[:len(word)]) {
	case "zero":
		return wordValue{role: cardinal}
	case "one":
		return wordValue{role: cardinal, value: 1}
	case "two":
		return wordValue{role: cardinal, value: 2}
	case "three":
		return wordValue{role: cardinal, value: 3}
	case "four":
		return wordValue{role: cardinal, value: 4}
	case "five":
		return wordValue{role: cardinal, value: 5}
	case "six":
		return wordValue{role: cardinal, value: 6}
	case "seven":
		return wordValue{role: cardinal, value: 7}
	case "eight":
		return wordValue{role: cardinal, value: 8}
	case "nine":
		return wordValue{role: cardinal, value: 9}
	case "ten":
		return wordValue{role: cardinal, value: 10}
	case "eleven":
		return wordValue{role: cardinal, value: 11}
	case "twelve":
		return wordValue{role: cardinal, value: 12}
	case "dozen":
		return wordValue{role: dozen, value: 12}
	case "thirteen":
		return wordValue{role: cardinal, value: 13}
	case "fourteen":
		return wordValue{role: cardinal, value: 14}
	case "fifteen":
		return wordValue{role: cardinal, value: 15}
	case "sixteen":
		return wordValue{role: cardinal, value: 16}
	case "seventeen":
		return wordValue{role: cardinal, value: 17}
	case "eighteen":
		return wordValue{role: cardinal, value: 18}
	case "nineteen":
		return wordValue{role: cardinal, value: 19}
	case "twenty":
		return wordValue{role: cardinal, value: 20}
	case "thirty":
		return wordValue{role: cardinal, value: 30}
	case "forty":
		return wordValue{role: cardinal, value: 40}
	case "fifty":
		return wordValue{role: cardinal, value: 50}
	case "sixty":
		return wordValue{role: cardinal, value: 60}
	case "seventy":
		return wordValue{role: cardinal, value: 70}
	case "eighty":
		return wordValue{role: cardinal, value: 80}
	case "ninety":
		return wordValue{role: cardinal, value: 90}
	case "hundred":
		return wordValue{role: hundred, value: 100}
	case "thousand":
		return wordValue{role: scale, value: 1e3}
	case "million":
		return wordValue{role: scale, value: 1e6}
	case "billion":
		return wordValue{role: scale, value: 1e9}
	case "trillion":
		return wordValue{role: scale, value: 1e12}
	case "quadrillion":
		return wordValue{role: scale, value: 1e15}
	case "tens", "dozens":
		return wordValue{role: plural, value: 10}
	case "hundreds":
		return wordValue{role: plural, value: 100}
	case "thousands":
		return wordValue{role: plural, value: 1e3}
	case "millions":
		return wordValue{role: plural, value: 1e6}
	case "billions":
		return wordValue{role: plural, value: 1e9}
	case "trillions":
		return wordValue{role: plural, value: 1e12}
	case "twice", "twofold":
		return wordValue{role: fold, value: 2}
	case "double", "doubles", "doubled", "doubling":
		return wordValue{role: fold, value: 2, soft: true}
	case "triple", "triples", "tripled", "tripling":
		return wordValue{role: fold, value: 3, soft: true}
	case "quadruple", "quadrupled", "quadruples":
		return wordValue{role: fold, value: 4, soft: true}
	case "threefold":
		return wordValue{role: fold, value: 3}
	case "fourfold":
		return wordValue{role: fold, value: 4}
	case "fivefold":
		return wordValue{role: fold, value: 5}
	case "sixfold":
		return wordValue{role: fold, value: 6}
	case "sevenfold":
		return wordValue{role: fold, value: 7}
	case "eightfold":
		return wordValue{role: fold, value: 8}
	case "ninefold":
		return wordValue{role: fold, value: 9}
	case "tenfold":
		return wordValue{role: fold, value: 10}
	case "hundredfold":
		return wordValue{role: fold, value: 100}
	case "half", "halves", "halved", "halving", "halve":
		return wordValue{role: half}
	case "thirds":
		return wordValue{role: part, value: 3}
	case "quarter", "quarters":
		return wordValue{role: part, value: 4}
	case "fifths":
		return wordValue{role: part, value: 5}
	case "sixths":
		return wordValue{role: part, value: 6}
	case "eighths":
		return wordValue{role: part, value: 8}
	case "tenths":
		return wordValue{role: part, value: 10}
	case "hundredth", "hundredths":
		return wordValue{role: part, value: 100}
	case "thousandth", "thousandths":
		return wordValue{role: part, value: 1000}
	case "first", "firstly":
		return wordValue{role: ordinal, value: 1}
	case "second", "secondly":
		return wordValue{role: ordinal, value: 2}
	case "third", "thirdly":
		return wordValue{role: ordinal, value: 3}
	case "fourth":
		return wordValue{role: ordinal, value: 4}
	case "fifth":
		return wordValue{role: ordinal, value: 5}
	case "sixth":
		return wordValue{role: ordinal, value: 6}
	case "seventh":
		return wordValue{role: ordinal, value: 7}
	case "eighth":
		return wordValue{role: ordinal, value: 8}
	case "ninth":
		return wordValue{role: ordinal, value: 9}
	case "tenth":
		return wordValue{role: ordinal, value: 10}
	case "january":
		return wordValue{role: month, value: 1}
	case "february":
		return wordValue{role: month, value: 2}
	case "march":
		return wordValue{role: month, value: 3}
	case "april":
		return wordValue{role: month, value: 4}
	case "may":
		return wordValue{role: month, value: 5}
	case "june":
		return wordValue{role: month, value: 6}
	case "july":
		return wordValue{role: month, value: 7}
	case "august":
		return wordValue{role: month, value: 8}
	case "september":
		return wordValue{role: month, value: 9}
	case "october":
		return wordValue{role: month, value: 10}
	case "november":
		return wordValue{role: month, value: 11}
	case "december":
		return wordValue{role: month, value: 12}
	}
	return wordValue{}
}

// englishUnit reads the noun or the word "times" after a figure at i, the offset
// after one space or hyphen.
func (s *scanner) englishUnit(n *Number, i int) {
	if i >= len(s.text) || !isLetter(s.text[i]) {
		return
	}
	word, end := s.wordAt(i)
	switch {
	case word == "times" || word == "fold":
		n.Kind = Multiple
	case !isNoun(word):
		return
	}
	n.Unit, n.UnitEnd = word, end
}

// isNoun knows the nouns that figures of papers count.
func isNoun(word string) bool {
	switch strings.TrimSuffix(word, "s") {
	case "parameter", "param", "token", "image", "video", "sample", "example", "pair", "hour", "minute", "second", "day", "week",
		"month", "year", "language", "task", "dataset", "model", "layer", "step", "frame", "point", "word", "sentence", "document",
		"question", "problem", "GPU", "user", "people", "dollar", "bit", "byte", "pixel", "epoch", "class", "stage", "type", "FLOP",
		"GB", "MB", "TB", "KB", "GFLOP", "TFLOP", "m", "Hz", "kHz", "fp", "FP", "clip", "instruction", "dialogue", "conversation":
		return true
	}
	return false
}
