package testendpoint

import (
	"math/big"
	"strings"

	"github.com/sumtool/sumtool/internal/numeral"
)

// number writes a number with its unit in English, and returns where the part of
// the source ends that it stands for.
func (w *echoWriter) number(source string, n numeral.Number) int {
	figure, unit, end := source[n.Start:n.End], source[n.End:max(n.UnitEnd, n.End)], n.End
	words := strings.ContainsFunc(figure, isHangul)
	if words {
		figure = english(n)
	}
	foreign := strings.ContainsFunc(unit, isHangul)
	switch n.Kind {
	case numeral.Percent:
		if end = n.UnitEnd; foreign {
			unit = " percent"
		}
		figure += unit
	case numeral.Point:
		end = n.UnitEnd
		figure += " percentage points"
	case numeral.Multiple:
		if end = n.UnitEnd; foreign {
			unit = " times"
		}
		figure += unit
	case numeral.Month:
		end = n.UnitEnd
		if month := n.Value.Rat(); foreign && !w.figures && month.IsInt() && month.Num().Int64() >= 1 && month.Num().Int64() <= 12 {
			figure = months[month.Num().Int64()-1]
		}
	case numeral.Class:
		if figure += " of"; w.glue == number {
			figure = "and " + figure // hundreds of and thousands of, not of thousands
		}
	default:
		if unit != "" && !foreign {
			figure, end = figure+unit, n.UnitEnd
		}
	}
	if words && w.due == none && w.b.Len() > 0 && w.glue != loose {
		w.due = soft
	}
	w.copy(figure)
	if words || foreign && end > n.End {
		// What is glued to it is a particle or a counter.
		if rest := lengthOf(source[end:], isHangul); rest <= particle*len("가") {
			end += rest
		}
		w.glue, w.due = number, soft
	}
	return end
}

var months = [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

var smallWords = [...]string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

var scales = [...]struct {
	word  string
	power int
}{{"trillion", 12}, {"billion", 9}, {"million", 6}, {"thousand", 3}}

// english writes a value: in words up to twelve where the source has words, with a
// scale where at most three digits stand before and after the point, else in
// digits.
func english(n numeral.Number) string {
	v := n.Value.Rat()
	if n.Kind == numeral.Class {
		return class(v)
	}
	if n.Soft && v.IsInt() && v.Num().IsInt64() && v.Num().Int64() >= 0 && v.Num().Int64() <= 12 {
		return smallWords[v.Num().Int64()]
	}
	for _, s := range scales {
		q := new(big.Rat).Quo(v, power(s.power))
		if q.Cmp(big.NewRat(1, 1)) >= 0 && q.Cmp(big.NewRat(1000, 1)) < 0 {
			if digits := decimal(q, 3); digits != "" {
				return digits + " " + s.word
			}
		}
	}
	if digits := decimal(v, 9); digits != "" {
		return digits
	}
	return v.RatString()
}

func power(k int) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(k)), nil))
}

// decimal writes v exactly with at most so many places, or "" if it needs more.
func decimal(v *big.Rat, places int) string {
	s := v.FloatString(places)
	if back, ok := new(big.Rat).SetString(s); !ok || back.Cmp(v) != 0 {
		return ""
	}
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// class words a power of ten: 10^2 is "hundreds", 10^4 "tens of thousands".
func class(v *big.Rat) string {
	k := 0
	for t := new(big.Rat).Set(v); t.Cmp(big.NewRat(10, 1)) >= 0; k++ {
		t.Quo(t, big.NewRat(10, 1))
	}
	rest := [...]string{"", "tens of ", "hundreds of "}[k%3]
	switch k / 3 {
	case 0:
		return [...]string{"several", "tens", "hundreds"}[k%3]
	case 1:
		return rest + "thousands"
	case 2:
		return rest + "millions"
	case 3:
		return rest + "billions"
	}
	return rest + "trillions"
}
