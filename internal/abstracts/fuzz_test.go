package abstracts

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/time/rate"
)

// saying is a transport that gives one answer to every request.
type saying struct {
	status int
	body   []byte
	after  string // Retry-After
}

func (s saying) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: s.status, Request: r, Header: http.Header{"Retry-After": {s.after}}, Body: io.NopCloser(bytes.NewReader(s.body))}, nil
}

// FuzzServices gives any answer of arXiv and of Hugging Face: abstracts with an id
// and a text of one line, or an error of one line; and no wait of more than a minute.
func FuzzServices(f *testing.F) {
	for _, s := range []string{
		`<feed><entry><id>http://arxiv.org/abs/2405.00001v2</id><title>A &amp; B</title><summary>x&#27;y` + "\n" + `z</summary></entry></feed>`,
		`<feed><entry><id>http://arxiv.org/api/errors#x</id><title>Error</title></entry></feed>`,
		`<?xml version="1.0" encoding="EUC-KR"?><feed/>`, `<!DOCTYPE a [<!ENTITY b "c">]><feed><entry><summary>&b;</summary></entry></feed>`, "<html>", "",
		`{"id":"2405.00001","title":"A","summary":"x\u001b[2J"}`, `{"paper":{"paper":{"summary":"x"}}}`, `{"summary":null}`, "[]",
	} {
		f.Add([]byte(s), 200, "1e300")
		f.Add([]byte(s), 429, "Wed, 21 Oct 2065 07:28:00 GMT")
	}
	f.Fuzz(func(t *testing.T, body []byte, status int, after string) {
		if status < 200 || status > 599 || strings.ContainsAny(after, "\r\n") {
			t.Skip()
		}
		p := &polite{client: &http.Client{Transport: saying{status, body, after}}, agent: "test", pace: rate.NewLimiter(rate.Inf, 1),
			pause: func(_ context.Context, d time.Duration) error {
				if d <= 0 || d > time.Minute {
					t.Errorf("a pause of %v", d)
				}
				return nil
			}}
		check := func(a Abstract) {
			if a.ArXivID == "" || a.Text == "" || strings.ContainsFunc(a.Text+a.Title, unicode.IsControl) {
				t.Errorf("%+v", a)
			}
		}
		found, err := fromArXiv(t.Context(), p, ArXiv, []string{"2405.00001", "2405.00002"})
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("an error of several lines: %q", err)
		}
		for id, a := range found {
			if check(a); a.ArXivID != id {
				t.Errorf("%q: %+v", id, a)
			}
		}
		a, ok, err := fromHuggingFace(t.Context(), p, HuggingFace, "2405.00001")
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("an error of several lines: %q", err)
		}
		if ok {
			check(a)
		}
	})
}
