package rules

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/wordset"
	"github.com/sumtool/sumtool/lint"
)

// Translationese reports turns of phrase that only translations have.
var Translationese = &lint.Rule{
	ID: "translationese", Category: lint.Text, Severity: lint.Info, Fix: lint.Unsafe,
	Doc: lint.Doc{
		Summary: "a turn of phrase that shows the English behind it",
		Why: "고정시키다 for 고정하다: 시키다 makes an actor of whoever is acted upon, and verbs in 하다 that take an object need none. " +
			"\"The results suggest that\" is 시사합니다, not 제안합니다; \"the ability to infer\" is 추론하는 능력, not 추론했다는 능력.",
		Bad:  "- 인코더를 고정시켜 학습합니다.\n- 이 결과는 모델이 규칙을 배웠다고 제안합니다.\n",
		Good: "- 인코더를 고정해 학습하고 성능을 향상시킵니다.\n- 이 결과는 모델이 규칙을 배웠음을 시사하며, 더 많은 데이터를 모아야 한다고 제안합니다.\n",
	},
	Check: func(p *lint.Pass) {
		signs := translated.find(p)
		for b := range bullets(p.Document) {
			for at := range b.Prose() {
				for range signs.in(at) {
					translationese(p, at)
					break
				}
			}
		}
	},
}

// translated are the syllables that every finding has: prose without them need not
// be cut into words.
var translated = newPhrases("시켜", "시키", "시킨", "시킬", "시킴", "시킵", "시켰", "다고 제안", "다는 능력")

func translationese(p *lint.Pass, at digest.Span) {
	text := p.Text(at)
	before := "" // the word before the last one
	prev := hangulWord{at: -1}
	for w := range hangulWords(p.Bytes(at)) {
		word := string(w.text)
		if right := withoutCausative(word); right != "" {
			p.Report(digest.Span{Start: w.at, End: w.at + len(word)}.Shift(at.Start), fmt.Sprintf("the verb takes an object by itself; write %q", right), lint.Suggest(right, lint.Unsafe))
		}
		if prev.at >= 0 && prev.at+len(prev.text)+1 == w.at && text[w.at-1] == ' ' {
			said := string(prev.text)
			pair := digest.Span{Start: prev.at, End: w.at + len(word)}.Shift(at.Start)
			switch {
			case strings.HasSuffix(said, "다고") && strings.HasPrefix(word, "제안") && !strings.HasSuffix(before, "야") && !strings.HasSuffix(before, "필요가"):
				p.Report(pair, "what results suggest they 시사하다; only people 제안하다")
			case isPastQuotation(said) && strings.HasPrefix(word, "능력"):
				p.Report(pair, "an ability is to do something: -는 능력")
			}
		}
		before, prev = string(prev.text), w
	}
}

// isPastQuotation reports whether a word ends in -했다는, -었다는 and the like.
func isPastQuotation(word string) bool {
	stem, ok := strings.CutSuffix(word, "다는")
	r, _ := utf8.DecodeLastRuneInString(stem)
	return ok && strings.ContainsRune("했었였았", r)
}

// transitive are nouns whose verb in 하다 takes an object, so that 시키다 adds
// nothing. 향상, 감소, 발전, 학습 are not among them: 성능을 향상시키다 is right.
var transitive = wordset.New(`고정 훈련 실현 구현 개선 제거 분리 연결 결합 통합 생성 변환 확장 적용 최적화 활용 해결 제한 유지 완화 저해
	유발 야기 촉진 단순화 극대화 최소화 일반화 구체화 시각화 세분화 자동화 보완 축소 확대 조정 정렬 전달 도입 배치 투영 설정 소개 인식
	개발 공개 제시 융합 병합 혼합 압축 복원 반영 접목 대체 차단 억제 해소 부여 적재 추가 삽입 입증 초기화 정규화 양자화`)

// withoutCausative turns 고정시켜 into 고정해, or returns "".
func withoutCausative(word string) string {
	i := strings.Index(word, "시")
	if i < 2*3 || !transitive()[word[:i]] {
		return ""
	}
	for _, f := range [...][2]string{{"시켜", "해"}, {"시키", "하"}, {"시킨", "한"}, {"시킬", "할"}, {"시킴", "함"}, {"시킵", "합"}, {"시켰", "했"}} {
		if rest, ok := strings.CutPrefix(word[i:], f[0]); ok {
			return word[:i] + f[1] + rest
		}
	}
	return ""
}
