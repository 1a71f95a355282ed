package langid

import (
	"strings"
	"testing"
)

func TestCount(t *testing.T) {
	for _, tt := range []struct {
		text string
		want Counts
	}{
		{"", Counts{}},
		{"GPT-4는 2024년", Counts{Latin: 3, Hangul: 2}},
		{"\u1112\u1161\u11ab ㄱ", Counts{Hangul: 4}}, // decomposed and compatibility jamo
		{"表示する、データ", Counts{Han: 2, Kana: 5}},
		{"доступ αβ", Counts{Cyrillic: 6, Greek: 2}},
		{"café Đặng µ × ÷", Counts{Latin: 8}},
		{"ภาษา", Counts{Other: 4}},
		{"100% 😀 ₩ — …", Counts{}},
		{"가\xEA\xB0나\xFF", Counts{Hangul: 2}},
	} {
		if got := Count(tt.text); got != tt.want {
			t.Errorf("Count(%q) = %v, want %v", tt.text, got, tt.want)
		}
		if got := Count([]byte(tt.text)); got != tt.want {
			t.Errorf("Count([]byte(%q)) = %v, want %v", tt.text, got, tt.want)
		}
	}
	if c := Count("한국어 text 漢字 かな"); c[Hangul]+c[Kana]+c[Han] != 7 || c.Letters() != 11 {
		t.Errorf("counted %v, letters %d", c, c.Letters())
	}
}

func TestDetectDefault(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"이 연구는 새로운 방법을 제안합니다.", "ko"},
		{"The method needs no labels.", "en"},
		{"Attention Is All You Need", "en"},
		{"この研究は新しい手法を提案します。", "ja"},
		{"本文提出了一种新的方法。", "zh"},
		// names, addresses, code and formulas do not vote
		{"MSRVTT, MSVD, TGIF, ActivityNet에서 각각 5.8%, 9.9% 향상", "ko"},
		{"Proximal Policy Optimization, Direct Preference Optimization, Llama, Mistral 등을 비교", "ko"},
		{"코드는 https://github.com/example-organization/some-very-long-repository-name 참조", "ko"},
		{"설정은 `model.generate(input, do_sample=True, temperature=0.7)` 사용", "ko"},
		{"손실은 $\\mathcal{L} = \\sum_i \\mathrm{loss}(x_i)$ 정의", "ko"},
		{"LLaMA-3 70B를 RLHF로 fine-tuning하여 token을 reasoning에 사용", "ko"},
		{"The word 사랑 means love in the language of the authors.", "en"},
		{"この論文ではTransformerを用いたmachine translationの手法を提案します", "ja"},
		{"我们在中文里也会看到の这个字, 但是这一句话仍然是用中文写出来的", "zh"},
		// no letters, or letters of no candidate
		{"", Und}, {"12.5% → 13.1%", Und}, {"😀", Und}, {"α = 0.5", Und}, {"GPT-4, BERT", Und},
		{"Это предложение на русском языке.", Und},
		{"Chúng tôi đề xuất một phương pháp mới cho bài toán này.", Und},
	} {
		got, sure := Detect(tt.text)
		if got != tt.want {
			t.Errorf("Detect(%q) = %s, want %s", tt.text, got, tt.want)
		}
		if (got == Und) != (sure == 0) || sure < 0 || sure > 1 {
			t.Errorf("Detect(%q): confidence %v for %s", tt.text, sure, got)
		}
	}
}

func TestCandidates(t *testing.T) {
	for _, tt := range []struct{ candidates, text, want string }{
		{"ko ja", "言語模型", "ja"},
		{"ko ja", "The method needs no labels.", Und},
		{"ko en th", "ระบบนี้เรียนรู้จากข้อมูลขนาดใหญ่", "th"},
		{"ko en th", "يتعلم النموذج من البيانات", Und},
		{"ko ru", "Модель обучена на большом корпусе.", "ru"},
		{"ko uk ru", "Модель навчена на великому корпусі текстів.", "uk"},
		{"ko en hi mr", "यह मॉडल बड़े डेटा से सीखता है।", "hi"},
		{"ko el", "Το μοντέλο μαθαίνει από δεδομένα.", "el"},
	} {
		d, err := New(strings.Fields(tt.candidates)...)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := d.Text([]byte(tt.text)); got != tt.want {
			t.Errorf("among %s: %q is %s, want %s", tt.candidates, tt.text, got, tt.want)
		}
	}
}

func TestNewErrors(t *testing.T) {
	for code, want := range map[string]string{
		"german": `unknown language "german" (did you mean "de"?)`,
		"Koren":  `unknown language "Koren" (did you mean "ko"?)`,
		"kr":     `unknown language "kr"`,
		"KO":     `unknown language "KO" (did you mean "ko"?)`,
		"zh-CN":  `unknown language "zh-CN" (did you mean "zh"?)`,
		"kor":    `unknown language "kor" (did you mean "ko"?)`,
		"jpn":    `unknown language "jpn"`,
		"":       `unknown language ""`,
	} {
		_, err := New("en", code)
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("New(%q): %v, want %s", code, err, want)
		}
	}
	if _, err := New(); err == nil {
		t.Error("no candidates: no error")
	}
}

func TestFromFileName(t *testing.T) {
	for path, want := range map[string]string{
		"2024/05/30.md": "", "2024-05-30.en.md": "en", "a/b.ja.md": "ja", "notes.old.md": "", "x.txt": "", "x.de.txt": "de", "en.md": "",
	} {
		if got := FromFileName(path); got != want {
			t.Errorf("FromFileName(%q) = %q, want %q", path, got, want)
		}
	}
}

func BenchmarkCount(b *testing.B) {
	for name, text := range map[string]string{
		"ko": strings.Repeat("이 연구는 새로운 방법을 제안하고 GPT-4 보다 빠릅니다. ", 1000),
		"en": strings.Repeat("The method is new, and faster than the others are. ", 1000),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Count(text)
			}
		})
	}
}

func BenchmarkDetect(b *testing.B) {
	text := []byte(strings.Repeat("이 연구는 새로운 방법을 제안하고 GPT-4 보다 빠릅니다. ", 4))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Default().Text(text)
	}
}
