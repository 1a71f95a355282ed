package evaluate

import (
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	ko "github.com/ikawaha/kagome-dict-ko"
	kagome "github.com/ikawaha/kagome/v2/tokenizer"
)

// international is sacreBLEU's intl, which follows mteval-v14.pl: punctuation is
// split off but between digits, symbols always. The text is not padded, so a
// period after a number at the very end stays with it.
func (s *spacer) international(line string) []byte {
	s.a = append(s.a[:0], line...)
	in, out := s.a, s.b[:0]
	for i := 0; i < len(in); { // punctuation with anything but a number before
		r, n := utf8.DecodeRune(in[i:])
		out = append(out, in[i:i+n]...)
		i += n
		if i < len(in) && !number(r) {
			if p, n := utf8.DecodeRune(in[i:]); punctuation(p) {
				out = append(append(append(out, ' '), in[i:i+n]...), ' ')
				i += n
			}
		}
	}
	in, out = out, in[:0]
	for i := 0; i < len(in); { // punctuation with anything but a number after
		r, n := utf8.DecodeRune(in[i:])
		if i+n < len(in) && punctuation(r) {
			if next, m := utf8.DecodeRune(in[i+n:]); !number(next) {
				out = append(append(append(out, ' '), in[i:i+n]...), ' ')
				out = append(out, in[i+n:i+n+m]...)
				i += n + m
				continue
			}
		}
		out = append(out, in[i:i+n]...)
		i += n
	}
	in, out = out, in[:0]
	for i := 0; i < len(in); {
		r, n := utf8.DecodeRune(in[i:])
		if symbol(r) {
			out = append(append(append(out, ' '), in[i:i+n]...), ' ')
		} else {
			out = append(out, in[i:i+n]...)
		}
		i += n
	}
	s.a, s.b = out, in
	return out
}

// plainLetter spares the letters that most texts are made of a search through
// Unicode's tables: ASCII's, Han and Hangul.
func plainLetter(r rune) bool {
	return r|0x20 >= 'a' && r|0x20 <= 'z' || r >= 0x4E00 && r <= 0x9FFF || r >= 0xAC00 && r <= 0xD7A3
}

func number(r rune) bool      { return r != ' ' && !plainLetter(r) && unicode.IsNumber(r) }
func punctuation(r rune) bool { return r != ' ' && !plainLetter(r) && unicode.IsPunct(r) }
func symbol(r rune) bool      { return r != ' ' && !plainLetter(r) && unicode.IsSymbol(r) }

// chinese is sacreBLEU's zh: characters that it takes for Chinese stand alone,
// the rest is treated as in 13a, without padding and entities.
func (s *spacer) chinese(line string) []byte {
	s.a = s.a[:0]
	for _, r := range strings.TrimFunc(line, pySpace) {
		if zhAlone(r) {
			s.a = append(utf8.AppendRune(append(s.a, ' '), r), ' ')
		} else {
			s.a = utf8.AppendRune(s.a, r)
		}
	}
	return s.punctuation()
}

// zhAlone reports the characters that the reference program's table holds. Two
// of its ranges, meant for the supplementary planes, are written with four hex
// digits and a fifth character, and compare as text: they cover U+2001 to
// U+2A6D and U+2F81 to U+2FA1, curly quotes, dashes and arrows included, and
// nothing beyond the basic plane. Scores follow the table as it is.
func zhAlone(r rune) bool {
	switch {
	case r < 0x2001:
		return false
	case r <= 0x2A6D,
		r >= 0x2E80 && r <= 0x2EFF, // radicals
		r >= 0x2F00 && r <= 0x2FDF,
		r >= 0x2FF0 && r <= 0x303F, // composition, punctuation
		r >= 0x3100 && r <= 0x312F, // Bopomofo
		r >= 0x31A0 && r <= 0x31BF,
		r >= 0x31C0 && r <= 0x31EF, // strokes
		r >= 0x3200 && r <= 0x33FF, // enclosed, compatibility
		r >= 0x3400 && r <= 0x4DB5, // Han
		r >= 0x4E00 && r <= 0x9FBB,
		r >= 0xF900 && r <= 0xFA2D,
		r >= 0xFA30 && r <= 0xFA6A,
		r >= 0xFA70 && r <= 0xFAD9,
		r >= 0xFE10 && r <= 0xFE1F,
		r >= 0xFE30 && r <= 0xFE4F,
		r >= 0xFF00 && r <= 0xFFEF: // full and half width
		return true
	}
	return false
}

// loadKagome reads mecab-ko's dictionary: about two seconds and a third of a
// gigabyte, so it waits until somebody asks for it.
var loadKagome = sync.OnceValues(func() (*kagome.Tokenizer, error) {
	t, err := kagome.New(ko.Dict(), kagome.OmitBosEos())
	if err != nil {
		return nil, fmt.Errorf("load the Korean dictionary: %w", err)
	}
	return t, nil
})

func newKagome() (func() tokenizer, error) {
	t, err := loadKagome()
	if err != nil {
		return nil, err
	}
	return func() tokenizer {
		var out []byte
		return func(line string) []byte {
			out = out[:0]
			for _, token := range t.Tokenize(line) {
				out = append(append(out, token.Surface...), ' ')
			}
			return out
		}
	}, nil
}
