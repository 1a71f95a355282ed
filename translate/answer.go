package translate

import (
	"encoding/json"
	"fmt"

	"github.com/sumtool/sumtool/internal/task"
)

// answers are the texts of a model's answer by id; what is wrong with the answer
// as a whole, or with single ids, is kept for the repair turn.
type answers struct {
	texts  map[string]string
	wrong  string            // why nothing could be read; "" if something was
	doubts map[string]string // by id: why its text is not taken
	extra  []string          // ids that nobody asked for
}

// readAnswer reads {"items":[{"id","text"}]}.
func readAnswer(text string, asked []string) answers {
	a := answers{texts: map[string]string{}, doubts: map[string]string{}}
	var items []struct {
		ID   json.RawMessage `json:"id"`
		Text *string         `json:"text"`
	}
	if err := task.ReadItems(text, &items); err != nil {
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
