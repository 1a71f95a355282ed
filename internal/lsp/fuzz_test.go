package lsp

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// FuzzServe plays any editor: bytes as they are, or messages of one line each in
// the protocol's frames. The server ends when the editor hangs up, and all that it
// says is the protocol.
func FuzzServe(f *testing.F) {
	const hello = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}` + "\n" + `{"jsonrpc":"2.0","method":"initialized"}` + "\n"
	open := `{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///a.md","version":1,"text":"- 나쁜 \ud83d\ude00\r\n- 나쁜"}}}` + "\n"
	for _, s := range []string{
		hello + open + `{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.md","version":2},"contentChanges":[{"range":{"start":{"line":0,"character":-3},"end":{"line":99999999999,"character":4}},"text":"x"},{"text":"\ud800"}]}}` + "\n" +
			`{"jsonrpc":"2.0","id":"q","method":"textDocument/codeAction","params":{"textDocument":{"uri":"file:///a.md"},"range":{"start":{"line":5,"character":9},"end":{"line":0,"character":0}},"context":{"only":["source.fixAll","quickfix"]}}}` + "\n" +
			`{"jsonrpc":"2.0","id":2,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a.md"},"position":{"line":0,"character":3}}}` + "\n" +
			`{"jsonrpc":"2.0","id":3,"method":"shutdown"}` + "\n" + `{"jsonrpc":"2.0","method":"exit"}`,
		hello + open + open + `{"jsonrpc":"2.0","method":"textDocument/didClose","params":{"textDocument":{"uri":"file:///a.md"}}}` + "\n" + `{"jsonrpc":"2.0","id":2,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///a.md"}}}`,
		hello + `{"jsonrpc":"2.0","id":4,"method":"textDocument/didOpen","params":[1]}` + "\n" + `{"jsonrpc":"2.0","id":5,"method":"textDocument/hover","params":null}` + "\n" + `{"jsonrpc":"2.0","id":6,"method":"nosuch"}`,
		"[]\nnull\n{}\n1\n" + `{"id":{},"method":""}` + "\n" + `{"jsonrpc":"2.0","id":1,"result":2}`,
	} {
		f.Add([]byte(s), true)
		f.Add([]byte(s), false)
	}
	f.Add([]byte("Content-Length: 99999999999999\r\n\r\n{}"), false)
	f.Add([]byte("Content-Length: -1\r\n\r\n{}"), false)
	f.Add([]byte("Content-Length: 2\r\n\r\n{}Content-Length: 2\n\n[]\x00"), false)
	bad := &lint.Rule{ID: "bad", Category: lint.Text, Severity: lint.Error, Fix: lint.Safe, Check: func(p *lint.Pass) {
		if i := bytes.Index(p.Source, []byte("나쁜")); i >= 0 {
			p.Report(digest.Span{Start: i, End: i + 6}, "a bad word", lint.Suggest("좋은", lint.Safe))
		}
	}}
	all := []*lint.Rule{bad}
	e := &lint.Engine{Rules: lint.Selection{}.Apply(all), Catalogue: all, Template: digest.DefaultTemplate()}
	f.Fuzz(func(t *testing.T, data []byte, framed bool) {
		if len(data) > 16<<10 {
			t.Skip()
		}
		in := data
		if framed {
			in = nil
			for line := range bytes.Lines(data) {
				in = fmt.Appendf(in, "Content-Length: %d\r\n\r\n%s", len(line), line)
			}
		}
		var out lockedBuffer
		done := make(chan error, 1)
		go func() {
			done <- Serve(context.Background(), bytes.NewReader(in), &out, Options{
				Engine: func(path string) (*lint.Engine, string, lint.Severity, error) { return e, path, lint.Info, nil },
				Help:   func(rule string) string { return rule }, Link: func(rule string) string { return rule },
			})
		}()
		select {
		case <-done:
		case <-time.After(10 * time.Second):
			t.Fatal("the server does not end")
		}
		spoken(t, out.String())
	})
}

// spoken reads what the server said: whole frames of JSON-RPC, the last one cut off
// at the worst by the hanging up.
func spoken(t *testing.T, s string) {
	t.Helper()
	r := bufio.NewReader(strings.NewReader(s))
	for {
		header, err := r.ReadString('\n')
		if err == io.EOF {
			return
		}
		n, bad := strconv.Atoi(strings.TrimSpace(strings.TrimPrefix(header, "Content-Length: ")))
		if bad != nil {
			t.Fatalf("a header %q", header)
		}
		for header != "\r\n" {
			if header, err = r.ReadString('\n'); err != nil {
				return
			}
		}
		body := make([]byte, n)
		if _, err := io.ReadFull(r, body); err != nil {
			return
		}
		var m struct {
			Version string `json:"jsonrpc"`
		}
		if err := json.Unmarshal(body, &m); err != nil || m.Version != "2.0" {
			t.Fatalf("a message %q: %v", body, err)
		}
	}
}

// lockedBuffer is written to while it may be read.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
