package numeral

import (
	"strings"
	"testing"
)

func TestCompare(t *testing.T) {
	for _, c := range []struct{ name, source, target, want string }{
		{"same value", "80억 개의 파라미터", "8 billion parameters", ""},
		{"letters", "7B 모델을 1.2조 토큰으로", "a 7B model on 1.2 trillion tokens", ""},
		{"ten times too small", "80억 매개변수", "800 million parameters", "scaled 80억/800 million -1"},
		{"ten times too large", "8억", "8 billion", "scaled 8억/8 billion 1"},
		{"lost", "3배 빠르고 12% 정확", "3x faster", "missing 12"},
		{"invented", "더 빠릅니다", "4x faster", "added 4"},
		{"swapped for another", "231개", "239 samples", "missing 231; added 239"},
		{"order does not matter", "5%에서 10%로", "to 10% from 5%", ""},
		{"twice in words", "두 배 빠릅니다", "twice as fast", ""},
		{"doubled", "두 배로 늘립니다", "doubles it", ""},
		{"half", "절반으로 줄입니다", "cut by 50%", ""},
		{"half against percent of another size", "절반으로 줄입니다", "cut by 40%", "added 40"},
		{"a count in words", "세 가지 방법", "three methods", ""},
		{"a count in digits", "3가지 방법", "three methods", ""},
		{"a count dropped", "두 가지 방법", "the methods", ""},
		{"a count changed", "세 가지 방법", "four methods", "missing 세; added four"},
		{"one comes and goes", "새로운 방법", "one new method, the first of its kind", ""},
		{"class", "수백만 개", "millions of images", ""},
		{"class of another size", "수십억 개", "millions of images", "scaled 수십억/millions -3"},
		{"class is no value", "수백만 개", "1 million images", "missing 수백만; added 1 million"},
		{"several", "수백 개", "several hundred images", ""},
		{"points", "5%p 향상", "5 percentage points", ""},
		{"points as percent", "5% 포인트", "5%", ""},
		{"percent is no multiple", "3% 향상", "3x better", "missing 3; added 3"},
		{"gloss said once", "12억(1.2 billion) 파라미터", "1.2 billion parameters", ""},
		{"gloss of another size stays", "8억(8 billion)", "8 billion", "missing 8억"},
		{"repeated", "7B 모델은 … 7B 모델", "a 7B model … it", "repeats 7B"},
		{"names are no numbers", "GPT-4o와 PRM800K", "GPT-4o and PRM800K", ""},
		{"size in a name", "Orion-14B", "the model", ""},
		{"dates", "2023년 5월", "May 2023", ""},
		{"ordinals", "두 번째 단계", "the second stage", ""},
		{"rank", "1위", "first place", ""},
		{"shared scale", "1~2억", "100 to 200 million", ""},
		{"range lost an end", "3~5배", "5x", "missing 3"},
		{"fraction", "3분의 1", "one third", ""},
		{"times", "세 번 반복", "three times", ""},
		{"zero-shot", "제로샷 성능", "zero-shot performance", ""},
	} {
		if got := showDiff(c.source, c.target); got != c.want {
			t.Errorf("%s: %q / %q\n got %s\nwant %s", c.name, c.source, c.target, got, c.want)
		}
	}
}

func showDiff(source, target string) string {
	d := Compare(Find(source), Find(target))
	var out []string
	for _, p := range d.Scaled {
		out = append(out, "scaled "+source[p.Source.Start:p.Source.End]+"/"+target[p.Target.Start:p.Target.End]+" "+Int(int64(p.Exp)).String())
	}
	for _, n := range d.Missing {
		out = append(out, "missing "+source[n.Start:n.End])
	}
	for _, n := range d.Added {
		out = append(out, "added "+target[n.Start:n.End])
	}
	for _, n := range d.Repeats {
		out = append(out, "repeats "+source[n.Start:n.End])
	}
	return strings.Join(out, "; ")
}

func TestInWords(t *testing.T) {
	for _, c := range []struct{ text, ko, en string }{
		{"8억", "8억", "800 million"},
		{"80억", "80억", "8 billion"},
		{"1.5B", "15억", "1.5 billion"},
		{"3.8B", "38억", "3.8 billion"},
		{"70M", "7천만", "70 million"},
		{"135M", "1.35억", "135 million"},
		{"289M", "2.89억", "289 million"},
		{"8034M", "80.34억", "8.034 billion"},
		{"120k", "12만", "120,000"},
		{"1.2T", "1.2조", "1.2 trillion"},
		{"30T", "30조", "30 trillion"},
		{"2천억", "2천억", "200 billion"},
		{"123456789", "1억 2345만 6789", "123,456,789"},
		{"100050000", "1억 5만", "100.05 million"},
		{"100000000.5", "1억 0.5", "100,000,000.5"},
		{"1234", "1,234", "1,234"},
		{"0.25", "0.25", "0.25"},
		{"1/3", "1/3", "1/3"},
		{"0", "0", "0"},
		{"-70M", "-7천만", "-70 million"},
		{"10^40", "1e40", "1e40"},
		{"10^-20", "0.00000000000000000001", "0.00000000000000000001"},
	} {
		ns := Find(c.text)
		if len(ns) != 1 {
			t.Errorf("Find(%q) = %v, want one number", c.text, ns)
			continue
		}
		if ko, en := InWords(ns[0].Value, Korean), InWords(ns[0].Value, English); ko != c.ko || en != c.en {
			t.Errorf("InWords(%s) = %q, %q, want %q, %q", c.text, ko, en, c.ko, c.en)
		}
	}
}

func TestNumberInWords(t *testing.T) {
	for _, c := range []struct{ text, ko, en string }{
		{"수백만 개", "수백만", "millions"},
		{"tens of thousands", "수만", "tens of thousands"},
		{"수천 개", "수천", "thousands"},
		{"several hundred", "수백", "hundreds"},
		{"수십억 개", "수십억", "billions"},
		{"hundreds of millions", "수억", "hundreds of millions"},
		{"8억", "8억", "800 million"},
	} {
		n := Find(c.text)[0]
		if ko, en := n.InWords(Korean), n.InWords(English); ko != c.ko || en != c.en {
			t.Errorf("%s: %q, %q, want %q, %q", c.text, ko, en, c.ko, c.en)
		}
	}
}

func TestPowerOfTen(t *testing.T) {
	third, _ := Fraction(1, 3)
	for _, c := range []struct {
		a, b Value
		exp  int
		ok   bool
	}{
		{Int(800_000_000), Int(8_000_000_000), -1, true},
		{Int(14), Int(1400), -2, true},
		{Int(8), Int(8), 0, false},
		{Int(8), Int(9), 0, false},
		{Int(0), Int(0), 0, false},
		{Int(-8), Int(80), 0, false},
		{third.Shift(3), third, 3, true},
	} {
		if exp, ok := PowerOfTen(c.a, c.b); exp != c.exp || ok != c.ok {
			t.Errorf("PowerOfTen(%v, %v) = %d, %v, want %d, %v", c.a, c.b, exp, ok, c.exp, c.ok)
		}
	}
}

func TestFractionIsInLowestTerms(t *testing.T) {
	for _, c := range []struct {
		a, b int64
		want string
	}{
		{1, 2, "0.5"}, {2, 6, "1/3"}, {50, 100, "0.5"}, {1, 8, "0.125"}, {10, 3, "10/3"}, {1, 30, "1/30"}, {-1, 3, "-1/3"}, {3, -4, "-0.75"}, {6, 3, "2"},
	} {
		v, ok := Fraction(c.a, c.b)
		if !ok || v.String() != c.want {
			t.Errorf("Fraction(%d, %d) = %v, %v, want %s", c.a, c.b, v, ok, c.want)
		}
		if want, _ := Fraction(7*c.a, 7*c.b); v != want {
			t.Errorf("%d/%d and %d/%d are different values", c.a, c.b, 7*c.a, 7*c.b)
		}
	}
	if _, ok := Fraction(1, 0); ok {
		t.Error("Fraction(1, 0) is a value")
	}
}
