package llm

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// fuzzKey is the key of the fuzzed endpoints. It must never come back.
const fuzzKey = "sk-fuzz-0123456789"

// fuzzed is an endpoint that is never called; what it warns of goes to warn.
func fuzzed(tb testing.TB, warn func(string)) *Endpoint {
	tb.Helper()
	e, err := Open(Options{BaseURL: "http://127.0.0.1:1/v1", Key: fuzzKey, KeyName: "OPENAI_API_KEY", Warn: warn})
	if err != nil {
		tb.Fatal(err)
	}
	return e
}

// harmless fails on a message that is not one line, or has the key.
func harmless(t *testing.T, message string) {
	t.Helper()
	if strings.ContainsAny(message, "\n\r\x1b\x00") || strings.Contains(message, fuzzKey) {
		t.Errorf("message %q", message)
	}
}

// FuzzBatchResult reads any line of a batch's results: it belongs to a request or
// to none, and has an answer or an error of one line, without the key.
func FuzzBatchResult(f *testing.F) {
	for _, s := range []string{
		`{"custom_id":"a","response":{"status_code":200,"body":{"model":"m","choices":[{"message":{"content":"{\"items\":[]}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3}}},"error":null}`,
		`{"custom_id":"a","response":{"status_code":429,"body":{"error":{"message":"slow\u001b down ` + fuzzKey + `"}}}}`,
		`{"custom_id":"a","response":{"status_code":200,"body":{"error":"x"}}}`,
		`{"custom_id":"a","error":{"code":"batch_expired","message":"late"}}`,
		`{"custom_id":"a","error":{"code":"x","message":"a\nb"}}`,
		`{"custom_id":"z","response":null}`, `{"custom_id":"a"}`, `{"custom_id":1}`, `[]`, "null", "\xff",
		`{"custom_id":"a","response":{"status_code":200,"body":null}}`,
		`{"custom_id":"a","response":{"status_code":400,"body":{"error":{"message":"response_format is not supported","param":"response_format"}}}}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		e := fuzzed(t, func(s string) { harmless(t, s) })
		request := func(id string) (Request, bool) { return Request{Model: "m", Schema: hello.Schema}, id == "a" }
		r, ok := e.readResult([]byte(e.key.redact(string(line))), request)
		if !ok {
			return
		}
		if r.ID == "" || strings.Contains(r.ID+r.Text, fuzzKey) {
			t.Errorf("%+v", r)
		}
		if r.ID != "a" && r.Err == nil {
			t.Errorf("an answer to what nobody asked: %+v", r)
		}
		if r.Err == nil && strings.TrimSpace(r.Text) == "" {
			t.Error("neither an answer nor an error")
		}
		if r.Err != nil {
			harmless(t, r.Err.Error())
			var problem *Error
			if !errors.As(r.Err, &problem) {
				t.Errorf("%T", r.Err)
			}
		}
		if u := r.Usage; u.Prompt < 0 || u.Completion < 0 || e.Spent().Cost < 0 {
			t.Errorf("usage %+v", u)
		}
	})
}

// FuzzBatchState finds any bytes where the batches under way are kept: what is
// written after them is read back, and what was there is neither lost nor doubled.
func FuzzBatchState(f *testing.F) {
	f.Add([]byte(`{"fingerprint":"a","endpoint":"u","keys":["k","l"]}` + "\n\n" + `{"fingerprint":"a","endpoint":"u","id":"b"}` + "\n"))
	f.Add([]byte(`{"fingerprint":"a","endpoint":"u","keys":["k"]}` + "\n" + `{"fingerprint":"a","gone":true}` + "\n" + `{"fingerprint":"a","endp`))
	f.Add([]byte("\x00{}\nnull\n[1]\n{\"fingerprint\":\"\"}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "batches.jsonl")
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		before, err := readHandedIn(path)
		if err != nil {
			t.Fatal(err)
		}
		s, err := openBatchState(path, "http://x/v1")
		if err != nil {
			t.Fatal(err)
		}
		h, err := s.intend([]string{"new"})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.submitted(h, "batch_1"); err != nil {
			t.Fatal(err)
		}
		after, err := readHandedIn(path)
		if err != nil || len(after) != len(before)+1 {
			t.Fatalf("%d batches became %d: %v", len(before), len(after), err)
		}
		for i, b := range before {
			if after[i].Fingerprint != b.Fingerprint || after[i].ID != b.ID || len(after[i].open) != len(b.open) {
				t.Errorf("%+v became %+v", b, after[i])
			}
		}
		if last := after[len(before)]; last.ID != "batch_1" || !last.open["new"] || !slices.Equal(last.Keys, []string{"new"}) {
			t.Errorf("read back as %+v", last)
		}
		if err := s.forget(); err != nil {
			t.Fatal(err)
		}
		if left, err := readHandedIn(path); err != nil || len(left) != len(before) {
			t.Errorf("%d of %d batches are left: %v", len(left), len(before), err)
		}
	})
}

// FuzzRetryAfter reads any headers, at any time: a wait is never negative, never
// absurd.
func FuzzRetryAfter(f *testing.F) {
	for _, v := range []string{"1", "0.5", "1e300", "-1", "NaN", "Inf", "6m0s", "1700000000", "1.7e12", "9e18", "Wed, 21 Oct 2065 07:28:00 GMT", "2300-01-01T00:00:00Z", "9999999h", "", "\xff"} {
		f.Add(v, v, v, "Wed, 21 Oct 2015 07:28:00 GMT", int64(1700000000))
	}
	f.Fuzz(func(t *testing.T, after, ms, reset, date string, now int64) {
		h := http.Header{}
		for name, v := range map[string]string{"Retry-After": after, "Retry-After-Ms": ms, "X-Ratelimit-Reset": reset, "X-Ratelimit-Reset-Requests": reset, "Date": date} {
			if v != "" {
				h.Set(name, v)
			}
		}
		const longest = 366 * 24 * time.Hour
		if d := retryAfter(h, time.Unix(now%1e11, 0)); d < 0 || d > longest {
			t.Errorf("%v: wait %v", h, d)
		}
	})
}
