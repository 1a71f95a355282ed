package main

import (
	"io"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/evaluate"
	evaluatereport "github.com/sumtool/sumtool/evaluate/report"
	"github.com/sumtool/sumtool/internal/config"
	"github.com/sumtool/sumtool/internal/detect"
	"github.com/sumtool/sumtool/internal/langid"
	"github.com/sumtool/sumtool/internal/term"
	"github.com/sumtool/sumtool/lint"
	"github.com/sumtool/sumtool/lint/report"
	"github.com/sumtool/sumtool/rules"
	"github.com/sumtool/sumtool/rules/catalogue"
)

// candidate is one way to go on.
type candidate struct{ value, about string }

// completion is what a shell is offered.
type completion struct {
	candidates []candidate
	files      bool // files, too
	nospace    bool // the word goes on after the candidate
}

func (c completion) write(w io.Writer) error {
	var b strings.Builder
	for _, x := range c.candidates {
		b.WriteString(x.value)
		if x.about != "" {
			b.WriteString("\t" + term.OneLine(x.about))
		}
		b.WriteByte('\n')
	}
	if c.files {
		b.WriteString(":files\n")
	}
	if c.nospace {
		b.WriteString(":nospace\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// complete says how the last of the words can go on.
func complete(app *cli.App, words []string) completion {
	current := ""
	if n := len(words); n > 0 {
		words, current = words[:n-1], strings.Trim(words[n-1], `"`)
	}
	line := read(app, words)
	switch {
	case line.ended:
		return completion{files: true}
	case line.pending != nil:
		return line.values(line.pending, current, "")
	case strings.HasPrefix(current, "-"):
		if name, value, ok := strings.Cut(strings.TrimLeft(current, "-"), "="); ok {
			if f := line.flag(name); f != nil {
				return line.values(f, value, current[:len(current)-len(value)])
			}
			return completion{}
		}
		return line.flags(current)
	}
	return line.arguments(current)
}

// typed is the command line before the word that is being typed.
type typed struct {
	app     *cli.App
	command *cli.Command // nil before the command's name
	path    string       // names of the command and subcommand
	words   int          // arguments after them
	config  string       // the value of --config
	pending cli.Flag     // the flag whose value is being typed
	ended   bool         // `--` was typed
}

func read(app *cli.App, words []string) typed {
	t := typed{app: app}
	for _, w := range words {
		switch {
		case t.pending != nil:
			if slices.Contains(t.pending.Names(), "config") {
				t.config = w
			}
			t.pending = nil
		case t.ended:
		case w == "--":
			t.ended = true
		case strings.HasPrefix(w, "-") && w != "-":
			name, value, ok := strings.Cut(strings.TrimLeft(w, "-"), "=")
			f := t.flag(name)
			if f != nil && !ok && takesValue(f) {
				t.pending = f
			}
			if ok && name == "config" {
				t.config = value
			}
		default:
			t.word(w)
		}
	}
	return t
}

func (t *typed) word(w string) {
	below := t.app.Commands
	if t.command != nil {
		below = t.command.Subcommands
	}
	for _, c := range below {
		if t.words == 0 && c.HasName(w) {
			t.command, t.path = c, strings.TrimSpace(t.path+" "+c.Name)
			return
		}
	}
	t.words++
}

// flag finds a flag of the command or a global one.
func (t *typed) flag(name string) cli.Flag {
	if t.command != nil {
		if f := find(t.command.Flags, name); f != nil {
			return f
		}
	}
	return find(t.app.Flags, name)
}

// flags offers the flags that begin as typed.
func (t *typed) flags(current string) (c completion) {
	all := t.app.VisibleFlags()
	if t.command != nil {
		all = append(t.command.VisibleFlags(), all...)
	}
	for _, f := range all {
		about := ""
		if d, ok := f.(cli.DocGenerationFlag); ok {
			about = strings.ReplaceAll(d.GetUsage(), "`", "")
		}
		c.offer(current, candidate{"--" + f.Names()[0], about})
	}
	c.offer(current, candidate{"--help", "explain the command with examples"})
	return c
}

// offer adds a candidate that begins as typed, once.
func (c *completion) offer(current string, x candidate) {
	if strings.HasPrefix(x.value, current) && !slices.ContainsFunc(c.candidates, func(y candidate) bool { return y.value == x.value }) {
		c.candidates = append(c.candidates, x)
	}
}

// arguments offers commands, and what stands where a command has its arguments.
func (t *typed) arguments(current string) (c completion) {
	below := t.app.Commands
	if t.command != nil {
		below = t.command.Subcommands
	}
	switch {
	case len(below) > 0:
		for _, b := range below {
			if !b.Hidden {
				c.offer(current, candidate{b.Name, b.Usage})
			}
		}
	case t.path == "rules" && t.words == 0:
		for _, r := range t.rules() {
			c.offer(current, candidate{r.ID, r.Doc.Summary})
		}
	case t.path == "completion" && t.words == 0:
		c.offerAll(current, shellNames())
	case t.path == "completion", t.path == "rules", t.path == "help":
	default:
		c.files = true
	}
	return c
}

func (c *completion) offerAll(current string, values []string) {
	for _, v := range values {
		c.offer(current, candidate{value: v})
	}
}

// values offers a flag's values; prefix stands before them in the same word. Of a
// list separated by commas the last item is completed.
func (t *typed) values(f cli.Flag, current, prefix string) (c completion) {
	values, known := t.known(f.Names()[0])
	if !known {
		return completion{files: prefix == ""}
	}
	if _, list := f.(*cli.StringSliceFlag); list {
		if i := strings.LastIndexByte(current, ','); i >= 0 {
			prefix, current = prefix+current[:i+1], current[i+1:]
		}
		c.nospace = true
	}
	for _, v := range values {
		if strings.HasPrefix(v.value, current) {
			c.candidates = append(c.candidates, candidate{prefix + v.value, v.about})
		}
	}
	return c
}

// known lists the values of a flag that has a fixed set of them.
func (t *typed) known(flag string) ([]candidate, bool) {
	switch flag {
	case "select", "ignore":
		var out []candidate
		for _, c := range lint.Categories() {
			out = append(out, candidate{string(c), "all rules of this category"})
		}
		for _, r := range t.rules() {
			out = append(out, candidate{r.ID, r.Doc.Summary})
		}
		return out, true
	case "languages", "from", "to":
		var out []candidate
		for _, code := range langid.Known() {
			out = append(out, candidate{code, langid.Name(code)})
		}
		return out, true
	}
	values := map[string][]string{
		"color": {"auto", "always", "never"}, "severity": lint.SeverityNames(), "fail-on": append(lint.SeverityNames(), "never"),
		"lint format": report.Names(), "rules format": catalogue.Formats(), "detect format": detect.Formats(),
		"evaluate format": evaluatereport.Formats(), "doctor format": {"text", "json"}, "cache stats format": {"text", "json"}, "cache export format": {"jsonl", "tmx"},
		"metrics": evaluate.MetricNames(), "tokenize": evaluate.Tokenizers(), "smooth-method": {"exp", "floor", "add-k", "none"}, "paired-test": {"bs", "ar"},
	}
	list, ok := values[flag]
	if !ok {
		list, ok = values[t.path+" "+flag]
	}
	var out []candidate
	for _, v := range list {
		out = append(out, candidate{value: v})
	}
	return out, ok
}

// rules is every rule, the config's own included if it can be read.
func (t *typed) rules() []*lint.Rule {
	path := t.config
	if path == "" {
		if dir, err := os.Getwd(); err == nil {
			path = config.Find(dir)
		}
	}
	if path != "" {
		if cfg, err := config.Load(path, rules.All()); err == nil {
			return allRules(cfg)
		}
	}
	return rules.All()
}
