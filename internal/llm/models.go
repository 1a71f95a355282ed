package llm

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
)

// Model is one that an endpoint lists.
type Model struct {
	ID      string
	Context int // tokens that fit into it, where the endpoint tells; else 0
}

// Models lists the endpoint's models, sorted by name. Endpoints differ in what
// they list and how; an empty list says that it could not be read.
func (e *Endpoint) Models(ctx context.Context) ([]Model, error) {
	var models []Model
	err := e.call(ctx, &attempt{}, e.o.Timeout, false, func(ctx context.Context, x *exchange) error {
		_, err := e.api.ListModels(ctx)
		if x.whole && x.status < 300 && json.Valid(x.body) {
			err = nil // the library reads fewer shapes of it than we do
		}
		models = e.readModels(x.body)
		return err
	})
	return models, err
}

// listed is a model as endpoints list it; the context's length has no agreed name.
type listed struct {
	ID            string `json:"id"`
	Name          string `json:"name"`
	MaxModelLen   int    `json:"max_model_len"`
	ContextLength int    `json:"context_length"`
	ContextWindow int    `json:"context_window"`
	MaxContext    int    `json:"max_context_length"`
	Meta          struct {
		Trained int `json:"n_ctx_train"`
		Context int `json:"n_ctx"`
	} `json:"meta"`
}

func (e *Endpoint) readModels(body []byte) []Model {
	var raw []json.RawMessage
	var object struct {
		Data   []json.RawMessage `json:"data"`
		Models []json.RawMessage `json:"models"`
	}
	if json.Unmarshal(body, &raw) != nil && json.Unmarshal(body, &object) == nil {
		if raw = object.Data; raw == nil {
			raw = object.Models
		}
	}
	var models []Model
	for _, r := range raw {
		var l listed
		if json.Unmarshal(r, &l) != nil && json.Unmarshal(r, &l.ID) != nil {
			continue
		}
		if id := e.key.redact(clean(cmp.Or(l.ID, l.Name))); id != "" {
			models = append(models, Model{id, cmp.Or(l.MaxModelLen, l.ContextLength, l.ContextWindow, l.MaxContext, l.Meta.Context, l.Meta.Trained)})
		}
	}
	slices.SortFunc(models, func(a, b Model) int { return cmp.Compare(a.ID, b.ID) })
	return models
}
