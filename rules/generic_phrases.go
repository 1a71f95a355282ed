package rules

import "github.com/sumtool/sumtool/internal/wordset"

// genericPhrases are what a summariser writes when it has nothing to summarise:
// the talk of any paper on machine learning. One alone says nothing; half a dozen
// in a summary that never names its paper says much.
var genericPhrases = newPhrases(
	"새로운 모델", "새로운 딥러닝", "새로운 머신러닝", "새로운 기계 학습", "새로운 접근", "새로운 알고리즘", "새로운 방법론",
	"새로운 인공지능", "새로운 신경망", "새로운 언어 모델", "새로운 자연어", "최신 머신러닝", "최신 AI", "최신 인공지능",
	"arxiv 논문", "arXiv에", "아카이브", "이 논문은 새로운", "이 논문에서는 새로운", "연구진은", "제안된 모델", "제안하는 모델",
	"Transformer 구조", "Transformer 기반", "Transformer 아키텍처", "트랜스포머(Transformer)",
	"Self-Attention", "self-attention", "Multi-head", "Multi-Head", "multi-head",
	"여러 벤치마크", "다양한 벤치마크", "표준 벤치마크", "벤치마크 데이터셋", "기존 모델", "기존의 모델", "기존 최첨단", "기존의 최첨단",
	"기존 방법", "기존의 방법", "최첨단", "뛰어난 성능", "우수한 성능", "성능 향상", "성능을 향상", "모델의 성능", "정확도가", "높은 정확도",
	"자연어 처리", "이미지 분류", "이미지 인식", "기계 번역", "혁신적인", "획기적인", "다양한 작업", "다양한 분야", "다양한 데이터셋",
	"하이퍼파라미터", "최적화 기법", "데이터 전처리", "대규모 데이터셋", "효율성을", "학습 속도", "CIFAR", "ImageNet", "GLUE",
)

// genericNames are Latin names that any such summary drops.
var genericNames = wordset.New(`gpt bert nlp cnn cnns rnn rnns gan gans lstm resnet vit imagenet cifar cifar-10 cifar-100 glue bleu squad
	ai ml pytorch api top-1 llm llms mos f1 rouge coco wmt mtl tts gpu tpu gpt-3 gpt-4 roberta t5`)

// titleStopWords are words of titles that say nothing about the paper.
var titleStopWords = wordset.New(`with from into your their that this these they have does using towards toward through what when more less
	without beyond under over between large language model models learning deep neural network networks method approach study survey report
	technical paper based vision image video generation`)

// commonAcronyms look like a paper's own name and are not.
var commonAcronyms = wordset.New(`llm llms ai 3d 2d mllm mllms vlm vlms rag rl nlp`)
