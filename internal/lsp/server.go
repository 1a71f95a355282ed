// Package lsp serves lint to editors by the Language Server Protocol: findings
// as diagnostics, fixes as code actions, a rule's page on hover. It knows the
// protocol and documents in memory; it must not know rules, nor where a config
// comes from: the caller gives an engine for a file.
package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/sumtool/sumtool/lint"
)

// Options say how documents are checked.
type Options struct {
	Version string

	// Engine returns the engine for a file (nil: the file is not to be linted),
	// the name under which it lints the file, and the least severity to show. It
	// is called before every check, so that a changed config is in force at
	// once; an error is shown to the user.
	Engine func(path string) (e *lint.Engine, name string, least lint.Severity, err error)

	// Help is a rule's page in Markdown.
	Help func(rule string) string
	// Link is the address of a built-in rule's page.
	Link func(rule string) string
}

// ErrNoShutdown says that the client went away without saying so.
var ErrNoShutdown = errors.New("the editor left without a shutdown request")

// Serve answers a client until it says exit, hangs up or the context ends. It
// reads and writes the protocol and nothing else.
func Serve(ctx context.Context, in io.Reader, out io.Writer, o Options) error {
	exit := make(chan struct{})
	s := &server{options: o, documents: map[string]*document{}, exit: sync.OnceFunc(func() { close(exit) })}
	stream := jsonrpc2.NewBufferedStream(pipe{in, out}, jsonrpc2.VSCodeObjectCodec{})
	conn := jsonrpc2.NewConn(ctx, stream, jsonrpc2.HandlerWithError(s.handle).SuppressErrClosed(), jsonrpc2.SetLogger(quiet{}))
	select {
	case <-conn.DisconnectNotify():
	case <-exit:
	case <-ctx.Done():
	}
	s.closeAll()
	conn.Close()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if !s.down() {
		return ErrNoShutdown
	}
	return nil
}

// quiet drops the library's log: what matters to the client, it is told.
type quiet struct{}

func (quiet) Printf(string, ...any) {}

// pipe joins the two directions. Closing it does nothing: they are the caller's.
type pipe struct {
	io.Reader
	io.Writer
}

func (pipe) Close() error { return nil }

// server is one client's session. Messages are handled one after another, in
// their order; checks run beside them.
type server struct {
	options Options
	exit    func() // ends the session

	mu          sync.Mutex
	initialized bool
	shutdown    bool
	documents   map[string]*document
	complaint   string // the last config error that was shown
}

func (s *server) down() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.shutdown
}

// handle answers one request or notification.
func (s *server) handle(ctx context.Context, conn *jsonrpc2.Conn, r *jsonrpc2.Request) (any, error) {
	s.mu.Lock()
	ready, down := s.initialized, s.shutdown
	s.mu.Unlock()
	switch {
	case r.Method == "exit":
		s.exit()
		return nil, nil
	case down && !r.Notif:
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "the server is shut down"}
	case !ready && r.Method != "initialize":
		return nil, &jsonrpc2.Error{Code: -32002, Message: "the server is not initialized"}
	}
	handlers := map[string]func(context.Context, *jsonrpc2.Conn, *json.RawMessage) (any, error){
		"initialize":                       s.initialize,
		"shutdown":                         s.shutDown,
		"textDocument/didOpen":             s.didOpen,
		"textDocument/didChange":           s.didChange,
		"textDocument/didSave":             s.recheck,
		"textDocument/didClose":            s.didClose,
		"textDocument/codeAction":          s.codeAction,
		"textDocument/hover":               s.hover,
		"workspace/didChangeConfiguration": s.recheck,
		"workspace/didChangeWatchedFiles":  s.recheck,
	}
	h, ok := handlers[r.Method]
	if !ok {
		if r.Notif {
			return nil, nil
		}
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeMethodNotFound, Message: "no such method: " + r.Method}
	}
	result, err := h(ctx, conn, r.Params)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	if errors.As(err, &syntax) || errors.As(err, &kind) {
		err = &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: err.Error()}
	}
	return result, err
}

func (s *server) initialize(_ context.Context, _ *jsonrpc2.Conn, raw *json.RawMessage) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.initialized {
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "the server is initialized already"}
	}
	s.initialized = true
	return initializeResult{
		Capabilities: capabilities{
			PositionEncoding: "utf-16",
			Sync:             syncOptions{OpenClose: true, Change: 2, Save: true},
			CodeAction:       codeActionOptions{[]string{quickFix, fixAll}},
			Hover:            true,
		},
		ServerInfo: serverInfo{"sumtool", s.options.Version},
	}, nil
}

func (s *server) shutDown(context.Context, *jsonrpc2.Conn, *json.RawMessage) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.shutdown = true
	return nil, nil
}

func (s *server) didOpen(ctx context.Context, conn *jsonrpc2.Conn, raw *json.RawMessage) (any, error) {
	var p didOpenParams
	if err := decode(raw, &p); err != nil {
		return nil, err
	}
	d := &document{uri: p.Document.URI, path: pathOf(p.Document.URI), text: newText(valid(p.Document.Text)), version: p.Document.Version}
	s.mu.Lock()
	if old := s.documents[d.uri]; old != nil {
		old.close()
	}
	s.documents[d.uri] = d
	s.mu.Unlock()
	go s.check(ctx, conn, d)
	return nil, nil
}

func (s *server) didChange(ctx context.Context, conn *jsonrpc2.Conn, raw *json.RawMessage) (any, error) {
	var p didChangeParams
	if err := decode(raw, &p); err != nil {
		return nil, err
	}
	if d := s.document(p.Document.URI); d != nil {
		d.changed(p.Document.Version, p.Changes, func() { s.check(ctx, conn, d) })
	}
	return nil, nil
}

func (s *server) didClose(ctx context.Context, conn *jsonrpc2.Conn, raw *json.RawMessage) (any, error) {
	var p documentParams
	if err := decode(raw, &p); err != nil {
		return nil, err
	}
	d := s.document(p.Document.URI)
	if d == nil {
		return nil, nil
	}
	s.mu.Lock()
	delete(s.documents, d.uri)
	s.mu.Unlock()
	d.close()
	return nil, conn.Notify(ctx, "textDocument/publishDiagnostics", publishParams{d.uri, d.version, []diagnostic{}})
}

// recheck checks every open document anew: the config may have changed.
func (s *server) recheck(ctx context.Context, conn *jsonrpc2.Conn, _ *json.RawMessage) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.documents {
		d.forget()
		go s.check(ctx, conn, d)
	}
	return nil, nil
}

func (s *server) document(uri string) *document {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.documents[uri]
}

func (s *server) closeAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.documents {
		d.close()
	}
}

// pathOf returns the file that a URI names; other schemes (untitled:) stay as
// they are.
func pathOf(uri string) string {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" {
		return uri
	}
	path := u.Path
	if runtime.GOOS == "windows" {
		path = strings.TrimPrefix(path, "/")
	}
	return filepath.FromSlash(path)
}
