package rules

import "regexp"

var editionSuffix = regexp.MustCompile(`\.([a-z]{2,3})\.md$`)

// editionLanguage returns the language of an edition by its file's name
// (2024-05-30.en.md: "en"), or "" for a source.
func editionLanguage(path string) string {
	if m := editionSuffix.FindStringSubmatch(path); m != nil {
		return m[1]
	}
	return ""
}
