package testendpoint

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Fault is a way to misbehave.
type Fault string

// The faults of a whole request.
const (
	None           Fault = ""
	RateLimit      Fault = "rate-limit"       // 429 without a word about when
	RateLimitAfter Fault = "rate-limit-after" // 429 with Retry-After: 1
	RateLimitMS    Fault = "rate-limit-ms"    // 429 with retry-after-ms: 20
	RateLimitDate  Fault = "rate-limit-date"  // 429 with Retry-After as a date
	Quota          Fault = "quota"            // 429 insufficient_quota
	Error500       Fault = "500"
	Error503       Fault = "503" // with an HTML page
	Error200       Fault = "error-200"
	Reset          Fault = "reset" // the connection is closed without an answer
	Cut            Fault = "cut"   // the connection is closed in the middle of the body
	Hang           Fault = "hang"
	NoChoices      Fault = "no-choices"
	Empty          Fault = "empty"
	NotJSON        Fault = "not-json" // a 200 with a body that is no JSON
	Truncated      Fault = "truncated"
	Refusal        Fault = "refusal"
	ContentFilter  Fault = "content-filter"
)

// The faults of an answer: what a model does to the JSON around the items.
const (
	Think    Fault = "think"    // reasoning before the answer; tolerable
	Fence    Fault = "fence"    // the answer in a code fence; tolerable
	Preamble Fault = "preamble" // words before and after the answer
	Missing  Fault = "missing"  // an item is left out
	WrongID  Fault = "wrong-id" // an item has an id that nobody asked for
	ExtraID  Fault = "extra-id" // one item more
	Twice    Fault = "twice"    // an item comes twice, with different texts
	Swapped  Fault = "swapped"  // two items have each other's text
)

// The faults of a text.
const (
	Hangul       Fault = "hangul"       // a Korean word is left
	Untranslated Fault = "untranslated" // the source comes back
	Number       Fault = "number"       // a number changes
	Name         Fault = "name"         // a name goes
	URL          Fault = "url"          // an address or placeholder changes
	Chatter      Fault = "chatter"      // "Here is the translation:"
	Bulleted     Fault = "bulleted"     // a list mark before it
	Newline      Fault = "newline"      // a line break inside
	Blank        Fault = "blank"        // nothing
	Short        Fault = "short"        // most of it is left out
	Loop         Fault = "loop"         // the same words again and again
)

// RequestFaults, AnswerFaults and TextFaults list the faults by where they happen.
func RequestFaults() []Fault {
	return []Fault{RateLimit, RateLimitAfter, RateLimitMS, RateLimitDate, Quota, Error500, Error503, Error200, Reset, Cut, Hang,
		NoChoices, Empty, NotJSON, Truncated, Refusal, ContentFilter}
}

// AnswerFaults are those of the JSON around the items.
func AnswerFaults() []Fault {
	return []Fault{Think, Fence, Preamble, Missing, WrongID, ExtraID, Twice, Swapped}
}

// TextFaults are those of single texts.
func TextFaults() []Fault {
	return []Fault{Hangul, Untranslated, Number, Name, URL, Chatter, Bulleted, Newline, Blank, Short, Loop}
}

// Rates give how often a fault happens to a request, 0 to 1. One request has one
// fault at most: the rates add up.
type Rates map[Fault]float64

// chaos is what the name "all" stands for in [ParseRates]: what passes by itself
// or is mended by asking again.
func chaos() []Fault {
	return []Fault{RateLimit, RateLimitMS, Error500, Error503, Error200, Reset, Cut, NoChoices, Empty, Truncated,
		Think, Fence, Missing, WrongID, Hangul, Untranslated, Number, Chatter}
}

// ParseRates reads "0.2" (that share of all requests, over the usual faults),
// "rate-limit=0.1,number=0.05" or both.
func ParseRates(s string) (Rates, error) {
	rates := Rates{}
	known := slices.Concat(RequestFaults(), AnswerFaults(), TextFaults(), batchFaults())
	for _, part := range strings.Split(s, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		name, value, named := strings.Cut(part, "=")
		if !named {
			name, value = "all", part
		}
		rate, err := strconv.ParseFloat(value, 64)
		if err != nil || !(rate >= 0 && rate <= 1) {
			return nil, fmt.Errorf("a rate is a number from 0 to 1, found %q", value)
		}
		switch {
		case name == "all":
			for _, f := range chaos() {
				rates[f] += rate / float64(len(chaos()))
			}
		case slices.Contains(known, Fault(name)):
			rates[Fault(name)] += rate
		default:
			names := make([]string, len(known))
			for i, f := range known {
				names[i] = string(f)
			}
			return nil, fmt.Errorf("unknown fault %q; there are all, %s", name, strings.Join(names, ", "))
		}
	}
	return rates, nil
}

// pick chooses a fault by a number from 0 to 1.
func (r Rates) pick(x float64) Fault {
	for _, f := range slices.Sorted(maps.Keys(r)) {
		if x -= r[f]; x < 0 {
			return f
		}
	}
	return None
}
