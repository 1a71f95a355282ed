package lsp

import (
	"context"
	"fmt"
	"sync"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/sumtool/sumtool/lint"
)

// check runs the rules on a document and publishes what they find, unless the
// document has changed in the meantime; then another check is under way.
func (s *server) check(ctx context.Context, conn *jsonrpc2.Conn, d *document) {
	c := s.current(ctx, conn, d)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed || d.text != c.text {
		return
	}
	diagnostics := make([]diagnostic, 0, len(c.findings))
	for i := range c.findings {
		diagnostics = append(diagnostics, s.diagnostic(d, c, &c.findings[i]))
	}
	// A failed write means that the client is gone; the session ends by itself.
	_ = conn.Notify(ctx, "textDocument/publishDiagnostics", publishParams{d.uri, c.version, diagnostics})
}

// current returns the findings of a document as it is now.
func (s *server) current(ctx context.Context, conn *jsonrpc2.Conn, d *document) *checked {
	return d.current(func(path string, c *checked) {
		engine, name, least, err := s.options.Engine(path)
		s.complain(ctx, conn, err)
		if err != nil || engine == nil {
			return
		}
		c.engine, c.name = engine, name
		for _, f := range engine.LintSource(name, []byte(c.text.content)).Findings {
			if f.Severity >= least {
				c.findings = append(c.findings, f)
			}
		}
		c.fixAll = sync.OnceValue(c.safeFixes)
	})
}

// complain shows a config error once, and again after it was mended and came back.
func (s *server) complain(ctx context.Context, conn *jsonrpc2.Conn, err error) {
	message := ""
	if err != nil {
		message = "sumtool: " + err.Error()
	}
	s.mu.Lock()
	again := message == s.complaint
	s.complaint = message
	s.mu.Unlock()
	if err != nil && !again {
		_ = conn.Notify(ctx, "window/showMessage", showMessageParams{1, message})
	}
}

func (s *server) diagnostic(d *document, c *checked, f *lint.Finding) diagnostic {
	out := diagnostic{
		Range: c.text.span(f.Span), Code: f.Rule, Source: "sumtool", Message: f.Message,
		Severity: map[lint.Severity]int{lint.Error: 1, lint.Warning: 2, lint.Info: 3}[f.Severity],
	}
	if f.Suggestion != nil && *f.Suggestion != "" {
		out.Message = fmt.Sprintf("%s (suggestion: %s)", f.Message, *f.Suggestion)
	}
	if f.Category != lint.Custom {
		out.Description = &codeDescription{s.options.Link(f.Rule)}
	}
	for _, r := range f.Related {
		if r.Place.File == f.File {
			out.Related = append(out.Related, relatedInfo{location{d.uri, c.text.span(r.Place.Span)}, r.Message})
		}
	}
	return out
}
