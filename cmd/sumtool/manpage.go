package main

import (
	"bytes"
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/internal/lazyregexp"
)

// manPage is a page of the manual in man(7)'s macros.
type manPage struct {
	name string
	body bytes.Buffer
}

func newManPage(name, usage string) *manPage {
	p := &manPage{name: name}
	p.line(fmt.Sprintf(`.TH "%s" 1 "%s" "%s" "sumtool"`, strings.ToUpper(roff(name)), builtOn(), roff(strings.Join(strings.Fields(versionLine())[:2], " "))))
	p.line(`.nh`)
	p.section("NAME")
	p.line(roff(name) + ` \- ` + roff(usage))
	return p
}

// builtOn is the day of the commit that the program was built from: the same
// source makes the same page on any day.
func builtOn() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.time" {
				day, _, _ := strings.Cut(s.Value, "T")
				return day
			}
		}
	}
	return ""
}

func (p *manPage) line(s string)       { p.body.WriteString(s + "\n") }
func (p *manPage) section(name string) { p.line(`.SH "` + name + `"`) }

func (p *manPage) entry(term, text string) {
	p.line(".TP")
	p.line(term)
	p.line(roff(text))
}

func (p *manPage) synopsis(words, args string) {
	p.line(`.B ` + roff(words))
	p.line(`[\fIoptions\fR] ` + roff(args))
}

func (p *manPage) paragraphs(section string, text []string) {
	if len(text) > 0 {
		p.section(section)
		for i, para := range text {
			if i > 0 {
				p.line(".PP")
			}
			p.line(roff(para))
		}
	}
}

func (p *manPage) examples(text string) {
	if text != "" {
		p.section("EXAMPLES")
		p.line(".nf")
		p.line(roff(text))
		p.line(".fi")
	}
}

func (p *manPage) flags(section string, flags []cli.Flag) {
	if len(flags) > 0 {
		p.section(section)
		p.options(flags)
	}
}

func (p *manPage) options(flags []cli.Flag) {
	for _, f := range flags {
		if v, ok := f.(cli.VisibleFlag); ok && !v.IsVisible() {
			continue
		}
		names, usage, _ := strings.Cut(f.String(), "\t")
		usage = strings.TrimSuffix(strings.TrimSpace(usage), " (default: false)")
		p.entry(`\fB`+roff(names)+`\fR`, usage)
	}
}

// roff escapes a text for man(7): what it would read as a request or an escape.
// Text within backquotes becomes bold.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(s)
	lines := strings.Split(quoted().ReplaceAllString(s, `\fB$1\fR`), "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, ".") || strings.HasPrefix(l, "'") {
			lines[i] = `\&` + l
		}
	}
	return strings.Join(lines, "\n")
}

var quoted = lazyregexp.New("`([^`\n]+)`")
