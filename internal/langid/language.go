package langid

import (
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/pemistahl/lingua-go"
)

// Und is the code of a language that cannot be decided.
const Und = "und"

// DefaultLanguages are the candidates where nobody asks for others. Each has a
// script of its own, so that no language model is ever loaded for them.
func DefaultLanguages() []string { return []string{"ko", "en", "ja", "zh"} }

// Known lists the ISO 639-1 codes of all languages that can be candidates, sorted.
func Known() []string { return slices.Clone(known().codes) }

// Name returns the English name of a language ("Korean"), or the code itself if
// it is not known.
func Name(code string) string {
	if l, ok := known().byCode[code]; ok {
		return l.String()
	}
	return code
}

// ScriptFor returns the script that a language is written in: Kana for Japanese,
// Han for Chinese, [None] for an unknown code.
func ScriptFor(code string) Script {
	l, ok := known().byCode[code]
	if !ok {
		return None
	}
	return known().script[l]
}

// Code returns the code of a language by its English name, letter case aside.
func Code(name string) (string, bool) {
	for code, l := range known().byCode {
		if strings.EqualFold(l.String(), name) {
			return code, true
		}
	}
	return "", false
}

// FromFileName returns the language that a file's name ends with before its
// extension (2024-05-30.en.md: "en"), or "".
func FromFileName(path string) string {
	base := filepath.Base(path)
	base = strings.TrimSuffix(base, filepath.Ext(base))
	code := strings.TrimPrefix(filepath.Ext(base), ".")
	if _, ok := known().byCode[code]; !ok {
		return ""
	}
	return code
}

// catalogue is what is known of all languages.
type catalogue struct {
	codes  []string
	byCode map[string]lingua.Language
	script map[lingua.Language]Script
}

var known = sync.OnceValue(func() *catalogue {
	c := &catalogue{byCode: map[string]lingua.Language{}, script: map[lingua.Language]Script{
		lingua.Korean: Hangul, lingua.Japanese: Kana, lingua.Chinese: Han, lingua.Greek: Greek,
	}}
	for _, l := range lingua.AllLanguagesWithLatinScript() {
		c.script[l] = Latin
	}
	for _, l := range lingua.AllLanguagesWithCyrillicScript() {
		c.script[l] = Cyrillic
	}
	for _, l := range lingua.AllLanguages() {
		code := strings.ToLower(l.IsoCode639_1().String())
		c.codes = append(c.codes, code)
		c.byCode[code] = l
		if c.script[l] == None {
			c.script[l] = Other
		}
	}
	slices.Sort(c.codes)
	return c
})
