package abstracts

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// HuggingFace is where the papers API is when nothing else is configured.
const HuggingFace = "https://huggingface.co"

// huggingFacePace keeps below the 500 requests in five minutes that anonymous
// clients of the API may make.
const huggingFacePace = 650 * time.Millisecond

// fromHuggingFace asks the papers API for one paper. A paper that it does not
// have is no error: found is false.
func fromHuggingFace(ctx context.Context, p *polite, base, id string) (a Abstract, found bool, err error) {
	body, err := p.get(ctx, base+"/api/papers/"+id)
	var s *statusError
	if errors.As(err, &s) && (s.status == http.StatusNotFound || s.status == http.StatusBadRequest) {
		return a, false, nil
	}
	if err != nil {
		return a, false, err
	}
	var l line
	if err := json.Unmarshal(body, &l); err != nil {
		return a, false, fmt.Errorf("%s/api/papers/%s: not the JSON of a paper: %w", base, id, err)
	}
	l.ID, l.ArXivID = id, id
	if a, err = l.abstract(); err != nil {
		return a, false, nil // a page without an abstract
	}
	a.Source = "huggingface"
	return a, true, nil
}
