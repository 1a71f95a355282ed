package edition

import (
	"fmt"
	"strings"

	"github.com/sumtool/sumtool/internal/numeral"
	"github.com/sumtool/sumtool/lint"
)

// units refuses numbers that changed their places: "GPU 8장으로 3일" as "8 days on
// 3 GPUs" has both values and is wrong. Only units of time are compared, whose
// words are few in both languages, and only where the source gives the value
// another unit.
func (c *checker) units() {
	for _, t := range c.target.numbers {
		unit := timeUnit(t.Unit)
		if unit == "" || t.InName {
			continue
		}
		found, fits, other := false, false, numeral.Number{}
		for _, s := range c.source.numbers {
			if s.InName || !numeral.Equal(s, t) {
				continue
			}
			found = true
			if has := timeUnit(s.Unit); has == unit || s.Unit == "" {
				fits = true
			} else {
				other = s
			}
		}
		if found && !fits {
			c.add(Violation{Rule: Number, Severity: lint.Error, Source: span(other), Target: span(t),
				Message: fmt.Sprintf("%s became %s", c.source.figure(other), c.target.figure(t))})
		}
	}
}

// timeUnit names the unit of time that a word stands for, "" for any other word.
func timeUnit(word string) string {
	switch w := strings.ToLower(word); w {
	case "초", "sec", "secs", "second", "seconds":
		return "second"
	case "분", "min", "mins", "minute", "minutes":
		return "minute"
	case "시간", "hr", "hrs", "hour", "hours":
		return "hour"
	case "일", "day", "days":
		return "day"
	case "주", "주일", "week", "weeks":
		return "week"
	case "개월", "달", "month", "months":
		return "month"
	case "년", "살", "세", "year", "years":
		return "year"
	}
	return ""
}
