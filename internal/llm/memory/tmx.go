package memory

import (
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

// TMX 1.4b (https://www.gala-global.org/tmx-14b) is how translation tools exchange
// memories: a tu per pair, a tuv per language. What TMX has no place for stands in
// props of ours, so that our own export comes back whole.
const (
	propKey   = "x-sumtool-key"
	propModel = "x-sumtool-model"
	tmxTime   = "20060102T150405Z"
)

type tmxUnit struct {
	XMLName  xml.Name     `xml:"tu"`
	Created  string       `xml:"creationdate,attr,omitempty"`
	Props    []tmxProp    `xml:"prop"`
	Variants []tmxVariant `xml:"tuv"`
	Source   string       `xml:"srclang,attr,omitempty"`
}

type tmxProp struct {
	Type  string `xml:"type,attr"`
	Value string `xml:",chardata"`
}

type tmxVariant struct {
	Lang    string     `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	Old     string     `xml:"lang,attr,omitempty"` // TMX 1.1
	Segment tmxSegment `xml:"seg"`
}

// tmxSegment is a seg's text. Inline elements of other tools (bpt, ph, …) hold
// their formatting codes and are left out; hi and sub hold text.
type tmxSegment string

// UnmarshalXML implements [xml.Unmarshaler].
func (s *tmxSegment) UnmarshalXML(d *xml.Decoder, _ xml.StartElement) error {
	var b strings.Builder
	for depth := 0; ; {
		tok, err := d.Token()
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if t.Name.Local != "hi" && t.Name.Local != "sub" {
				if err := d.Skip(); err != nil {
					return err
				}
				continue
			}
			depth++
		case xml.EndElement:
			if depth == 0 {
				*s = tmxSegment(b.String())
				return nil
			}
			depth--
		case xml.CharData:
			b.Write(t)
		}
	}
}

// ExportTMX prints the good translations. tool names this program and its version.
func (s *Store) ExportTMX(w io.Writer, tool string) error {
	b := bufio.NewWriter(w)
	name, version, _ := strings.Cut(tool, " ")
	fmt.Fprintf(b, "%s<tmx version=\"1.4\">\n  <header creationtool=\"%s\" creationtoolversion=\"%s\" segtype=\"block\" o-tmf=\"jsonl\" adminlang=\"en\" srclang=\"*all*\" datatype=\"plaintext\"/>\n  <body>\n",
		xml.Header, attribute(name), attribute(version))
	e := xml.NewEncoder(b)
	e.Indent("    ", "  ")
	err := s.Each(func(r Record) error {
		if r.Failed != "" || r.Task != translate || r.From == "" || r.To == "" {
			return nil
		}
		u := tmxUnit{Created: r.Time.UTC().Format(tmxTime), Source: r.From,
			Props:    []tmxProp{{propKey, r.Key.String()}, {propModel, r.Model}},
			Variants: []tmxVariant{{Lang: r.From, Segment: tmxSegment(r.Source)}, {Lang: r.To, Segment: tmxSegment(r.Target)}}}
		return e.Encode(u)
	})
	if err != nil {
		return err
	}
	fmt.Fprint(b, "\n  </body>\n</tmx>\n")
	return b.Flush()
}

func attribute(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder does not fail
	return b.String()
}

// translate is the task whose records TMX can hold.
const translate = "translate"

// ImportTMX stores the pairs of a TMX file, each variant against the source
// language's, and returns how many records that were. A pair from this program
// comes back under its own key; one from elsewhere holds for any model and context
// ([Parts.TextKey]).
func (s *Store) ImportTMX(r io.Reader) (int, error) {
	in := importer{store: s}
	d := xml.NewDecoder(&tagged{r: r})
	d.Strict = true
	source, seen := "", false
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return in.n, xmlError(err)
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "tmx":
			seen = true
		case "header":
			for _, a := range start.Attr {
				if a.Name.Local == "srclang" && a.Value != "*all*" {
					source = a.Value
				}
			}
		case "tu":
			var u tmxUnit
			if err := d.DecodeElement(&u, &start); err != nil {
				return in.n, xmlError(err)
			}
			if u.Source == "" || u.Source == "*all*" {
				u.Source = source
			}
			for _, rec := range u.records() {
				if err := in.add(rec); err != nil {
					return in.n, err
				}
			}
		}
	}
	if !seen {
		return in.n, errors.New("no TMX file: it has no <tmx> element")
	}
	return in.n, in.flush()
}

func (u tmxUnit) records() (out []Record) {
	source := -1
	for i := range u.Variants {
		v := &u.Variants[i]
		if v.Lang == "" {
			v.Lang = v.Old
		}
		if source < 0 && (u.Source == "" || language(v.Lang) == language(u.Source)) {
			source = i
		}
	}
	if source < 0 || u.Variants[source].Lang == "" {
		return nil // of an unknown language: no request would find it
	}
	from := u.Variants[source]
	for i, v := range u.Variants {
		if i == source || v.Lang == "" || from.Segment == "" || v.Segment == "" {
			continue
		}
		r := Record{Task: translate, From: language(from.Lang), To: language(v.Lang), Source: string(from.Segment), Target: string(v.Segment), Model: "import"}
		r.Key = Parts{Task: r.Task, From: r.From, To: r.To, Text: r.Source}.TextKey()
		for _, p := range u.Props {
			switch p.Type {
			case propKey:
				var key Key
				if key.UnmarshalText([]byte(p.Value)) == nil {
					r.Key = key
				}
			case propModel:
				r.Model = p.Value
			}
		}
		if t, err := time.Parse(tmxTime, u.Created); err == nil {
			r.Time = t
		}
		if utf8.ValidString(r.Target) {
			out = append(out, r)
		}
	}
	return out
}

// language is the part of a tag (ko-KR, EN_us) that names the language.
func language(tag string) string {
	if i := strings.IndexAny(tag, "-_"); i >= 0 {
		tag = tag[:i]
	}
	return strings.ToLower(tag)
}

func xmlError(err error) error {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("line %d: %s", syntax.Line, syntax.Msg)
	}
	return err
}
