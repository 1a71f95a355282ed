//go:build unix && !race

package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/sumtool/sumtool/internal/llm/testendpoint"
)

// hostileObjects are what may lie where a file is expected.
var hostileObjects = []struct {
	name string
	make func(path string) error
}{
	{"pipe", func(path string) error { return syscall.Mkfifo(path, 0o644) }},
	{"socket", func(path string) error {
		l, err := net.Listen("unix", path)
		if err == nil {
			l.(*net.UnixListener).SetUnlinkOnClose(false)
			err = l.Close()
		}
		return err
	}},
	{"null", func(path string) error { return os.Symlink("/dev/null", path) }},
	{"zero", func(path string) error { return os.Symlink("/dev/zero", path) }},
	{"full", func(path string) error { return os.Symlink("/dev/full", path) }},
	{"sparse", func(path string) error { // a terabyte of nothing
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			return err
		}
		return os.Truncate(path, 1<<40)
	}},
	{"dangling", func(path string) error { return os.Symlink("nowhere", path) }},
	{"loop", func(path string) error { return os.Symlink(filepath.Base(path), path) }},
	{"folder", func(path string) error { return os.Mkdir(path, 0o755) }},
}

// hostilePlace is a place where a command looks for a file, a column of the table.
type hostilePlace struct {
	name   string
	object string   // where the object lies, below the case's folder
	args   []string // DIR is the case's folder
	writes []string // globs of what it may change
	inside bool     // whether the program runs in the folder, in a process of its own
}

func hostilePlaces() []hostilePlace {
	plan := []string{"translate", "--from", "ko", "--to", "en", "--dry-run"}
	edition := []string{"translate", "--from", "ko", "--to", "en", "--no-cache", "DIR/a.md"}
	memory := []string{"m", "m/*"}
	keeping := []string{"translate", "--from", "ko", "--to", "en", "--cache", "DIR/m", "DIR/a.md"}
	made := append(memory, "a.en.*")
	with := func(args []string, more ...string) []string { return slices.Concat(args, more) }
	return []hostilePlace{
		{name: "lint", object: "x.md", args: []string{"lint", "DIR/x.md"}},
		{name: "fix", object: "x.md", args: []string{"lint", "--fix", "--unsafe-fixes", "DIR/x.md"}},
		{name: "found", object: "x.md", args: []string{"lint", "--fail-on", "never", "DIR"}},
		{name: "ignore-file", object: ".gitignore", args: []string{"lint", "--fail-on", "never", "DIR"}},
		{name: "config", object: "x.yaml", args: []string{"lint", "--fail-on", "never", "--config", "DIR/x.yaml", "DIR/a.md"}},
		{name: "found-config", object: ".sumtool.yaml", args: []string{"rules", "spacing"}, inside: true},
		{name: "init", object: ".sumtool.yaml", args: []string{"init", "--only", "config"}, writes: []string{".sumtool.yaml"}, inside: true},
		{name: "baseline", object: "x.json", args: []string{"lint", "--fail-on", "never", "--baseline", "DIR/x.json", "DIR/a.md"}},
		{name: "write-baseline", object: "x.json", args: []string{"lint", "--baseline", "DIR/x.json", "--write-baseline", "DIR/a.md"}, writes: []string{"x.json"}},
		{name: "output", object: "x.json", args: []string{"lint", "--fail-on", "never", "-o", "DIR/x.json", "--format", "json", "DIR/a.md"}, writes: []string{"x.json"}},
		{name: "records", object: "x.jsonl", args: []string{"lint", "DIR/x.jsonl"}},
		{name: "detect", object: "x.md", args: []string{"detect", "DIR/x.md"}},
		{name: "lines", object: "x.txt", args: []string{"detect", "--lines", "DIR/x.txt"}},
		{name: "field", object: "x.jsonl", args: []string{"detect", "--field", "text", "DIR/x.jsonl"}},
		{name: "plan", object: "x.md", args: with(plan, "--no-cache", "DIR/x.md")},
		{name: "glossary", object: "x.csv", args: with(plan, "--no-cache", "--glossary", "DIR/x.csv", "DIR/a.md")},
		{name: "memory-folder", object: "m", args: keeping, writes: made},
		{name: "memory", object: "m/memory.jsonl", args: keeping, writes: made},
		{name: "stats", object: "m/memory.jsonl", args: []string{"cache", "stats", "--cache", "DIR/m"}, writes: memory},
		{name: "edition", object: "a.en.md", args: edition, writes: []string{"a.en.meta.json"}},
		{name: "side-car", object: "a.en.meta.json", args: edition},
		{name: "report", object: "x.json", args: with(edition, "--report", "DIR/x.json"), writes: []string{"a.en.*", "x.json"}},
		{name: "events", object: "x.jsonl", args: with(edition, "--events", "DIR/x.jsonl"), writes: []string{"a.en.*", "nowhere", "x.jsonl"}},
		{name: "check", object: "a.en.md", args: []string{"translate", "--to", "en", "--check", "DIR/a.md"}},
		{name: "abstracts", object: "x.jsonl", args: []string{"regenerate", "--all", "--no-cache", "--abstracts", "DIR/x.jsonl", "DIR/a.md"}},
		{name: "evaluate", object: "x.txt", args: []string{"evaluate", "--hyp", "DIR/x.txt", "--ref", "DIR/x.txt", "--metrics", "bleu"}},
		{name: "import", object: "x.tmx", args: []string{"cache", "import", "--cache", "DIR/m", "DIR/x.tmx"}, writes: memory},
	}
}

// TestHostileObjects puts pipes, sockets, devices, folders and links that lead
// nowhere or to themselves wherever a command looks for a file. The table says with
// which status it ends: 2 but where the object can be meant.
func TestHostileObjects(t *testing.T) {
	server := httptest.NewServer(testendpoint.New(testendpoint.Options{}))
	defer server.Close()
	env := map[string]string{"OPENAI_BASE_URL": server.URL + "/v1", "SUMTOOL_MODEL": testendpoint.Model}
	path := filepath.Join("..", "..", "testdata", "hostile", "objects.tsv")
	want := readHostileTable(t, path)
	places := hostilePlaces()
	statuses := map[string]string{}
	var (
		mu   sync.Mutex
		work sync.WaitGroup
	)
	free := make(chan struct{}, 8) // pipes are waited for
	began := time.Now()
	for i, object := range hostileObjects {
		for k, place := range places {
			if !hostileFull() && !*updateHostile && (i+k)%2 > 0 {
				continue
			}
			work.Go(func() {
				free <- struct{}{}
				defer func() { <-free }()
				status, wrong := place.try(t, object.make, env)
				mu.Lock()
				defer mu.Unlock()
				statuses[object.name+"\t"+place.name] = fmt.Sprint(status)
				for _, w := range wrong {
					t.Errorf("%s, %s: %s", object.name, place.name, w)
				}
			})
		}
	}
	work.Wait()
	var out strings.Builder
	out.WriteString("objects")
	for _, p := range places {
		out.WriteString("\t" + p.name)
	}
	for _, object := range hostileObjects {
		out.WriteString("\n" + object.name)
		for _, p := range places {
			cell := object.name + "\t" + p.name
			out.WriteString("\t" + statuses[cell])
			if got, ran := statuses[cell]; ran && got != want[cell] && !*updateHostile {
				t.Errorf("%s: status %s, expected %q", cell, got, want[cell])
			}
		}
	}
	if *updateHostile {
		if err := os.WriteFile(path, []byte(out.String()+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d cases in %v", len(statuses), time.Since(began).Round(time.Millisecond))
}

// try runs the place's command with an object in the place; it says what is wrong
// whatever the status.
func (p hostilePlace) try(t *testing.T, object func(path string) error, env map[string]string) (status int, wrong []string) {
	dir, err := os.MkdirTemp("", "hostile-") // a socket's path must be short
	if err != nil {
		return -1, []string{err.Error()}
	}
	defer os.RemoveAll(dir)
	at := filepath.Join(dir, p.object)
	for _, step := range []func() error{
		func() error { return os.MkdirAll(filepath.Dir(at), 0o755) },
		func() error { return os.WriteFile(filepath.Join(dir, "a.md"), []byte(hostileSample), 0o644) },
		func() error { return object(at) },
	} {
		if err := step(); err != nil {
			return -1, []string{err.Error()}
		}
	}
	before := hostileTree(t, dir)
	var args []string
	for _, a := range p.args {
		args = append(args, strings.ReplaceAll(a, "DIR", dir))
	}
	var o hostileOutcome
	began := time.Now()
	if p.inside {
		o = hostileProcess(t, dir, args...)
	} else {
		var stdout, stderr bytes.Buffer
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		o.status = run(ctx, append([]string{"sumtool"}, args...), system{stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr,
			getenv: func(name string) string { return env[name] }})
		o.stdout, o.stderr = stdout.String(), stderr.String()
	}
	if took := time.Since(began); took > 20*time.Second {
		wrong = append(wrong, fmt.Sprintf("took %v", took))
	}
	wrong = append(wrong, o.faults(hostileCommand{names: strings.Split(p.object, "/")[0], report: o.status != exitUsage})...)
	return o.status, append(wrong, changedTree(before, hostileTree(t, dir), p.writes)...)
}
