package corpus

import "strings"

// Each section of a digest has its own sentences.
var sections = []struct {
	label    string
	patterns []string
}{
	{"What's New", []string{
		"이 논문은 {N}[과] {N}[을] 함께 다루는 {X} 모델을 제안합니다.",
		"{X} 모델은 {T}[을] 이용하여 {N}의 {N}[을] 크게 줄입니다.",
		"기존 연구는 {N}에만 집중했지만, 저자들은 {N}[이] 더 중요하다는 점을 보입니다.",
		"저자들은 {N}[을] 평가하기 위한 새로운 기준을 만들고 {N}[을] 공개합니다.",
		"핵심은 {N}[과] {N} 사이의 관계를 {T}[으로] 나타내는 것입니다.",
		"이를 통해 {N}[이] 부족한 상황에서도 {N}[을] 안정적으로 얻을 수 있습니다.",
		"{X} 모델은 {N} 없이 {N}[을] 수행하는 첫 번째 시도입니다.",
		"저자들은 {N}[이] {N}에 미치는 영향을 처음으로 분석합니다.",
	}},
	{"Technical Details", []string{
		"먼저 {N}[을] 여러 조각으로 나눈 뒤 각 조각의 {N}[을] 계산합니다.",
		"학습에는 {D}M개의 {N}[을] 사용했으며, {N}[은] 사람이 직접 검토했습니다.",
		"{T}[은] 두 단계로 이루어지며, 첫 단계에서는 {N}[을] 예측합니다.",
		"두 번째 단계에서는 {N}[과] {N}[을] 결합하여 최종 {N}[을] 만듭니다.",
		"손실 함수는 {N}[과] {N}의 차이를 일정한 비율로 더합니다.",
		"추론할 때는 {T}[을] 적용하여 필요한 {N}만 불러옵니다.",
		"모델의 크기는 {D}B이며, {N}[을] 처리하는 층과 {N}[을] 처리하는 층이 번갈아 놓입니다.",
		"{N}[이] 바뀌더라도 {N}[을] 다시 학습할 필요가 없도록 설계했습니다.",
		"구현은 <https://github.com/example/bench>에서 확인할 수 있습니다.",
	}},
	{"Performance Highlights", []string{
		"{X} 모델은 {N} 실험에서 {D}%의 정확도를 기록했습니다.",
		"특히 {N}[이] 복잡한 경우에 기존 방법보다 {D}%p 높은 결과를 얻었습니다.",
		"{N}[을] 제거하면 점수가 {D}점 떨어지므로 {N}의 효과를 확인할 수 있습니다.",
		"같은 {N}[을] 사용했을 때 속도는 {D}배 빨라졌습니다.",
		"사람의 평가에서도 {N}[과] {N} 모두 가장 높은 점수를 받았습니다.",
		"다만 {N}[이] 지나치게 긴 경우에는 {N}[이] 다소 낮아집니다.",
		"{T} 실험에서는 {N}에 관계없이 일관된 결과를 보였습니다.",
		"메모리 사용량은 {D}GB에 머물러 {N}[이] 적은 장치에서도 실행됩니다.",
	}},
}

var nouns = strings.Split("모델|방법|구조|데이터|학습|추론|표현|토큰|신경망|보상|정책|탐색|검색|기억|주의|문맥|질문|답변|대화|번역|요약|이미지|영상|음성|물체|장면|깊이|경계|잡음|확산|생성|편집|합성|코드|프로그램|도구|계획|과제|환경|로봇|지도|경로|시뮬레이션|센서|분자|단백질|그래프|문서|수식|증명|사실|지식|사용자|선호|평가|점수|오류|편향|안전|공격|방어|비용|속도|메모리|대역폭|병렬 처리|압축|가지치기|증류|정렬|전이|일반화|강건성|불확실성|확률|분포|표본|특징|벡터|군집|분류|회귀|예측|추천|순위|색인|질의|응답|지시|예시|단계|주파수|신호|시선|표정|동작|자세|조명|재질|질감|색상|윤곽|배경|자막|음악|악보|운율|화자|억양|문장|문단|단어|어휘|문법|의미|맥락|논리|가설|근거|인용|출처|날씨|기후|위성 사진|의료 영상|진단|처방|유전자|세포|재료|배터리|회로|교통|수요|가격|거래|법률 문서|판례|특허|교육|시험|채점|게임|전략|협상|협력", "|")

// terms are written with their English once, as digests do.
var terms = [][2]string{
	{"희소 라우팅", "Sparse Routing"}, {"강화 학습", "Reinforcement Learning"}, {"지식 증류", "Knowledge Distillation"},
	{"자기 지도 학습", "Self-Supervised Learning"}, {"대조 학습", "Contrastive Learning"}, {"검색 증강 생성", "Retrieval-Augmented Generation"},
	{"사고의 연쇄", "Chain of Thought"}, {"전문가 혼합", "Mixture of Experts"}, {"확산 모델", "Diffusion Model"},
	{"교차 주의", "Cross-Attention"}, {"위치 부호화", "Positional Encoding"}, {"선호 최적화", "Preference Optimization"},
	{"저계수 적응", "Low-Rank Adaptation"}, {"투기적 해독", "Speculative Decoding"}, {"영상 분할", "Image Segmentation"},
	{"도메인 적응", "Domain Adaptation"}, {"능동 학습", "Active Learning"}, {"모방 학습", "Imitation Learning"},
	{"세계 모델", "World Model"}, {"벡터 양자화", "Vector Quantization"},
}

var (
	heads        = strings.Fields("Lan Har Quil Mer Tor Bel Cor Dun Fen Gal Hol Iv Jas Kel Lum Mar Nor Or Pel Rin Sol Tam Ul Var Wes Yar Zen")
	tails        = strings.Fields("tern bor let idian chid low vane more wick dor stead ory per dra en ben lin chard ora ton stice ber mond ley ic")
	adjectives   = strings.Fields("Sparse Robust Scalable Efficient Unified Adaptive Hierarchical Causal Grounded Interactive Compositional Long-Horizon Open-World Multimodal")
	englishNouns = strings.Split("Routing|Planning|Reasoning|Retrieval|Alignment|Generation|Representation Learning|Scene Understanding|Speech Models|Tool Use|Language Agents|Video Editing|Protein Design|Benchmarks", "|")
	given        = strings.Fields("Haneul Marta Jonas Sora Anil Lucia Minjae Oskar Priya Tomas Yuna Elif Pavel Ines Dohyun Freya")
	family       = strings.Fields("Kim Ruiz Weber Lee Gupta Rossi Park Lind Nair Novak Choi Kaya Orlov Costa Jung Berg")
)
