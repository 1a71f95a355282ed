package rules

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/hangul"
	"github.com/sumtool/sumtool/lint"
)

// ParticleAgreement reports particles whose form does not fit the final
// consonant of the Hangul stem before them.
var ParticleAgreement = &lint.Rule{
	ID: "particle-agreement", Category: lint.Text, Severity: lint.Error, Fix: lint.Unsafe,
	Doc: lint.Doc{
		Summary: "a particle does not fit the word before it",
		Why: "을/를, 이/가, 은/는, 과/와 and 으로/로 depend on the final consonant of the word before them: 지시사항를 and 기반와 are wrong to every reader, " +
			"and come up where a model first wrote another word. There is no dictionary behind this rule: a form is reported only where no noun or verb of Korean ends so " +
			"(경로, 가을, 전문가, 효과, 받는 are words), or, for 이 and 가, where the same file has the stem with another particle.",
		Bad:  "- 지시사항를 따르고, 확산 기반와 이론로 설명합니다.\n",
		Good: "- 지시사항을 따르는 경로로, 가을 마을과 노을을 그립니다.\n- 전문가와 국가의 평가, 효과와 차이를 받는 방법은 초과 비용이 없습니다.\n",
	},
	Check: func(p *lint.Pass) {
		var known map[string]bool // stems of the file, made when first needed
		for i := range p.Papers {
			for j := range p.Papers[i].Bullets {
				for at := range p.Papers[i].Bullets[j].Prose() {
					for word := range hangulWords(p.Bytes(at)) {
						if !mayEndInParticle(word.text) {
							continue
						}
						span := digest.Span{Start: word.at, End: word.at + len(word.text)}.Shift(at.Start)
						stem, particle, right := disagreement(p.Text(span))
						if particle == "" {
							continue
						}
						if particle == "이" || particle == "가" {
							if known == nil {
								known = particleStems(p.Document)
							}
							if !known[stem] {
								continue
							}
						}
						p.Report(span,
							fmt.Sprintf("the particle %q does not fit %q; write %q", particle, stem, right), lint.Suggest(stem+right, lint.Unsafe))
					}
				}
			}
		}
	},
}

// mayEndInParticle reports whether a word of two or more syllables ends in one
// that ends a particle of two forms.
func mayEndInParticle(word []byte) bool {
	if len(word) < 2*3 {
		return false
	}
	switch string(word[len(word)-3:]) {
	case "를", "을", "은", "는", "와", "과", "이", "가", "로", "서", "써", "터", "의", "도", "만":
		return true
	}
	return false
}

// disagreement splits a word of Hangul into a stem and a particle that does not
// fit it, and says which form would; "" if there is none that is certain.
func disagreement(word string) (stem, particle, right string) {
	last, size := utf8.DecodeLastRuneInString(word)
	switch last {
	case '를', '을', '은', '는', '와', '과', '이', '가':
		stem, particle = word[:len(word)-size], string(last)
	case '로', '서', '써', '터', '의', '도', '만':
		if stem, particle = directional(word); particle == "" {
			return "", "", ""
		}
	default:
		return "", "", ""
	}
	final := hangul.FinalOf(stem)
	if final == hangul.Unknown {
		return "", "", ""
	}
	for _, p := range hangul.Particles() {
		if particle != p.AfterConsonant && particle != p.AfterVowel {
			continue
		}
		right = p.Form(final)
		if right == particle || isWordWithTail(stem, particle) {
			return "", "", ""
		}
		return stem, particle, right
	}
	return "", "", ""
}

// directional splits off 으로, 로 and what is made of them.
func directional(word string) (stem, particle string) {
	for _, tail := range [...]string{"", "의", "는", "도", "만", "서", "써", "서의", "서는", "서도", "부터", "부터의"} {
		head, ok := strings.CutSuffix(word, "로"+tail)
		if !ok {
			continue
		}
		if stem, ok := strings.CutSuffix(head, "으"); ok {
			return stem, "으로" + tail
		}
		return head, "로" + tail
	}
	return "", ""
}

// isWordWithTail reports whether a Korean word may end in the stem with the
// particle's syllables without their being a particle.
func isWordWithTail(stem, particle string) bool {
	last, size := utf8.DecodeLastRuneInString(stem)
	short := len(stem) == size // one syllable
	ends := func(words string) bool {
		for w := range strings.FieldsSeq(words) {
			if strings.HasSuffix(stem, w) {
				return true
			}
		}
		return false
	}
	switch particle {
	case "를": // 들르다
		return stem == "들"
	case "와":
		return false
	case "을", "은": // 가을; 나은, 모을, 지은: verbs that lose their ㅅ or end in 으
		if short || ends("늦가 한가 초가 이웃마 저녁노 어모 아모 러모 뒤이 연이 퍼부 아부 어부 수") {
			return true
		}
		// 결론지을, 특징지은; but 이미지을 is wrong
		before, _ := utf8.DecodeLastRuneInString(stem[:len(stem)-size])
		return last == '지' && hangul.FinalOf(string(before)) == hangul.Consonant
	case "는":
		return mayBeVerb(last, short) || ends("만들 비틀 흔들 이끌 받들 거들 힘들 매달 되살 시달 머물 서툴 휘둘 내밀 꺼풀 부풀")
	case "과":
		return short || strings.ContainsRune("효초부사교여투제내외치이아", last)
	case "이": // 디스플레이, 차이: known stems decide, and they must be long
		return utf8.RuneCountInString(stem) < 3
	case "가": // 평가, 전문가, 무엇인가
		j, _ := hangul.Decompose(last)
		return short || j.Final == finalNieun || strings.ContainsRune("평증국참첨물불등정상장강명작출염", last) ||
			ends("음악 예술 건축 사업 미술 작곡 수집 여행 활동 운동 탐험 발명 조각 무용 성악 기획 정책 비평 독립 자본 판매 거래 최적 입찰 경락 낙찰")
	}
	if strings.HasPrefix(particle, "로") { // 경로, 통로, 진로
		return short || strings.ContainsRune("경통선항진폭난원행관언탄종농광환", last)
	}
	return false
}

// mayBeVerb reports whether a verb's stem may end in the syllable, so that 는
// after it may make it an adnominal (받는, 있는). No verb ends in ㅇ; those in ㄹ lose
// it before 는, but a model that errs there meant another word.
func mayBeVerb(last rune, short bool) bool {
	switch _, _, final := hangul.Letters(last); final {
	case 'ㅇ', 'ㄹ':
		return false
	case 'ㄱ', 'ㄴ', 'ㅁ', 'ㅂ':
		return short || strings.ContainsRune("먹막녹묵적찍박죽썩식익속안신남넘감담품참숨심삼뿜금듬잡뽑입꼽접씹업굽돕뵙집줍눕", last)
	}
	return last != '것'
}

// particleStems are the stems that stand in the document's bullets with a
// particle that fits only a noun: 를, 와, 는, 로 after a vowel, 을, 은, 과, 으로
// after a consonant.
func particleStems(d *digest.Document) map[string]bool {
	stems := map[string]bool{}
	for i := range d.Papers {
		for j := range d.Papers[i].Bullets {
			for at := range d.Papers[i].Bullets[j].Prose() {
				for word := range hangulWords(d.Bytes(at)) {
					text := d.Text(digest.Span{Start: word.at, End: word.at + len(word.text)}.Shift(at.Start))
					for _, p := range [...]string{"를", "와", "을", "으로", "에서", "에"} {
						if stem, ok := strings.CutSuffix(text, p); ok {
							stems[stem] = true
							break
						}
					}
				}
			}
		}
	}
	return stems
}
