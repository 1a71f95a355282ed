package rules

import "golang.org/x/net/html/atom"

// htmlElements are the elements that GitHub shows in Markdown; others it drops.
var htmlElements = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.B: true, atom.Bdo: true, atom.Blockquote: true, atom.Br: true,
	atom.Caption: true, atom.Cite: true, atom.Code: true, atom.Dd: true, atom.Del: true, atom.Details: true,
	atom.Dfn: true, atom.Div: true, atom.Dl: true, atom.Dt: true, atom.Em: true, atom.Figcaption: true,
	atom.Figure: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
	atom.Hr: true, atom.I: true, atom.Img: true, atom.Ins: true, atom.Kbd: true, atom.Li: true, atom.Mark: true,
	atom.Ol: true, atom.P: true, atom.Picture: true, atom.Pre: true, atom.Q: true, atom.Rp: true, atom.Rt: true,
	atom.Ruby: true, atom.S: true, atom.Samp: true, atom.Small: true, atom.Source: true, atom.Span: true,
	atom.Strike: true, atom.Strong: true, atom.Sub: true, atom.Summary: true, atom.Sup: true, atom.Table: true,
	atom.Tbody: true, atom.Td: true, atom.Tfoot: true, atom.Th: true, atom.Thead: true, atom.Time: true,
	atom.Tr: true, atom.Tt: true, atom.Ul: true, atom.Var: true, atom.Video: true, atom.Wbr: true,
}
