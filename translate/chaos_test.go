package translate

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/llm/memory"
	"github.com/sumtool/sumtool/internal/llm/testendpoint"
	"github.com/sumtool/sumtool/rules/edition"
)

// full says that tests run in the sizes that the program promises to hold.
func full() bool { return os.Getenv("SUMTOOL_FULL") != "" }

// digests writes sources of so many papers with five bullets each, forty papers
// a file, no two bullets alike.
func digests(t testing.TB, dir string, papers int) []File {
	t.Helper()
	r := rand.New(rand.NewPCG(7, 7))
	forms := []string{
		"모델 Tide%[1]d는 %[2]d억 개의 매개변수로 긴 문서를 %[3]d배 빠르게 읽습니다.",
		"학습에는 H100 %[3]d장으로 %[2]d시간이 걸렸고, 코드는 https://example.org/tide/%[1]d 에 있습니다.",
		"Bench%[1]d에서 정확도가 %[2]d.5%%에서 %[4]d.1%%로 올랐습니다.",
		"저자들은 **%[2]d개** 언어의 문장 %[4]d만 개를 모아 `tide-%[1]d` 데이터셋을 만들었습니다.",
		"사용자 %[4]d명은 제안한 방법 Quay%[1]d의 답변을 더 좋아했습니다.",
	}
	var files []File
	for n := 0; n < papers; {
		var b strings.Builder
		fmt.Fprintf(&b, "## Daily Papers (2024-06-%02d)\n", len(files)%30+1)
		for i := 0; i < 40 && n < papers; i, n = i+1, n+1 {
			fmt.Fprintf(&b, "\n### [Tide %d: A Paper](https://arxiv.org/abs/2406.%05d)\n\nVote: %d\n\nAuthors: A. Kim, B. Lee\n\n", n, n, n%90)
			for k, f := range forms {
				fmt.Fprintf(&b, "- "+strings.Repeat("***L***: ", k%2)+f+"\n", 10*n+k, 2+r.IntN(90), 2+r.IntN(8), 100+r.IntN(800))
			}
		}
		name := filepath.Join(dir, fmt.Sprintf("d%04d.md", len(files)))
		if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		files = append(files, File{name, EditionPath(name, "en")})
	}
	return files
}

// open connects a translator to an endpoint and a memory on disk.
func open(t testing.TB, url, cache string, concurrency int) (*Translator, *memory.Store) {
	t.Helper()
	e, err := llm.Open(llm.Options{BaseURL: url + "/v1", Concurrency: concurrency, Retries: 8, Timeout: 2 * time.Second, Backoff: 10 * time.Millisecond, MaxWait: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	m, err := memory.Open(cache)
	if err != nil {
		t.Fatal(err)
	}
	return &Translator{Settings: Settings{To: "en", BaseURL: e.BaseURL(), Model: testendpoint.Model, Template: digest.DefaultTemplate(), Workers: concurrency},
		Client: e, Memory: m, Spent: e.Spent}, m
}

// TestChaos makes editions against an endpoint that fails in every way.
func TestChaos(t *testing.T) {
	papers := 60
	if full() {
		papers = 2000
	}
	dir := t.TempDir()
	files := digests(t, dir, papers)
	rates := testendpoint.Rates{}
	faults := append(append([]testendpoint.Fault{}, testendpoint.RequestFaults()...), testendpoint.AnswerFaults()...)
	faults = append(faults, testendpoint.TextFaults()...)
	for _, f := range faults {
		if f != testendpoint.Quota { // an account without money ends a run, rightly
			rates[f] = 0.2 / float64(len(faults))
		}
	}
	server := httptest.NewServer(testendpoint.New(testendpoint.Options{Seed: 1, Rates: rates, Hang: 3 * time.Second}))
	defer server.Close()
	tr, m := open(t, server.URL, filepath.Join(dir, "cache"), 16)
	defer m.Close()
	peak := watchMemory(t)
	r, err := tr.Run(context.Background(), files)
	if err != nil {
		t.Fatal(err)
	}
	bullets, failed := 0, 0
	for _, f := range r.Files {
		if f.Outcome != Written || f.Translated+f.Cached+len(f.Failures) != f.Bullets {
			t.Errorf("%s: %s, %+v", f.Source, f.Outcome, f)
		}
		bullets, failed = bullets+f.Bullets, failed+len(f.Failures)
		faithful(t, f)
	}
	t.Logf("%d bullets, %d failed, %d requests, %d retries, peak %d MB, %.1f s", bullets, failed, r.Requests, r.Retries, peak()>>20, r.Seconds)
	if bullets != 5*papers {
		t.Errorf("%d bullets, want %d", bullets, 5*papers)
	}
	if failed*50 > bullets {
		t.Errorf("%d of %d bullets failed", failed, bullets)
	}
	if full() && peak() > 150<<20 {
		t.Errorf("peak memory %d MB, at most 150 MB may be", peak()>>20)
	}
}

// faithful holds a finished edition against its source, as a reader would: every
// bullet is right, or is the source's with a comment and named in the report.
func faithful(t *testing.T, f FileReport) {
	t.Helper()
	parse := func(path string) *digest.Document {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return digest.Parse(path, data, digest.DefaultTemplate())
	}
	src, dst := parse(f.Source), parse(f.Edition)
	papers, diffs := edition.Layout(src, dst)
	if len(diffs) > 0 {
		t.Errorf("%s: %v", f.Edition, diffs[0])
		return
	}
	left := map[int]bool{}
	for _, b := range f.Failures {
		left[b.Line] = true
	}
	for _, p := range papers {
		for i := range p.Source.Bullets {
			a, b := src.Text(p.Source.Bullets[i].Text), dst.Text(p.Target.Bullets[i].Text)
			line := src.Position(p.Source.Bullets[i].Span.Start).Line
			switch {
			case left[line] != (a == b):
				t.Errorf("%s:%d: reported as failed: %v, but reads %q", f.Edition, line, left[line], b)
			case a != b:
				if vs := edition.Refused(edition.Check(edition.Pair{Source: a, Target: b, Context: p.Source.Title(src)})); len(vs) > 0 {
					t.Errorf("%s:%d: %v\n  %s\n  %s", f.Edition, line, vs, a, b)
				}
			}
		}
	}
}

// watchMemory samples how much the program holds, and returns how to ask for
// the most that it was.
func watchMemory(t *testing.T) func() uint64 {
	stop, done := make(chan struct{}), make(chan struct{})
	most := uint64(0)
	go func() {
		defer close(done)
		for {
			var s runtime.MemStats
			runtime.ReadMemStats(&s)
			most = max(most, s.HeapInuse+s.StackInuse)
			select {
			case <-stop:
				return
			case <-time.After(50 * time.Millisecond):
			}
		}
	}()
	ended := false
	ask := func() uint64 {
		if !ended {
			ended = true
			close(stop)
			<-done
		}
		return most
	}
	t.Cleanup(func() { ask() })
	return ask
}

// TestThroughput compares a run with what latency and concurrency allow.
func TestThroughput(t *testing.T) {
	if !full() {
		t.Skip("measures time; set SUMTOOL_FULL=1")
	}
	const latency, concurrency, papers = 200 * time.Millisecond, 32, 2000
	dir := t.TempDir()
	files := digests(t, dir, papers)
	server := httptest.NewServer(testendpoint.New(testendpoint.Options{Latency: latency}))
	defer server.Close()
	tr, m := open(t, server.URL, filepath.Join(dir, "cache"), concurrency)
	defer m.Close()
	r, err := tr.Run(context.Background(), files)
	if err != nil || r.Failed() > 0 {
		t.Fatal(err, r.Failed())
	}
	ideal := (latency * papers / concurrency).Seconds()
	t.Logf("%d requests in %.2f s, ideal %.2f s: %.1f %%", r.Requests, r.Seconds, ideal, 100*ideal/r.Seconds)
	if ideal/r.Seconds < 0.95 {
		t.Errorf("%.1f %% of the ideal throughput, want 95 %%", 100*ideal/r.Seconds)
	}
	before := r.Requests
	again, err := tr.Run(context.Background(), files)
	if err != nil || again.Requests != before || again.Seconds > 1 {
		t.Errorf("second run: %v, %d requests, %.2f s", err, again.Requests-before, again.Seconds)
	}
	t.Logf("second run: %.2f s for %d bullets", again.Seconds, 5*papers)
}

// TestKilled kills a program that makes editions again and again, and lets the
// last one finish: the editions are those of a run that nobody disturbed, and no
// more was paid for twice than was under way when it was killed.
func TestKilled(t *testing.T) {
	if dir := os.Getenv("SUMTOOL_TEST_KILLED"); dir != "" {
		tr, m := open(t, os.Getenv("SUMTOOL_TEST_URL"), filepath.Join(dir, "cache"), 8)
		defer m.Close()
		if _, err := tr.Run(context.Background(), sourcesIn(t, dir)); err != nil {
			t.Fatal(err)
		}
		return
	}
	kills, papers := 4, 80
	if full() {
		kills, papers = 20, 400
	}
	calm, wild := t.TempDir(), t.TempDir()
	digests(t, calm, papers)
	files := digests(t, wild, papers)

	undisturbed := testendpoint.New(testendpoint.Options{})
	s1 := httptest.NewServer(undisturbed)
	defer s1.Close()
	tr, m := open(t, s1.URL, filepath.Join(calm, "cache"), 8)
	if _, err := tr.Run(context.Background(), sourcesIn(t, calm)); err != nil {
		t.Fatal(err)
	}
	m.Close()

	endpoint := testendpoint.New(testendpoint.Options{Latency: 5 * time.Millisecond})
	s2 := httptest.NewServer(endpoint)
	defer s2.Close()
	r := rand.New(rand.NewPCG(3, 9))
	run := func(kill bool) {
		cmd := exec.Command(os.Args[0], "-test.run=^TestKilled$")
		cmd.Env = append(os.Environ(), "SUMTOOL_TEST_KILLED="+wild, "SUMTOOL_TEST_URL="+s2.URL)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if kill {
			at := endpoint.Stats().Requests + 1 + r.IntN(max(papers/kills, 2))
			for deadline := time.Now().Add(20 * time.Second); endpoint.Stats().Requests < at && time.Now().Before(deadline); {
				time.Sleep(time.Millisecond)
			}
			_ = cmd.Process.Kill()
		}
		if err := cmd.Wait(); err != nil && !kill {
			t.Fatal(err)
		}
	}
	for range kills {
		run(true)
	}
	run(false)
	for _, f := range files {
		want, err := os.ReadFile(filepath.Join(calm, filepath.Base(f.Edition)))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(f.Edition); err != nil || string(got) != string(want) {
			t.Errorf("%s is not what an undisturbed run makes (%v)", f.Edition, err)
		}
	}
	st := endpoint.Stats()
	t.Logf("%d answers, %d of them of texts that were answered before, after %d kills", st.Answers, st.Repeated, kills)
	// At a kill, each of the 8 may have one answer that is not yet stored, and its
	// next request answered by an endpoint that does not know.
	if st.Repeated > kills*2*8*5 {
		t.Errorf("%d texts paid for twice, at most 16 requests of 5 were under way at each of %d kills", st.Repeated, kills)
	}
}

func sourcesIn(t *testing.T, dir string) []File {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "d????.md"))
	if err != nil {
		t.Fatal(err)
	}
	var files []File
	for _, n := range names {
		files = append(files, File{n, EditionPath(n, "en")})
	}
	return files
}

// TestStructureOfRealDigests makes editions of the real digests beside the
// project, where they are, and compares all but the prose byte for byte.
func TestStructureOfRealDigests(t *testing.T) {
	root := filepath.Join("..", "..", "shared", "corpus")
	var paths []string
	_ = filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".md") && d.Name() != "README.md" {
			paths = append(paths, path)
		}
		return nil
	})
	if len(paths) == 0 {
		t.Skip("no real digests here")
	}
	if !full() {
		paths = paths[:4]
	}
	dir := t.TempDir()
	var files []File
	for i, p := range paths {
		files = append(files, File{p, filepath.Join(dir, fmt.Sprintf("%d.en.md", i))})
	}
	server := httptest.NewServer(testendpoint.New(testendpoint.Options{}))
	defer server.Close()
	tr, m := open(t, server.URL, filepath.Join(dir, "cache"), 8)
	defer m.Close()
	r, err := tr.Run(context.Background(), files)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Files {
		if f.Err != nil || f.Outcome != Written {
			t.Errorf("%s: %v %v", f.Source, f.Outcome, f.Err)
			continue
		}
		around(t, f)
	}
	t.Logf("%d files, %d bullets left untranslated", len(files), r.Failed())
}

// around compares what lies around the bullets' texts byte for byte.
func around(t *testing.T, f FileReport) {
	t.Helper()
	strip := func(path string) string {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		doc := digest.Parse(path, data, digest.DefaultTemplate())
		var b strings.Builder
		at := 0
		for _, p := range doc.Papers {
			for _, bullet := range p.Bullets {
				b.Write(data[at:bullet.Text.Start])
				at = bullet.Text.End
			}
		}
		b.Write(data[at:])
		return comment.ReplaceAllString(b.String(), "")
	}
	if strip(f.Source) != strip(f.Edition) {
		t.Errorf("%s: what lies around the bullets' texts is not the source's", f.Source)
	}
}

// TestTwoRunsAtOnce has two programs make editions with one memory at once: of one
// folder, and each of its own. The editions are those of an undisturbed run, the
// memory is whole, and a third run asks nobody.
func TestTwoRunsAtOnce(t *testing.T) {
	if dir := os.Getenv("SUMTOOL_TEST_TWO"); dir != "" {
		tr, m := open(t, os.Getenv("SUMTOOL_TEST_URL"), os.Getenv("SUMTOOL_TEST_CACHE"), 4)
		defer m.Close()
		r, err := tr.Run(context.Background(), sourcesIn(t, dir))
		if err != nil || r.Failed() > 0 {
			t.Fatal(err, r.Failed())
		}
		return
	}
	const papers = 60
	calm, shared, own := t.TempDir(), t.TempDir(), t.TempDir()
	for _, dir := range []string{calm, shared, own} {
		digests(t, dir, papers)
	}
	server := httptest.NewServer(testendpoint.New(testendpoint.Options{}))
	defer server.Close()
	tr, m := open(t, server.URL, filepath.Join(t.TempDir(), "cache"), 8)
	if _, err := tr.Run(context.Background(), sourcesIn(t, calm)); err != nil {
		t.Fatal(err)
	}
	m.Close()

	endpoint := testendpoint.New(testendpoint.Options{Latency: 3 * time.Millisecond})
	busy := httptest.NewServer(endpoint)
	defer busy.Close()
	cache := filepath.Join(t.TempDir(), "cache")
	var runs []*exec.Cmd
	for _, dir := range []string{shared, shared, own} {
		cmd := exec.Command(os.Args[0], "-test.run=^TestTwoRunsAtOnce$")
		cmd.Env = append(os.Environ(), "SUMTOOL_TEST_TWO="+dir, "SUMTOOL_TEST_URL="+busy.URL, "SUMTOOL_TEST_CACHE="+cache)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		runs = append(runs, cmd)
	}
	for i, cmd := range runs {
		if err := cmd.Wait(); err != nil {
			t.Errorf("run %d: %v", i+1, err)
		}
	}
	for _, f := range sourcesIn(t, calm) {
		want, err := os.ReadFile(f.Edition)
		if err != nil {
			t.Fatal(err)
		}
		for _, dir := range []string{shared, own} {
			if got, err := os.ReadFile(filepath.Join(dir, filepath.Base(f.Edition))); err != nil || string(got) != string(want) {
				t.Errorf("%s in %s is not what an undisturbed run makes (%v)", filepath.Base(f.Edition), dir, err)
			}
		}
	}
	before := endpoint.Stats().Requests
	tr, m = open(t, busy.URL, cache, 4)
	defer m.Close()
	for _, dir := range []string{shared, own} {
		for _, f := range sourcesIn(t, dir) {
			if err := os.Remove(f.Edition); err != nil {
				t.Fatal(err)
			}
		}
		if r, err := tr.Run(context.Background(), sourcesIn(t, dir)); err != nil || r.Failed() > 0 {
			t.Error(err, r.Failed())
		}
	}
	if after := endpoint.Stats().Requests; after != before {
		t.Errorf("a third run asked %d times", after-before)
	}
	if st, err := m.Stats(); err != nil || st.Damaged > 0 {
		t.Errorf("%d damaged lines, %v", st.Damaged, err)
	}
}
