package digest

// PlainText takes a text that stands in no digest as the text of a bullet, so
// that it can be read as one: its addresses, code, formulas and names are marked.
func PlainText(text []byte) *Bullet {
	s := scanner{src: text}
	all := Span{0, len(text)}
	return &Bullet{Span: all, Text: all, Inlines: s.scan(all)}
}
