package translate

import (
	"encoding/json"
	"fmt"
	"strings"
)

// answers are the texts of a model's answer by id; what is wrong with the answer
// as a whole, or with single ids, is kept for the repair turn.
type answers struct {
	texts  map[string]string
	wrong  string            // why nothing could be read; "" if something was
	doubts map[string]string // by id: why its text is not taken
	extra  []string          // ids that nobody asked for
}

// readAnswer reads {"items":[{"id","text"}]}. Text around the object is passed
// over, as what counts is checked for each item anyway; an array of items in the
// place of the object is taken, too. The answer is never guessed at beyond that.
func readAnswer(text string, asked []string) answers {
	a := answers{texts: map[string]string{}, doubts: map[string]string{}}
	var items []struct {
		ID   json.RawMessage `json:"id"`
		Text *string         `json:"text"`
	}
	if err := decodeItems(text, &items); err != nil {
		a.wrong = fmt.Sprintf(`the answer is not the JSON object {"items":[{"id","text"}]}: %v`, err)
		return a
	}
	wanted := map[string]bool{}
	for _, id := range asked {
		wanted[id] = true
	}
	for _, it := range items {
		var id string
		if json.Unmarshal(it.ID, &id) != nil || !wanted[id] {
			a.extra = append(a.extra, string(it.ID))
			continue
		}
		switch have, twice := a.texts[id]; {
		case it.Text == nil:
			a.doubts[id] = "the item has no text"
		case twice && have != *it.Text:
			a.doubts[id] = "the answer has two texts for this id"
		default:
			a.texts[id] = *it.Text
		}
	}
	for id := range a.doubts {
		delete(a.texts, id)
	}
	return a
}

// decodeItems finds the answer's object in a text.
func decodeItems(text string, items any) error {
	text = strings.TrimSpace(text)
	first := objectOf(text, '{', '}')
	var object struct {
		Items json.RawMessage `json:"items"`
	}
	err := json.Unmarshal([]byte(first), &object)
	if err == nil && object.Items != nil {
		return json.Unmarshal(object.Items, items)
	}
	if list := objectOf(text, '[', ']'); list != "" && json.Unmarshal([]byte(list), items) == nil {
		return nil
	}
	if err == nil {
		return fmt.Errorf(`it has no "items"`)
	}
	return err
}

// objectOf returns the text from the first opening to the last closing bracket.
func objectOf(text string, open, close byte) string {
	i, j := strings.IndexByte(text, open), strings.LastIndexByte(text, close)
	if i < 0 || j < i {
		return ""
	}
	return text[i : j+1]
}
