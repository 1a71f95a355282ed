package abstracts

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

// service plays both APIs and counts their requests.
type service struct {
	papers   map[string]string // id: abstract at Hugging Face
	preprint map[string]string // id: abstract at arXiv
	busy     int               // requests to answer with 429 first
	down     bool              // Hugging Face fails
	asked    []string
}

func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.asked = append(s.asked, r.URL.RequestURI())
	if s.busy > 0 {
		s.busy--
		w.Header().Set("Retry-After", "7")
		http.Error(w, "slow down", http.StatusTooManyRequests)
		return
	}
	if id, ok := strings.CutPrefix(r.URL.Path, "/api/papers/"); ok {
		text, ok := s.papers[id]
		switch {
		case s.down:
			http.Error(w, "<html>", http.StatusBadGateway)
		case !ok:
			http.Error(w, `{"error":"Paper not found"}`, http.StatusNotFound)
		default:
			fmt.Fprintf(w, `{"id":%q,"title":"A\n  Title","summary":%q,"upvotes":3}`, id, text)
		}
		return
	}
	ids := strings.Split(r.URL.Query().Get("id_list"), ",")
	if slices.Contains(ids, "bad/0000000") {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	fmt.Fprint(w, `<feed xmlns="http://www.w3.org/2005/Atom">`)
	for _, id := range ids {
		if text, ok := s.preprint[id]; ok {
			fmt.Fprintf(w, "<entry><id>http://arxiv.org/abs/%sv2</id><title>A Title</title><summary>  %s\n</summary></entry>", id, text)
		}
	}
	fmt.Fprint(w, `</feed>`)
}

func fetch(t *testing.T, s *service, memory string, ids ...string) map[string]Abstract {
	t.Helper()
	server := httptest.NewServer(s)
	defer server.Close()
	f := Fetcher{HuggingFace: server.URL, ArXiv: server.URL + "/", Memory: memory, unhurried: true}
	got, err := f.Fetch(context.Background(), ids)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestArXivHasWhatHuggingFaceDoesNot(t *testing.T) {
	s := &service{papers: map[string]string{"2405.00001": "We present\nLantern."}, preprint: map[string]string{"2405.00002": "We study\n quilts."}}
	got := fetch(t, s, "", "2405.00001", "2405.00002", "2405.00003")
	want := map[string]Abstract{
		"2405.00001": {"2405.00001", "A Title", "We present Lantern.", "huggingface"},
		"2405.00002": {"2405.00002", "A Title", "We study quilts.", "arxiv"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if n := len(s.asked); n != 4 {
		t.Errorf("%d requests, want one a paper and one batch: %q", n, s.asked)
	}
}

func TestBusyServiceIsAskedAgain(t *testing.T) {
	s := &service{papers: map[string]string{"2405.00001": "Text."}, busy: 2}
	if got := fetch(t, s, "", "2405.00001"); len(got) != 1 {
		t.Errorf("got %v after %q", got, s.asked)
	}
}

func TestFailingHuggingFaceLeavesAllToArXiv(t *testing.T) {
	s := &service{down: true, preprint: map[string]string{"2405.00001": "One.", "2405.00002": "Two."}}
	if got := fetch(t, s, "", "2405.00001", "2405.00002"); len(got) != 2 {
		t.Errorf("got %v", got)
	}
	if n := len(s.asked); n != tries+1 {
		t.Errorf("%d requests, want %d: %q", n, tries+1, s.asked)
	}
}

func TestMalformedIDSpoilsNoBatch(t *testing.T) {
	s := &service{preprint: map[string]string{"2405.00001": "One.", "2405.00002": "Two.", "2405.00003": "Three."}}
	got := fetch(t, s, "", "2405.00001", "bad/0000000", "2405.00002", "2405.00003")
	if ids := slices.Sorted(maps.Keys(got)); !slices.Equal(ids, []string{"2405.00001", "2405.00002", "2405.00003"}) {
		t.Errorf("got %q", ids)
	}
}

func TestWhatIsRememberedIsNotAskedFor(t *testing.T) {
	memory := filepath.Join(t.TempDir(), "cache", "abstracts.jsonl")
	s := &service{papers: map[string]string{"2405.00001": "One.", "2405.00002": "Two."}}
	fetch(t, s, memory, "2405.00001")

	// A crash has cut the last line: what follows must not join it.
	f, err := os.OpenFile(memory, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(f, `{"arxiv_id":"2405.0000`)
	f.Close()

	fetch(t, s, memory, "2405.00001", "2405.00002")
	s.asked = nil
	if got := fetch(t, s, memory, "2405.00001", "2405.00002"); len(got) != 2 || len(s.asked) != 0 {
		t.Errorf("got %v after %q", got, s.asked)
	}
}

func TestNoAbstractAnywhereIsNoError(t *testing.T) {
	if got := fetch(t, &service{}, "", "2405.00001"); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}

func TestUnreachableArXivIsAnError(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	f := Fetcher{HuggingFace: server.URL, ArXiv: server.URL, unhurried: true}
	_, err := f.Fetch(context.Background(), []string{"2405.00001"})
	if err == nil || strings.Contains(err.Error(), "id_list") {
		t.Errorf("got %v, want an error without the list of ids", err)
	}
}

func TestRead(t *testing.T) {
	got, err := Read(strings.NewReader("\uFEFF"+`{"arxiv_id":"2405.00001v3","title":"T","abstract":"One\u0007\n two."}

{"id":"https://arxiv.org/abs/2405.00002","summary":"Three."}
{"paper":{"id":"cs.CL/0703001","summary":"Four."}}
`), "a.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]Abstract{
		"2405.00001":    {"2405.00001", "T", "One two.", "file"},
		"2405.00002":    {"2405.00002", "", "Three.", "file"},
		"cs.CL/0703001": {"cs.CL/0703001", "", "Four.", "file"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	var out bytes.Buffer
	if err := Write(&out, []Abstract{want["2405.00001"]}); err != nil {
		t.Fatal(err)
	}
	again, err := Read(&out, "b.jsonl")
	if d := cmp.Diff(want["2405.00001"], again["2405.00001"]); d != "" || err != nil {
		t.Error(d, err)
	}
}

func TestReadErrorsNameTheLine(t *testing.T) {
	for text, want := range map[string]string{
		"{\"arxiv_id\":\"2405.00001\",\"abstract\":\"x\"}\n{": "a.jsonl:2: not a JSON object",
		`{"abstract":"x"}`:                                  `a.jsonl:1: no "arxiv_id"`,
		`{"arxiv_id":"24-05","abstract":"x"}`:               `a.jsonl:1: "arxiv_id" is "24-05", expected an arXiv id`,
		`{"arxiv_id":"2405.00001","abstract":" "}`:          `a.jsonl:1: no "abstract"`,
		"\n{\"arxiv_id\":\"" + strings.Repeat("x", maxLine): "a.jsonl:2: a line of more than",
	} {
		_, err := Read(strings.NewReader(text), "a.jsonl")
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: got %v, want %q", text, err, want)
		}
	}
}

// FuzzRead: what is read of anything is clean, and written it reads the same.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"arxiv_id":"2405.00001","abstract":"x"}`))
	f.Add([]byte("\uFEFF{\"paper\":{\"id\":\"2405.00001v2\",\"title\":\"a\\u001b\",\"summary\":\"x\\ny\"}}\n\n{oops}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		all, err := Read(bytes.NewReader(data), "f")
		if err != nil && (!strings.HasPrefix(err.Error(), "f:") || strings.Contains(err.Error(), "\n")) {
			t.Errorf("an error without its place: %q", err)
		}
		var list []Abstract
		for id, a := range all {
			if id == "" || a.ArXivID != id || a.Text == "" || strings.ContainsFunc(a.Text+a.Title, unicode.IsControl) {
				t.Errorf("%q: %+v", id, a)
			}
			list = append(list, a)
		}
		var b bytes.Buffer
		if err := Write(&b, list); err != nil {
			t.Fatal(err)
		}
		again, err := Read(&b, "g")
		if diff := cmp.Diff(all, again); err != nil || diff != "" {
			t.Errorf("%v\n%s", err, diff)
		}
	})
}

// TestRedirects: a service may lead to itself, as from http to https; nobody else is
// told which papers are read.
func TestRedirects(t *testing.T) {
	asked := 0
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	defer elsewhere.Close()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasPrefix(r.URL.Path, "/api/papers/"):
			http.Redirect(w, r, "/moved"+r.URL.Path, http.StatusMovedPermanently)
		case strings.HasPrefix(r.URL.Path, "/moved/api/papers/2405.00001"):
			fmt.Fprint(w, `{"id":"2405.00001","title":"A Title","summary":"We present Lantern."}`)
		case strings.HasPrefix(r.URL.Path, "/moved"):
			http.NotFound(w, r)
		default:
			http.Redirect(w, r, strings.Replace(elsewhere.URL, "127.0.0.1", "localhost", 1), http.StatusFound)
		}
	}))
	defer server.Close()
	f := Fetcher{HuggingFace: server.URL, ArXiv: server.URL, unhurried: true}
	got, err := f.Fetch(context.Background(), []string{"2405.00001", "2405.00002"})
	if got["2405.00001"].Text != "We present Lantern." || err == nil || !strings.Contains(err.Error(), "redirected to http://localhost:") {
		t.Errorf("%v, %v", got, err)
	}
	if asked > 0 {
		t.Errorf("%d requests went to another host", asked)
	}
}
