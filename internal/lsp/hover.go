package lsp

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/sumtool/sumtool/internal/digest"
)

// hover explains the findings under the cursor by their rules' pages.
func (s *server) hover(ctx context.Context, conn *jsonrpc2.Conn, raw *json.RawMessage) (any, error) {
	var p hoverParams
	if err := decode(raw, &p); err != nil {
		return nil, err
	}
	d := s.document(p.Document.URI)
	if d == nil {
		return nil, nil
	}
	c := s.current(ctx, conn, d)
	at := c.text.offset(p.Position)
	var rules, pages []string
	var span digest.Span
	for i := range c.findings {
		f := &c.findings[i]
		if at < f.Span.Start || at > f.Span.End || at == f.Span.End && !f.Span.Empty() || slices.Contains(rules, f.Rule) {
			continue
		}
		if len(pages) == 0 {
			span = f.Span
		}
		rules = append(rules, f.Rule)
		pages = append(pages, s.options.Help(f.Rule))
	}
	if len(pages) == 0 {
		return nil, nil
	}
	return hover{markup{"markdown", strings.Join(pages, "\n\n---\n\n")}, c.text.span(span)}, nil
}
