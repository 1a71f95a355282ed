package numeral

import (
	"cmp"
	"math/big"
	"math/bits"
	"strconv"
	"strings"
)

// Value is an exact rational number: num/den × 10^exp. It is kept in lowest
// terms with no factor of ten in num and none of two or five in den, so that
// two values are equal exactly when == says so. The zero Value is 0.
type Value struct {
	num int64
	den int64 // 0 stands for 1
	exp int32
}

const (
	maxDigits = 18  // of a mantissa; more would not fit int64
	maxExp    = 300 // of a power of ten; beyond it nobody means a number
)

// Int returns the value of n.
func Int(n int64) Value { return Value{num: n}.normal() }

// Pow10 returns 10^k.
func Pow10(k int) Value { return Value{num: 1, exp: int32(k)} }

// Fraction returns a/b, and false if b is zero.
func Fraction(a, b int64) (Value, bool) {
	if b == 0 {
		return Value{}, false
	}
	if b < 0 {
		a, b = -a, -b
	}
	v := Value{num: a}
	for b%10 == 0 {
		b /= 10
		v.exp--
	}
	// 1/2 = 5/10 and 1/5 = 2/10: what remains of den shares no factor with ten.
	for ; b%2 == 0; b /= 2 {
		if v.num, v.exp = v.num*5, v.exp-1; overlong(v.num) {
			return Value{}, false
		}
	}
	for ; b%5 == 0; b /= 5 {
		if v.num, v.exp = v.num*2, v.exp-1; overlong(v.num) {
			return Value{}, false
		}
	}
	if g := gcd(abs(v.num), b); g > 1 {
		v.num, b = v.num/g, b/g
	}
	if b > 1 {
		v.den = b
	}
	return v.normal(), true
}

func overlong(n int64) bool { return abs(n) > 1e18/10 }

func abs(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// normal moves factors of ten from the mantissa to the exponent.
func (v Value) normal() Value {
	if v.num == 0 {
		return Value{}
	}
	for v.num%10 == 0 {
		v.num /= 10
		v.exp++
	}
	return v
}

// isInt reports whether the value is a whole number that int64 returns exactly.
func (v Value) isInt() bool {
	return v.den == 0 && v.exp >= 0 && v.exp < 9 && abs(v.num) < 1e9
}

// int64 is the value of a whole number for which isInt holds.
func (v Value) int64() int64 {
	n := v.num
	for range v.exp {
		n *= 10
	}
	return n
}

// IsZero reports whether the value is 0.
func (v Value) IsZero() bool { return v.num == 0 }

// Sign returns -1, 0 or 1.
func (v Value) Sign() int {
	switch {
	case v.num < 0:
		return -1
	case v.num > 0:
		return 1
	}
	return 0
}

// Shift returns v × 10^k.
func (v Value) Shift(k int) Value {
	if v.num != 0 {
		v.exp += int32(k)
	}
	return v
}

func (v Value) neg() Value { v.num = -v.num; return v }

// plus returns v+w for values without a denominator, and false if the sum needs
// too many digits.
func (v Value) plus(w Value) (Value, bool) {
	switch {
	case v.num == 0:
		return w, true
	case w.num == 0:
		return v, true
	case v.den != 0 || w.den != 0:
		return Value{}, false
	case v.exp < w.exp:
		v, w = w, v
	}
	for ; v.exp > w.exp; v.exp-- {
		hi, lo := bits.Mul64(uint64(abs(v.num)), 10)
		if hi != 0 || lo > 1e18 {
			return Value{}, false
		}
		v.num *= 10
	}
	return Value{num: v.num + w.num, exp: v.exp}.normal(), true
}

// Rat returns the value as a big.Rat.
func (v Value) Rat() *big.Rat {
	r := big.NewRat(v.num, max(v.den, 1))
	ten := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(v.exp, -v.exp))), nil)
	if v.exp < 0 {
		return r.Quo(r, new(big.Rat).SetInt(ten))
	}
	return r.Mul(r, new(big.Rat).SetInt(ten))
}

// Cmp compares two values: -1, 0 or 1.
func (v Value) Cmp(w Value) int {
	if v == w {
		return 0
	}
	if v.isInt() && w.isInt() {
		return cmp.Compare(v.int64(), w.int64())
	}
	return v.Rat().Cmp(w.Rat())
}

// PowerOfTen reports whether a and b have the same digits and differ only by a
// power of ten: a = b × 10^exp with exp not zero.
func PowerOfTen(a, b Value) (exp int, ok bool) {
	if a.num == 0 || a.num != b.num || a.den != b.den || a.exp == b.exp {
		return 0, false
	}
	return int(a.exp - b.exp), true
}

// String writes the value in digits: "800000000", "0.25", "1/3", "-4"; very
// large and very small ones as "3e40".
func (v Value) String() string {
	if v.den != 0 {
		n, d := strconv.FormatInt(v.num, 10), strconv.FormatInt(v.den, 10)
		if v.exp > 0 {
			n += strings.Repeat("0", min(int(v.exp), maxExp))
		} else if v.exp < 0 {
			d += strings.Repeat("0", min(int(-v.exp), maxExp))
		}
		return n + "/" + d
	}
	s := strconv.FormatInt(abs(v.num), 10)
	switch {
	case v.exp > 24 || v.exp < -24:
		s += "e" + strconv.Itoa(int(v.exp))
	case v.exp >= 0:
		s += strings.Repeat("0", int(v.exp))
	default:
		point := len(s) + int(v.exp)
		if point <= 0 {
			s = strings.Repeat("0", 1-point) + s
			point = 1
		}
		s = s[:point] + "." + s[point:]
	}
	if v.num < 0 {
		s = "-" + s
	}
	return s
}
