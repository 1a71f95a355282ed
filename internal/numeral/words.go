package numeral

import "strings"

// Lang is a language that values can be said in: an ISO 639-1 code.
type Lang string

// The languages that numbers are read in.
const (
	Korean  Lang = "ko"
	English Lang = "en"
)

type scaleName struct {
	exp  int
	name string
}

var (
	koreanScales  = [...]scaleName{{12, "조"}, {8, "억"}, {4, "만"}}
	englishScales = [...]scaleName{{12, " trillion"}, {9, " billion"}, {6, " million"}}
)

// InWords says a value as a reader of the language expects it: 800000000 is
// "8억" in Korean and "800 million" in English. A language other than Korean
// gets the English form. Small values and fractions are written in digits.
func InWords(v Value, lang Lang) string {
	if v.den != 0 || v.num == 0 || v.exp < -12 || v.exp > 18 {
		return v.String()
	}
	sign := ""
	if v.num < 0 {
		sign, v = "-", v.neg()
	}
	if lang == Korean {
		return sign + inKorean(v)
	}
	return sign + inEnglish(v)
}

// InWords says a number as [InWords] says its value; of a class it names the
// class: 수백만, "millions".
func (n Number) InWords(lang Lang) string {
	if n.Kind != Class || n.Value.num != 1 || n.Value.exp < 1 || n.Value.exp > 15 {
		return InWords(n.Value, lang)
	}
	k := int(n.Value.exp)
	if lang == Korean {
		return "수" + [...]string{"", "십", "백", "천"}[k%4] + [...]string{"", "만", "억", "조"}[k/4]
	}
	scale := [...]string{"", "thousands", "millions", "billions", "trillions", "quadrillions"}[k/3]
	few := [...]string{"", "tens", "hundreds"}[k%3]
	switch {
	case scale == "":
		return few
	case few == "":
		return scale
	}
	return few + " of " + scale
}

func inEnglish(v Value) string {
	for _, s := range englishScales {
		// Up to three decimals stay readable: 8.03 billion, but 1,234,567,890.
		if m := v.Shift(-s.exp); m.atLeast(1) && m.exp >= -3 {
			return commas(m.String()) + s.name
		}
	}
	return commas(v.String())
}

func inKorean(v Value) string {
	for _, s := range koreanScales {
		m := v.Shift(-s.exp)
		switch {
		case !m.atLeast(1):
			continue
		case m.exp == 3 && m.num < 10:
			return m.Shift(-3).String() + "천" + s.name
		case m.exp >= -2:
			return commas(m.String()) + s.name
		}
		return koreanGroups(v)
	}
	return commas(v.String())
}

// koreanGroups writes 123456789 as "1억 2345만 6789".
func koreanGroups(v Value) string {
	whole, frac, _ := strings.Cut(v.String(), ".")
	var parts []string
	for _, s := range koreanScales {
		if len(whole) <= s.exp {
			continue
		}
		if g := strings.TrimLeft(whole[:len(whole)-s.exp], "0"); g != "" {
			parts = append(parts, g+s.name)
		}
		whole = whole[len(whole)-s.exp:]
	}
	if g := strings.TrimLeft(whole, "0"); g != "" || frac != "" {
		if g == "" {
			g = "0"
		}
		if frac != "" {
			g += "." + frac
		}
		parts = append(parts, g)
	}
	return strings.Join(parts, " ")
}

// atLeast reports whether a positive decimal value is n or more, n below ten.
func (v Value) atLeast(n int64) bool {
	num, exp := v.num, v.exp
	for ; exp < 0 && num > 0; exp++ {
		num /= 10
	}
	return num > 0 && (exp > 0 || num >= n)
}

// commas groups the digits before the decimal point by three.
func commas(s string) string {
	whole, frac, point := strings.Cut(s, ".")
	if len(whole) <= 3 || strings.ContainsAny(s, "e/") {
		return s
	}
	var b strings.Builder
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(whole[i])
	}
	if point {
		b.WriteByte('.')
		b.WriteString(frac)
	}
	return b.String()
}
