package testendpoint

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"unicode"

	"github.com/sumtool/sumtool/internal/numeral"
)

// post sends a body and returns status and answer.
func post(t *testing.T, s *Server, path, body string) (int, map[string]any) {
	t.Helper()
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodPost, path, strings.NewReader(body)))
	var v map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		t.Fatalf("%s: %v", w.Body.String(), err)
	}
	return w.Code, v
}

// request is a chat completion around a last user message.
func request(user string, more string) string {
	u, _ := json.Marshal(user)
	return fmt.Sprintf(`{"model":%q,"messages":[{"role":"system","content":"Translate. Answer in JSON."},{"role":"user","content":%s}]%s}`, Model, u, more)
}

const one = `{"task":"translate","from":"ko","to":"en","items":[{"id":"p1.b1","text":"모델은 8억 개의 토큰으로 학습했습니다."}]}`

func content(t *testing.T, v map[string]any) string {
	t.Helper()
	c, ok := v["choices"].([]any)[0].(map[string]any)["message"].(map[string]any)["content"].(string)
	if !ok {
		t.Fatalf("no content in %v", v)
	}
	return c
}

func TestTranslates(t *testing.T) {
	s := New(Options{})
	code, v := post(t, s, "/v1/chat/completions", request(one, ""))
	if code != 200 {
		t.Fatalf("%d %v", code, v)
	}
	var a struct{ Items []answered }
	if err := json.Unmarshal([]byte(content(t, v)), &a); err != nil || len(a.Items) != 1 || a.Items[0].ID != "p1.b1" {
		t.Fatalf("%v %+v", err, a)
	}
	if !strings.Contains(a.Items[0].Text, "800 million") {
		t.Errorf("8억 became %q", a.Items[0].Text)
	}
	back, _ := json.Marshal(a.Items)
	_, v = post(t, s, "/v1/chat/completions", request(`{"task":"back-translate","from":"en","to":"ko","items":`+string(back)+`}`, ""))
	if got := content(t, v); !strings.Contains(got, "모델은 8억 개의 토큰으로 학습했습니다.") {
		t.Errorf("translated back: %s", got)
	}
}

// TestPairs: the shipped digests are replayed, also with a placeholder where a URL
// stood.
func TestPairs(t *testing.T) {
	for _, system := range []string{"good", "poor"} {
		s, n := New(Options{System: system}), 0
		for _, p := range Pairs() {
			if p.System != system {
				continue
			}
			n++
			if got, ok := s.known(p.Source, false); !ok || got != p.Target {
				t.Errorf("%s: %q became %q", system, p.Source, got)
			}
			masked := copied().ReplaceAllString(p.Source, "⟦0⟧")
			if got, _ := s.known(masked, false); strings.Count(masked, "⟦0⟧") == 1 && strings.Contains(p.Target, "https://") && !strings.Contains(got, "⟦0⟧") {
				t.Errorf("%s: %q became %q", system, masked, got)
			}
		}
		if n < 30 {
			t.Errorf("only %d pairs of the %s system", n, system)
		}
	}
}

func TestEchoKeepsWhatMustStay(t *testing.T) {
	for source, want := range map[string][]string{
		"Lantern은 매개변수 15억 개(1.5B)를 씁니다.":                {"Lantern", "1.5 billion", "(1.5B)"},
		"코드는 https://example.org/a_b-c에서 봅니다.":           {"https://example.org/a_b-c "},
		"토큰 ⟦0⟧과 `top_k=5` 그리고 $x^2$를 쓴다.":               {"⟦0⟧", "`top_k=5`", "$x^2$"},
		"정확도가 12%에서 15.5%로, 3.4%p 올랐다.":                  {"12%", "15.5%", "3.4 percentage points"},
		"수백만 장의 이미지와 수십 명의 사람":                           {"millions of", "tens of"},
		"속도는 두 배, 비용은 1.8배":                              {"2 times", "1.8 times"},
		"희소 라우팅(Sparse Routing)은 GPT-4o와 pass@1로 쟀다.":    {"(Sparse Routing)", "GPT-4o", "pass@1"},
		"2024년 5월 30일에 1조 2천억 토큰을 7천만 문장으로 나누었다.":        {"2024", "May", "30", "1.2 trillion", "70 million"},
		"<plan> 토큰을 만든 뒤 <b>굵게</b> 씁니다.":                 {"<plan>", "<b>", "</b>"},
		"「새 방법」과 “다른 방법” 그리고 '작은 모델'을 비교한다.":             {"「", "」", "“", "”", "'"},
		"시스템-2 사고를 쓰는 유러스-70B는 빠르다.":                     {"2", "70B"},
		"가중치의 1/3만 쓴다.":                                  {"1/3"},
		"점수는 (a) 0.5, (b) −1.2이다.":                       {"0.5", "−1.2"},
		"3~5배 빠르고 100억에서 1,000억 사이다.":                    {"10 billion", "100 billion"},
		"한 쌍의 LLM-as-a-Judge가 state-of-the-art 모델을 이긴다.": {"LLM-as-a-Judge", "state-of-the-art"},
	} {
		got := echo(source)
		for _, part := range want {
			if !strings.Contains(got, part) {
				t.Errorf("%q became %q without %q", source, got, part)
			}
		}
		if d := numeral.Compare(numeral.Find(source), numeral.Find(got)); !d.Same() {
			t.Errorf("%q became %q: numbers differ: %+v", source, got, d)
		}
		if strings.ContainsFunc(got, isHangul) {
			t.Errorf("%q became %q", source, got)
		}
	}
}

func FuzzEcho(f *testing.F) {
	for _, p := range Pairs() {
		f.Add(p.Source)
	}
	f.Fuzz(func(t *testing.T, source string) {
		source = strings.ToValidUTF8(source, "") // as all that comes out of JSON
		if got := echo(source); strings.ContainsFunc(copied().ReplaceAllString(got, ""), func(r rune) bool { return unicode.IsLetter(r) && unicode.Is(unicode.Hangul, r) }) {
			t.Errorf("%q became %q", source, got)
		}
	})
}

// TestRefuses what OpenAI would refuse, and what is not of the contract's form.
func TestRefuses(t *testing.T) {
	schema := `,"response_format":{"type":"json_schema","json_schema":{"name":"a","strict":true,"schema":{"type":"object","properties":{"x":{"type":"string"}},"required":["x"],"additionalProperties":false}}}`
	for body, want := range map[string]string{
		`{`:                              "could not parse",
		`{"model":"sumtool-test"}`:       "'messages'",
		request(one, `,"temprature":1`):  "Unrecognized request argument supplied: temprature",
		request(one, `,"temperature":3`): "'temperature'",
		request(one, `,"max_tokens":0`):  "'max_tokens'",
		request(one, `,"max_tokens":9,"max_completion_tokens":9`):                     "at the same time",
		request(one, `,"stream":true`):                                                "stream",
		request(one, `,"seed":"a"`):                                                   "Invalid type",
		strings.Replace(request(one, ""), Model, "gpt-9", 1):                          "does not exist",
		request(one, strings.Replace(schema, `"name":"a"`, `"name":"a b"`, 1)):        "name",
		request(one, strings.Replace(schema, `,"additionalProperties":false`, "", 1)): "additionalProperties",
		request(one, strings.Replace(schema, `"required":["x"]`, `"required":[]`, 1)): "required",
		request("Hello", ""): "one JSON object",
		request(strings.Replace(one, "translate", "transmute", 1), ""):                                                  "unknown task",
		request(strings.Replace(one, `"to":"en",`, "", 1), ""):                                                          "from and to",
		request(`{"task":"translate","from":"ko","to":"en","items":[]}`, ""):                                            "needs items",
		request(strings.Replace(one, `"p1.b1"`, `1`, 1), ""):                                                            "JSON object",
		request(`{"task":"translate","from":"ko","to":"en","items":[{"id":"a","text":"가"},{"id":"a","text":"나"}]}`, ""): "two items",
		strings.Replace(request(one, ""), `{"role":"user"`, `{"role":"robot"`, 1):                                       "Invalid value",
	} {
		code, v := post(t, New(Options{}), "/v1/chat/completions", body)
		e, _ := v["error"].(map[string]any)
		if msg, _ := e["message"].(string); code < 400 || !strings.Contains(msg, want) {
			t.Errorf("%s: %d %q, want %q", body, code, msg, want)
		}
	}
	if code, v := post(t, New(Options{}), "/v1/chat/completions", request(one, schema+`,"max_completion_tokens":500,"temperature":0,"seed":1`)); code != 200 {
		t.Errorf("a right request: %d %v", code, v)
	}
}

func TestKeyAndPaths(t *testing.T) {
	s := New(Options{Key: "sk-right"})
	for key, want := range map[string]int{"": 401, "Bearer sk-wrong": 401, "Bearer sk-right": 200} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, "/v1/models", nil)
		r.Header.Set("Authorization", key)
		s.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("key %q: %d, want %d", key, w.Code, want)
		}
	}
	w := httptest.NewRecorder()
	New(Options{}).ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/chat/completions", nil))
	if w.Code != 404 {
		t.Errorf("without /v1: %d", w.Code)
	}
}

// TestEveryFaultShows: an answer with a fault differs from the one without.
func TestEveryFaultShows(t *testing.T) {
	const two = `{"task":"translate","from":"ko","to":"en","items":[{"id":"a","text":"Lantern은 8억 개의 토큰을 씁니다. ⟦0⟧"},{"id":"b","text":"둘째 Harbor 문장 9개입니다. ⟦0⟧"}]}`
	ask := func(f Fault) (status int, body []byte, err error) {
		s := httptest.NewServer(New(Options{Script: []Fault{f}, Hang: 1}))
		defer s.Close()
		r, err := http.Post(s.URL+"/v1/chat/completions", "application/json", strings.NewReader(request(two, "")))
		if err != nil {
			return 0, nil, err
		}
		defer r.Body.Close()
		body, err = io.ReadAll(r.Body)
		return r.StatusCode, body, err
	}
	_, right, err := ask(None)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range append(append(RequestFaults(), AnswerFaults()...), TextFaults()...) {
		status, body, err := ask(f)
		if err == nil && status == 200 && string(strip(body)) == string(strip(right)) {
			t.Errorf("%s changes nothing", f)
		}
	}
}

// strip takes the answer's id out.
func strip(body []byte) []byte {
	var v map[string]any
	if json.Unmarshal(body, &v) != nil {
		return body
	}
	delete(v, "id")
	b, _ := json.Marshal(v)
	return b
}

func TestFaultsDoNotDependOnOrder(t *testing.T) {
	rates, err := ParseRates("0.5,rate-limit=0.1")
	if err != nil {
		t.Fatal(err)
	}
	bodies := make([][]byte, 200)
	for i := range bodies {
		bodies[i] = fmt.Append(nil, i)
	}
	a, b := New(Options{Rates: rates, Seed: 3}), New(Options{Rates: rates, Seed: 3})
	first := map[string]Fault{}
	for _, body := range bodies {
		_, first[string(body)] = a.roll(body)
	}
	hit := 0
	for i := len(bodies) - 1; i >= 0; i-- {
		_, f := b.roll(bodies[i])
		if f != first[string(bodies[i])] {
			t.Fatalf("request %d: %q in one order, %q in the other", i, first[string(bodies[i])], f)
		}
		if f != None {
			hit++
		}
	}
	if hit < 80 || hit > 160 {
		t.Errorf("%d of 200 requests have a fault, expected about 120", hit)
	}
	for _, bad := range []string{"2", "x", "nothing=0.1", "reset=-1"} {
		if _, err := ParseRates(bad); err == nil {
			t.Errorf("%q is accepted", bad)
		}
	}
}

func TestEmbeddings(t *testing.T) {
	code, v := post(t, New(Options{}), "/v1/embeddings", `{"model":"text-embedding-test","input":["a model of language","a model of languages","harbour"]}`)
	if code != 200 {
		t.Fatalf("%d %v", code, v)
	}
	data := v["data"].([]any)
	vec := func(i int) []any { return data[i].(map[string]any)["embedding"].([]any) }
	dot := func(a, b []any) (sum float64) {
		for i := range a {
			sum += a[i].(float64) * b[i].(float64)
		}
		return sum
	}
	if near, far := dot(vec(0), vec(1)), dot(vec(0), vec(2)); near < 0.8 || far > 0.5 {
		t.Errorf("similar texts %.2f, different ones %.2f", near, far)
	}
}
