package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/internal/config"
	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/internal/lsp"
	"github.com/sumtool/sumtool/lint"
	"github.com/sumtool/sumtool/lint/report"
	"github.com/sumtool/sumtool/rules"
)

func lspCommand(sys system) *cli.Command {
	return command(&cli.Command{
		Name:  "lsp",
		Usage: "serve lint to an editor by the Language Server Protocol",
		Description: "Speaks the protocol on standard input and output: findings as diagnostics, fixes and\n" +
			"suppressions as code actions, a rule's page on hover. The config is the .sumtool.yaml\n" +
			"nearest above each file. docs/editors.md has the settings of VS Code, Neovim, Helix and Emacs.\n\n" +
			"Example, in Neovim:\n" +
			"  vim.lsp.config('sumtool', { cmd = { 'sumtool', 'lsp' }, filetypes = { 'markdown' } })\n" +
			"  vim.lsp.enable('sumtool')",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "stdio", Usage: "speak on standard input and output, as always; some editors say so"},
		},
		Action: func(c *cli.Context) error {
			if c.NArg() > 0 {
				return fmt.Errorf("lsp takes no paths, found %q; the editor opens the files", c.Args().First())
			}
			w := &workspaces{c: c, loaded: map[string]*workspace{}}
			err := lsp.Serve(c.Context, sys.stdin, sys.stdout, lsp.Options{
				Version: versionLine(), Engine: w.engine, Help: w.page, Link: report.RuleLink,
			})
			if errors.Is(err, lsp.ErrNoShutdown) {
				return gateError{err.Error()} // the protocol wants the status 1
			}
			return err
		},
	})
}

// workspaces keeps the engine of each config until one of its files changes.
type workspaces struct {
	c *cli.Context

	mu     sync.Mutex
	loaded map[string]*workspace // by the config's path; "" for the defaults
}

// workspace is what one config makes of linting.
type workspace struct {
	stamp  string // of the files that it was made of
	cfg    *config.Config
	rules  []*lint.Rule
	engine *lint.Engine
	least  lint.Severity
}

// engine returns the engine for a file; nil if no command would read it.
func (w *workspaces) engine(path string) (*lint.Engine, string, lint.Severity, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	config := w.c.String("config")
	if config == "" && filepath.IsAbs(path) {
		config = configAbove(path)
	}
	ws := w.loaded[config]
	if ws == nil || ws.stamp != stampOf(config, ws.cfg) {
		var err error
		if ws, err = w.load(config); err != nil {
			delete(w.loaded, config)
			return nil, "", 0, err
		}
		w.loaded[config] = ws
	}
	if (files.Options{Exclude: ws.cfg.Exclude, Base: ws.cfg.Dir}).Excluded(path) {
		return nil, "", 0, nil
	}
	if ws.cfg.Dir != "" {
		path = relative(ws.cfg.Dir, path)
	}
	return ws.engine, path, ws.least, nil
}

func configAbove(path string) string { return config.Find(filepath.Dir(path)) }

func (w *workspaces) load(path string) (*workspace, error) {
	ws := &workspace{cfg: config.Default()}
	var err error
	if path != "" {
		if ws.cfg, err = config.Load(path, rules.All()); err != nil {
			return nil, err
		}
	}
	ws.stamp = stampOf(path, ws.cfg)
	ws.rules = allRules(ws.cfg)
	if ws.engine, err = engineOf(w.c, ws.cfg, ws.rules); err != nil {
		return nil, err
	}
	g, err := gateOf(w.c, ws.cfg)
	if err != nil {
		return nil, err
	}
	ws.least = g.shown
	known, err := baselineOf(w.c, ws.cfg)
	if err != nil {
		return nil, err
	}
	return ws, known.read(ws.engine)
}

// stampOf says by their times and sizes which state of a config's files is meant.
func stampOf(path string, cfg *config.Config) string {
	var stamp strings.Builder
	for _, p := range []string{path, cfg.Glossary, cfg.Lint.Baseline} {
		if p != "" && p != path && !filepath.IsAbs(p) {
			p = filepath.Join(cfg.Dir, p)
		}
		if info, err := os.Stat(p); err == nil {
			fmt.Fprintf(&stamp, "%s %d %d\n", p, info.ModTime().UnixNano(), info.Size())
		}
	}
	return stamp.String()
}

// page is a rule's documentation, looked up among the built-in rules and those
// of the configs in use.
func (w *workspaces) page(id string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	all := rules.All()
	for _, ws := range w.loaded {
		all = append(all, ws.rules...)
	}
	r, err := ruleByID(all, id)
	if err != nil {
		return id
	}
	return rulePage(r)
}
