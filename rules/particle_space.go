package rules

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/hangul"
	"github.com/sumtool/sumtool/internal/wordset"
	"github.com/sumtool/sumtool/lint"
)

// ParticleSpace reports a particle that a space parts from its word.
var ParticleSpace = &lint.Rule{
	ID: "particle-space", Category: lint.Text, Severity: lint.Warning, Fix: lint.Unsafe,
	Doc: lint.Doc{
		Summary: "a space parts a particle from the word that it belongs to",
		Why: "Korean writes particles and 이다 together with the word before them, Latin names and brackets included: `(OpenVLA)를`. " +
			"What is also a word of its own is left alone: 이 명령, 그 뒤를, 보다 나은. Behind an address a space may stay, see url-particle.",
		Bad:  "- 이 논문은 새로운 로봇 모델(OpenVLA) 를 제안하고, 결과로 부터 결론을 얻습니다.\n",
		Good: "- 이 논문은 새로운 로봇 모델(OpenVLA)를 제안합니다. (2) 이 명령은 그 뒤를 따르며 보다 나은 결과를 냅니다.\n",
	},
	Check: func(p *lint.Pass) {
		for b := range bullets(p.Document) {
			for at := range b.Prose() {
				partedParticles(p, b, at)
			}
		}
	},
}

// Particles that are no words of their own, and what they may stand behind.
// Behind Hangul fewer are certain: 은 is silver, 보다 also means "more".
var (
	partedFromLatin  = wordset.New("을 를 은 는 가 와 과 의 에 에서 에게 에는 에도 에서는 에서도 에서의 로 으로 로서 으로서 로써 으로써 로부터 으로부터 부터 까지 라는 이라는 이라고 처럼 보다 만큼 입니다 이며 이다")
	partedFromHangul = wordset.New("을 를 에서 에게 에는 에서는 에서의 으로 로부터 으로부터 부터 까지 라는 이라는 처럼 입니다")
)

func partedParticles(p *lint.Pass, b *digest.Bullet, at digest.Span) {
	src := p.Bytes(at)
	for i := 0; i < len(src); {
		space := bytes.IndexByte(src[i:], ' ')
		if space < 0 {
			return
		}
		space += i
		i = space + 1
		n := hangulPrefix(src[i:])
		particle := src[i : i+n]
		if n == 0 || space == 0 || !beginsParted(src[i:]) || !partedFromLatin()[string(particle)] && !partedFromHangul()[string(particle)] || !endsWord(p.Text(at)[i+n:]) {
			continue
		}
		if !carriesParticle(p, b, at.Start+space, particle) {
			continue
		}
		p.Report(digest.Span{Start: at.Start + space, End: at.Start + i + n}, fmt.Sprintf("a space parts %q from its word", particle), lint.Suggest(string(particle), lint.Unsafe))
	}
}

// beginsParted reports whether one of the particles begins with the syllable that
// src begins with: few words do.
func beginsParted(src []byte) bool {
	switch string(src[:3]) {
	case "을", "를", "은", "는", "가", "와", "과", "의", "에", "로", "으", "부", "까", "라", "이", "처", "보", "만", "입":
		return true
	}
	return false
}

// hangulPrefix returns the length of the Hangul that src begins with, in bytes;
// of longer words than particles are, 0.
func hangulPrefix(src []byte) (n int) {
	for n+2 < len(src) && src[n] >= 0xEA && src[n] <= 0xED {
		if n += 3; n > 4*3 {
			return 0
		}
	}
	return n
}

// carriesParticle reports whether the particle belongs to what ends at the offset.
func carriesParticle(p *lint.Pass, b *digest.Bullet, end int, particle []byte) bool {
	before := p.Source[b.Text.Start:end]
	r, _ := utf8.DecodeLastRune(before)
	switch {
	case hangul.IsSyllable(r):
		// An enumerated syllable (가. 나.) is none of ours; a word of one is rare.
		return partedFromHangul()[string(particle)]
	case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
		return partedFromLatin()[string(particle)]
	case r >= '0' && r <= '9':
		return partedFromLatin()[string(particle)] && string(particle) != "만큼"
	case r == ')' || r == ']':
		return partedFromLatin()[string(particle)] && !enumerates(before) && !closesAddress(b, end)
	case r == '"' || r == '\'' || r == '”' || r == '’' || r == '`':
		return partedFromLatin()[string(particle)]
	}
	return false
}

// enumerates reports whether the text ends in a bracket that only counts: (2), a).
func enumerates(text []byte) bool {
	text = text[max(0, len(text)-maxReading):]
	open := bytes.LastIndexAny(text, "([")
	if open < 0 {
		return len(text) < maxReading // A), 1)
	}
	return utf8.RuneCount(text[open:]) <= 4 && (bytes.ContainsAny(text[open:], "0123456789") || utf8.RuneCount(text[open:]) <= 3)
}

// closesAddress reports whether the bracket that ends at the offset closes right
// behind an address: without the space it would become part of the link.
func closesAddress(b *digest.Bullet, end int) bool {
	in := b.InlineBefore(end)
	return in != nil && in.Kind == digest.URL && in.Target.End < end && end <= in.Span.End+1
}
