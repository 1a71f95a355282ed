package edition

import (
	"slices"
	"strings"
	"testing"
)

// FuzzCheck holds any two texts against each other: no panic, spans inside the
// texts, the same verdict twice.
func FuzzCheck(f *testing.F) {
	for _, p := range pairs(f, "right.tsv") {
		f.Add(p[0], p[1])
	}
	for _, p := range pairs(f, "wrong.tsv") {
		f.Add(p[1], p[2])
	}
	f.Add("**", "`[$<!--")
	f.Add("\xff한\xe0", "\xc3(\x80")
	f.Fuzz(func(t *testing.T, source, target string) {
		p := Pair{Source: source, Target: target}
		first, again := Check(p), Check(p)
		if len(first) != len(again) {
			t.Fatalf("%d violations, then %d", len(first), len(again))
		}
		for i, v := range first {
			if v != again[i] || v.Message == "" {
				t.Fatalf("%+v, then %+v", v, again[i])
			}
			if v.Source.Start < 0 || v.Source.Start > v.Source.End || v.Source.End > len(source) ||
				v.Target.Start < 0 || v.Target.Start > v.Target.End || v.Target.End > len(target) {
				t.Fatalf("%+v lies outside of the texts", v)
			}
		}
		Swapped([]Pair{p, {Source: target, Target: source}})
	})
}

// FuzzOneLine reads a line by itself as it is read in a bullet.
func FuzzOneLine(f *testing.F) {
	for _, p := range pairs(f, "right.tsv") {
		f.Add(p[0])
		f.Add(p[1])
	}
	for _, s := range []string{"", " 가", "가 ", "*", "**가** `나` $x$", "가 <!-- 나 -->", ": 가", "<!-- 가 -->", "[가](https://a.b) ![](c)", "- 가", "# 가", "\xff", "\t", "\v", "\u3000가"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsAny(text, "\r\n") {
			return
		}
		line, framed := parse(text), &segment{text: text}
		framed.parseLines()
		if line.single != framed.single || !slices.Equal(line.inlines, framed.inlines) {
			t.Errorf("%q: %v %v; in a bullet %v %v", text, line.single, line.inlines, framed.single, framed.inlines)
		}
	})
}
