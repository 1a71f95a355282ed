package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// codeAction offers, for the findings in a range: their fixes, to silence them,
// and to apply all safe fixes of the document.
func (s *server) codeAction(ctx context.Context, conn *jsonrpc2.Conn, raw *json.RawMessage) (any, error) {
	var p codeActionParams
	if err := decode(raw, &p); err != nil {
		return nil, err
	}
	actions := []codeAction{}
	d := s.document(p.Document.URI)
	if d == nil {
		return actions, nil
	}
	c := s.current(ctx, conn, d)
	// Without a kind asked for, an editor wants to know what its light bulb
	// offers here, with every move of the cursor: all fixes of the document are
	// worth their time only where one of them stands.
	all := len(p.Context.Only) > 0
	at := digest.Span{Start: c.text.offset(p.Range.Start), End: c.text.offset(p.Range.End)}
	for i := range c.findings {
		f := &c.findings[i]
		if f.Span.Start > at.End || at.Start > f.Span.End {
			continue
		}
		all = all || safe(f)
		if wanted(p.Context.Only, quickFix) {
			actions = append(actions, s.fixes(d, c, f)...)
		}
	}
	if all && wanted(p.Context.Only, fixAll) && c.fixAll != nil {
		if edits := c.fixAll(); len(edits) > 0 {
			actions = append(actions, codeAction{Title: "Apply all safe fixes of sumtool", Kind: fixAll, Edit: d.edit(c, edits)})
		}
	}
	return actions, nil
}

// wanted reports whether a client asks for actions of a kind: of the kind itself
// or one above it (source, source.fixAll).
func wanted(only []string, kind string) bool {
	return len(only) == 0 || slices.ContainsFunc(only, func(k string) bool {
		return k == "" || k == kind || strings.HasPrefix(kind, k+".")
	})
}

// fixes offers to mend a finding, if it has a fix, and to silence it.
func (s *server) fixes(d *document, c *checked, f *lint.Finding) (actions []codeAction) {
	about := []diagnostic{s.diagnostic(d, c, f)}
	if f.Fix != nil {
		actions = append(actions, codeAction{Title: f.FixTitle(), Kind: quickFix, Diagnostics: about,
			Preferred: safe(f), Edit: d.edit(c, f.Fix.Edits)})
	}
	if f.Category == lint.Internal {
		return actions
	}
	line := c.text.position(f.Span.Start).Line
	end := c.text.lines[line] + len(c.text.line(line))
	comment := lint.Edit{Span: digest.Span{Start: end, End: end}, New: fmt.Sprintf(" <!-- sumtool-ignore: %s -->", f.Rule)}
	return append(actions, codeAction{Title: fmt.Sprintf("Ignore %s on this line", f.Rule), Kind: quickFix, Diagnostics: about,
		Edit: d.edit(c, []lint.Edit{comment})})
}

// edit turns edits of the source into the protocol's.
func (d *document) edit(c *checked, edits []lint.Edit) workspaceEdit {
	out := make([]textEdit, 0, len(edits))
	for _, e := range edits {
		out = append(out, textEdit{c.text.span(e.Span), e.New})
	}
	return workspaceEdit{map[string][]textEdit{d.uri: out}}
}

// safe reports whether a finding has a safe fix.
func safe(f *lint.Finding) bool { return f.Fix != nil && f.Fix.Safety == lint.Safe }

// safeFixes applies all safe fixes of the document; nil if there is none that
// holds.
func (c *checked) safeFixes() []lint.Edit {
	if !slices.ContainsFunc(c.findings, func(f lint.Finding) bool { return safe(&f) }) {
		return nil
	}
	change, _ := c.engine.FixSource(c.name, []byte(c.text.content), lint.Safe)
	if len(change.Fixed) == 0 {
		return nil
	}
	return lineEdits(c.text, string(change.After))
}

// lineEdits replaces the lines that differ, so that the cursor and what the
// editor knows of the rest stay.
func lineEdits(before *text, after string) []lint.Edit {
	a, b := before.content, after
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	start = strings.LastIndexByte(a[:start], '\n') + 1
	end, endAfter := len(a), len(b)
	for end > start && endAfter > start && a[end-1] == b[endAfter-1] {
		end--
		endAfter--
	}
	if i := strings.IndexByte(a[end:], '\n'); i >= 0 {
		end, endAfter = end+i, endAfter+i
	} else {
		end, endAfter = len(a), len(b)
	}
	return []lint.Edit{{Span: digest.Span{Start: start, End: end}, New: b[start:endAfter]}}
}
