//go:build !race

package main

import (
	"bytes"
	"fmt"
	"html"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sumtool/sumtool/internal/llm/testendpoint"
	"golang.org/x/sync/errgroup"
)

// core is in the middle of every key of these tests. Where it is found, a key has
// leaked, however it is written around.
const core = "Zq7Xw9"

// TestKeyNeverAppears has every command that asks an endpoint ask one that sends the
// key back in every place and in every way, and looks for the key in all that the
// program prints, remembers, reports and leaves behind; an endpoint that misbehaves
// without sending it is, but with SUMTOOL_FULL=1, asked by translations alone. Several ways are tried at once:
// most of the time is spent waiting for disks and batches.
func TestKeyNeverAppears(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	t.Setenv("TMP", temp) // Windows
	var group errgroup.Group
	group.SetLimit(8)
	try := func(key, mode string, brief bool, echo http.HandlerFunc) {
		dir := t.TempDir()
		group.Go(func() error { return keyLeaks(t, dir, key, mode, brief, echo) })
	}
	const usual, quoted = "sk-proj-A1b2" + core + "c3D4e5F6", `p"<&>'+/=%41` + core + `\n\u0041~`
	for _, mode := range slices.Sorted(maps.Keys(echoes)) {
		try(usual, mode, false, echoes[mode])
		if !strings.HasPrefix(mode, "batch ") {
			try(quoted, mode, false, echoes[mode])
		}
	}
	for _, f := range slices.Concat(testendpoint.RequestFaults(), testendpoint.AnswerFaults(), testendpoint.TextFaults()) {
		if f != testendpoint.Hang && f != testendpoint.RateLimitAfter && f != testendpoint.RateLimitDate { // these take time and say no more
			try(usual, string(f), !hostileFull(), testendpoint.New(testendpoint.Options{Key: usual, Rates: testendpoint.Rates{f: 1}}).ServeHTTP)
		}
	}
	if err := group.Wait(); err != nil {
		t.Error(err)
	}
	if left, _ := os.ReadDir(temp); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// keyLeaks runs all commands, or in brief two, in a folder against one way to misbehave.
func keyLeaks(t *testing.T, dir, key, mode string, brief bool, echo http.HandlerFunc) error {
	server := httptest.NewServer(echo)
	defer server.Close()
	in := func(name string) string { return filepath.Join(dir, name) }
	r := runner{t: t, env: map[string]string{"OPENAI_API_KEY": key, "OPENAI_BASE_URL": server.URL + "/v1", "SUMTOOL_MODEL": testendpoint.Model}}
	r.write(in("a.md"), secretDigest)
	r.write(in("hyp.en.md"), strings.ReplaceAll(secretDigest, "이 모델은 질문 3,150개를 읽습니다.", "This model reads 3,150 questions."))
	r.write(in("abstracts.jsonl"), `{"arxiv_id":"2406.00001","title":"Lantern","abstract":"The model reads 3,150 questions."}`+"\n")
	ask := []string{"--cache", in("tm"), "--retries", "0", "--timeout", "2s"}
	evaluate := []string{"evaluate", "--src", in("a.md"), "--hyp", in("hyp.en.md"), "--embedding-model", testendpoint.EmbeddingModel, "--worst", "3", "--sentence-level"}
	commands := [][]string{
		{"-v", "doctor", "--retries", "0"}, {"doctor", "--format", "json", "--retries", "0"},
		slices.Concat([]string{"-v", "translate", "--to", "en", "--force", "--report", in("r.json"), "--events", in("e.jsonl")}, ask, []string{in("a.md")}),
		slices.Concat([]string{"translate", "--to", "en", "--back-translate", "--embedding-model", testendpoint.EmbeddingModel, "--report", in("b.json")}, ask, []string{in("a.md")}),
		slices.Concat([]string{"translate", "--to", "en", "--check"}, []string{in("a.md")}),
		slices.Concat([]string{"regenerate", "--all", "--abstracts", in("abstracts.jsonl")}, ask, []string{in("a.md")}),
		{"cache", "stats", "--cache", in("tm")}, {"cache", "export", "--cache", in("tm")}, {"cache", "export", "--cache", in("tm"), "--format", "tmx"},
		{"lint", "--format", "json", in("a.en.md")},
	}
	for i, format := range []string{"table", "json", "html", "csv"} {
		metrics := []string{"judge-da", "judge-mqm", "round-trip", "embedding"}[i]
		commands = append(commands, slices.Concat(evaluate, ask, []string{"--metrics", metrics, "--format", format}))
	}
	if strings.HasPrefix(mode, "batch ") || mode == "all 401 in words" || mode == "all 200 cut" {
		commands = append(commands, slices.Concat([]string{"translate", "--to", "en", "--batch", "--force", "--cache", in("tm2"), "--retries", "0", in("a.md")}))
	}
	if brief {
		commands = commands[2:4]
	}
	for _, args := range commands {
		r.run(args...)
		if strings.Contains(r.printed, core) || strings.Contains(r.said, core) {
			t.Errorf("%s: sumtool %s printed the key:\n%s%s", mode, strings.Join(args, " "), r.printed, r.said)
		}
	}
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte(core)) || strings.Contains(path, core) {
			t.Errorf("%s: the key is in %s:\n%.600s", mode, filepath.Base(path), data)
		}
		return err
	})
}

const secretDigest = `## Daily Papers (2024-06-03)

### [Lantern: Reading](https://arxiv.org/abs/2406.00001)

Vote: 3

Authors: Haneul Kim

- 이 모델은 질문 3,150개를 읽습니다.
- 사람이 직접 쓰고 두 번 검수했습니다.
`

// echoes are the ways to send the key back. Those whose names begin with "all" do so
// at every address.
var echoes = map[string]http.HandlerFunc{
	"all 401 in words":         echoStatus(401, `{"error":{"message":"Incorrect API key provided: %s.","code":"invalid_api_key"}}`, jsonText),
	"all 400 param":            echoStatus(400, `{"error":{"message":"no","param":"%s","code":"%[1]s","type":"%[1]s"}}`, jsonText),
	"all 403 bare":             echoStatus(403, `{"error":"%s"}`, jsonText),
	"all 404 detail":           echoStatus(404, `{"detail":"Bearer %s"}`, jsonText),
	"all 429 message":          echoStatus(429, `{"message":"%s"}`, jsonText),
	"all 500 HTML":             echoStatus(500, `<html><title>%s</title><body>Authorization: Bearer %[1]s</body></html>`, html.EscapeString),
	"all 503 words":            echoStatus(503, "upstream said: authorization: Bearer %s", plainText),
	"all 400 URL-encoded":      echoStatus(400, `{"error":{"message":"GET /?key=%s"}}`, url.QueryEscape),
	"all 400 by code points":   echoStatus(400, `{"error":{"message":"%s"}}`, codePoints),
	"all 200 with an error":    echoStatus(200, `{"error":{"message":"%s","code":502}}`, jsonText),
	"all 200 words":            echoStatus(200, "Bearer %s", plainText),
	"all 200 HTML":             echoStatus(200, "<html><body><h1>%s</h1></body></html>", html.EscapeString),
	"all 200 cut":              echoStatus(200, `{"choices":[{"message":{"content":"%s`, jsonText),
	"all 200 refusal":          echoStatus(200, `{"choices":[{"message":{"refusal":"%s"},"finish_reason":"%[1]s"}]}`, jsonText),
	"all 200 words as content": echoStatus(200, `{"id":"%s","model":"%[1]s","choices":[{"message":{"content":"%[1]s","reasoning":"%[1]s"},"finish_reason":"stop"}],"data":[{"id":"%[1]s"}],"status":"%[1]s"}`, jsonText),
	"all 302": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", "https://example.org/?key="+url.QueryEscape(keyOf(r)))
		w.WriteHeader(302)
	},
	"all 429 headers": func(w http.ResponseWriter, r *http.Request) {
		for _, name := range []string{"Retry-After", "Retry-After-Ms", "X-Request-Id", "X-Ratelimit-Reset-Requests", "Www-Authenticate"} {
			w.Header().Set(name, keyOf(r))
		}
		w.WriteHeader(429)
	},
	"answers in texts":   echoAnswers(`\"text\":\"`, `\"text\":\"%s `),
	"answers in ids":     echoAnswers(`\"items\":[`, `\"items\":[{\"id\":\"%s\",\"text\":\"%[1]s\",\"span\":\"%[1]s\"},`),
	"answers in scores":  echoAnswers(`\"score\":`, `\"why\":\"%s\",\"score\":`),
	"answers in words":   echoAnswers(`"content":"`, `"content":"%s `),
	"answers in models":  echoAnswers(`"model":"`, `"model":"%s`),
	"answers in reasons": echoAnswers(`"finish_reason":"stop"`, `"finish_reason":"%s"`),
	"batch failed":       echoAnswers(`"status":"completed"`, `"status":"failed","errors":{"data":[{"code":"%s","message":"%[1]s","line":1}]}`),
	"batch ids":          echoAnswers(`"id":"batch`, `"id":"%s batch`),
	"batch lines":        echoAnswers(`"custom_id":"`, `"error":{"message":"%s","code":"%[1]s"},"custom_id":"`),
}

func keyOf(r *http.Request) string {
	return strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
}

func plainText(s string) string { return s }

// jsonText is a text as it stands between the quotation marks of JSON.
func jsonText(s string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s)
}

func codePoints(s string) string {
	var b strings.Builder
	for _, r := range s {
		fmt.Fprintf(&b, `\u%04x`, r)
	}
	return b.String()
}

// echoStatus answers everything with a body that has the key in it.
func echoStatus(status int, body string, encode func(string) string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(status)
		fmt.Fprintf(w, body, encode(keyOf(r)))
	}
}

// echoAnswers puts the key into otherwise good answers.
func echoAnswers(at, with string) http.HandlerFunc {
	good := testendpoint.New(testendpoint.Options{})
	return func(w http.ResponseWriter, r *http.Request) {
		rec := httptest.NewRecorder()
		good.ServeHTTP(rec, r)
		for range 3 { // a batch is finished when it is first asked for
			if r.Method == http.MethodGet {
				rec = httptest.NewRecorder()
				good.ServeHTTP(rec, r)
			}
		}
		key := jsonText(keyOf(r))
		if strings.Contains(at, `\"`) { // JSON inside of JSON
			key = jsonText(key)
		}
		maps.Copy(w.Header(), rec.Header())
		w.Header().Del("Content-Length")
		w.WriteHeader(rec.Code)
		fmt.Fprint(w, strings.ReplaceAll(rec.Body.String(), at, fmt.Sprintf(with, key)))
	}
}
