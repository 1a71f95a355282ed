package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/internal/config"
	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/llm/memory"
	"github.com/sumtool/sumtool/internal/suggest"
)

func doctorCommand(sys system) *cli.Command {
	return command(&cli.Command{
		Name:  "doctor",
		Usage: "check the config, the translation memory and the endpoint",
		Description: "Each line says ok, warn or fail, what was found, and what to mend. The exit\n" +
			"status is 2 if anything failed. One tiny request is made.\n\n" +
			"Examples:\n" +
			"  sumtool doctor                                               # what translate would use\n" +
			"  sumtool doctor --base-url http://localhost:11434/v1          # list an endpoint's models\n" +
			"  sumtool doctor --base-url http://localhost:11434/v1 --model qwen3:8b",
		Flags:  append(addressFlags(), cacheFlag, &cli.StringFlag{Name: "format", Value: "text", Usage: "text or json"}, outputFlag),
		Action: func(c *cli.Context) error { return doctorAction(c, sys) },
	})
}

// check is one line of the doctor's.
type check struct {
	Status string `json:"status"` // ok, warn, fail
	Name   string `json:"name"`
	Found  string `json:"found"`
	Mend   string `json:"mend,omitempty"`
}

// examination collects checks.
type examination []check

func (x *examination) ok(name, format string, args ...any) {
	*x = append(*x, check{"ok", name, fmt.Sprintf(format, args...), ""})
}

func (x *examination) warn(name, mend, format string, args ...any) {
	*x = append(*x, check{"warn", name, fmt.Sprintf(format, args...), mend})
}

func (x *examination) fail(name string, err error) {
	found, mend := err.Error(), ""
	var e *llm.Error
	if errors.As(err, &e) {
		said := *e
		mend, said.Hint = e.Hint, ""
		found = said.Error()
	}
	*x = append(*x, check{"fail", name, found, mend})
}

func doctorAction(c *cli.Context, sys system) error {
	format := c.String("format")
	if err := oneOf("format", format, []string{"text", "json"}); err != nil {
		return err
	}
	if c.NArg() > 0 {
		return errors.New("doctor takes no path")
	}
	var x examination
	if cfg, err := loadConfig(c); err != nil {
		x.fail("config", err)
	} else {
		if cfg.Path == "" {
			x.ok("config", "none; the defaults hold (`sumtool init` writes one)")
		} else {
			x.ok("config", "%s", cfg.Path)
		}
		x.memory(c, cfg)
		if err := x.endpoint(c, cfg, sys); err != nil {
			return err
		}
	}
	if err := result(c, sys, func(w io.Writer) error { return x.write(w, format) }); err != nil {
		return err
	}
	for _, k := range x {
		if k.Status == "fail" {
			msg := fmt.Sprintf("%s: %s", k.Name, k.Found)
			if k.Mend != "" {
				msg += "; " + k.Mend
			}
			return errors.New(msg)
		}
	}
	return nil
}

func (x examination) write(w io.Writer, format string) error {
	if format == "json" {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(struct {
			Version int         `json:"version"`
			Checks  examination `json:"checks"`
		}{1, x})
	}
	for _, k := range x {
		if _, err := fmt.Fprintf(w, "%-4s  %-8s  %s\n", k.Status, k.Name, oneLine(k.Found)); err != nil {
			return err
		}
		if k.Mend == "" {
			continue
		}
		if _, err := fmt.Fprintf(w, "%-4s  %-8s  -> %s\n", "", "", oneLine(k.Mend)); err != nil {
			return err
		}
	}
	return nil
}

// memory opens the translation memory as translate would.
func (x *examination) memory(c *cli.Context, cfg *config.Config) {
	dir, chosen, err := cacheDir(c, cfg)
	var store *memory.Store
	var stats memory.Stats
	if err == nil {
		store, err = memory.Open(dir)
	}
	if err == nil {
		defer store.Close()
		stats, err = store.Stats()
	}
	switch {
	case err != nil && chosen:
		x.fail("memory", err)
	case err != nil:
		x.warn("memory", "name a folder that can be written with --cache or translate.cache", "%v; translate would go on without", err)
	case stats.Damaged > 0:
		x.warn("memory", "`sumtool cache prune` takes them out", "%s: %s and %s", dir, count(stats.Records, "record"), count(stats.Damaged, "damaged line"))
	default:
		x.ok("memory", "%s: %s, %s", dir, count(stats.Records, "record"), byteSize(stats.Bytes))
	}
}

// endpoint asks the endpoint for its models and for one tiny translation.
func (x *examination) endpoint(c *cli.Context, cfg *config.Config, sys system) error {
	quiet := sys
	quiet.stderr = io.Discard // what the client warns of is said in the lines
	o, err := endpointOptions(c, cfg, quiet)
	if err != nil {
		x.fail("endpoint", err)
		return nil
	}
	if !c.IsSet("retries") {
		o.Retries = 1 // somebody is waiting
	}
	var warnings []string
	o.Warn = func(msg string) { warnings = append(warnings, msg) }
	e, err := llm.Open(o)
	if err != nil {
		x.fail("endpoint", err)
		return nil
	}
	if o.Key != "" {
		x.ok("key", "%s is set", o.KeyName)
	} else {
		x.ok("key", "%s is not set; the endpoint may need none", o.KeyName)
	}
	for _, w := range warnings {
		x.warn("endpoint", "", "%s", w)
	}
	models, err := e.Models(c.Context)
	if errors.Is(err, context.Canceled) {
		return err
	}
	unlisted := llm.KindOf(err) == llm.NotFound || llm.KindOf(err) == llm.BadRequest || llm.KindOf(err) == llm.Malformed
	if err != nil && !unlisted {
		x.fail("endpoint", err)
		return nil
	}
	model := modelName(c, cfg, sys)
	switch {
	case err != nil && model == "":
		x.fail("endpoint", err)
		return nil
	case err == nil:
		x.ok("endpoint", "%s answers and lists %s", e.BaseURL(), count(len(models), "model"))
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
	return x.request(c.Context, e, model)
}

// model looks for the model among those that are listed.
func (x *examination) model(model string, models []llm.Model) bool {
	var ids []string
	for _, m := range models {
		ids = append(ids, m.ID)
	}
	if model == "" {
		err := &llm.Error{Message: "none is named", Hint: "name one with --model, SUMTOOL_MODEL or endpoint.model in the config; there is " + some(ids)}
		x.fail("model", err)
		return false
	}
	i := slices.IndexFunc(models, func(m llm.Model) bool { return m.ID == model || strings.TrimPrefix(m.ID, "models/") == model })
	switch {
	case len(models) == 0:
		x.warn("model", "", "the endpoint does not tell whether it has %q", model)
	case i < 0:
		hint := suggest.Hint(model, ids)
		if hint == "" {
			hint = "; there is " + some(ids)
		}
		x.warn("model", "correct --model, SUMTOOL_MODEL or endpoint.model", "%q is not listed%s", model, hint)
	case models[i].Context > 0:
		x.ok("model", "%q is listed, with a context of %d tokens", model, models[i].Context)
		if n := models[i].Context; n < enoughContext {
			x.warn("context", "serve the model with a longer context", "%d tokens are few: a paper's summaries and their translation take up to %d", n, enoughContext)
		}
	default:
		x.ok("model", "%q is listed", model)
	}
	return true
}

// enoughContext holds instructions, glossary, and the longest paper twice.
const enoughContext = 8192

// some lists the first few of a list.
func some(ids []string) string {
	const most = 8
	if len(ids) == 0 {
		return "none listed"
	}
	if len(ids) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(ids[:most], ", "), len(ids)-most)
	}
	return strings.Join(ids, ", ")
}

// probe is a translation small enough to cost next to nothing, of the form that
// all requests have.
const probe = `{"task":"translate","from":"ko","to":"en","items":[{"id":"p1.b1","text":"이 논문은 새로운 방법을 제안합니다."}]}`

// request makes one tiny request, and says how it had to be put.
func (x *examination) request(ctx context.Context, e *llm.Endpoint, model string) error {
	zero, seed := 0.0, 1
	began := time.Now()
	got, err := e.Complete(ctx, llm.Request{
		Model: model,
		Messages: []llm.Message{
			{Role: llm.System, Content: `Translate each item from Korean into English. Answer with one JSON object: {"items":[{"id":"…","text":"…"}]}`},
			{Role: llm.User, Content: probe},
		},
		Schema: &llm.Schema{Name: "answer", JSON: json.RawMessage(`{"type":"object","properties":{"items":{"type":"array","items":{"type":"object",` +
			`"properties":{"id":{"type":"string"},"text":{"type":"string"}},"required":["id","text"],"additionalProperties":false}}},"required":["items"],"additionalProperties":false}`)},
		MaxTokens: 2048, Temperature: &zero, Seed: &seed,
	})
	if errors.Is(err, context.Canceled) {
		return err
	}
	if err != nil {
		x.fail("request", err)
		return nil
	}
	took := time.Since(began)
	var answer struct {
		Items []struct{ ID, Text string }
	}
	switch err := json.Unmarshal([]byte(got.Text), &answer); {
	case err != nil || len(answer.Items) != 1 || answer.Items[0].ID != "p1.b1":
		x.warn("request", "a larger or instruction-tuned model may do", "the answer is not the JSON that was asked for")
	case got.Usage.Estimated:
		x.warn("request", "", "answered in %.1fs; the endpoint counts no tokens, so costs are estimates", took.Seconds())
	default:
		x.ok("request", "answered in %.1fs with %d+%d tokens", took.Seconds(), got.Usage.Prompt, got.Usage.Completion)
	}
	f := e.Form(model)
	form := []string{f.Format.String(), "length by " + f.Cap.String()}
	if f.NoTemp {
		form = append(form, "no temperature")
	}
	if f.NoSeed {
		form = append(form, "no seed")
	}
	if f.NoSystem {
		form = append(form, "no system role")
	}
	x.ok("form", "%s", strings.Join(form, ", "))
	return nil
}

// byteSize words a number of bytes.
func byteSize(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%.1f KB", float64(n)/(1<<10))
	}
	return count(int(n), "byte")
}
