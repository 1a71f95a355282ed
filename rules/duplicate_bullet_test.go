package rules

import (
	"fmt"
	"strings"
	"testing"
)

func TestDuplicatesAcrossFiles(t *testing.T) {
	bullet := "이 논문은 짧은 문장으로 길이가 긴 문서를 요약하는 새로운 방법을 제안하고 세 가지 데이터에서 평가합니다."
	digestOf := func(id string) []byte {
		return []byte(strings.ReplaceAll(string(wholeDigest("- "+bullet+"\n")), "2405.00001", id))
	}
	found := runFiles(t, All(), map[string][]byte{
		"2024/05/30.md": digestOf("2405.00001"), "2024/05/31.md": digestOf("2405.00002"),
		"2024/06/01.md":    digestOf("2405.00001"), // the first paper again: duplicate-paper's business
		"2024/05/30.en.md": digestOf("2405.00001"),
	})
	var got []string
	for _, f := range found {
		if f.Rule == DuplicateBullet.ID {
			got = append(got, fmt.Sprintf("%s → %s", f.File, f.Related[0].Place.File))
		}
	}
	want := "[2024/05/31.md → 2024/05/30.md 2024/06/01.md → 2024/05/31.md]"
	if fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

func TestResemblance(t *testing.T) {
	words := strings.Fields("가 나 다 라 마 바 사 아 자 차 카 타 파 하 거 너 더 러 머 버 서 어 저 처 커 터 퍼 허")
	a, _ := sketchOf([]byte(strings.Join(words, " ")))
	for _, c := range []struct {
		name     string
		text     string
		min, max float64
	}{
		{"itself", strings.Join(words, ", ") + ".", 1, 1},
		{"one word changed", strings.Join(append([]string{"고"}, words[1:]...), " "), 0.8, 0.99},
		{"other words", "고 노 도 로 모 보 소 오 조 초 코 토 포 호", 0, 0},
		{"half", strings.Join(words[:16], " "), 0.3, 0.8},
	} {
		b, _ := sketchOf([]byte(c.text))
		if got := a.resemblance(&b); got < c.min || got > c.max {
			t.Errorf("%s: %v, want %v to %v", c.name, got, c.min, c.max)
		}
	}
	if _, ok := sketchOf([]byte("짧은 글입니다")); ok {
		t.Error("a short bullet has a sketch")
	}
}
