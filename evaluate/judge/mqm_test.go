package judge

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"
)

const (
	mqmSource = "등불은 8억 개의 토큰으로 학습한 모델이며, 지연 시간을 절반으로 줄입니다."
	mqmTarget = "Lantern is a model trained on 8 billion tokens and it halves the the latency of lamp."
)

// The scores were worked out by hand from GEMBA-MQM's rules: 25, 5 and 1, the
// first five errors from the gravest, never below -25.
var mqmAnswers = []struct {
	name, answer string
	score        float64
	errors       int
	dropped      int
	malformed    string // part of the error, if the answer must not be scored
}{
	{"no error", `{"errors":[]}`, 0, 0, 0, ""},
	{"a minor one", `{"errors":[{"severity":"minor","category":"fluency/grammar","span":"the the"}]}`, -1, 1, 0, ""},
	{"a major one", `{"errors":[{"severity":"major","category":"accuracy/mistranslation","span":"of lamp"}]}`, -5, 1, 0, ""},
	{"a critical one", `{"errors":[{"severity":"critical","category":"accuracy/mistranslation","span":"8 billion"}]}`, -25, 1, 0, ""},
	{"major and minor", `{"errors":[{"severity":"minor","category":"fluency/grammar","span":"the the"},{"severity":"major","category":"accuracy/mistranslation","span":"of lamp"}]}`, -6, 2, 0, ""},
	{"never below the floor", `{"errors":[{"severity":"critical","category":"accuracy/mistranslation","span":"8 billion"},{"severity":"major","category":"accuracy/addition","span":"of lamp"}]}`, -25, 2, 0, ""},
	{"the first five only", `{"errors":[{"severity":"minor","category":"x","span":"the the"},{"severity":"minor","category":"x","span":"Lantern"},{"severity":"minor","category":"x","span":"model"},{"severity":"minor","category":"x","span":"trained"},{"severity":"minor","category":"x","span":"tokens"},{"severity":"minor","category":"x","span":"halves"}]}`, -5, 6, 0, ""},
	{"the gravest five", `{"errors":[{"severity":"minor","category":"x","span":"the the"},{"severity":"minor","category":"x","span":"Lantern"},{"severity":"minor","category":"x","span":"model"},{"severity":"minor","category":"x","span":"trained"},{"severity":"minor","category":"x","span":"tokens"},{"severity":"major","category":"x","span":"halves"}]}`, -9, 6, 0, ""},
	{"five major ones", `{"errors":[{"severity":"major","category":"x","span":"Lantern"},{"severity":"major","category":"x","span":"model"},{"severity":"major","category":"x","span":"trained"},{"severity":"major","category":"x","span":"tokens"},{"severity":"major","category":"x","span":"halves"}]}`, -25, 5, 0, ""},
	{"a made-up span", `{"errors":[{"severity":"major","category":"accuracy/mistranslation","span":"in the dark"}]}`, 0, 0, 1, ""},
	{"one made up, one real", `{"errors":[{"severity":"major","category":"accuracy/mistranslation","span":"in the dark"},{"severity":"minor","category":"fluency/grammar","span":"the the"}]}`, -1, 1, 1, ""},
	{"an omission in the source", `{"errors":[{"severity":"major","category":"accuracy/omission","span":"지연 시간","in":"source"}]}`, -5, 1, 0, ""},
	{"a span in the wrong text", `{"errors":[{"severity":"major","category":"accuracy/omission","span":"latency","in":"source"}]}`, 0, 0, 1, ""},
	{"an empty span", `{"errors":[{"severity":"major","category":"accuracy/omission","span":""}]}`, 0, 0, 1, ""},
	{"a non-translation is critical", `{"errors":[{"severity":"minor","category":"non-translation","span":""}]}`, -25, 1, 0, ""},
	{"capitals and spaces", `{"errors":[{"severity":" Major ","category":"Accuracy","span":"OF  LAMP"}]}`, -5, 1, 0, ""},
	{"quotes around the span", `{"errors":[{"severity":"minor","category":"fluency","span":"\"the the\""}]}`, -1, 1, 0, ""},
	{"no-error as a category", `{"errors":[{"severity":"minor","category":"no-error","span":""}]}`, 0, 0, 0, ""},
	{"no-error as a severity", `{"errors":[{"severity":"no-error","category":"","span":""}]}`, 0, 0, 0, ""},
	{"unknown severity", `{"errors":[{"severity":"huge","category":"x","span":"model"}]}`, 0, 0, 0, `severity "huge"`},
	{"no severity", `{"errors":[{"category":"x","span":"model"}]}`, 0, 0, 0, `severity ""`},
	{"nothing", `{}`, 0, 0, 0, `neither "errors" nor "text"`},
	{"a list in the text", `{"text":"[{\"severity\":\"major\",\"category\":\"x\",\"span\":\"of lamp\"}]"}`, -5, 1, 0, ""},
	{"an object in the text", `{"text":"{\"errors\":[{\"severity\":\"minor\",\"category\":\"x\",\"span\":\"the the\"}]}"}`, -1, 1, 0, ""},
	{"GEMBA's lines", `{"text":"Critical:\nno-error\nMajor:\naccuracy/mistranslation - \"of lamp\"\nMinor:\nfluency/grammar - \"the the\"\nstyle/awkward - \"it halves\""}`, -7, 3, 0, ""},
	{"GEMBA's lines, no error", `{"text":"Critical:\nno-error\nMajor:\nno-error\nMinor:\nno-error"}`, 0, 0, 0, ""},
	{"bold headers on one line", `{"text":"**Critical:** no-error\n**Major:** accuracy/mistranslation - \"of lamp\"\n**Minor:** no error"}`, -5, 1, 0, ""},
	{"praise is no answer", `{"text":"The translation is excellent."}`, 0, 0, 0, "before any severity"},
	{"a refusal is no answer", `{"text":"I'm sorry, but I can't rate this."}`, 0, 0, 0, "before any severity"},
	{"a line that is no error", `{"text":"Major:\nthe number is wrong"}`, 0, 0, 0, "is no error"},
	{"Korean headers", `{"text":"심각: 없음\n중대: 없음"}`, 0, 0, 0, "before any severity"},
}

func TestMQM(t *testing.T) {
	if len(mqmAnswers) < 30 {
		t.Fatalf("%d answers", len(mqmAnswers))
	}
	for _, c := range mqmAnswers {
		t.Run(c.name, func(t *testing.T) {
			var it item
			if err := json.Unmarshal([]byte(c.answer), &it); err != nil {
				t.Fatal(err)
			}
			got, err := parseMQM(it, mqmSource, mqmTarget)
			if c.malformed != "" {
				if err == nil || !strings.Contains(err.Error(), c.malformed) {
					t.Fatalf("got %+v, %v; want an error with %q", got, err, c.malformed)
				}
				return
			}
			if err != nil || got.Score != c.score || len(got.Errors) != c.errors || got.Dropped != c.dropped {
				t.Errorf("got %v with %d errors and %d dropped (%v), want %v, %d, %d", got.Score, len(got.Errors), got.Dropped, err, c.score, c.errors, c.dropped)
			}
		})
	}
}

func TestRating(t *testing.T) {
	for _, c := range []struct {
		answer string
		want   float64 // NaN: must not be scored
	}{
		{`{"score":87}`, 87},
		{`{"score":0}`, 0},
		{`{"score":100}`, 100},
		{`{"score":85.5}`, 85.5},
		{`{"score":101}`, math.NaN()},
		{`{"score":-5}`, math.NaN()},
		{`{"text":"87"}`, 87},
		{`{"text":"87/100"}`, 87},
		{`{"text":"85 out of 100"}`, 85},
		{`{"text":"Score: 85/100."}`, 85},
		{`{"text":"90점"}`, 90},
		{`{"text":"I would give it a 70."}`, 70},
		{`{"text":"-5"}`, math.NaN()},
		{`{"text":"between 70 and 80"}`, math.NaN()},
		{`{"text":"excellent"}`, math.NaN()},
		{`{}`, math.NaN()},
	} {
		var it item
		if err := json.Unmarshal([]byte(c.answer), &it); err != nil {
			t.Fatal(err)
		}
		got, err := parseRating(it)
		if bad := math.IsNaN(c.want); bad != (err != nil) || !bad && got != c.want {
			t.Errorf("%s: got %v, %v; want %v", c.answer, got, err, c.want)
		}
	}
}

func TestAnswer(t *testing.T) {
	got, err := parseAnswer(`{"items":[{"id":"a","score":1},{"id":"b","score":"x"},{"id":"c","score":2},{"id":"c","score":3},{"id":"d","score":4}]}`, []string{"a", "b", "c"})
	if err != nil || len(got) != 1 || got["a"].Score == nil {
		t.Errorf("got %v, %v; want a alone: b is malformed, c comes twice, d was not asked for", got, err)
	}
	for _, wrapped := range []string{"Here is my rating:\n%s\nHave a nice day!", "Sure.\n```json\n%s\n```"} {
		got, err := parseAnswer(fmt.Sprintf(wrapped, `{"items":[{"id":"a","score":1}]}`), []string{"a"})
		if err != nil || got["a"].Score == nil || *got["a"].Score != 1 {
			t.Errorf("%q: got %v, %v", wrapped, got, err)
		}
	}
	if _, err := parseAnswer("80", []string{"a"}); err == nil {
		t.Error("a bare number was taken")
	}
}

func FuzzParseAnswer(f *testing.F) {
	for _, c := range mqmAnswers {
		f.Add(`{"items":[` + strings.Replace(c.answer, "{", `{"id":"a",`, 1) + `]}`)
	}
	f.Fuzz(func(t *testing.T, answer string) {
		items, err := parseAnswer(answer, []string{"a"})
		if err != nil {
			return
		}
		for _, it := range items {
			if m, err := parseMQM(it, mqmSource, mqmTarget); err == nil && (m.Score > 0 || m.Score < mqmFloor) {
				t.Errorf("%v", m.Score)
			}
			if v, err := parseRating(it); err == nil && !(v >= 0 && v <= 100) {
				t.Errorf("%v", v)
			}
		}
	})
}
