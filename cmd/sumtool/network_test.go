//go:build !race

package main

import (
	"bufio"
	"net"
	"net/http"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// spy is in the place of every server and every proxy: it notes who was asked for,
// and hangs up.
type spy struct {
	address string
	mu      sync.Mutex
	hosts   []string
}

// hungUp is noted for a connection that was given up before it asked.
const hungUp = "(nobody)"

func newSpy(t *testing.T) *spy {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	s := &spy{address: l.Addr().String()}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				_ = c.SetDeadline(time.Now().Add(time.Second))
				host := hungUp
				if r, err := http.ReadRequest(bufio.NewReader(c)); err == nil {
					host = r.Host
				}
				s.mu.Lock()
				defer s.mu.Unlock()
				s.hosts = append(s.hosts, host)
			}()
		}
	}()
	return s
}

func (s *spy) asked() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.hosts)
}

// env leads every connection to the spy.
func (s *spy) env() []string {
	env := []string{"OPENAI_BASE_URL=http://endpoint.example/v1", "SUMTOOL_MODEL=m", "NO_PROXY=", "no_proxy="}
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"} {
		env = append(env, name+"=http://"+s.address)
	}
	return env
}

// networkDesk is a folder with a digest, its edition and what commands need.
func networkDesk(t *testing.T) string {
	dir := t.TempDir()
	r := runner{t: t}
	r.write(filepath.Join(dir, "a.md"), r.read("../../testdata/editions/2024-06-03.md"))
	r.write(filepath.Join(dir, "hyp.en.md"), r.read("../../testdata/editions/2024-06-03.md"))
	r.write(filepath.Join(dir, "abstracts.jsonl"), `{"arxiv_id":"2406.90011","title":"Lantern","abstract":"The model reads 3,150 questions."}`+"\n")
	r.write(filepath.Join(dir, "memory.jsonl"), "")
	r.write(filepath.Join(dir, ".sumtool.yaml"), "abstracts:\n  huggingface: http://papers.example\n  arxiv: http://arxiv.example\n")
	return dir
}

// TestNoConnection runs, as users do, every command that promises to stay offline,
// and has it see no way but to the spy. Where the system can, a program that only
// asks for a socket of the internet is killed, so that a look-up of a name would
// not go unseen, either.
func TestNoConnection(t *testing.T) {
	s := newSpy(t)
	dir := networkDesk(t)
	for _, args := range [][]string{
		{"--version"}, {"--help"}, {"lint", "--help"},
		{"lint", "--severity", "info", "--format", "sarif", "a.md"}, {"lint", "--fix", "--stats"}, {"lint", "--diff"},
		{"lint", "--baseline", "b.json", "--write-baseline"},
		{"detect", "--spans", "--languages", "ko,en"}, {"rules"}, {"rules", "garbled-hangul"}, {"rules", "--format", "markdown"},
		{"init"}, {"schema"}, {"completion", "bash"}, {"__complete", "--", "translate", "--mo"}, {"__man", "man"}, {"lsp"},
		{"cache", "stats", "--cache", "."}, {"cache", "prune", "--older-than", "1h", "--cache", "."}, {"cache", "export", "--cache", "."}, {"cache", "clear", "--cache", "."},
		{"translate", "--to", "en", "--dry-run", "a.md"}, {"translate", "--to", "en", "--check", "a.md"},
		{"translate", "--to", "en", "--dry-run", "--batch", "--back-translate", "a.md"},
		{"evaluate", "--src", "a.md", "--hyp", "x=hyp.en.md", "--ref", "hyp.en.md", "--hyp", "y=hyp.en.md", "--format", "html", "--worst", "3"},
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			offline(t, func() {
				p := start(t, dir, strings.NewReader(""), s.env(), args...)
				p.endsWell(20 * time.Second)
			})
			if hosts := s.asked(); len(hosts) > 0 {
				t.Fatalf("asked for %v", hosts)
			}
		})
	}
}

// endsWell waits for the end: with or without findings, not with an error.
func (p *process) endsWell(within time.Duration) {
	p.t.Helper()
	select {
	case <-p.done:
		if code := p.cmd.ProcessState.ExitCode(); code != exitOK && code != exitGate {
			p.t.Errorf("%v: %s", p.cmd.ProcessState, p.said.String())
		}
	case <-time.After(within):
		p.t.Fatalf("has not ended within %s", within)
	}
}

// TestConnections: what asks, asks those who are named in the config and nobody
// else. It also shows that the spy sees what it is there for.
func TestConnections(t *testing.T) {
	ask := []string{"--cache", "tm", "--retries", "0", "a.md"}
	for host, commands := range map[string][][]string{
		"endpoint.example": {
			{"doctor", "--retries", "0"},
			slices.Concat([]string{"translate", "--to", "en"}, ask), slices.Concat([]string{"translate", "--to", "en", "--batch"}, ask),
			slices.Concat([]string{"regenerate", "--all", "--abstracts", "abstracts.jsonl"}, ask),
			{"evaluate", "--src", "a.md", "--hyp", "hyp.en.md", "--metrics", "judge-da", "--no-cache", "--retries", "0"},
			{"evaluate", "--src", "a.md", "--hyp", "hyp.en.md", "--metrics", "embedding", "--embedding-model", "m", "--no-cache", "--retries", "0"},
		},
		"papers.example": {{"abstracts", "--no-cache", "a.md"}, {"regenerate", "--all", "--abstracts", "arxiv", "--no-cache", "a.md"}},
	} {
		for _, args := range commands {
			t.Run(strings.Join(args, " "), func(t *testing.T) {
				t.Parallel()
				s := newSpy(t)
				p := start(t, networkDesk(t), nil, s.env(), args...)
				until(t, "a connection to "+host, func() bool { return slices.Contains(s.asked(), host) })
				_ = p.cmd.Process.Kill()
				<-p.done
				if others := slices.DeleteFunc(s.asked(), func(h string) bool { return h == host || h == hungUp }); len(others) > 0 {
					t.Errorf("asked for %v, too", others)
				}
			})
		}
	}
}

// TestWhoKnowsTheNetwork: a package that cannot speak to the network needs no
// other proof.
func TestWhoKnowsTheNetwork(t *testing.T) {
	may := []string{"internal/llm", "internal/llm/testendpoint", "internal/abstracts", "cmd/sumtool"}
	knows := map[string]bool{}
	for file, imports := range sourceImports(t) {
		for _, i := range imports {
			switch i {
			case "net", "net/http", "net/rpc", "net/smtp", "crypto/tls", "github.com/sashabaranov/go-openai", "github.com/gobwas/ws":
				knows[path.Dir(file)] = true
				if path.Dir(file) == "cmd/sumtool" && path.Base(file) != "testendpoint.go" {
					t.Errorf("%s imports %s", file, i)
				}
			}
		}
	}
	for dir := range knows {
		if !slices.Contains(may, dir) {
			t.Errorf("%s knows the network; of the program only %v may", dir, may)
		}
	}
	if len(knows) != len(may) {
		t.Errorf("%d packages know the network, not %d: mend the list", len(knows), len(may))
	}
}
