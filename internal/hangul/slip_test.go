package hangul

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// certain are the log odds from which these tests take a slip as found.
const certain = 3

func slips(text string) (out []string) {
	var t Text
	t.Append(text, 0)
	Korean().Slips(&t, certain, func(s *Slip) {
		out = append(out, text[s.WordStart:s.Start]+string(s.Right)+text[s.End:s.WordEnd])
	})
	return out
}

func TestSlipsAreFoundAndMended(t *testing.T) {
	for text, want := range map[string]string{
		"한계를 극복하기 위해 힘써왔으멎, 새로운 모델을 제안합니다.": "힘써왔으며",
		"작은 규몗에서 시작하여 점차 모델을 키웁니다.":         "규모에서",
		"이를 통해 성능이 향상됨을 보여줩니다.":             "보여줍니다",
		"계산 자원의 부졠으로 실험을 반복하지 못했습니다.":       "부족으로",
		"데이터의 분푬를 분석하고 정규화합니다.":             "분포를",
	} {
		if got := slips(text); len(got) != 1 || got[0] != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestRareWordsAreNoSlips(t *testing.T) {
	for _, text := range []string{
		"파놉틱 분할과 쿱 연산을 지원하는 라이브러리입니다.",
		"웜업 단계를 거친 뒤 프레쳇 거리를 계산합니다.",
		"띠아이 지표와 헥 카운트를 함께 보고합니다.",
		"객체의 도전 과제를 지적하고 멱법칙을 논의합니다.",
		"강화학습과 미세조정, 임베딩과 토큰화를 다룹니다.",
		"밈과 샴 네트워크를 소개합니다.",
		"", "LLM", "가", "12345", "**굵은** 글씨",
	} {
		if got := slips(text); got != nil {
			t.Errorf("%s: false alarm %q", text, got)
		}
	}
}

func TestOffsetsCountAsTheCallerDoes(t *testing.T) {
	var text Text
	text.Append("이 모델은 ", 1000)
	text.Gap(1014, 1020)
	text.Append("에서 작은 규몗에서 시작합니다.", 1020)
	n := 0
	Korean().Slips(&text, certain, func(s *Slip) {
		n++
		if s.WordStart != 1034 || s.Start != 1037 || s.End != 1040 || s.WordEnd != 1046 || s.Wrong != '몗' || s.Right != '모' {
			t.Errorf("%+v", s)
		}
	})
	if n != 1 {
		t.Errorf("%d slips", n)
	}
}

func TestSearchDoesNotAllocate(t *testing.T) {
	m := Korean()
	var text Text
	sample := strings.Repeat("작은 규몗에서 시작하여 점차 모델을 키웁니다. ", 20)
	work := func() {
		text.Reset()
		text.Append(sample, 0)
		m.Slips(&text, certain, func(*Slip) {})
	}
	work()
	if n := testing.AllocsPerRun(20, work); n > 0 {
		t.Errorf("%.1f allocations a text", n)
	}
}

func TestOpenRefusesWhatIsNoModel(t *testing.T) {
	for _, file := range []string{"", "x", Magic, Magic + "\x05\x00\x00\x00abc", strings.Replace(embedded[:100], "hangul", "hanzul", 1), embedded[:len(embedded)/2]} {
		if _, err := Open(file); err == nil {
			t.Errorf("a file of %d bytes was taken for a model", len(file))
		}
	}
}

func TestModelFitsItsBounds(t *testing.T) {
	if n := len(embedded); n > 6<<20 {
		t.Errorf("the model has %d bytes, more than 6 MiB", n)
	}
}

func FuzzSlips(f *testing.F) {
	f.Add("작은 규몗에서 시작합니다.", 0)
	f.Add("힘써왔으멎\xec\x9d", 7)
	f.Add(strings.Repeat("가", 200), 1)
	f.Add("ㄱ) 뷁뷁뷁**뷁** (a1)b", 3)
	f.Fuzz(func(t *testing.T, s string, offset int) {
		if len(s) > 1<<16 || offset < 0 || offset > 1<<20 {
			return
		}
		var text Text
		text.Append(s, offset)
		text.Gap(offset+len(s), offset+len(s)+1)
		Korean().Slips(&text, -100, func(p *Slip) {
			wrong := s[p.Start-offset : p.End-offset]
			if r, _ := utf8.DecodeRuneInString(wrong); r != p.Wrong || !IsSyllable(p.Right) {
				t.Fatalf("%+v stands for %q", p, wrong)
			}
			if p.WordStart > p.Start || p.End > p.WordEnd || p.WordEnd > offset+len(s) {
				t.Fatalf("%+v", p)
			}
		})
	})
}

func BenchmarkSlips(b *testing.B) {
	sample := strings.Repeat("제안된 방법은 기존의 최첨단 모델보다 우수한 성능을 보이며, 다양한 벤치마크에서 일관된 개선을 달성했습니다. 사고의 사슬(Chain-of-Thought) 프롬프팅은 정답률을 42%까지 높입니다. ", 10)
	for _, broken := range []int{0, 1} {
		b.Run(fmt.Sprintf("broken=%d", broken), func(b *testing.B) {
			s := strings.Replace(sample, "우수한", "우숔한", 10*broken)
			m := Korean()
			var text Text
			b.SetBytes(int64(len(s)))
			b.ReportAllocs()
			for b.Loop() {
				text.Reset()
				text.Append(s, 0)
				m.Slips(&text, certain, func(*Slip) {})
			}
		})
	}
}

func BenchmarkOpen(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Open(embedded); err != nil {
			b.Fatal(err)
		}
	}
}
