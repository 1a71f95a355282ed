package regenerate

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/langid"
	"github.com/sumtool/sumtool/internal/lazyregexp"
	"github.com/sumtool/sumtool/internal/numeral"
	"github.com/sumtool/sumtool/rules"
	"github.com/sumtool/sumtool/rules/edition"
)

// The length of a bullet in code points: shorter ones say nothing, longer ones
// are no summary.
const (
	shortest = 15
	longest  = 700
)

// copied is how many words of an abstract in a row are no name or term any more.
const copied = 8

// judge holds one bullet against what it rests on, and says what is wrong in
// words that the model can act on; nothing if it may stand.
func (j Job) judge(b basis, u Bullet) (wrong []string) {
	add := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	text := u.Text
	switch n := utf8.RuneCountInString(text); {
	case strings.TrimSpace(text) == "":
		return []string{"the bullet is empty"}
	case n < shortest:
		add("the bullet has %d characters, too few to say anything", n)
	case n > longest:
		add("the bullet has %d characters; say it in at most %d", n, longest)
	}
	if strings.ContainsAny(text, "\n\r") || listMark().MatchString(text) {
		add("a bullet is one line of prose without list marks, headings or fences")
	}
	if len(j.Style.Labels) > 0 {
		if _, ok := j.Style.label(u.Label); !ok {
			add("label %q is none of %s", u.Label, quoted(j.Style.Labels))
		}
	}
	cited := j.evidence(b, u, add)
	numbers(text, b, cited, add)
	for _, name := range edition.InventedNames(text, b.text(nil)) {
		add("name %q is neither in the abstract nor in the title", name)
	}
	j.language(text, add)
	if obeys(text, b) {
		add("the bullet speaks to a reader or model instead of about the paper")
	}
	if run := copiedRun(text, b); run != "" {
		add("%q is copied from the abstract; say it in %s", run, langid.Name(j.Language))
	}
	return wrong
}

var listMark = lazyregexp.New("^\\s*(?:[-*+#>]|\\d+[.)]\\s|```)")

// evidence returns the cited sentences' text, or reports what is wrong with them.
func (j Job) evidence(b basis, u Bullet, add func(string, ...any)) string {
	if len(u.Evidence) == 0 {
		add("the bullet names no sentence that it rests on")
		return b.title
	}
	for _, id := range u.Evidence {
		if !b.has(id) {
			add("there is no sentence %q; name the ids of the sentences that the bullet rests on", id)
		}
	}
	return b.text(u.Evidence)
}

// numbers holds every value of the bullet against those of the cited sentences.
func numbers(text string, b basis, cited string, add func(string, ...any)) {
	known, all := numeral.Find(cited), numeral.Find(b.text(nil))
	for _, n := range numeral.Find(text) {
		if n.InName || n.Soft || numeral.Contains(known, n) {
			continue
		}
		figure := text[n.Start:n.UnitEnd]
		switch scaled := powerOfTen(all, n); {
		case numeral.Contains(all, n):
			add("%q is in a sentence that the bullet does not name", figure)
		case scaled >= 0:
			add("%q has another power of ten than the abstract", figure)
		default:
			add("%q is not in the abstract", figure)
		}
	}
}

func powerOfTen(known []numeral.Number, n numeral.Number) int {
	for i, k := range known {
		if _, ok := numeral.PowerOfTen(n.Value, k.Value); ok {
			return i
		}
	}
	return -1
}

// language holds the bullet to the file's language and register.
func (j Job) language(text string, add func(string, ...any)) {
	if got, _ := langid.Detect(text); got != j.Language {
		add("the bullet is not in %s", langid.Name(j.Language))
		return
	}
	if j.Language != "ko" {
		return
	}
	for _, got := range rules.RegistersOf(text) {
		if got != j.Register {
			add("the bullet is in %s; the file is in %s", got, j.Register)
		}
	}
}

// An order in Korean: a sentence that tells somebody to do something, or a word
// about the instructions themselves.
var (
	koreanOrder = lazyregexp.New(`(?:하세요|하십시오|십시오|하시오|해라|하라|해 ?주세요|주세요|마세요|말 것)\s*[.!"”]*\s*(?:$|[A-Z가-힣])`)
	koreanTurn  = lazyregexp.New(`(?:이전|앞선|앞의|위의|기존|모든)\s*(?:의\s*)?(?:지시|명령|프롬프트|지침)|(?:지시|명령|프롬프트|지침)(?:을|를|사항을)?\s*무시|시스템 프롬프트`)
	aboutOrders = lazyregexp.New(`(?i)\b(?:instructions?|prompts?|jailbreak\w*|injections?)\b`)
)

// obeys reports whether a bullet gives or repeats an order. A paper about
// instructions may speak of them.
func obeys(text string, b basis) bool {
	if koreanOrder().MatchString(text) || speaksToModel(text) {
		return true
	}
	return koreanTurn().MatchString(text) && !aboutOrders().MatchString(b.text(nil))
}

// copiedRun returns words of the abstract, withheld sentences included, that a
// bullet has taken over as they are.
func copiedRun(text string, b basis) string {
	source := " " + strings.Join(words(b.text(nil)+"\n"+strings.Join(b.withheld, "\n")), " ") + " "
	ws := words(text)
	for i := 0; i+copied <= len(ws); i++ {
		run := strings.Join(ws[i:i+copied], " ")
		if strings.Contains(source, " "+run+" ") {
			return run
		}
	}
	return ""
}

func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func quoted(labels []Label) string {
	var names []string
	for _, l := range labels {
		names = append(names, fmt.Sprintf("%q", l.Name))
	}
	return strings.Join(names, ", ")
}
