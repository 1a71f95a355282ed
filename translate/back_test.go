package translate

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/task"
)

// returning makes an edition of the source and then answers back translations by
// the dictionary, but for the texts of wrong.
func returning(t *testing.T, wrong map[string]string) (*desk, *Translator, *Report) {
	back := map[string]string{}
	for ko, en := range dictionary {
		back[en] = ko
	}
	d := newDesk(t, source, func(_ int, m task.Message) (string, error) {
		items := right(m)
		if m.Task == task.BackTranslate {
			for i, it := range m.Items {
				items[i].Text = back[it.Text]
				if text, ok := wrong[it.Text]; ok {
					items[i].Text = text
				}
			}
		}
		return say(items), nil
	})
	tr := d.translator()
	r, err := tr.Run(context.Background(), []File{d.file})
	if err != nil || r.Files[0].Outcome != Written {
		t.Fatal(err, r.Files[0].Err)
	}
	return d, tr, r
}

// equal scores 100 what is equal and 30 what is not, and compares meanings by a
// table of texts.
func equal(meaning map[string]float64, missing string, err error) Comparison {
	return Comparison{
		ChrF: func(text, reference string) float64 {
			if text == reference {
				return 100
			}
			return 30
		},
		Cosines: func(_ context.Context, pairs [][2]string) (cosines []float64, _ string, _ error) {
			if missing != "" || err != nil {
				return nil, missing, err
			}
			for _, p := range pairs {
				v, ok := meaning[p[1]]
				if !ok {
					v = 1
				}
				cosines = append(cosines, v)
			}
			return cosines, "", nil
		},
	}
}

func TestBack(t *testing.T) {
	wrong := map[string]string{
		"People wrote it by hand and reviewed it **twice**.":            "바다 위의 배는 **두 번** 돌아왔습니다.", // shares letters, not meaning
		"Accuracy rises from 41.8% to 47.3%.":                           "정확도가 올랐습니다.",
		"Pebble, or PebbleQA, is a benchmark of 3,150 short questions.": "",
	}
	_, tr, r := returning(t, wrong)
	var log bytes.Buffer
	var failed error
	tr.Notify = LogTo(&log, &failed)
	if err := tr.Back(context.Background(), r, equal(map[string]float64{"바다 위의 배는 **두 번** 돌아왔습니다.": 0.2}, "", nil)); err != nil || failed != nil {
		t.Fatal(err, failed)
	}
	trip := r.RoundTrip
	if trip.Bullets != 4 || trip.Lost != 1 || trip.Low != 1 || trip.Cosine == nil || *trip.Cosine != 0.8 || trip.ChrF != (100+100+30+30)/4.0 || trip.Note != "" {
		t.Errorf("got %+v", trip)
	}
	var lines []int
	for _, w := range r.Files[0].Warnings {
		lines = append(lines, w.Line)
	}
	if got := warnings(r); !slices.IsSorted(lines) || !strings.Contains(got, "not translated back") ||
		!strings.Contains(got, "little of it comes back (chrF 30.0, cosine 0.20)") || !strings.Contains(got, "47.3") {
		t.Errorf("warnings: %s", got)
	}
	report, err := json.Marshal(r)
	if err != nil || !strings.Contains(string(report), `"round_trip":{"bullets":4,"lost":1,"low":1,"chrf":65,"cosine":0.8}`) || !strings.Contains(string(report), `"warnings":[{"line":`) {
		t.Errorf("report: %s, %v", report, err)
	}
	events := 0
	for line := range strings.SplitSeq(log.String(), "\n") {
		if !strings.Contains(line, `"event":"round-trip"`) {
			continue
		}
		events++
		var e struct {
			File, ID string
			Line     int
			ChrF     float64
			Cosine   *float64
			Lost     []string
		}
		if err := json.Unmarshal([]byte(line), &e); err != nil || e.File != r.Files[0].Source || e.ID == "" || e.Line == 0 || e.Cosine == nil || (e.ID == "p1.b3") != (e.Lost != nil) {
			t.Errorf("event %s: %v", line, err)
		}
	}
	if events != 4 {
		t.Errorf("%d events of bullets that came back, want 4:\n%s", events, &log)
	}
}

// TestBackWithoutCosines: an endpoint without embeddings is no error, and is said.
func TestBackWithoutCosines(t *testing.T) {
	_, tr, r := returning(t, nil)
	if err := tr.Back(context.Background(), r, equal(nil, "no such page (HTTP 404)", nil)); err != nil {
		t.Fatal(err)
	}
	if r.RoundTrip.Cosine != nil || r.RoundTrip.Note != "no such page (HTTP 404)" || r.RoundTrip.Bullets != 5 || len(r.Files[0].Warnings) > 0 {
		t.Errorf("got %+v, %s", r.RoundTrip, warnings(r))
	}
	stop := &llm.Error{Kind: llm.Quota, Message: "no credit", Stop: true}
	if err := tr.Back(context.Background(), r, equal(nil, "", stop)); !errors.Is(err, stop) {
		t.Errorf("an account without credit: %v", err)
	}
}

func warnings(r *Report) string {
	var all []string
	for _, w := range r.Files[0].Warnings {
		all = append(all, w.Message)
	}
	return strings.Join(all, "\n")
}
