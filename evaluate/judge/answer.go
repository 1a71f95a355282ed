package judge

import (
	"encoding/json"
	"fmt"

	"github.com/sumtool/sumtool/internal/task"
)

// item is what an answer says of one segment. A judge is asked for "score" or
// "errors"; "text" takes the place of either for endpoints that know only the
// common form of an answer.
type item struct {
	ID     string              `json:"id"`
	Text   string              `json:"text"`
	Score  *float64            `json:"score"`
	Errors *[]TranslationError `json:"errors"`
}

// parseAnswer reads an answer's items by their ids. Ids that were not asked for
// are left out; of two items with one id neither counts, for nobody knows which
// is meant.
func parseAnswer(answer string, asked []string) (map[string]item, error) {
	var raws []json.RawMessage
	if err := task.ReadItems(answer, &raws); err != nil {
		return nil, fmt.Errorf("not the JSON object that was asked for: %w", err)
	}
	want := map[string]bool{}
	for _, id := range asked {
		want[id] = true
	}
	items, doubled := map[string]item{}, map[string]bool{}
	for _, raw := range raws {
		var it item
		// One malformed item must not spoil the others.
		if json.Unmarshal(raw, &it) != nil || !want[it.ID] {
			continue
		}
		_, again := items[it.ID]
		doubled[it.ID] = doubled[it.ID] || again
		items[it.ID] = it
	}
	for id, d := range doubled {
		if d {
			delete(items, id)
		}
	}
	return items, nil
}
