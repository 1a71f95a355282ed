package main

import (
	"context"
	"debug/buildinfo"
	_ "embed"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"time"
)

// tool is a program at one task.
type tool struct {
	task    string
	name    string
	does    string // so that nobody takes a ratio for more than it is
	version string
	command []string // run in the folder that holds the task's text
	env     []string // besides ours
}

// The tasks, in the order of the page.
const (
	lint     = "lint"
	detect   = "detect"
	evaluate = "evaluate"
	paired   = "evaluate, paired bootstrap"
)

var tasks = []string{lint, detect, evaluate, paired}

//go:embed franc.mjs
var francScript []byte

// valeConfig switches on the style that vale brings.
const valeConfig = "StylesPath = styles\nMinAlertLevel = suggestion\n\n[*.md]\nBasedOnStyles = Vale\n"

// kit is where the programs are: ours, built into dir, and the peers, on the
// PATH or in the folders that the user names.
type kit struct {
	dir   string   // a folder for what is built
	peers []string // folders with bin/ or node_modules/
}

// tools returns those that are installed, sumtool first at each task.
func (k kit) tools() ([]*tool, error) {
	sumtool, err := k.build("sumtool", "./cmd/sumtool")
	if err != nil {
		return nil, err
	}
	lingua, err := k.build("lingua", "./bench/lingua")
	if err != nil {
		return nil, err
	}
	ours := commit()
	all := []*tool{
		{lint, "sumtool", "all rules: fields, markup, numbers, garbled Korean, particles, register; fixes prepared", ours,
			[]string{sumtool, "lint", "--severity", "info", "--quiet", "."}, nil},
		{detect, "sumtool", "reads the digest, takes out addresses, code, formulas and names, decides for each bullet", ours,
			[]string{sumtool, "detect", "--format", "jsonl", "."}, nil},
		{detect, "lingua-go", "each line, among Korean, English, Japanese and Chinese; no Markdown", moduleVersion("github.com/pemistahl/lingua-go"),
			[]string{lingua, "."}, nil},
		{evaluate, "sumtool", "BLEU, chrF2++ and TER of one system", ours,
			[]string{sumtool, "evaluate", "--hyp", "good=good.txt", "--ref", "reference.txt", "--metrics", "bleu,chrf++,ter"}, nil},
		{paired, "sumtool", "BLEU and chrF2++ of two systems, 1000 samples", ours,
			[]string{sumtool, "evaluate", "--hyp", "good=good.txt", "--hyp", "poor=poor.txt", "--ref", "reference.txt", "--metrics", "bleu,chrf++"}, nil},
	}
	if p := k.find("vale"); p != "" {
		all = append(all, &tool{lint, "vale", "its own style: English spelling, repetition; no Korean", versionOf(p, "--version"),
			[]string{p, "--no-exit", "--output=line", "."}, nil})
	}
	if p := k.find("markdownlint-cli2"); p != "" {
		all = append(all, &tool{lint, "markdownlint-cli2", "its default rules: the form of Markdown; no text", versionOf(p, "--help"),
			[]string{p, "**/*.md"}, nil})
	}
	if p := k.find("textlint"); p != "" {
		base, err := filepath.EvalSymlinks(p)
		if err != nil {
			return nil, err
		}
		modules := filepath.Join(filepath.Dir(base), "..", "..") // of node_modules/textlint/bin/textlint.js
		all = append(all, &tool{lint, "textlint", "two rules: terminology and common misspellings, both English", versionOf(p, "--version"),
			[]string{p, "--rule", "terminology", "--rule", "common-misspellings", "."}, []string{"NODE_PATH=" + modules}})
	}
	if p := k.find("autocorrect"); p != "" {
		all = append(all, &tool{lint, "autocorrect", "spaces and punctuation between Korean, Chinese or Japanese and Latin text", versionOf(p, "--version"),
			[]string{p, "--lint", "."}, nil})
	}
	if library := k.module("franc"); library != "" {
		script := filepath.Join(k.dir, "franc.mjs")
		if err := os.WriteFile(script, francScript, 0o644); err != nil {
			return nil, err
		}
		all = append(all, &tool{detect, "franc", "each line, among the same four languages, by trigrams; no Markdown", packageVersion(library),
			[]string{"node", script, filepath.Join(library, "index.js"), "."}, nil})
	}
	if p := k.find("sacrebleu"); p != "" {
		version := versionOf(p, "--version")
		all = append(all,
			&tool{evaluate, "sacreBLEU", "the same, to the last digit", version,
				[]string{p, "reference.txt", "-i", "good.txt", "-m", "bleu", "chrf", "ter", "--chrf-word-order", "2"}, nil},
			&tool{paired, "sacreBLEU", "the same, to the last digit", version,
				[]string{p, "reference.txt", "-i", "good.txt", "poor.txt", "-m", "bleu", "chrf", "--chrf-word-order", "2", "--paired-bs"}, nil})
	}
	return all, nil
}

// build compiles a package of this module as it is released.
func (k kit) build(name, pkg string) (string, error) {
	path := filepath.Join(k.dir, name)
	if runtime.GOOS == "windows" {
		path += ".exe"
	}
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=auto", "-ldflags", "-s -w", "-o", path, pkg)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=")
	cmd.Stderr = os.Stderr
	return path, cmd.Run()
}

// find looks for a program; "" means that it is not installed.
func (k kit) find(name string) string {
	for _, dir := range k.peers {
		for _, bin := range []string{"bin", "node_modules/.bin"} {
			if p, err := exec.LookPath(filepath.Join(dir, bin, name)); err == nil {
				return p
			}
		}
	}
	p, err := exec.LookPath(name)
	if err != nil {
		return ""
	}
	return p
}

// module looks for a package of Node.
func (k kit) module(name string) string {
	for _, dir := range k.peers {
		path := filepath.Join(dir, "node_modules", name)
		if _, err := os.Stat(filepath.Join(path, "index.js")); err == nil {
			return path
		}
	}
	return ""
}

var versionNumber = regexp.MustCompile(`\d+\.\d+[\w.-]*`)

// versionOf is the number in what a program says of itself, or the version of
// the module that Go built it from.
func versionOf(path, flag string) string {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	out, _ := exec.CommandContext(ctx, path, flag).CombinedOutput() // some say it with status 2
	if v := versionNumber.FindString(string(out)); v != "" {
		return v
	}
	if info, err := buildinfo.ReadFile(path); err == nil {
		return info.Main.Version
	}
	return "unknown"
}

func packageVersion(dir string) string {
	data, err := os.ReadFile(filepath.Join(dir, "package.json"))
	var p struct{ Version string }
	if err != nil || json.Unmarshal(data, &p) != nil {
		return "unknown"
	}
	return p.Version
}

func moduleVersion(path string) string {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Version}}", path).Output()
	if err != nil {
		return "unknown"
	}
	return strings.TrimSpace(string(out))
}

// commit is that of the source that is measured.
func commit() string {
	out, err := exec.Command("git", "describe", "--always", "--dirty", "--tags").Output()
	if err != nil {
		return "unknown"
	}
	return strings.TrimSpace(string(out))
}
