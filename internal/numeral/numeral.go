// Package numeral reads the numbers in Korean and English prose: 8억, 1조 2천억,
// 수백만, 2.5만, 1,234, 1.5B, 7-billion, 두 배, two-thirds, 12%, 5%p.
//
// It knows how the two languages write values, and what only looks like one
// (the digits of GPT-4o, PRM800K, pass@1, 3D). It must not know digests, rules or
// editions: it says what numbers a text has and whether two lists of numbers
// agree, and leaves to others what follows from that.
package numeral

// Number is one number of a text.
//
// Start and End are byte offsets of the figure with its scale (`1조 2천억`,
// `7 billion`, `1.5B`, `twice`), sign included and unit excluded.
type Number struct {
	Start, End int

	Value Value  // exact; of a percentage the figure itself (12% is 12)
	Kind  Kind   // what the figure counts
	Unit  string // the unit as written: "%", "배", "GB", "tokens"; "" if none is known

	// UnitEnd is the byte offset after the unit; End if there is none.
	UnitEnd int

	// Range says that the number is an end of a range: `3~5배`, `100억에서 1,000억`.
	Range RangeEnd

	// Soft numbers are those that a fluent translation may leave out, add or say
	// otherwise: small counts in words (세 가지, one of), ordinals, 절반.
	Soft bool

	// Gloss numbers stand in parentheses right after a number of the same
	// digits: `12억(1.2 billion)`. The value may differ by a power of ten.
	Gloss bool

	// InName numbers are sizes inside a name: the 14B of Orion-14B. They are no
	// numbers of the sentence, and [Compare] passes them over.
	InName bool
}

// Kind says what a figure is.
type Kind uint8

// The kinds of numbers.
const (
	Plain    Kind = iota // a count or measure
	Percent              // 12%, 12퍼센트, 12 percent
	Point                // 5%p, 5% 포인트, 5 percentage points
	Multiple             // 3배, 3x, twice, tenfold
	Class                // 수백만, hundreds of: the value is the power of ten it begins with
	Ordinal              // 두 번째, 1위, 3rd, second
	Year                 // 2024년, in 2024
	Month                // 5월, May 2024
)

// String names the kind in one or two words.
func (k Kind) String() string {
	switch k {
	case Percent:
		return "percent"
	case Point:
		return "percentage point"
	case Multiple:
		return "multiple"
	case Class:
		return "class"
	case Ordinal:
		return "ordinal"
	case Year:
		return "year"
	case Month:
		return "month"
	}
	return "plain"
}

// RangeEnd says which end of a range a number is.
type RangeEnd uint8

// The ends of a range.
const (
	NoRange RangeEnd = iota
	Low              // the first-named end
	High             // the second-named end
)

// Find returns the numbers of text in order, nil if it has none. Figures with
// more than 18 significant digits or exponents beyond ±300 are not read.
func Find(text string) []Number { return Append(nil, text) }

// Append is [Find] into a slice that the caller keeps. It allocates only when
// dst has to grow.
func Append(dst []Number, text string) []Number {
	s := scanner{text: text, out: dst, base: len(dst)}
	s.run()
	return s.out
}
