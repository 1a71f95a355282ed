package report

import (
	"bufio"
	"bytes"
	"io"
	"strings"
)

// listSlot stands in a document for the items of its list.
const listSlot = "sumtool: here stand the items"

// encodeList prints a document as indented JSON, with n items in place of listSlot,
// behind which no text of others' stands.
// One item is encoded at a time: a report of a hundred thousand findings is not in
// memory a second and a third time.
func encodeList(w io.Writer, doc any, n int, item func(i int) any) error {
	var text bytes.Buffer
	e := encoder(&text)
	e.SetIndent("", "  ")
	if err := e.Encode(doc); err != nil {
		return err
	}
	slot := `"` + listSlot + `"`
	at := strings.LastIndex(text.String(), slot) // the last: a rule's text before it may say the same
	head, tail := text.String()[:at], text.String()[at+len(slot):]
	indent := head[strings.LastIndexByte(head, '\n')+1:]
	if n == 0 {
		head, tail = strings.TrimRight(head, "\n "), strings.TrimLeft(tail, "\n ")
	}
	b := bufio.NewWriter(w)
	b.WriteString(head)
	e.SetIndent(indent, "  ")
	for i := range n {
		if i > 0 {
			b.WriteString(",\n" + indent)
		}
		text.Reset()
		if err := e.Encode(item(i)); err != nil {
			return err
		}
		b.Write(bytes.TrimSuffix(text.Bytes(), []byte("\n")))
	}
	b.WriteString(tail)
	return b.Flush()
}
