package numeral

import (
	"fmt"
	"strings"
	"testing"
)

// show writes a number as the tables below do: its value in English words, a
// mark for its kind, its unit in brackets.
func show(n Number) string {
	var b strings.Builder
	b.WriteString(InWords(n.Value, English))
	switch n.Kind {
	case Percent:
		b.WriteString("%")
	case Point:
		b.WriteString("%p")
	case Multiple:
		b.WriteString("x")
	case Class:
		b.WriteString("s")
	case Ordinal:
		b.WriteString("th")
	case Year:
		b.WriteString("y")
	case Month:
		b.WriteString("mo")
	}
	if n.Unit != "" {
		fmt.Fprintf(&b, "[%s]", n.Unit)
	}
	if n.InName {
		b.WriteString("(name)")
	}
	if n.Gloss {
		b.WriteString("(gloss)")
	}
	switch n.Range {
	case Low:
		b.WriteString("..")
	case High:
		return ".." + b.String()
	}
	return b.String()
}

// showAll writes the numbers of a text; a soft one is followed by a question mark.
func showAll(text string) string {
	var out []string
	for _, n := range Find(text) {
		s := show(n)
		if n.Soft {
			s += "?"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestFind(t *testing.T) {
	for _, c := range numberCases {
		if got := showAll(c.text); got != c.want {
			t.Errorf("Find(%q)\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// numberCases: every number by its value, kind and unit, as show writes them.
var numberCases = []struct{ text, want string }{
	// 만, 억, 조
	{"8억", "800 million"},
	{"80억 개", "8 billion[개]"},
	{"800억", "80 billion"},
	{"7천만", "70 million"},
	{"3천만 명", "30 million[명]"},
	{"1조 2천억", "1.2 trillion"},
	{"1조2천억 원", "1.2 trillion[원]"},
	{"2조 토큰", "2 trillion[토큰]"},
	{"2.5만", "25,000"},
	{"4.5백만 개", "4.5 million[개]"},
	{"0.5백만 개", "500,000[개]"},
	{"1백만 토큰", "1 million[토큰]"},
	{"2억 8,900만 개", "289 million[개]"},
	{"2억 3500만 개", "235 million[개]"},
	{"5억8천2백만 개", "582 million[개]"},
	{"8천 2백만 개", "82 million[개]"},
	{"8천 500만 개", "85 million[개]"},
	{"12만8천 토큰", "128,000[토큰]"},
	{"11만8천 개", "118,000[개]"},
	{"30만 6천개", "306,000[개]"},
	{"1만 2345개", "12,345[개]"},
	{"3만 500개", "30,500[개]"},
	{"10만 5개", "100,000; 5[개]"},
	{"2천 5만", "2,000; 50,000"},
	{"1,200만 개", "12 million[개]"},
	{"11,300만 개", "113 million[개]"},
	{"140억 매개변수", "14 billion[매개변수]"},
	{"1.5조개 이상", "1.5 trillion[개]"},
	{"40여 개", "40[개]"},
	{"1만여 개", "10,000[개]"},
	{"9천 개", "9,000[개]"},
	{"5백 명", "500[명]"},
	{"3 백만 개", "3 million[개]"},
	{"10 억 개", "1 billion[개]"},
	{"5 만 개", "50,000[개]"},
	{"2 만큼", "2"},
	{"9.99억 달러", "999 million[달러]"},
	{"1억 2345만 6789", "123,456,789"},
	{"100만 512x512 이미지", "1 million; 512; 512[이미지]"},
	{"20만 장과 2024년", "200,000[장]; 2,024y[년]"},
	{"10만을 넘는", "100,000"},

	// particles and nouns that are no scales
	{"3만큼", "3"},
	{"3조각", "3"},
	{"3 조각", "3"},
	{"2조합", "2"},
	{"1/10만을 사용", "0.1"},
	{"1/4만을 사용", "0.25"},
	{"변수만 바꿉니다", ""},
	{"변수 수만 줄이고", ""},
	{"구조를 바꿉니다", ""},
	{"조명 효과", ""},
	{"백조의 호수", ""},
	{"조만간 공개", ""},
	{"소수만 라벨링", ""},

	// words
	{"천만에 달하는", "10 million"},
	{"백만 개", "1 million[개]"},
	{"천만 명", "10 million[명]"},
	{"십억 규모", "1 billion"},
	{"천억 개", "100 billion[개]"},
	{"백 개의 언어", "100[개]"},
	{"천 명", "1,000[명]"},
	{"만 개", "10,000[개]"},
	{"이천만 개", "20 million[개]"},
	{"이천오백만 개", "25 million[개]"},
	{"삼십 개", "30[개]"},
	{"이만 개", "20,000[개]"},
	{"이만 마치겠습니다", ""},
	{"오십 배", "50x[배]"},
	{"두 배", "2x[배]"},
	{"세 배 이상", "3x[배]"},
	{"두배 빠른", "2x[배]"},
	{"세 가지", "3[가지]?"},
	{"네 개", "4[개]?"},
	{"다섯 단계", "5[단계]?"},
	{"여섯 명", "6[명]?"},
	{"일곱 가지", "7[가지]?"},
	{"여덟 개", "8[개]?"},
	{"아홉 쌍", "9[쌍]?"},
	{"열 가지", "10[가지]?"},
	{"열두 개", "12[개]?"},
	{"스무 개", "20[개]"},
	{"세대 교체", ""},
	{"한편 이 연구", ""},
	{"한 번에", "1[번]?"},
	{"한 개의 GPU", "1[개]?"},
	{"네, 맞습니다", ""},
	{"여러 가지", ""},
	{"두 모델", ""},
	{"첫 번째", "1th[번째]?"},
	{"첫째,", "1th[째]?"},
	{"두 번째", "2th[번째]?"},
	{"절반", "0.5?"},
	{"갑절", "2x?"},
	{"3분의 1", "1/3"},
	{"10분의 1로", "0.1"},
	{"삼분의 일", "1/3"},
	{"사분의 삼", "0.75"},
	{"5분", "5[분]"},

	// classes
	{"수십 개", "10s[개]"},
	{"수백 개", "100s[개]"},
	{"수천 달러", "1,000s[달러]"},
	{"수만 개", "10,000s[개]"},
	{"수만 줄이고", ""},
	{"수십만 개", "100,000s[개]"},
	{"수백만 명", "1 millions[명]"},
	{"수천만 개", "10 millions[개]"},
	{"수억 개", "100 millions[개]"},
	{"수십억 매개변수", "1 billions[매개변수]"},
	{"수백억", "10 billions"},
	{"수천억 개", "100 billions[개]"},
	{"수조 개", "1 trillions[개]"},
	{"수십 만 개", "100,000s[개]"},
	{"수 백만 개", "1 millions[개]"},
	{"몇 백 개", "100s[개]"},
	{"몇백만", "1 millions"},
	{"몇 천 시간", "1,000s[시간]"},
	{"몇 가지", ""},
	{"수백에서 수천 개", "100s..; ..1,000s[개]"},

	// counters and units
	{"3배", "3x[배]"},
	{"12배 빠릅니다", "12x[배]"},
	{"1.6배에서 2.81배", "1.6x[배]..; ..2.81x[배]"},
	{"10 개발자", "10"},
	{"5개 국어", "5[개]"},
	{"24시간", "24[시간]"},
	{"0.1초", "0.1[초]"},
	{"2단계", "2[단계]"},
	{"30프레임", "30[프레임]"},
	{"13가지", "13[가지]"},
	{"2번째 단계", "2th[번째]"},
	{"1위", "1th[위]"},
	{"제1 저자", "1?"},
	{"4비트", "4[비트]"},
	{"360도 영상", "360[도]"},
	{"3개월", "3[개월]"},
	{"5개월 동안", "5[개월]"},

	// percent
	{"12%", "12%[%]"},
	{"12 %", "12%[%]"},
	{"12％", "12%[％]"},
	{"12.5%의", "12.5%[%]"},
	{"12퍼센트", "12%[퍼센트]"},
	{"12 퍼센트", "12%[퍼센트]"},
	{"5%p", "5%p[%p]"},
	{"5%p 향상", "5%p[%p]"},
	{"5% 포인트", "5%p[% 포인트]"},
	{"19%포인트", "19%p[%포인트]"},
	{"5 퍼센트포인트", "5%p[퍼센트포인트]"},
	{"9.1 퍼센트 포인트", "9.1%p[퍼센트 포인트]"},
	{"12 percent", "12%[percent]"},
	{"12 per cent", "12%[per cent]"},
	{"5 percentage points", "5%p[percentage points]"},
	{"5 percentage point gain", "5%p[percentage point]"},
	{"3.2 pp", "3.2%p[pp]"},
	{"5pp", "5%p[pp]"},
	{">99%", "99%[%]"},
	{"-5%", "-5%[%]"},
	{"(-5)", "-5"},
	{"−0.5", "-0.5"},
	{"12\\%", "12%[\\%]"},

	// ranges
	{"3~5배", "3x[배]..; ..5x[배]"},
	{"3-5배", "3x[배]..; ..5x[배]"},
	{"10~20%", "10%[%]..; ..20%[%]"},
	{"10 to 20 percent", "10%[percent]..; ..20%[percent]"},
	{"1~2억", "100 million..; ..200 million"},
	{"7~70억", "700 million..; ..7 billion"},
	{"7억에서 70억까지", "700 million..; ..7 billion"},
	{"100억에서 1,000억 예제", "10 billion..; ..100 billion"},
	{"70M부터 7B까지", "70 million..; ..7 billion"},
	{"5.9%에서 10.9%로", "5.9%[%]..; ..10.9%[%]"},
	{"7B~70B", "7 billion..; ..70 billion"},
	{"1-2 billion", "1 billion..; ..2 billion"},
	{"300–500M", "300 million..; ..500 million"},
	{"1.5-7B", "1.5 billion..; ..7 billion"},
	{"3%-5%", "3%[%]..; ..5%[%]"},
	{"2023-2024", "2,023..; ..2,024"},
	{"95-100%의", "95%[%]..; ..100%[%]"},
	{"15-23배", "15x[배]..; ..23x[배]"},

	// years and dates
	{"2024년", "2,024y[년]"},
	{"2024년 5월 30일", "2,024y[년]; 5mo[월]; 30[일]"},
	{"1990년대", "1,990y[년대]"},
	{"2024-05-30", "2,024y; 5mo; 30"},
	{"May 30, 2024", "5mo; 30; 2,024y"},
	{"in March 2023", "3mo; 2,023"},
	{"We may march", ""},
	{"in 2024", "2,024y"},
	{"2048 토큰", "2,048[토큰]"},
	{"2000 images", "2,000[images]"},
	{"1900", "1,900"},
	{"Yang et al., 2023", "2,023y"},

	// digits
	{"1,234", "1,234"},
	{"1,234,567", "1,234,567"},
	{"1,23", "1?; 23"},
	{"10,000개", "10,000[개]"},
	{"0.25", "0.25"},
	{".5", "0.5"},
	{"1e-5", "0.00001"},
	{"3e8", "300 million"},
	{"10^8", "100 million"},
	{"10^{-3}", "0.001"},
	{"10⁸", "100 million"},
	{"3×10^8", "300 million"},
	{"2 x 10^6", "2 million"},
	{"3.0", "3"},
	{"007", "7"},
	{"1/3", "1/3"},
	{"2/3 of", "2/3"},
	{"24/7", "24/7"},
	{"½", "0.5"},
	{"1234567890123456789012", ""},
	{"12345678901234567890", ""},

	// letters
	{"1.5B", "1.5 billion"},
	{"32.5B 파라미터", "32.5 billion[파라미터]"},
	{"7B 모델", "7 billion"},
	{"7b", "7 billion"},
	{"120k", "120,000"},
	{"120K 토큰", "120,000[토큰]"},
	{"110K의", "110,000"},
	{"1T", "1 trillion"},
	{"4.5T 토큰", "4.5 trillion[토큰]"},
	{"10M", "10 million"},
	{"50B+ 모델", "50 billion"},
	{"7B-parameter", "7 billion[parameter]"},
	{"8B-Instruct", "8 billion(name)"},
	{"1.5 B parameters", "1.5 billion[parameters]"},
	{"16GB", "16[GB]"},
	{"44.1kHz", "44.1[kHz]"},
	{"5ms", "5[ms]"},
	{"0.65dB", "0.65[dB]"},
	{"1080p", "1,080[p]"},
	{"100s", "100[s]"},
	{"90's", "90['s]"},
	{"2x", "2x[x]"},
	{"6.7x faster", "6.7x[x]"},
	{"3×", "3x[×]"},
	{"3× faster", "3x[×]"},
	{"8×H100", "8"},
	{"512x512", "512; 512"},
	{"1440x1080 해상도", "1,440; 1,080"},
	{"256×256×3", "256; 256; 3"},
	{"21st", "21th[st]"},
	{"3rd", "3th[rd]"},
	{"5-fold", "5x[fold]"},
	{"10fold", "10x[fold]"},

	// names
	{"GPT-4o", ""},
	{"GPT-4", ""},
	{"LLaMA-3", ""},
	{"LLaMA-1/2", ""},
	{"PRM800K", ""},
	{"pass@1", ""},
	{"T2V", ""},
	{"A100", ""},
	{"3D", ""},
	{"2D-3D", ""},
	{"4o", ""},
	{"F1", ""},
	{"o1-preview", ""},
	{"CIFAR-100", ""},
	{"ImageNet-1k", "1,000(name)"},
	{"AIME'24", ""},
	{"AIME’24", ""},
	{"ICDAR15", ""},
	{"H100-80GB", ""},
	{"Phi-3.5-mini", ""},
	{"SDXL1.0", ""},
	{"text-to-3D", ""},
	{"s2orc-doc2json", ""},
	{"Human101", ""},
	{"Orion-14B", "14 billion(name)"},
	{"Qwen2.5-7B-Instruct", "7 billion(name)"},
	{"Qwen2.5-1.5B", "1.5 billion(name)"},
	{"Llama-3.1-8B", "8 billion(name)"},
	{"SmolLM2-135M", "135 million(name)"},
	{"Llama7B", "7 billion(name)"},
	{"7B/13B", "7 billion; 13 billion"},
	{"LLaMA-7B/13B", "7 billion(name); 13 billion(name)"},
	{"WebVid-10M", "10 million(name)"},
	{"2.0.1", ""},
	{"v1.2.3", ""},
	{"https://arxiv.org/abs/2405.19327", ""},
	{"https://a.io/v2에서 3개", "3[개]"},
	{"www.a3.org/5 has 7", "7"},
	{"top-5", "5"},
	{"Top-1 accuracy", "1?"},
	{"sub-3 BPD", "3"},
	{"pre-2020", "2,020"},
	{"Claude 2.1(20만 토큰)", "2.1; 200,000[토큰]"},
	{"p = 0.03", "0.03"},
	{"N=100", "100"},
	{"$42", "42"},
	{"#1", "1?"},
	{"x0", ""},
	{"O(N^2)", "2"},
	{"zero-shot", ""},
	{"one-shot", ""},
	{"all-in-one", ""},
	{"one-to-one", "1?"},

	// English words
	{"7 billion", "7 billion"},
	{"7-billion", "7 billion"},
	{"7-Billion", "7 billion"},
	{"1.2-billion-parameter", "1.2 billion[parameter]"},
	{"2.7 trillion tokens", "2.7 trillion[tokens]"},
	{"three million", "3 million"},
	{"five hundred", "500"},
	{"two hundred and fifty thousand", "250,000"},
	{"one hundred and fifty", "150"},
	{"between one hundred and two hundred", "100; 200"},
	{"two million and three million", "2 million; 3 million"},
	{"twenty-five", "25"},
	{"ninety nine", "99"},
	{"twelve", "12?"},
	{"two three", "2?; 3?"},
	{"a million", "1 million"},
	{"a hundred", "100"},
	{"a dozen", "12?"},
	{"two dozen", "24"},
	{"million-scale", "1 million"},
	{"half a million", "500,000"},
	{"half", "0.5?"},
	{"half of the images", "0.5?"},
	{"halved", "0.5?"},
	{"one half", "0.5?"},
	{"one-third", "1/3"},
	{"two-thirds", "2/3"},
	{"three quarters", "0.75"},
	{"a third of", "1/3?"},
	{"a quarter of", "0.25?"},
	{"the third", "3th?"},
	{"the second", "2th?"},
	{"per second", ""},
	{"first", "1th?"},
	{"twice", "2x"},
	{"double", "2x?"},
	{"three times", "3x[times]"},
	{"3 times", "3x[times]"},
	{"threefold", "3x"},
	{"tenfold", "10x"},
	{"hundreds of", "100s"},
	{"hundreds of thousands of images", "100,000s"},
	{"tens of thousands", "10,000s"},
	{"hundreds of millions of parameters", "100 millions"},
	{"thousands", "1,000s"},
	{"millions of users", "1 millions"},
	{"billions", "1 billions"},
	{"dozens of", "10s"},
	{"several hundred", "100s"},
	{"a few thousand", "1,000s"},
	{"multi-billion-parameter", "1 billions[parameter]"},
	{"several million tokens", "1 millions[tokens]"},
	{"80 per second", "80"},
	{"one of the", "1?"},
	{"someone is often", ""},
	{"tension", ""},
	{"May", ""},

	// glosses
	{"12억(1.2-billion) 개", "1.2 billion; 1.2 billion(gloss)"},
	{"12억 (1.2B)", "1.2 billion; 1.2 billion(gloss)"},
	{"80억 개의 파라미터(8 billion parameters)", "8 billion[개]; 8 billion[parameters](gloss)"},
	{"8억(약 8B)", "800 million; 8 billion(gloss)"},
	{"100조(Trillion)개", "100 trillion"},
	{"100만(1M)에서", "1 million; 1 million(gloss)"},
	{"3가지(A, B, C) 방법 2개", "3[가지]; 2[개]"},
	{"50%(절반)", "50%[%]; 0.5(gloss)?"},
	{"1.2B(12억)", "1.2 billion; 1.2 billion(gloss)"},
	{"수백만(millions of) 개", "1 millions; 1 millions(gloss)"},
}

func TestOffsets(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"총 1조 2천억 개의 토큰", "1조 2천억| 개"},
		{"약 1.2-billion-parameter 모델", "1.2-billion|-parameter"},
		{"최대 −5.5%p 감소", "−5.5|%p"},
		{"세 가지", "세| 가지"},
		{"첫 번째", "첫| 번째"},
		{"(tens of thousands of images)", "tens of thousands|"},
		{"half a million users", "half a million|"},
		{"Orion-14B는", "14B|"},
		{"3분의 1로", "3분의 1|"},
		{"80 percentage points", "80| percentage points"},
	} {
		ns := Find(c.text)
		if len(ns) != 1 {
			t.Errorf("Find(%q) = %v, want one number", c.text, ns)
			continue
		}
		if got := c.text[ns[0].Start:ns[0].End] + "|" + c.text[ns[0].End:ns[0].UnitEnd]; got != c.want {
			t.Errorf("Find(%q) spans %q, want %q", c.text, got, c.want)
		}
	}
}

func TestAppendKeepsWhatWasThere(t *testing.T) {
	ns := Append(Find("3개"), "~5개")
	if len(ns) != 2 || ns[0].Range != NoRange || ns[1].Range != NoRange {
		t.Errorf("numbers of two texts were taken for a range: %+v", ns)
	}
}

func TestFindAllocatesNothingWithoutNumbers(t *testing.T) {
	text := strings.Repeat("이 연구에서는 대규모 언어 모델(LLM)의 품질을 높이는 방법을 제안합니다. GPT-4o and A100. ", 20)
	if n := testing.AllocsPerRun(20, func() { Find(text) }); n != 0 {
		t.Errorf("Find allocates %v times on a text without numbers", n)
	}
}

func FuzzFind(f *testing.F) {
	for _, c := range numberCases {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		ns := Find(text)
		end := 0
		for _, n := range ns {
			if n.Start < end || n.End <= n.Start || n.UnitEnd < n.End || n.UnitEnd > len(text) {
				t.Fatalf("Find(%q): span %d-%d-%d after %d", text, n.Start, n.End, n.UnitEnd, end)
			}
			end = n.End
			if n.Value.Rat() == nil || InWords(n.Value, Korean) == "" || InWords(n.Value, English) == "" {
				t.Fatalf("Find(%q): value %v says nothing", text, n.Value)
			}
		}
		if d := Compare(ns, ns); !d.Same() || len(d.Repeats) > 0 {
			t.Fatalf("Find(%q): a text differs from itself: %+v", text, d)
		}
	})
}

func benchmark(b *testing.B, unit string) {
	text := strings.Repeat(unit, 1<<20/len(unit))
	var ns []Number
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		ns = Append(ns[:0], text)
	}
}

func BenchmarkFindKoreanNoNumbers(b *testing.B) {
	benchmark(b, "이 연구에서는 대규모 언어 모델(LLM)의 추론 품질을 높이는 새로운 방법을 제안하며, 여러 벤치마크에서 우수한 성능을 보였습니다. ")
}

func BenchmarkFindEnglishNoNumbers(b *testing.B) {
	benchmark(b, "We propose a new method that improves the reasoning quality of large language models and performs well on several benchmarks. ")
}

func BenchmarkFindNumbers(b *testing.B) {
	benchmark(b, "80억 개의 파라미터(8B)를 가진 모델은 1조 2천억 토큰으로 훈련되어 3배 빠르고 12.5% 더 정확합니다. ")
}
