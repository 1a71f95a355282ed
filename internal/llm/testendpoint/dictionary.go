package testendpoint

import (
	"strings"
	"sync"
)

// dictionary translates the words that papers on machine learning are made of, so
// that a made-up translation speaks of what its source speaks of.
var dictionary = sync.OnceValue(func() (d struct {
	words   map[string]string
	longest int // bytes
}) {
	d.words = map[string]string{}
	fields := strings.Fields(dictionaryText)
	for i := 0; i < len(fields); i += 2 {
		d.words[fields[i]] = fields[i+1]
		d.longest = max(d.longest, len(fields[i]))
	}
	return d
})

// lookUp finds the longest word that s begins with.
func lookUp(s string) (english string, size int) {
	d := dictionary()
	for size := min(len(s), d.longest); size > 0; size-- {
		if w, ok := d.words[s[:size]]; ok {
			return w, size
		}
	}
	return "", 0
}

const dictionaryText = `
모델 model 언어 language 대규모 large 대형 large 데이터 data 데이터셋 dataset 학습 training 훈련 training 사전 pre-trained
추론 inference 성능 performance 평가 evaluation 벤치마크 benchmark 방법 method 방식 approach 기법 technique 제안 proposes
소개 introduces 제시 presents 개발 develops 공개 released 오픈소스 open-source 이미지 image 영상 video 비디오 video 음성 speech
소리 sound 음악 music 텍스트 text 문서 document 문장 sentence 단어 word 토큰 token 질문 question 답변 answer 응답 response
대화 dialogue 번역 translation 요약 summary 검색 retrieval 생성 generation 합성 synthesis 인식 recognition 분류 classification
탐지 detection 예측 prediction 추정 estimate 분석 analysis 실험 experiment 결과 result 연구 research 논문 paper 저자 authors
연구진 researchers 향상 improved 개선 improvement 증가 increase 감소 reduction 줄이 reduce 줄었 reduced 높은 high 높았 higher
높였 raised 높이 height 낮은 low 낮았 lower 빠르 fast 빠른 fast 속도 speed 시간 time 메모리 memory 비용 cost 효율 efficient
정확 accurate 정밀 precise 품질 quality 안정 stable 안전 safety 위험 risk 오류 error 환각 hallucination 편향 bias 공정 fairness
보안 security 공격 attack 개인정보 privacy 사용자 user 사람 people 인간 human 전문가 expert 학생 student 교사 teacher 환자 patient
의료 medical 의사 doctor 법률 legal 수학 math 코드 code 프로그램 program 과학 science 물리 physics 화학 chemistry 생물 biology
단백질 protein 뇌 brain 로봇 robot 자율 autonomous 주행 driving 에이전트 agent 도구 tool 환경 environment 보상 reward 정책 policy
강화 reinforcement 지도 supervised 비지도 unsupervised 자기 self 증류 distillation 미세 fine-tuned 조정 tuning 정렬 alignment
선호 preference 피드백 feedback 보정 calibration 인코더 encoder 디코더 decoder 임베딩 embedding 어텐션 attention 주의 attention
트랜스포머 transformer 확산 diffusion 신경망 neural 네트워크 network 계층 layer 매개변수 parameters 파라미터 parameters
가중치 weight 손실 loss 함수 function 최적화 optimization 알고리즘 algorithm 구조 structure 아키텍처 architecture
프레임워크 framework 모듈 module 파이프라인 pipeline 시스템 system 플랫폼 platform 서비스 service 그래프 graph 트리 tree
장면 scene 카메라 camera 사진 photo 얼굴 face 객체 object 물체 object 깊이 depth 공간 space 장소 place 지역 region 위치 position
차원 dimension 해상도 resolution 픽셀 pixel 프레임 frame 길이 length 작은 small 새로운 new 기존 existing 이전 previous
문제 problem 과제 task 작업 task 목표 goal 한계 limitation 가능 possible 능력 ability 지식 knowledge 정보 information 기억 memory
맥락 context 문맥 context 의미 meaning 표현 representation 특징 feature 규모 scale 크기 size 비율 ratio 점수 score 평균 average
최대 maximum 최소 minimum 최고 best 최신 latest 단계 step 과정 process 반복 iterative 병렬 parallel 분산 distributed
압축 compression 양자화 quantization 가속 acceleration 하드웨어 hardware 추가 additional 제거 removal 선택 selection 비교 compared
차이 difference 관계 relation 이유 reason 원인 cause 영향 effect 효과 effective 변화 change 상태 state 행동 action 동작 motion
움직임 movement 시각 visual 감정 emotion 사회 social 경제 economic 금융 financial 교육 education 게임 game 지시 instruction
명령 instruction 프롬프트 prompt 다국어 multilingual 한국어 Korean 영어 English 중국어 Chinese 일본어 Japanese 국가 country
세계 world 회사 company 시장 market 기후 climate 날씨 weather 에너지 energy 전력 power 자동차 car 비행 flight 우주 space 지구 earth
동물 animal 식물 plant 음식 food 건물 building 도시 city 도로 road 수집 collected 구축 built 설계 design 적용 applied 활용 using
이용 using 사용 using 필요 required 중요 important 다양 various 복잡 complex 단순 simple 간단 simple 어려 difficult 쉬운 easy
일반 general 특정 specific 전체 whole 부분 part 동시 simultaneous 자동 automatic 수동 manual 직접 direct 자연 natural 현실 real
가상 virtual 온라인 online 오프라인 offline 모바일 mobile 인터넷 internet 소프트웨어 software 입력 input 출력 output 교차 cross
융합 fusion 통합 integrated 결합 combined 분리 separate 나누 divides 나뉘 divided 모으 gathers 측정 measured 확인 confirmed
검증 verified 증명 proof 관찰 observed 발견 found 해결 solves 극복 overcomes 달성 achieved 기록 recorded 능가 outperforms
뛰어 outstanding 우수 superior 유지 maintains 보존 preserves 제어 control 조절 control 탐색 search 계획 plan 전략 strategy
원리 principle 이론 theory 가설 hypothesis 개념 concept 질병 disease 유전 genetic 분자 molecular 재료 material 소음 noise 잡음 noise
화자 speaker 뉴스 news 역사 history 문화 culture 예술 art 그림 picture 수식 formula 숫자 number 센서 sensor 신호 signal
주파수 frequency 샘플 sample 표본 sample 예시 example 분포 distribution 확률 probability 불확실 uncertainty 무작위 random
순서 order 순차 sequential 시퀀스 sequence 노드 node 경로 path 궤적 trajectory 추적 tracking 거리 distance 각도 angle 방향 direction
저장소 repository 안내서 guide 저희 we 우리 we 이러한 such 특히 especially 또한 also 그러나 however 따라서 therefore
`
