// Package task is the form of what models are asked and of what they answer: one
// JSON object each way, whatever the request is for. It knows the wire and how
// models get it nearly right. It must not know prompts, languages, endpoints, or
// what makes an answer good.
package task

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/sumtool/sumtool/internal/llm/memory"
)

// Task is what a request is for, as it stands on the wire.
type Task string

// The tasks.
const (
	Translate     Task = "translate"
	BackTranslate Task = "back-translate"
	Regenerate    Task = "regenerate"
	Judge         Task = "judge"
)

// Message is the user's turn of a request. The documentation shows it; other
// programs read along.
type Message struct {
	Task     Task     `json:"task"`
	From     string   `json:"from"` // ISO 639-1
	To       string   `json:"to"`
	Title    string   `json:"title"`
	Context  string   `json:"context"`
	Glossary Glossary `json:"glossary"`
	Items    []Item   `json:"items"`
}

// Item is one text of a message.
type Item struct {
	ID       string   `json:"id"`
	Text     string   `json:"text"`
	Source   string   `json:"source,omitempty"`   // what the text was made from, for who judges it
	Findings []string `json:"findings,omitempty"` // in a repair turn: what was wrong with the last answer
}

// Glossary are the terms to translate as given. None is written as an empty list,
// as readers expect.
type Glossary []memory.Term

// MarshalJSON implements [json.Marshaler].
func (g Glossary) MarshalJSON() ([]byte, error) {
	if len(g) == 0 {
		return []byte("[]"), nil
	}
	return marshal([]memory.Term(g))
}

// Encode writes a message, or an object that holds more than one, as it stands on
// the wire: on one line, Hangul and < as they are.
func Encode(v any) string {
	b, err := marshal(v)
	if err != nil {
		panic(fmt.Sprintf("encode a message: %v", err)) // strings and lists of them: cannot fail
	}
	return string(b)
}

func marshal(v any) ([]byte, error) {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return []byte(strings.TrimSuffix(b.String(), "\n")), err
}

// ReadItems reads the items of an answer, {"items":[…]}, into a slice. Words around
// the object are passed over, as what counts is checked for each item anyway; an
// array of items in the place of the object is taken, too. The answer is never
// guessed at beyond that.
func ReadItems(answer string, items any) error {
	answer = strings.TrimSpace(answer)
	var object struct {
		Items json.RawMessage `json:"items"`
	}
	err := json.Unmarshal([]byte(between(answer, '{', '}')), &object)
	if err == nil && object.Items != nil && string(object.Items) != "null" {
		return json.Unmarshal(object.Items, items)
	}
	if list := between(answer, '[', ']'); list != "" && json.Unmarshal([]byte(list), items) == nil {
		return nil
	}
	if err == nil {
		return fmt.Errorf(`it has no "items"`)
	}
	return err
}

// between returns the text from the first opening to the last closing bracket.
func between(text string, open, close byte) string {
	i, j := strings.IndexByte(text, open), strings.LastIndexByte(text, close)
	if i < 0 || j < i {
		return ""
	}
	return text[i : j+1]
}
