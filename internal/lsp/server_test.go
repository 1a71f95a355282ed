package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
	"github.com/sumtool/sumtool/rules"
)

const head = "### [A Paper](https://arxiv.org/abs/2405.00001)\n\n![](https://example.org/a.png)\n\nVote: 3\n\nAuthors: A. Kim\n\n"

// client is a test editor.
type client struct {
	t    *testing.T
	conn *jsonrpc2.Conn
	done chan error

	hangUp func()

	mu        sync.Mutex
	published map[string]publishParams
	messages  []string
	wake      chan struct{}
}

// start serves a client with the built-in rules.
func start(t *testing.T, engine func(path string) (*lint.Engine, string, lint.Severity, error)) *client {
	t.Helper()
	if engine == nil {
		e := &lint.Engine{Rules: lint.Selection{}.Apply(rules.All()), Catalogue: rules.All(), Template: digest.DefaultTemplate()}
		engine = func(path string) (*lint.Engine, string, lint.Severity, error) { return e, path, lint.Warning, nil }
	}
	toServer, fromClient := io.Pipe()
	toClient, fromServer := io.Pipe()
	c := &client{t: t, done: make(chan error, 1), published: map[string]publishParams{}, wake: make(chan struct{}, 1)}
	go func() {
		c.done <- Serve(context.Background(), toServer, fromServer, Options{Version: "test", Engine: engine,
			Help: func(rule string) string { return "page of " + rule }, Link: func(rule string) string { return "https://example.org/#" + rule }})
		fromServer.Close()
	}()
	stream := jsonrpc2.NewBufferedStream(pipe{toClient, fromClient}, jsonrpc2.VSCodeObjectCodec{})
	c.conn = jsonrpc2.NewConn(context.Background(), stream, jsonrpc2.HandlerWithError(c.handle), jsonrpc2.SetLogger(quiet{}))
	c.hangUp = func() { fromClient.Close(); toClient.Close() }
	t.Cleanup(c.hangUp)
	return c
}

func (c *client) handle(_ context.Context, _ *jsonrpc2.Conn, r *jsonrpc2.Request) (any, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch r.Method {
	case "textDocument/publishDiagnostics":
		var p publishParams
		if err := json.Unmarshal(*r.Params, &p); err != nil {
			return nil, err
		}
		c.published[p.URI] = p
	case "window/showMessage":
		c.messages = append(c.messages, string(*r.Params))
	}
	select {
	case c.wake <- struct{}{}:
	default:
	}
	return nil, nil
}

func (c *client) call(method string, params, result any) {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := c.conn.Call(ctx, method, params, result); err != nil {
		c.t.Fatalf("%s: %v", method, err)
	}
}

func (c *client) tell(method string, params any) {
	c.t.Helper()
	if err := c.conn.Notify(context.Background(), method, params); err != nil {
		c.t.Fatalf("%s: %v", method, err)
	}
}

func (c *client) initialize() {
	c.t.Helper()
	var r struct {
		Capabilities struct {
			PositionEncoding string
			TextDocumentSync struct{ Change int }
			HoverProvider    bool
		}
	}
	c.call("initialize", map[string]any{"processId": nil, "capabilities": map[string]any{}}, &r)
	if r.Capabilities.PositionEncoding != "utf-16" || r.Capabilities.TextDocumentSync.Change != 2 || !r.Capabilities.HoverProvider {
		c.t.Errorf("capabilities %+v", r)
	}
	c.tell("initialized", map[string]any{})
}

func (c *client) open(uri, text string) {
	c.tell("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": uri, "languageId": "markdown", "version": 1, "text": text}})
}

// diagnostics waits for those of a version.
func (c *client) diagnostics(uri string, version int) []diagnostic {
	c.t.Helper()
	deadline := time.After(20 * time.Second)
	for {
		c.mu.Lock()
		p, ok := c.published[uri]
		c.mu.Unlock()
		if ok && p.Version == version {
			return p.Diagnostics
		}
		select {
		case <-c.wake:
		case <-deadline:
			c.t.Fatalf("no diagnostics of version %d; the last are of %d", version, p.Version)
		}
	}
}

func (c *client) shutdown() {
	c.t.Helper()
	c.call("shutdown", nil, nil)
	c.tell("exit", nil)
	select {
	case err := <-c.done:
		if err != nil {
			c.t.Errorf("the server ended with %v", err)
		}
	case <-time.After(10 * time.Second):
		c.t.Error("the server does not end")
	}
}

func only(t *testing.T, ds []diagnostic, rule string) diagnostic {
	t.Helper()
	var found []diagnostic
	for _, d := range ds {
		if d.Code == rule {
			found = append(found, d)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d findings of %s among %+v", len(found), rule, ds)
	}
	return found[0]
}

// applied applies the edits of an action to a text.
func applied(content string, a codeAction, uri string) string {
	t := newText(content)
	edits := a.Edit.Changes[uri]
	for i := len(edits) - 1; i >= 0; i-- {
		t = t.apply(change{&edits[i].Range, edits[i].NewText})
	}
	return t.content
}

func TestSession(t *testing.T) {
	c := start(t, nil)
	c.initialize()
	const uri = "file:///tmp/a%20b/2024/05/30.md"
	content := head + "- 👩‍🔬 가나 지시사항를 따릅니다. 끝입니다.\n- 정확도가 높아졌습니다.\n"
	c.open(uri, content)

	// UTF-16 units: two emoji of two units each and a joiner stand before.
	d := only(t, c.diagnostics(uri, 1), "particle-agreement")
	if want := (textRange{position{8, 11}, position{8, 16}}); d.Range != want || d.Severity != 1 || d.Source != "sumtool" || d.Description.Href != "https://example.org/#particle-agreement" {
		t.Errorf("%+v, want the range %+v", d, want)
	}

	// An insertion before it moves it; so does a line above.
	c.tell("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": uri, "version": 2}, "contentChanges": []any{
		map[string]any{"range": textRange{position{8, 2}, position{8, 7}}, "text": "😀😀"},
		map[string]any{"range": textRange{position{7, 0}, position{7, 0}}, "text": "\n"},
	}})
	d = only(t, c.diagnostics(uri, 2), "particle-agreement")
	if want := (textRange{position{9, 10}, position{9, 15}}); d.Range != want {
		t.Errorf("after the change %+v, want %+v", d.Range, want)
	}
	content = head + "\n- 😀😀 가나 지시사항를 따릅니다. 끝입니다.\n- 정확도가 높아졌습니다.\n"

	// Its fix, and to silence it; both make it go.
	var actions []codeAction
	c.call("textDocument/codeAction", map[string]any{"textDocument": map[string]any{"uri": uri}, "range": textRange{position{9, 12}, position{9, 12}}, "context": map[string]any{"diagnostics": []any{}}}, &actions)
	if len(actions) != 2 || actions[0].Title != "Write “지시사항을” (may change a word)" || actions[0].Preferred || actions[1].Title != "Ignore particle-agreement on this line" {
		t.Fatalf("actions %+v", actions)
	}
	for i, want := range []string{"지시사항을 따릅니다.", "끝입니다. <!-- sumtool-ignore: particle-agreement -->\n"} {
		mended := applied(content, actions[i], uri)
		if !strings.Contains(mended, want) {
			t.Errorf("%s gave %q", actions[i].Title, mended)
		}
		c.tell("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": uri, "version": 3 + i}, "contentChanges": []any{map[string]any{"text": mended}}})
		if ds := c.diagnostics(uri, 3+i); len(ds) != 0 {
			t.Errorf("after %q: %+v", actions[i].Title, ds)
		}
	}

	// Hover shows the rule's page, elsewhere nothing.
	c.tell("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": uri, "version": 5}, "contentChanges": []any{map[string]any{"text": content}}})
	var h *hover
	c.call("textDocument/hover", map[string]any{"textDocument": map[string]any{"uri": uri}, "position": position{9, 10}}, &h)
	if h == nil || h.Contents.Kind != "markdown" || h.Contents.Value != "page of particle-agreement" || h.Range.Start != (position{9, 10}) {
		t.Errorf("hover %+v", h)
	}
	h = nil
	c.call("textDocument/hover", map[string]any{"textDocument": map[string]any{"uri": uri}, "position": position{9, 15}}, &h)
	if h != nil {
		t.Errorf("hover right behind the finding: %+v", h)
	}

	// Closing clears.
	c.tell("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": uri}})
	deadline := time.Now().Add(5 * time.Second)
	for {
		c.mu.Lock()
		n := len(c.published[uri].Diagnostics)
		c.mu.Unlock()
		if n == 0 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("closing does not clear the diagnostics")
		}
		time.Sleep(time.Millisecond)
	}
	c.shutdown()
}

func TestFixAll(t *testing.T) {
	c := start(t, nil)
	c.initialize()
	const uri = "file:///a.md"
	content := strings.Replace(head, "A. Kim", "A. Kim, +, B. Lee, A. Kim", 1) + "- 😀 지시사항를 따릅니다.\n- 정확도가 높아졌습니다.\n"
	c.open(uri, content)
	var actions []codeAction
	c.call("textDocument/codeAction", map[string]any{"textDocument": map[string]any{"uri": uri}, "range": textRange{}, "context": map[string]any{"only": []string{"source.fixAll"}}}, &actions)
	if len(actions) != 1 || actions[0].Kind != fixAll {
		t.Fatalf("actions %+v", actions)
	}
	if got, want := applied(content, actions[0], uri), strings.Replace(content, "A. Kim, +, B. Lee, A. Kim", "A. Kim, B. Lee", 1); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	c.shutdown()
}

func TestLifeCycle(t *testing.T) {
	c := start(t, nil)
	expect := func(method string, code int64) {
		t.Helper()
		var e *jsonrpc2.Error
		if err := c.conn.Call(context.Background(), method, map[string]any{}, nil); !errors.As(err, &e) || e.Code != code {
			t.Errorf("%s: %v, want the code %d", method, err, code)
		}
	}
	expect("textDocument/hover", -32002)
	c.initialize()
	expect("initialize", jsonrpc2.CodeInvalidRequest)
	expect("textDocument/rename", jsonrpc2.CodeMethodNotFound)
	c.tell("$/setTrace", map[string]any{"value": "off"})
	c.tell("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": "file:///nobody.md", "version": 7}})
	if err := c.conn.Call(context.Background(), "textDocument/hover", []int{1}, nil); err == nil {
		t.Error("parameters of the wrong type are taken")
	}
	c.call("shutdown", nil, nil)
	expect("textDocument/hover", jsonrpc2.CodeInvalidRequest)
	c.tell("exit", nil)
	if err := <-c.done; err != nil {
		t.Error(err)
	}

	gone := start(t, nil)
	gone.initialize()
	gone.hangUp()
	if err := <-gone.done; !errors.Is(err, ErrNoShutdown) {
		t.Errorf("a client that hangs up: %v", err)
	}
}

func TestConfigErrorsAreShownOnce(t *testing.T) {
	var mu sync.Mutex
	broken := true
	good := &lint.Engine{Rules: lint.Selection{}.Apply(rules.All()), Catalogue: rules.All(), Template: digest.DefaultTemplate()}
	c := start(t, func(path string) (*lint.Engine, string, lint.Severity, error) {
		mu.Lock()
		defer mu.Unlock()
		if broken {
			return nil, "", 0, errors.New("config .sumtool.yaml:3: unknown key")
		}
		return good, path, lint.Warning, nil
	})
	c.initialize()
	const uri = "file:///a.md"
	c.open(uri, strings.Replace(head, "Vote: 3", "Vote: -", 1)+"- 하나입니다.\n- 둘입니다.\n")
	if ds := c.diagnostics(uri, 1); len(ds) != 0 {
		t.Errorf("diagnostics without a config: %+v", ds)
	}
	c.tell("textDocument/didSave", map[string]any{"textDocument": map[string]any{"uri": uri}})
	c.tell("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": uri, "version": 2}, "contentChanges": []any{}})
	c.diagnostics(uri, 2)
	c.mu.Lock()
	if len(c.messages) != 1 || !strings.Contains(c.messages[0], "unknown key") {
		t.Errorf("messages %q", c.messages)
	}
	c.mu.Unlock()
	mu.Lock()
	broken = false
	mu.Unlock()
	c.tell("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{}})
	c.tell("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": uri, "version": 3}, "contentChanges": []any{}})
	if ds := c.diagnostics(uri, 3); len(ds) != 1 || ds[0].Code != "vote-placeholder" {
		t.Errorf("with a good config: %+v", ds)
	}
	c.shutdown()
}

// TestFastTyping sends 100 changes a second to a document of 200 kB, and wants
// the diagnostics of the last one soon after it. With SUMTOOL_FULL=1 it types
// for ten seconds.
func TestFastTyping(t *testing.T) {
	changes, limit := 150, 5*time.Second
	if racing {
		changes, limit = 20, 2*time.Minute
	}
	if os.Getenv("SUMTOOL_FULL") == "1" {
		changes = 1000
	}
	c := start(t, nil)
	c.initialize()
	const uri = "file:///big.md"
	var b strings.Builder
	for i := 0; b.Len() < 200_000; i++ {
		fmt.Fprintf(&b, "### [Paper %d](https://arxiv.org/abs/2405.%05d)\n\n![](https://example.org/%d.png)\n\nVote: 3\n\nAuthors: A. Kim\n\n", i, i+1, i)
		fmt.Fprintf(&b, "- 이 연구는 😀 계약서 %d번을 고치는 새로운 방법을 제안합니다.\n- 정확도가 %d%% 높아졌습니다.\n\n", i, i%50)
	}
	c.open(uri, b.String())
	c.diagnostics(uri, 1)
	begin := time.Now()
	late := 0
	for i := range changes {
		c.tell("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": uri, "version": i + 2}, "contentChanges": []any{
			map[string]any{"range": textRange{position{8, 2}, position{8, 2}}, "text": "가"}}})
		if wait := time.Until(begin.Add(time.Duration(i+1) * 10 * time.Millisecond)); wait > 0 {
			time.Sleep(wait)
		} else {
			late++
		}
	}
	sent := time.Now()
	c.diagnostics(uri, changes+1)
	behind := time.Since(sent)
	t.Logf("%d changes in %v (%d late), the last diagnostics %v after the last change", changes, sent.Sub(begin), late, behind)
	// The pause, a check under way and a check: generous, for slow machines.
	if behind > limit {
		t.Errorf("the server fell %v behind", behind)
	}
	c.shutdown()
}

func TestTextPositions(t *testing.T) {
	x := newText("가😀나\r\nab\rc\n\nend")
	for _, tt := range []struct {
		offset int
		at     position
	}{{0, position{0, 0}}, {3, position{0, 1}}, {7, position{0, 3}}, {10, position{0, 4}}, {12, position{1, 0}}, {15, position{2, 0}}, {17, position{3, 0}}, {18, position{4, 0}}, {21, position{4, 3}}} {
		if got := x.position(tt.offset); got != tt.at {
			t.Errorf("position(%d) = %v, want %v", tt.offset, got, tt.at)
		}
		if got := x.offset(tt.at); got != tt.offset {
			t.Errorf("offset(%v) = %d, want %d", tt.at, got, tt.offset)
		}
	}
	for at, want := range map[position]int{{0, 99}: 10, {1, 99}: 14, {9, 0}: 21, {-1, 5}: 0, {0, -3}: 0, {0, 2}: 7} {
		if got := x.offset(at); got != want {
			t.Errorf("offset(%v) = %d, want %d", at, got, want)
		}
	}
}

func FuzzApply(f *testing.F) {
	f.Add("가😀\r\n나", 0, 1, 1, 0, "x\r")
	f.Fuzz(func(t *testing.T, content string, l1, c1, l2, c2 int, insert string) {
		x := newText(valid(content))
		r := textRange{position{l1, c1}, position{l2, c2}}
		y := x.apply(change{&r, insert})
		for i := range y.content {
			if got := y.offset(y.position(i)); got != i && y.content[i] != '\n' && y.content[i] != '\r' {
				t.Fatalf("offset %d of %q becomes %d", i, y.content, got)
			}
		}
	})
}
