package rules

import (
	"bytes"
	"math/bits"
	"regexp"
	"sync"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/lazyregexp"
	"github.com/sumtool/sumtool/lint"
)

// LeakedInstruction reports what belongs to the conversation with a model, or
// to a form, and not to the summary.
var LeakedInstruction = &lint.Rule{
	ID: "leaked-instruction", Category: lint.Text, Severity: lint.Error,
	Doc: lint.Doc{
		Summary: "residue of a prompt, of an assistant's answer or of a form stands in the summary",
		Why: "The model spoke to its user (요청하신 요약입니다), repeated its prompt (`(Korean: …)`), apologised, left a form's slot open, or " +
			"summarised a conference's guide for authors because the file it got was still the form. Papers about such texts quote them: " +
			"what stands in quotation marks or code is left alone.",
		Bad:  "- 요청하신 논문의 요약입니다. 이 모델은 이미지(Korean: 이미지)를 생성합니다.\n",
		Good: "- 이 모델은 사용자가 요청한 이미지를 생성하고, \"죄송합니다\"로 시작하는 거절을 줄입니다.\n",
	},
	Check: func(p *lint.Pass) {
		anchors, cues := leakAnchors().find(p), guideCues.find(p)
		for i := range p.Papers {
			list := p.Papers[i].Bullets
			guide := authorGuide(list, cues)
			for j := range list {
				if guide[j] {
					p.Reportf(list[j].Text, "this is a conference's guide for authors, not the paper; write the summary anew")
					continue
				}
				leaks(p, &list[j], anchors)
			}
		}
	},
}

// leakedPhrases are what assistants say and forms hold. None of them occurs in
// a summary that is about a paper, but in quotation marks. An expression is tried
// only on text that holds one of its anchors.
var leakedPhrases = []struct {
	anchors []string
	phrase  func() *regexp.Regexp
}{
	{[]string{"번역:"},
		lazyregexp.New(`\((?:Korean|Korean translation|in Korean|한국어 번역|번역)\s*:\s*[^()]*\p{Hangul}[^()]*\)`)},
	{[]string{"요청하신", "요청해 주신", "말씀하신", "제공해 주신", "제공하신", "입력해 주신", "주신 "},
		lazyregexp.New(`요청하신|요청해 주신|말씀하신|제공해 주신|제공하신|주신 (?:초록|논문|텍스트|내용)|입력해 주신`)},
	{[]string{"초록", "요약문", "제공된 ", "주어진 "},
		lazyregexp.New(`(?:제공된|주어진) 초록|(?:초록|요약문|제공된 (?:텍스트|정보|내용|자료|문서)|주어진 (?:텍스트|정보|내용|문서))(?:에는|에서는|만으로는|에)? [^.]{0,40}(?:언급|명시|제공|포함|기재|확인)(?:되어 있지|되지|할 수 없|하지)`)},
	{[]string{"죄송", "도와드리", "필요하시", "궁금", "있으시", "알려주시", "알려 주시", "말씀해"},
		lazyregexp.New(`죄송합니다|죄송하지만|도와드리|도움이 필요하시|궁금(?:한 점|하신)[^.]{0,15}있으(?:시면|면)|알려 ?주시(?:면|기)|말씀해 ?주세요|추가(?:적인)? (?:정보|질문)[^.]{0,12}(?:필요하시|있으시)`)},
	{[]string{"저는 ", "나는 ", "언어 모델로서"},
		lazyregexp.New(`(?:저는|나는) (?:AI|인공지능|언어 모델|어시스턴트)|언어 모델로서,? 저|인공지능 언어 모델로서`)},
	{[]string{"다음은", "아래는"},
		lazyregexp.New(`^(?:다음은|아래는)[^.]{0,30}(?:요약|번역)(?:한 (?:내용|것))?(?:입니다|이다)`)},
	{[]string{"한국어로 ", "을 영어로", "요약해", "번역해"},
		lazyregexp.New(`(?:위|아래|다음) (?:내용|텍스트|문장|초록)을 (?:한국어|영어)로|한국어로 (?:번역|요약)(?:하면|해 드리|하겠습니다|한 내용)|요약해 ?드리|번역해 ?드리`)},
	{[]string{"(Korean", "(in Korean"},
		lazyregexp.New(`\((?:Korean|Korean translation|in Korean|한국어 번역|번역)\s*:\s*[^()]*\p{Hangul}[^()]*\)`)},
	{[]string{"As an AI", "I'm sorry", "I am sorry", "I cannot", "I can't", "Here is", "Here's", "Please provide", "Sure", "Certainly", "Let me know"},
		lazyregexp.New(`\b(?:As an AI (?:language )?model|I(?:'m| am) sorry|I cannot|I can't|Here(?:'s| is) (?:the|a|your) (?:summary|translation)|Please provide|Sure[,!] here|Certainly[,!]|Let me know if)`)},
	{[]string{"<|"},
		lazyregexp.New(`<\|(?:im_start|im_end|endoftext|eot_id|end_of_text)\|>`)},
	{[]string{"["},
		lazyregexp.New(`\[(?:논문|제목|저자|이름|내용|여기|모델명|데이터셋명|URL|링크|(?i:insert|your|title|todo|placeholder))[^\[\]()]{0,20}\]`)},
	{[]string{"{{"},
		lazyregexp.New(`\{\{[^{}]*\}\}`)},
	{[]string{"TODO", "FIXME", "XXX"},
		lazyregexp.New(`(?:^|[\s(])(?:TODO|FIXME|XXX)(?:[\s):.,]|$)`)},
}

// anchorList are the anchors of all leaked phrases; of says whose each is.
type anchorList struct {
	*phrases
	of []int
}

var leakAnchors = sync.OnceValue(func() anchorList {
	var all []string
	var of []int
	for i, leak := range leakedPhrases {
		for _, anchor := range leak.anchors {
			all, of = append(all, anchor), append(of, i)
		}
	}
	return anchorList{newPhrases(all...), of}
})

func leaks(p *lint.Pass, b *digest.Bullet, anchors foundPhrases) {
	for at := range b.Prose() {
		var tried uint64
		for k := range anchors.in(at) {
			if i := leakAnchors().of[k]; tried>>i&1 == 0 {
				tried |= 1 << i
				leak(p, b, at, leakedPhrases[i].phrase())
			}
		}
	}
}

// leak reports what an expression matches in a stretch of a bullet.
func leak(p *lint.Pass, b *digest.Bullet, at digest.Span, phrase *regexp.Regexp) {
	text := p.Bytes(at)
	for _, m := range phrase.FindAllIndex(text, -1) {
		span := digest.Span{Start: at.Start + m[0], End: at.Start + m[1]}
		if inQuotes(p.Source[b.Text.Start:span.Start]) || m[1] < len(text) && text[m[1]] == '(' && text[m[1]-1] == ']' {
			continue
		}
		p.Reportf(span, "%q belongs to a prompt, an assistant's answer or a form; delete it or write the sentence anew", p.Text(span))
	}
}

// maxQuotation bounds how far before a phrase its quotation may have begun, in bytes.
const maxQuotation = 1 << 10

// inQuotes reports whether a quotation is open at the end of text.
func inQuotes(text []byte) bool {
	text = text[max(0, len(text)-maxQuotation):]
	if bytes.Count(text, []byte(`"`))%2 == 1 || bytes.Count(text, []byte("“")) > bytes.Count(text, []byte("”")) || bytes.Count(text, []byte("‘")) > bytes.Count(text, []byte("’")) {
		return true
	}
	// An apostrophe opens a quotation where no letter stands before it.
	open := false
	for i, c := range text {
		if c == '\'' && (open || i == 0 || text[i-1] == ' ' || text[i-1] == '(') {
			open = !open
		}
	}
	return open
}

// guideCues are the words of guides for authors; a summary that holds several
// of them is about the form of papers.
var guideCues = newPhrases(
	"논문 템플릿", "템플릿을 사용", "전자 버전", "전자 요구사항", "논문 형식", "형식 사양", "논문 크기", "레터 크기", "여백", "열 너비", "행 간격", "글꼴", "용지",
	"저자 지침", "투고", "원고", "카메라 레디", "익명 심사", "제출 지침", "제출 마감", "페이지 제한", "서식", "논문집", "회의 자료", "학회 자료", "참고문헌 형식", "스타일 파일",
)

// The different cues that a paper and a bullet of it must hold to count as such
// a guide.
const (
	paperCues  = 5
	bulletCues = 2
)

// authorGuide tells for each bullet whether it summarises a guide for authors.
func authorGuide(list []digest.Bullet, cues foundPhrases) []bool {
	var all uint64
	each := make([]uint64, len(list))
	for j := range list {
		for k := range cues.in(list[j].Text) {
			each[j] |= 1 << k
		}
		all |= each[j]
	}
	guide := make([]bool, len(list))
	for j := range each {
		guide[j] = bits.OnesCount64(all) >= paperCues && bits.OnesCount64(each[j]) >= bulletCues
	}
	return guide
}
