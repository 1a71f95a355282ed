package main

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sourcegraph/jsonrpc2"
)

// TestLanguageServer drives the command as an editor does: each folder has its
// own config, which may change, and excluded files are left alone.
func TestLanguageServer(t *testing.T) {
	root := t.TempDir()
	put := func(name, text string) string {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return "file://" + filepath.ToSlash(path)
	}
	text := "### [P](https://arxiv.org/abs/2405.00001)\n\n![](https://example.org/a.png)\n\nVote: -\n\nAuthors: A. Kim\n\n- 하나입니다.\n- 둘입니다.\n"
	strict := put("strict/2024/a.md", text)
	loose := put("loose/a.md", text)
	skipped := put("loose/skip/a.md", text)
	put("strict/.sumtool.yaml", "rules: {vote-placeholder: error}\n")
	put("loose/.sumtool.yaml", "rules: {vote-placeholder: off}\nexclude: [skip]\n")

	toServer, fromClient := io.Pipe()
	toClient, fromServer := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- run(context.Background(), []string{"sumtool", "lsp", "--stdio"}, system{stdin: toServer, stdout: fromServer, stderr: io.Discard, getenv: os.Getenv})
		fromServer.Close()
	}()
	type published struct {
		URI         string
		Diagnostics []struct {
			Severity int
			Code     string
		}
	}
	got := make(chan published, 100)
	conn := jsonrpc2.NewConn(context.Background(), jsonrpc2.NewBufferedStream(duplex{toClient, fromClient}, jsonrpc2.VSCodeObjectCodec{}),
		jsonrpc2.HandlerWithError(func(_ context.Context, _ *jsonrpc2.Conn, r *jsonrpc2.Request) (any, error) {
			var p published
			if r.Method == "textDocument/publishDiagnostics" && json.Unmarshal(*r.Params, &p) == nil {
				got <- p
			}
			return nil, nil
		}))
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	call := func(method string, params, result any) {
		t.Helper()
		if err := conn.Call(ctx, method, params, result); err != nil {
			t.Fatalf("%s: %v", method, err)
		}
	}
	open := func(uri string) string {
		t.Helper()
		if err := conn.Notify(ctx, "textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": uri, "version": 1, "text": text}}); err != nil {
			t.Fatal(err)
		}
		select {
		case p := <-got:
			if p.URI != uri {
				t.Errorf("diagnostics of %s, want %s", p.URI, uri)
			}
			var found []string
			for _, d := range p.Diagnostics {
				found = append(found, d.Code+[]string{"", ":error", ":warning", ":info"}[d.Severity])
			}
			return strings.Join(found, " ")
		case <-ctx.Done():
			t.Fatal("no diagnostics")
		}
		return ""
	}
	call("initialize", map[string]any{}, nil)
	for uri, want := range map[string]string{strict: "vote-placeholder:error", loose: "", skipped: ""} {
		if found := open(uri); found != want {
			t.Errorf("%s: %q, want %q", uri, found, want)
		}
	}
	put("strict/.sumtool.yaml", "# changed\nrules: {vote-placeholder: warning}\n")
	if found := open(strict); found != "vote-placeholder:warning" {
		t.Errorf("after a change of the config: %q", found)
	}
	var h struct{ Contents struct{ Value string } }
	call("textDocument/hover", map[string]any{"textDocument": map[string]any{"uri": strict}, "position": map[string]any{"line": 4, "character": 6}}, &h)
	if !strings.Contains(h.Contents.Value, "### vote-placeholder") {
		t.Errorf("hover says %q", h.Contents.Value)
	}
	call("shutdown", nil, nil)
	if err := conn.Notify(ctx, "exit", nil); err != nil {
		t.Fatal(err)
	}
	select {
	case status := <-ended:
		if status != exitOK {
			t.Errorf("exit status %d", status)
		}
	case <-ctx.Done():
		t.Error("the server does not end")
	}
}

// duplex joins the two directions of a pipe.
type duplex struct {
	io.Reader
	io.WriteCloser
}
