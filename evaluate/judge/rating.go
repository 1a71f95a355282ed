package judge

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/sumtool/sumtool/internal/lazyregexp"
)

var (
	number  = lazyregexp.New(`-?\d+(\.\d+)?`)
	outOf   = lazyregexp.New(`^\D*?(-?\d+(?:\.\d+)?)\s*(?:/|out of|of)\s*100\D*$`)
	percent = lazyregexp.New(`^(\d+(?:\.\d+)?)\s*(?:%|점|points?)?[.]?$`)
)

// parseRating reads a rating from 0 to 100: a number in "score", or a "text"
// that holds a single number, `NN/100` included.
func parseRating(answer item) (float64, error) {
	if answer.Score != nil {
		return inScale(*answer.Score)
	}
	text := strings.TrimSpace(answer.Text)
	if text == "" {
		return 0, errors.New(`neither "score" nor "text"`)
	}
	for _, form := range []func() *regexp.Regexp{outOf, percent} {
		if m := form().FindStringSubmatch(text); m != nil {
			return rated(m[1])
		}
	}
	if all := number().FindAllString(text, 2); len(all) == 1 {
		return rated(all[0])
	}
	return 0, fmt.Errorf("%q is no rating, expected one number from 0 to 100", clip(text))
}

func rated(digits string) (float64, error) {
	v, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return 0, err
	}
	return inScale(v)
}

func inScale(v float64) (float64, error) {
	if !(v >= 0 && v <= 100) {
		return 0, fmt.Errorf("rating %v, expected 0 to 100", v)
	}
	return v, nil
}
