package llm

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestCutConnections: a reset before, or in the middle of, the answer is asked again.
func TestCutConnections(t *testing.T) {
	whole := good(`{"items":[]}`).body
	for name, breakOff := range map[string]func(w http.ResponseWriter){
		"before the answer": func(http.ResponseWriter) { panic(http.ErrAbortHandler) },
		"in the body": func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", fmt.Sprint(len(whole)))
			_, _ = io.WriteString(w, whole[:len(whole)/2])
			panic(http.ErrAbortHandler)
		},
		"in a chunk": func(w http.ResponseWriter) {
			_, _ = io.WriteString(w, whole[:len(whole)/2])
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		},
		"slowly": func(w http.ResponseWriter) {
			for i := 0; i+8 < len(whole); i += 8 {
				_, _ = io.WriteString(w, whole[i:i+8])
				w.(http.Flusher).Flush()
				time.Sleep(30 * time.Millisecond)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			var n atomic.Int64
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				if n.Add(1) == 1 {
					breakOff(w)
					return
				}
				_, _ = io.WriteString(w, whole)
			}))
			defer s.Close()
			e, err := Open(Options{BaseURL: s.URL + "/v1", Retries: 2, Backoff: time.Millisecond, Timeout: 500 * time.Millisecond})
			if err != nil {
				t.Fatal(err)
			}
			got, err := e.Complete(context.Background(), hello)
			if err != nil || got.Text != `{"items":[]}` || n.Load() != 2 {
				t.Errorf("%q, %v after %d requests", got.Text, err, n.Load())
			}
		})
	}
}

// TestHugeAnswer: a broken endpoint cannot fill the memory.
func TestHugeAnswer(t *testing.T) {
	s := serve(t, sequence(good(strings.Repeat("x", 3<<20))))
	e := dial(t, s, func(o *Options) { o.Retries = 0 })
	e.doer.most = 1 << 20
	if _, err := e.Complete(context.Background(), hello); err == nil || !strings.Contains(err.Error(), "longer than 1 MB") {
		t.Errorf("got %v", err)
	}
}

// TestKeyStaysSecret: an endpoint that echoes the key in every place gets none of it
// into an answer, an error or a warning.
func TestKeyStaysSecret(t *testing.T) {
	const key = "sk-top/secret+key=0123456789"
	var said []string
	for _, reply := range []func(w http.ResponseWriter, echo string){
		func(w http.ResponseWriter, echo string) {
			w.WriteHeader(401)
			fmt.Fprintf(w, `{"error":{"message":"Incorrect API key provided: %s"}}`, echo)
		},
		func(w http.ResponseWriter, echo string) {
			w.WriteHeader(500)
			fmt.Fprint(w, "<html><title>", echo, "</title>")
		},
		func(w http.ResponseWriter, echo string) { w.WriteHeader(400); fmt.Fprint(w, echo) },
		func(w http.ResponseWriter, echo string) {
			w.WriteHeader(422)
			fmt.Fprintf(w, `{"detail":[{"loc":["header","authorization"],"msg":"%s"}]}`, strings.ReplaceAll(echo, "/", `\/`))
		},
		func(w http.ResponseWriter, echo string) { fmt.Fprint(w, "not json ", echo) },
		func(w http.ResponseWriter, echo string) {
			fmt.Fprintf(w, `{"model":"%s","choices":[{"message":{"content":"{\"a\":\"%s\"}"},"finish_reason":"stop"}]}`, echo, echo)
		},
		func(w http.ResponseWriter, echo string) {
			fmt.Fprintf(w, `{"choices":[{"message":{"refusal":"%s"},"finish_reason":"stop"}]}`, echo)
		},
		func(w http.ResponseWriter, echo string) { fmt.Fprintf(w, `{"error":{"message":"%s"}}`, echo) },
		func(w http.ResponseWriter, echo string) {
			w.Header().Set("Location", "http://x/?k="+echo)
			w.WriteHeader(302)
		},
		func(w http.ResponseWriter, echo string) { fmt.Fprintf(w, `{"data":[{"id":"%s"}]}`, echo) },
	} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			reply(w, strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
		}))
		e, err := Open(Options{BaseURL: s.URL + "/v1", Key: key, Timeout: 5 * time.Second, Warn: func(m string) { said = append(said, m) }})
		if err != nil {
			t.Fatal(err)
		}
		got, err := e.Complete(context.Background(), hello)
		said = append(said, fmt.Sprintf("%+v %#v %v %+v", got, got, err, err))
		models, err := e.Models(context.Background())
		said = append(said, fmt.Sprintf("%+v %v", models, err), fmt.Sprintf("%+v %#v", e.key, e.key))
		s.Close()
	}
	for _, m := range said {
		if strings.Contains(m, "secret") || strings.Contains(m, "0123456789") {
			t.Errorf("the key shows: %s", m)
		}
	}
	if !strings.Contains(strings.Join(said, "\n"), "Incorrect API key provided: [key]") {
		t.Error("nothing was said")
	}
}

// TestRedirects are not followed: the key would go along.
func TestRedirects(t *testing.T) {
	var got atomic.Int64
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { got.Add(1) }))
	defer other.Close()
	for _, status := range []int{301, 302, 303, 307, 308} {
		s := serve(t, sequence(answer{status: status, header: map[string]string{"Location": other.URL}}))
		_, err := dial(t, s, nil).Complete(context.Background(), hello)
		if KindOf(err) != NotFound || !Stops(err) || !strings.Contains(err.Error(), "redirected to") {
			t.Errorf("%d: %v", status, err)
		}
	}
	if got.Load() != 0 {
		t.Errorf("%d requests went to the other host", got.Load())
	}
}

func TestOptionsAreChecked(t *testing.T) {
	for url, want := range map[string]string{
		"":                              "no endpoint",
		"localhost:11434":               "must begin with http://",
		"ftp://host/v1":                 "must begin with http://",
		"http://":                       "names no host",
		"https://user:pass@host/v1":     "user or password",
		"https://host/v1?key=sk-secret": "query",
		"http://ho st/v1":               "no URL",
	} {
		_, err := Open(Options{BaseURL: url})
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "pass@") || strings.Contains(err.Error(), "sk-secret") {
			t.Errorf("%q: %v, want %q", url, err, want)
		}
	}
	for _, key := range []string{"sk-a b", "sk-a\nb", "sk-한글"} {
		if _, err := Open(Options{BaseURL: "http://localhost/v1", Key: key, KeyName: "THE_KEY"}); err == nil || strings.Contains(err.Error(), "sk-") || !strings.Contains(err.Error(), "THE_KEY") {
			t.Errorf("key %q: %v", key, err)
		}
	}
	for url, warns := range map[string]bool{"http://gpu.example/v1": true, "https://gpu.example/v1": false, "http://localhost:1/v1": false,
		"http://127.0.0.9/v1": false, "http://[::1]:8/v1": false, "http://10.0.0.1/v1": true, "http://localhost.evil.example/v1": true} {
		warned := false
		if _, err := Open(Options{BaseURL: url, Warn: func(string) { warned = true }}); err != nil || warned != warns {
			t.Errorf("%s: warned %v, %v", url, warned, err)
		}
	}
	for in, want := range map[string]string{"http://localhost:1/v1/": "http://localhost:1/v1", " http://localhost/v1/chat/completions": "http://localhost/v1"} {
		if e, err := Open(Options{BaseURL: in}); err != nil || e.BaseURL() != want {
			t.Errorf("%q: %v", in, err)
		}
	}
}
