package doctor

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/suggest"
	"github.com/sumtool/sumtool/internal/wording"
)

// Endpoint asks an endpoint for its models and for one tiny translation. The model
// may be "": then there is only the list. The error is that of an interrupted run;
// all else is noted.
func (x *Examination) Endpoint(ctx context.Context, o llm.Options, model string) error {
	var warnings []string
	o.Warn = func(msg string) { warnings = append(warnings, msg) } // the lines say it
	e, err := llm.Open(o)
	if err != nil {
		x.Fail("endpoint", err)
		return nil
	}
	if o.Key != "" {
		x.OK("key", "%s is set", o.KeyName)
	} else {
		x.OK("key", "%s is not set; the endpoint may need none", o.KeyName)
	}
	for _, w := range warnings {
		x.Warn("endpoint", "", "%s", w)
	}
	models, err := e.Models(ctx)
	if errors.Is(err, context.Canceled) {
		return err
	}
	unlisted := llm.KindOf(err) == llm.NotFound || llm.KindOf(err) == llm.BadRequest || llm.KindOf(err) == llm.Malformed
	if err != nil && (!unlisted || model == "") {
		x.Fail("endpoint", err)
		return nil
	}
	if err == nil {
		x.OK("endpoint", "%s answers and lists %s", e.BaseURL(), wording.Count(len(models), "model"))
	}
	if !x.model(model, models) {
		return nil
	}
	if err != nil {
		// The breaker has tripped over the list; the request needs a new start.
		if e, err = llm.Open(o); err != nil {
			return err
		}
	}
	return x.request(ctx, e, model)
}

// model looks for the model among those that are listed.
func (x *Examination) model(model string, models []llm.Model) bool {
	var ids []string
	for _, m := range models {
		ids = append(ids, m.ID)
	}
	if model == "" {
		err := &llm.Error{Message: "none is named", Hint: "name one with --model, SUMTOOL_MODEL or endpoint.model in the config; there is " + listed(ids)}
		x.Fail("model", err)
		return false
	}
	i := slices.IndexFunc(models, func(m llm.Model) bool { return m.ID == model || strings.TrimPrefix(m.ID, "models/") == model })
	switch {
	case len(models) == 0:
		x.Warn("model", "", "the endpoint does not tell whether it has %q", model)
	case i < 0:
		hint := suggest.Hint(model, ids)
		if hint == "" {
			hint = "; there is " + listed(ids)
		}
		x.Warn("model", "correct --model, SUMTOOL_MODEL or endpoint.model", "%q is not listed%s", model, hint)
	case models[i].Context > 0:
		x.OK("model", "%q is listed, with a context of %d tokens", model, models[i].Context)
		if n := models[i].Context; n < enoughContext {
			x.Warn("context", "serve the model with a longer context", "%d tokens are few: a paper's summaries and their translation take up to %d", n, enoughContext)
		}
	default:
		x.OK("model", "%q is listed", model)
	}
	return true
}

// enoughContext holds instructions, glossary, and the longest paper twice.
const enoughContext = 8192

// listed shows the first few models of a list.
func listed(ids []string) string {
	if len(ids) == 0 {
		return "none listed"
	}
	return wording.First(ids, 8)
}
