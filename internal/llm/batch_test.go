package llm_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/llm/testendpoint"
)

func start(t *testing.T, h http.Handler, change func(*llm.Options)) *llm.Endpoint {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	o := llm.Options{BaseURL: s.URL + "/v1", Retries: 5, Concurrency: 4, Timeout: 20 * time.Second, Backoff: time.Millisecond}
	if change != nil {
		change(&o)
	}
	e, err := llm.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// translation asks for the n-th text.
func translation(n int) llm.Request {
	return llm.Request{Model: testendpoint.Model, MaxTokens: 512,
		Schema: &llm.Schema{Name: "answer", JSON: json.RawMessage(`{"type":"object","properties":{"items":{"type":"array","items":{"type":"object","properties":{"id":{"type":"string"},"text":{"type":"string"}},"required":["id","text"],"additionalProperties":false}}},"required":["items"],"additionalProperties":false}`)},
		Messages: []llm.Message{{Role: llm.System, Content: "Translate. Answer in JSON."},
			{Role: llm.User, Content: fmt.Sprintf(`{"task":"translate","from":"ko","to":"en","items":[{"id":"b%d","text":"모델은 %d개의 토큰으로 학습했습니다."}]}`, n, n)}}}
}

// finish waits for a batch.
func finish(t *testing.T, e *llm.Endpoint, b llm.Batch) llm.Batch {
	t.Helper()
	for range 100 {
		if b.Finished() {
			return b
		}
		var err error
		if b, err = e.Batch(context.Background(), b.ID); err != nil {
			t.Fatal(err)
		}
	}
	t.Fatal("the batch does not end")
	return b
}

// TestBatch: results come in any order, some fail and some expire; those that may
// succeed are handed in again until all are there, each once and under its own id.
func TestBatch(t *testing.T) {
	total := 1500
	if os.Getenv("SUMTOOL_FULL") == "1" {
		total = llm.MaxBatch
	}
	e := start(t, testendpoint.New(testendpoint.Options{Seed: 1, Rates: testendpoint.Rates{testendpoint.BatchFailed: 0.05, testendpoint.BatchExpired: 0.05}}), nil)
	open := map[string]int{}
	for n := range total {
		open[fmt.Sprint("id-", n)] = n
	}
	rounds, expired, failed := 0, 0, 0
	for ; len(open) > 0 && rounds < 20; rounds++ {
		var in []llm.BatchRequest
		for id, n := range open {
			in = append(in, llm.BatchRequest{ID: id, Request: translation(n)})
		}
		b, err := e.SubmitBatch(context.Background(), fmt.Sprint("round-", rounds), in)
		if err != nil {
			t.Fatal(err)
		}
		b = finish(t, e, b)
		if b.Total != len(in) {
			t.Errorf("%d of %d requests", b.Total, len(in))
		}
		request := func(id string) (llm.Request, bool) { n, ok := open[id]; return translation(n), ok }
		err = e.BatchResults(context.Background(), b, request, func(r llm.BatchResult) error {
			switch {
			case llm.KindOf(r.Err) == llm.Timeout:
				expired++
			case r.Err != nil:
				failed++
			case !strings.Contains(r.Text, fmt.Sprintf(`"b%d"`, open[r.ID])):
				t.Errorf("%s has the answer %s", r.ID, r.Text)
			}
			if r.Err != nil && !llm.Temporary(r.Err) {
				t.Errorf("%s: %v", r.ID, r.Err)
			}
			if r.Err == nil {
				delete(open, r.ID)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(open) > 0 || rounds < 2 || expired == 0 || failed == 0 {
		t.Errorf("%d left after %d rounds, %d expired, %d failed", len(open), rounds, expired, failed)
	}
	if got := e.Spent(); got.Answers != total {
		t.Errorf("%d answers counted, want %d", got.Answers, total)
	}
}

// TestBatchIsMadeOnce: the endpoint makes the batch, and its answer is lost.
func TestBatchIsMadeOnce(t *testing.T) {
	h := testendpoint.New(testendpoint.Options{})
	var made atomic.Int64
	e := start(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost && r.URL.Path == "/v1/batches" && made.Add(1) == 1 {
			h.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		}
		h.ServeHTTP(w, r)
	}), nil)
	b, err := e.SubmitBatch(context.Background(), "the-one", []llm.BatchRequest{{ID: "a", Request: translation(1)}})
	if err != nil || b.ID == "" || made.Load() != 1 {
		t.Errorf("%+v, %v after %d requests to make it", b, err, made.Load())
	}
	again, ok, err := e.FindBatch(context.Background(), "the-one")
	if err != nil || !ok || again.ID != b.ID {
		t.Errorf("found %+v, %v, %v", again, ok, err)
	}
	if _, ok, err := e.FindBatch(context.Background(), "another"); ok || err != nil {
		t.Errorf("found what was never made: %v", err)
	}
}

// TestBatchResultLines of all kinds, as a list by hand.
func TestBatchResultLines(t *testing.T) {
	const answer = `{"model":"m","choices":[{"message":{"content":"{}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":7,"completion_tokens":3}}`
	lines := strings.Join([]string{
		``,
		`{"custom_id":"good","response":{"status_code":200,"body":` + answer + `},"error":null}`,
		`not json`,
		`{"custom_id":"stranger","response":{"status_code":200,"body":` + answer + `}}`,
		`{"custom_id":"busy","response":{"status_code":429,"body":{"error":{"message":"slow down"}}}}`,
		`{"custom_id":"picky","response":{"status_code":400,"body":{"error":{"message":"json_schema is not supported","param":"response_format"}}}}`,
		`{"custom_id":"expired","response":null,"error":{"code":"batch_expired","message":"too late"}}`,
		`{"custom_id":"nothing","response":null,"error":null}`,
		`{"custom_id":"cut","response":{"status_code":200,"body":{"choices":[{"message":{"content":"{"},"finish_reason":"length"}]}}}`,
	}, "\n")
	var warned []string
	e := start(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/v1/batches/x":
			fmt.Fprint(w, `{"id":"x","status":"expired","output_file_id":"f","request_counts":{"total":9,"completed":2,"failed":1}}`)
		case "/v1/files/f/content":
			fmt.Fprint(w, lines)
		}
	}), func(o *llm.Options) { o.Warn = func(m string) { warned = append(warned, m) } })
	b, err := e.Batch(context.Background(), "x")
	if err != nil || b.Status != llm.BatchExpired || !b.Finished() {
		t.Fatalf("%+v, %v", b, err)
	}
	got := map[string]string{}
	err = e.BatchResults(context.Background(), b, func(id string) (llm.Request, bool) { return translation(1), id != "stranger" }, func(r llm.BatchResult) error {
		got[r.ID] = fmt.Sprint(llm.KindOf(r.Err), " ", llm.Temporary(r.Err))
		return nil
	})
	want := map[string]string{"good": "unknown false", "stranger": "malformed true", "busy": "rate-limit true", "picky": "unsupported true",
		"expired": "timeout true", "nothing": "malformed true", "cut": "truncated false"}
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v\n got %v\nwant %v", err, got, want)
	}
	if e.Form(testendpoint.Model).Format != llm.JSONObject || len(warned) != 2 {
		t.Errorf("learned %+v, warned %q", e.Form(testendpoint.Model), warned)
	}
}

func TestBatchIsRefused(t *testing.T) {
	one := []llm.BatchRequest{{ID: "a", Request: translation(1)}}
	e := start(t, testendpoint.New(testendpoint.Options{}), func(o *llm.Options) { o.MaxTokens = 100 })
	if _, err := e.SubmitBatch(context.Background(), "", one); llm.KindOf(err) != llm.Budget {
		t.Errorf("over the budget: %v", err)
	}
	if _, err := e.SubmitBatch(context.Background(), "", append(one, one...)); err == nil {
		t.Error("two requests with one id are taken")
	}
	if _, err := e.SubmitBatch(context.Background(), "", nil); err == nil {
		t.Error("a batch of nothing is taken")
	}
	e = start(t, http.NotFoundHandler(), nil)
	if _, err := e.SubmitBatch(context.Background(), "", one); err == nil || !strings.Contains(err.Error(), "no Batch API") {
		t.Errorf("an endpoint without batches: %v", err)
	}
}

func TestEmbed(t *testing.T) {
	h := testendpoint.New(testendpoint.Options{Script: []testendpoint.Fault{testendpoint.RateLimitMS, testendpoint.None, testendpoint.Reset}})
	e := start(t, h, nil)
	var texts []string
	for i := range 300 {
		texts = append(texts, fmt.Sprintf("sentence number %d about harbours", i))
	}
	texts[7] = ""
	v, u, err := e.Embed(context.Background(), testendpoint.EmbeddingModel, texts)
	if err != nil || len(v) != 300 || u.Prompt == 0 {
		t.Fatalf("%d vectors, %+v, %v", len(v), u, err)
	}
	one, _, err := e.Embed(context.Background(), testendpoint.EmbeddingModel, texts[200:201])
	if err != nil || fmt.Sprint(one[0]) != fmt.Sprint(v[200]) {
		t.Errorf("text 200 has another vector alone: %v", err)
	}
	if _, _, err := e.Embed(context.Background(), "nomic", texts[:1]); llm.KindOf(err) != llm.NoModel {
		t.Errorf("an unknown model: %v", err)
	}
	// That there are none says nothing about the rest, and is not asked again.
	none := testendpoint.New(testendpoint.Options{Rejects: []string{"embeddings"}})
	e = start(t, none, nil)
	for range 4 {
		if _, _, err := e.Embed(context.Background(), testendpoint.EmbeddingModel, texts[:1]); llm.KindOf(err) != llm.NotFound || llm.Stops(err) {
			t.Errorf("an endpoint without embeddings: %v", err)
		}
	}
	if _, err := e.Models(context.Background()); err != nil || e.Spent().Retries > 0 {
		t.Errorf("after that: %v, %d retries", err, e.Spent().Retries)
	}
	for body, kind := range map[string]llm.Kind{`{"data":[]}`: llm.Malformed, `{"data":[{"index":0,"embedding":[]}]}`: llm.Malformed,
		`{"error":{"message":"no","code":500}}`: llm.Overloaded, `nope`: llm.Malformed} {
		e := start(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) }), func(o *llm.Options) { o.Retries = 0 })
		if _, _, err := e.Embed(context.Background(), "m", []string{"a"}); llm.KindOf(err) != kind {
			t.Errorf("%s: %v", body, err)
		}
	}
}

// TestModels: endpoints list their models in several shapes.
func TestModels(t *testing.T) {
	for body, want := range map[string]string{
		`{"object":"list","data":[{"id":"b","created":"yesterday"},{"id":"a","max_model_len":4096}]}`: "[{a 4096} {b 0}]",
		`[{"id":"a","context_length":8192}]`:                 "[{a 8192}]",
		`{"models":[{"name":"a"}]}`:                          "[{a 0}]",
		`{"data":["a","b"]}`:                                 "[{a 0} {b 0}]",
		`{"data":[{"id":"a","meta":{"n_ctx_train":32768}}]}`: "[{a 32768}]",
		`{"data":[]}`:                                        "[]",
	} {
		e := start(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) }), nil)
		if got, err := e.Models(context.Background()); err != nil || fmt.Sprint(got) != want {
			t.Errorf("%s: %v, %v", body, got, err)
		}
	}
}
