package langid

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sumtool/sumtool/internal/digest"
)

// runsIn describes the runs of a text: language, text, and q for quoted, g for
// glossed ones.
func runsIn(t *testing.T, candidates, home, text string) (out []string) {
	t.Helper()
	d, err := New(strings.Fields(candidates)...)
	if err != nil {
		t.Fatal(err)
	}
	src := []byte(text)
	bullet := digest.PlainText(src)
	for _, r := range d.Runs(src, bullet, d.Bullet(src, bullet), home) {
		marks := ""
		if r.Quoted {
			marks += " q"
		}
		if r.Gloss {
			marks += " g"
		}
		out = append(out, fmt.Sprintf("%s %s%s", r.Language, src[r.Span.Start:r.Span.End], marks))
	}
	return out
}

func TestRuns(t *testing.T) {
	const usual = "ko en ja zh"
	for _, tt := range []struct{ candidates, home, text, want string }{
		// words of another script
		{usual, "ko", "공개적으로 доступ 가능한, 冗장성을 表示する", "ru доступ|zh 冗|ja 表示する"},
		{usual, "ko", "обучен на 42.5K часах, 그리고 κατάσταση", "ru обучен на 42.5K часах|el κατάσταση"},
		{usual, "ko", "α와 β, μm, Δx, ε-greedy, π₀", ""},
		{usual, "ko", "ґрунт 위에서", "und ґрунт"},
		{usual, "en", "The word 사랑 is Korean.", "ko 사랑"},
		{usual, "ja", "この漢字は 한국어 です。", "ko 한국어"},
		{usual, "zh", "我们用Transformer和ひらがな", ""},
		{usual, "ko", "기존 방법ologies들보다, 제n차와 약2k개, 기반LLM을, fine-tuning하여", "en ologies"},
		// what the text marks as foreign
		{usual, "ko", "비(非)지도, 이백 (李白), 豆包(Doubao), ‘翻訳’이라는 말", "zh 非 g|zh 李白 g|zh 豆包 g|zh 翻訳 q"},
		// sentences, and what is none
		{usual, "ko", "문법을 배웁니다. The grammar is learned from the contracts. 끝.", "en The grammar is learned from the contracts."},
		{usual, "ko", "주의하십시오. (This paper includes content that may be offensive.)", "en This paper includes content that may be offensive."},
		{usual, "ko", "Retrieval-Augmented Generation for Large Language Models in the Wild를 봅니다.", ""},
		{usual, "ko", "state of the art, mixture of experts in the wild, chain of thought 등", ""},
		{usual, "ko", "채우기(objective that learns to infill the text segments)를 씁니다.", "en objective that learns to infill the text segments g"},
		{usual, "ko", "프롬프트 (a photo of a cat that is on the table)를 넣습니다.", "en a photo of a cat that is on the table g"},
		{usual, "ko", "\"What is the color of the car?\"라는 질문", "en What is the color of the car? q"},
		{usual, "ko", "예: What is the color of the car?", "en What is the color of the car? q"},
		{usual, "ko", "What is the color of the car?라는 질문을 합니다.", "en What is the color of the car? q"},
		{usual, "ko", "배웁니다. The grammar is learned from the contracts.그다음 고칩니다.", "en The grammar is learned from the contracts."},
		{usual, "ko", "`the model is what it is and that is it` https://example.org/this/is/what/it/is/that/was", ""},
		// a sentence of another language in the same script, by lingua
		{"ko en de", "en", "The method is new and fast. Das Verfahren benötigt keine gekennzeichneten Daten. It scales well.", "de Das Verfahren benötigt keine gekennzeichneten Daten"},
		{"ko en de", "en", "The method is new and fast. It needs no labels at all.", ""},
		{"ko en de", "ko", "새로운 방법입니다. Das Verfahren benötigt keine gekennzeichneten Daten.", "de Das Verfahren benötigt keine gekennzeichneten Daten."},
	} {
		if got := strings.Join(runsIn(t, tt.candidates, tt.home, tt.text), "|"); got != tt.want {
			t.Errorf("%s in %q:\n got %s\nwant %s", tt.home, tt.text, got, tt.want)
		}
	}
	if runsIn(t, usual, "xx", "доступ") != nil {
		t.Error("an unknown language has runs")
	}
}

func BenchmarkRuns(b *testing.B) {
	text := []byte(strings.Repeat("이 연구는 Large Language Model(LLM)의 새로운 방법을 제안하고 GPT-4 보다 빠르며 fine-tuning이 쉽습니다. ", 4))
	bullet := digest.PlainText(text)
	found := Default().Bullet(text, bullet)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Default().Runs(text, bullet, found, "ko")
	}
}
