package numeral

// Equal reports whether two numbers say the same: the same value, and no
// contradiction in kind. A plain figure agrees with any kind but a class (세 번
// is "three times" and 3), percentages and percentage points agree with each
// other, and 50% agrees with one half.
func Equal(a, b Number) bool {
	if (a.Kind == Class) != (b.Kind == Class) {
		return false
	}
	if a.Value == b.Value && kindsAgree(a.Kind, b.Kind) {
		return true
	}
	return a.Kind == Percent && b.Kind == Plain && a.Value.Shift(-2) == b.Value && isFraction(b) ||
		b.Kind == Percent && a.Kind == Plain && b.Value.Shift(-2) == a.Value && isFraction(a)
}

// isFraction reports whether the figure is a share below one, as 절반 and 1/3 are.
func isFraction(n Number) bool {
	return n.Value.Sign() > 0 && (n.Value.den != 0 || !n.Value.atLeast(1))
}

func kindsAgree(a, b Kind) bool {
	marked := func(k Kind) Kind {
		switch k {
		case Percent, Point:
			return Percent
		case Multiple:
			return Multiple
		}
		return Plain
	}
	a, b = marked(a), marked(b)
	return a == b || a == Plain || b == Plain
}

// Pair is a number of the source and the number of the target that should say
// the same: Target = Source × 10^Exp.
type Pair struct {
	Source, Target Number
	Exp            int
}

// Diff is how the numbers of a target differ from those of its source. The
// lists are in the order of their text.
type Diff struct {
	Missing []Number // values of the source that the target has nowhere
	Added   []Number // values of the target that the source has nowhere
	Scaled  []Pair   // same digits, but another power of ten: 8억 and 8 billion
	Repeats []Number // values that both have, one of them more often than the other
}

// Same reports whether no value was lost, invented or scaled. Repeats do not
// count: a translation may say a number twice, or once and then "it".
func (d Diff) Same() bool { return len(d.Missing)+len(d.Added)+len(d.Scaled) == 0 }

// Compare matches two lists of numbers as multisets of values. Sizes inside
// names and glosses that repeat the number before them are passed over. A soft
// number is matched where it can be; left alone it is reported only if the other
// side has as many other soft numbers left: then a small count was changed (세
// 가지 became "four").
func Compare(source, target []Number) Diff {
	src, dst := counted(source), counted(target)
	mate := make([]int, len(src))   // index into dst, or -1
	taken := make([]bool, len(dst)) // by some src
	for i := range mate {
		mate[i] = -1
	}
	match := func(fits func(a, b Number) bool) {
		for i, a := range src {
			for j := 0; mate[i] < 0 && j < len(dst); j++ {
				if !taken[j] && fits(a, dst[j]) {
					mate[i], taken[j] = j, true
				}
			}
		}
	}
	match(func(a, b Number) bool { return a.Kind == b.Kind && a.Value == b.Value })
	match(Equal)

	var d Diff
	for i, a := range src {
		if mate[i] < 0 && Contains(dst, a) {
			d.addRepeat(a)
			mate[i] = len(dst)
		}
	}
	for j, b := range dst {
		if !taken[j] && Contains(src, b) {
			d.addRepeat(b)
			taken[j] = true
		}
	}
	match(func(a, b Number) bool {
		exp, ok := PowerOfTen(b.Value, a.Value)
		if !ok || (a.Kind == Class) != (b.Kind == Class) || !kindsAgree(a.Kind, b.Kind) || a.Soft || b.Soft {
			return false
		}
		d.Scaled = append(d.Scaled, Pair{Source: a, Target: b, Exp: exp})
		return true
	})

	lostSoft, newSoft := 0, 0
	for i, a := range src {
		if mate[i] < 0 && changeable(a) {
			lostSoft++
		}
	}
	for j, b := range dst {
		if !taken[j] && changeable(b) {
			newSoft++
		}
	}
	softChanged := lostSoft == newSoft
	for i, a := range src {
		if mate[i] < 0 && (!a.Soft || changeable(a) && softChanged) {
			d.Missing = append(d.Missing, a)
		}
	}
	for j, b := range dst {
		if !taken[j] && (!b.Soft || changeable(b) && softChanged) {
			d.Added = append(d.Added, b)
		}
	}
	return d
}

func (d *Diff) addRepeat(n Number) {
	if !n.Soft {
		d.Repeats = append(d.Repeats, n)
	}
}

// changeable soft numbers are counts from two on; "one", "first" and "half" come
// and go too freely in both languages.
func changeable(n Number) bool {
	return n.Soft && n.Kind == Plain && n.Value.den == 0 && n.Value.atLeast(2)
}

// counted leaves out what does not count as a number of the sentence.
func counted(ns []Number) []Number {
	out := make([]Number, 0, len(ns))
	for i, n := range ns {
		if n.InName || n.Gloss && i > 0 && Equal(ns[i-1], n) {
			continue
		}
		out = append(out, n)
	}
	return out
}

// Contains reports whether one of the numbers says the same as n.
func Contains(ns []Number, n Number) bool {
	for _, other := range ns {
		if Equal(n, other) {
			return true
		}
	}
	return false
}
