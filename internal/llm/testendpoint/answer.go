package testendpoint

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/lazyregexp"
	"github.com/sumtool/sumtool/internal/numeral"
)

// answered is one item of an answer.
type answered struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// answer writes the JSON of an answer, with its fault.
func (s *Server) answer(t task, fault Fault, dice *rand.Rand) string {
	switch t.Task {
	case "regenerate":
		bullets := summarise(t)
		at := dice.IntN(len(bullets))
		bullets[at].Text = spoilText(bullets[at].Text, t.Title, fault, dice)
		return wrap(map[string]any{"items": bullets}, fault)
	case "judge":
		return wrap(map[string]any{"items": verdicts(t)}, fault)
	}
	items := make([]answered, len(t.Items))
	for i, it := range t.Items {
		items[i] = answered{*it.ID, s.translate(t, *it.Text)}
	}
	spoilAnswer(&items, fault, dice)
	if len(items) > 0 {
		at := dice.IntN(len(items))
		source := ""
		if at < len(t.Items) {
			source = *t.Items[at].Text
		}
		items[at].Text = spoilText(items[at].Text, source, fault, dice)
	}
	return wrap(map[string]any{"items": items}, fault)
}

// verdicts answers a judge task in the form of its scheme, which the context names.
func verdicts(t task) (out []map[string]any) {
	for _, it := range t.Items {
		score, marks := rate(*it.Source, *it.Text)
		v := map[string]any{"id": *it.ID, "score": score}
		if strings.Contains(t.Context, "mqm") {
			if marks == nil {
				marks = []map[string]string{}
			}
			v = map[string]any{"id": *it.ID, "errors": marks}
		}
		out = append(out, v)
	}
	return out
}

// wrap encodes an answer, with what models put around it.
func wrap(v any, fault Fault) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(v) // maps and strings: cannot fail
	text := strings.TrimSpace(b.String())
	switch fault {
	case Think:
		return "<think>\nThe user wants {\"items\": …}. Let me see.\n</think>\n\n" + text
	case Fence:
		return "```json\n" + text + "\n```"
	case Preamble:
		return "Sure! Here is the translation:\n\n" + text + "\n\nLet me know if you need anything else."
	}
	return text
}

// translate gives the known translation of a text, or a made-up one. What was made
// up is known from then on, so that a translation back finds its source.
func (s *Server) translate(t task, text string) string {
	back := t.Task == "back-translate" || t.To == "ko"
	if known, ok := s.known(text, back); ok {
		return known
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if back {
		if source, ok := s.replies[text]; ok {
			return source
		}
		return korean(text)
	}
	out := echo(text)
	if len(s.replies) < maxReplies {
		s.replies[out] = text
	}
	return out
}

// maxReplies bounds what is kept for translating back.
const maxReplies = 200_000

// spoilAnswer does to the list of items what models do to it.
func spoilAnswer(items *[]answered, fault Fault, dice *rand.Rand) {
	list := *items
	at := dice.IntN(len(list))
	switch fault {
	case Missing:
		list = append(list[:at:at], list[at+1:]...)
	case WrongID:
		list[at].ID = "item-" + list[at].ID
	case ExtraID:
		list = append(list, answered{"p0.b0", "This is an additional note."})
	case Twice:
		list = append(list, answered{list[at].ID, "Another version of the same."})
	case Swapped:
		if len(list) > 1 {
			to := (at + 1) % len(list)
			list[at].Text, list[to].Text = list[to].Text, list[at].Text
		}
	}
	*items = list
}

var (
	hangulRun = lazyregexp.New(`[가-힣]+`)
	latinName = lazyregexp.New(`\b[A-Z][A-Za-z0-9]*[A-Z0-9][A-Za-z0-9-]*\b|\b[A-Z][a-z]{3,}\b`)
	address   = lazyregexp.New(`https?://\S+|⟦\d+⟧`)
)

// spoilText does to a text what models do to it. A text without a number, name or
// address keeps what it has not.
func spoilText(text, source string, fault Fault, dice *rand.Rand) string {
	switch fault {
	case Hangul:
		words := strings.Fields(text)
		words[dice.IntN(len(words))] = "모델을"
		return strings.Join(words, " ")
	case Untranslated:
		return source
	case Number:
		numbers := numeral.Find(text)
		if len(numbers) == 0 {
			return text
		}
		n := numbers[dice.IntN(len(numbers))]
		return text[:n.Start] + "1234" + text[n.End:]
	case Name:
		return latinName().ReplaceAllLiteralString(text, "it")
	case URL:
		return address().ReplaceAllString(text, "https://example.com/")
	case Chatter:
		return "Here is the translation: " + text
	case Bulleted:
		return "- " + text
	case Newline:
		return strings.Replace(text, " ", "\n", 1)
	case Blank:
		return ""
	case Short:
		return cutRunes(text, 1, 6)
	case Loop:
		return text + strings.Repeat(" and the model of the model", 6)
	}
	return text
}

// korean makes a Korean text of an English one that nobody has asked about before.
func korean(text string) string {
	return word().ReplaceAllStringFunc(text, func(w string) string {
		if r, _ := utf8.DecodeRuneInString(w); r < 'a' || r > 'z' || len(numeral.Find(w)) > 0 {
			return w
		}
		words, n := koreanWords(), 0
		for i := range len(w) {
			n = (n*31 + int(w[i])) % len(words)
		}
		return words[n]
	})
}

var word = lazyregexp.New("`[^`]+`" + `|⟦\d+⟧|https?://\S+|[\p{L}\d_.@/+-]*[\p{L}\d]`)

var koreanWords = sync.OnceValue(func() []string {
	return strings.Fields(`모델은 방법을 데이터로 결과가 실험에서 구조와 학습을 성능이 과제의 연구는 문맥을 새로운 다양한 높은 효율적인 기존의
	제안한 평가에서 분포를 표현으로 영상의 언어를 추론이 계산을 정확도가 단계로 범위에서 규칙을 신호의 경로를 크게 함께 보입니다`)
})
