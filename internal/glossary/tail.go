package glossary

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/hangul"
)

// tails are what may follow a noun in its word, by their first syllable, longest
// first: particles, the plural, a few suffixes, the copula.
var tails = sync.OnceValue(func() map[rune][]string {
	m := map[rune][]string{}
	for t := range strings.FieldsSeq(`으로부터 으로써 으로서 으로 에서부터 에서 에게서 에게 이라는 이라고 이라면 이라 이지만 이거나 이므로 이었습니다 이었으며 이었다 입니다 이며 이면서 이고 이다 이나 인지 인데 인 임 이란
		이 라는 라고 라면 라 로부터 로써 로서 로 까지 부터 처럼 보다 마다 마저 만큼 밖에 조차 대로 였습니다 였으며 였다 을 를 가 은 는 의 에 와 과 도 만 나 며 고 란 든지 들 별 간 용 형 적 화 상 내 식 급 측 뿐 째 등 군 류`) {
		r, _ := utf8.DecodeRuneInString(t)
		m[r] = append(m[r], t)
	}
	return m
})

// verbal are the syllables with which a noun becomes a verb: 하다, 되다, 시키다,
// 받다, in their common forms.
const verbal = "하한할함합해했되된될됨됩돼됐시받"

// EndsTerm reports whether a Korean noun may end where rest begins: no syllable
// follows, or particles, suffixes, the copula or a verb made of the noun.
func EndsTerm(rest string) bool {
	for {
		r, _ := utf8.DecodeRuneInString(rest)
		if !hangul.IsSyllable(r) {
			return true
		}
		if strings.ContainsRune(verbal, r) {
			return true
		}
		size := 0
		for _, t := range tails()[r] {
			if strings.HasPrefix(rest, t) {
				size = len(t)
				break
			}
		}
		if size == 0 {
			return false
		}
		rest = rest[size:]
	}
}
