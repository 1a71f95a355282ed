package numeral

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestMayBeScaled(t *testing.T) {
	for text, want := range map[string]bool{
		"": false, "하지만 구조를 만들고 조건이 만족되는 만큼 조합": false, "3배 빠르고 12% 높습니다": false,
		"8억": true, "천만 개": true, "수만 개": true, "5 억": true, "만 개": true, "수십 만 개": true, "10⁸억": true,
	} {
		if got := MayBeScaled(text); got != want {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
}

// TestMayBeScaledMissesNothing puts texts together at random from what numbers
// are made of.
func TestMayBeScaledMissesNothing(t *testing.T) {
	pieces := strings.Split("1|2.5|10|1,234|½|⁸|^|{8}|/|-|~| | | |(|)|.|×|일|이|삼|오|구|구|영|십|백|천|만|억|조|만|억|조|수|몇|여|약|개|명|장|배|의|분의|토큰|한|두|열|절반|들|족|큼|각|에서|B|billion|k", "|")
	random := rand.New(rand.NewPCG(1, 2))
	read := 0
	for range 300_000 {
		var b strings.Builder
		for range 1 + random.IntN(8) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		text := b.String()
		for _, n := range Find(text) {
			if !strings.ContainsAny(text[n.Start:n.End], "만억조") {
				continue
			}
			read++
			if !MayBeScaled(text) {
				t.Fatalf("%q has %q", text, text[n.Start:n.End])
			}
		}
	}
	if read < 10_000 {
		t.Errorf("only %d numbers with a scale", read)
	}
}
