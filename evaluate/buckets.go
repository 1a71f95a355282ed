package evaluate

import (
	"strings"
	"unicode"
)

// Division is a way of dividing segments into groups, to see where a system is
// good and where it is not.
type Division struct {
	Name   string   // what divides: "length of the reference"
	Groups []string // names of the groups, in order
	// Of is the group that a segment belongs to, as an index into Groups. The
	// text is the segment's first reference or, without one, its source.
	Of func(text string) int
}

// lengthBounds are the most words that a segment of each group has, but the last.
var lengthBounds = [...]int{10, 20, 40}

// Divisions returns the ways of dividing that need nothing but the text: by its
// length in words, and by whether there is a number in it.
func Divisions() []Division { return divisions[:] }

var divisions = [...]Division{
	{
		Name:   "length",
		Groups: []string{"1–10 words", "11–20 words", "21–40 words", "over 40 words"},
		Of: func(text string) int {
			n := wordsIn(text)
			for g, most := range lengthBounds {
				if n <= most {
					return g
				}
			}
			return len(lengthBounds)
		},
	},
	{
		Name:   "numbers",
		Groups: []string{"with numbers", "without numbers"},
		Of: func(text string) int {
			if strings.ContainsFunc(text, unicode.IsNumber) {
				return 0
			}
			return 1
		},
	},
}

// wordsIn counts the words between white space.
func wordsIn(text string) int {
	n, inside := 0, false
	for _, r := range text {
		space := unicode.IsSpace(r)
		if !space && !inside {
			n++
		}
		inside = !space
	}
	return n
}
