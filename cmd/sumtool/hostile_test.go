//go:build !race

package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"encoding/xml"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/sumtool/sumtool/internal/cputime"
)

// The tables of testdata/hostile say with which status each command ends on each
// hostile input: a row an input, a column a command. The inputs are made here, so
// that a thousand of them need no thousand files. Whatever the status, no case may
// panic, take more than two seconds of processor time on an idle machine, change a file that it was not asked to change, print
// what a terminal would obey, or fail without a line that says where and why.

var updateHostile = flag.Bool("update-hostile", false, "rewrite the tables of testdata/hostile; read what changes")

// hostileFull reports whether the long form of the tests was asked for.
func hostileFull() bool { return os.Getenv("SUMTOOL_FULL") != "" }

// hostileTime bounds the processor time of one case: two seconds, and half of that
// for a machine that is not idle.
const hostileTime = 3 * time.Second

// hostileInput is files by their paths, made in a folder of their own.
type hostileInput struct {
	name  string
	files map[string]string
}

// hostileCommand is a column of a table.
type hostileCommand struct {
	name   string
	args   []string
	stdin  string        // the file that is given as standard input
	copies string        // a copy that is made of a.md
	writes []string      // globs of what it may write
	whole  bool          // whether it writes nothing at status 2
	names  string        // what the message of status 2 must name
	either bool          // whether the gate may fail or not: the table then has 0|1 for both
	report bool          // whether standard error has a report, too
	each   time.Duration // how much longer it may take for each paper and bullet that it works on
	reads  func(stdout string) error
	wrote  func(source, dir string) error // looks at what it has made of a.md, unless it fails
}

// hostileOutcome is what a run printed and how it ended.
type hostileOutcome struct {
	status         int
	stdout, stderr string
	cpu, more      time.Duration // what it took, and may take beyond hostileTime
}

// runHostile runs the program in a folder, in this process.
func runHostile(t *testing.T, dir string, stdin io.Reader, args ...string) (o hostileOutcome) {
	t.Helper()
	t.Chdir(dir)
	var stdout, stderr pieces
	sys := system{stdin: stdin, stdout: &stdout, stderr: &stderr, getenv: func(string) string { return "" }}
	done := make(chan struct{})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go func() {
		defer close(done)
		o.cpu = cputime.Of(func() { o.status = run(ctx, append([]string{"sumtool"}, args...), sys) })
	}()
	select {
	case <-done:
	case <-time.After(time.Minute):
		t.Fatalf("sumtool %q hangs", args)
	}
	o.stdout, o.stderr = stdout.String(), stderr.String()
	return o
}

// pieces keeps what is written in the pieces in which it comes: to make them one
// takes time that is not the program's.
type pieces [][]byte

func (p *pieces) Write(b []byte) (int, error) {
	*p = append(*p, bytes.Clone(b))
	return len(b), nil
}

func (p *pieces) String() string { return string(bytes.Join(*p, nil)) }

// hostileTable runs every command on every input and holds the statuses to the
// table.
func hostileTable(t *testing.T, table string, commands []hostileCommand, inputs []hostileInput) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	path, err := filepath.Abs(filepath.Join("..", "..", "testdata", "hostile", table+".tsv"))
	if err != nil {
		t.Fatal(err)
	}
	want := readHostileTable(t, path)
	var out strings.Builder
	out.WriteString(table)
	for _, c := range commands {
		out.WriteString("\t" + c.name)
	}
	part := 10 // a tenth, another for every row and column
	switch {
	case hostileFull(), *updateHostile:
		part = 1
	case testing.Short():
		part = 16
	}
	cases := 0
	for i, in := range inputs {
		fmt.Fprintf(&out, "\n%s", in.name)
		for k, c := range commands {
			if (i+k)%part > 0 {
				continue
			}
			cases++
			o := hostileCase(t, in, c)
			if o.cpu > hostileTime/4 {
				t.Logf("%s, %s: %v", in.name, c.name, o.cpu)
			}
			got := fmt.Sprint(o.status)
			if c.either && o.status <= exitGate {
				got = "0|1"
			}
			out.WriteString("\t" + got)
			if w := want[in.name+"\t"+c.name]; got != w && !*updateHostile {
				t.Errorf("%s, %s: status %s, expected %q\n%s", in.name, c.name, got, w, head(o.stderr))
			}
		}
	}
	if *updateHostile {
		if err := os.WriteFile(path, []byte(out.String()+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d cases", cases)
}

// readHostileTable returns the statuses by row and column.
func readHostileTable(t *testing.T, path string) map[string]string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil && !*updateHostile {
		t.Fatal(err)
	}
	statuses := map[string]string{}
	var header []string
	for line := range strings.Lines(string(data)) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if header == nil {
			header = cells
			continue
		}
		for i := 1; i < min(len(cells), len(header)); i++ {
			statuses[cells[0]+"\t"+header[i]] = cells[i]
		}
	}
	return statuses
}

// hostileCase makes an input, runs a command on it and checks all but the status.
func hostileCase(t *testing.T, in hostileInput, c hostileCommand) hostileOutcome {
	t.Helper()
	dir, err := os.MkdirTemp("", "sumtool-hostile-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	for name, text := range in.files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if c.copies != "" {
		if err := os.WriteFile(filepath.Join(dir, c.copies), []byte(in.files["a.md"]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	before := hostileTree(t, dir)
	o := runHostile(t, dir, strings.NewReader(in.files[c.stdin]), c.args...)
	writes := c.writes
	if c.whole && o.status == exitUsage {
		writes = nil
	}
	if c.each > 0 {
		for _, bullets := range shapeOf(in.files["a.md"]) {
			o.more += time.Duration(1+bullets) * c.each
		}
	}
	for _, wrong := range append(o.faults(c), changedTree(before, hostileTree(t, dir), writes)...) {
		t.Errorf("%s, %s: %s\n%s", in.name, c.name, wrong, head(o.stderr))
	}
	if c.wrote != nil && o.status != exitUsage {
		if err := c.wrote(in.files["a.md"], dir); err != nil {
			t.Errorf("%s, %s: %v", in.name, c.name, err)
		}
	}
	return o
}

// faults says what is wrong with an outcome whatever its status.
func (o hostileOutcome) faults(c hostileCommand) (wrong []string) {
	for _, said := range []string{"panic", "goroutine ", "runtime error", "internal error", "nil pointer"} {
		if strings.Contains(o.stderr, said) || strings.Contains(o.stdout, said) {
			wrong = append(wrong, "says "+said)
		}
	}
	if o.cpu > hostileTime+o.more {
		wrong = append(wrong, fmt.Sprintf("takes %v", o.cpu))
	}
	if o.status != exitOK && o.status != exitGate && o.status != exitUsage {
		wrong = append(wrong, fmt.Sprintf("status %d", o.status))
	}
	if bad := obeyed(o.stderr); bad != "" {
		wrong = append(wrong, "standard error has "+bad)
	}
	for line := range strings.Lines(o.stderr) {
		if c.report {
			break
		}
		if !strings.HasPrefix(line, "sumtool: ") || !strings.HasSuffix(line, "\n") {
			wrong = append(wrong, fmt.Sprintf("a line of standard error is not the program's: %.200q", line))
			break
		}
		if len(line) > 4<<10 {
			wrong = append(wrong, fmt.Sprintf("a line of standard error has %d bytes", len(line)))
		}
	}
	if o.status == exitUsage && !strings.Contains(o.stderr, c.names) {
		wrong = append(wrong, fmt.Sprintf("no word of %q", c.names))
	}
	if o.status == exitUsage && o.stderr == "" {
		wrong = append(wrong, "fails without a word")
	}
	if c.reads != nil && o.status != exitUsage {
		if err := c.reads(o.stdout); err != nil {
			wrong = append(wrong, fmt.Sprintf("standard output: %v", err))
		}
	}
	return wrong
}

// obeyed returns what of a text a terminal would obey or could not show.
func obeyed(s string) string {
	if !utf8.ValidString(s) {
		return "bytes that are no UTF-8"
	}
	for _, r := range s {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
			return fmt.Sprintf("the character %U", r)
		}
	}
	return ""
}

// Readers of standard output.

func readsText(s string) error {
	if bad := obeyed(s); bad != "" {
		return fmt.Errorf("has %s", bad)
	}
	return nil
}

func readsJSON(s string) error {
	var v any
	if s == "" {
		return nil
	}
	return json.Unmarshal([]byte(s), &v)
}

func readsJSONL(s string) error {
	for line := range strings.Lines(s) {
		if err := readsJSON(line); err != nil {
			return err
		}
	}
	return nil
}

func readsXML(s string) error {
	d := xml.NewDecoder(strings.NewReader(s))
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// hostileTree is what a folder holds: a digest of every file's kind, mode and
// content by its path.
func hostileTree(t *testing.T, dir string) map[string]string {
	t.Helper()
	tree := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		info, err := d.Info()
		if err != nil {
			return err
		}
		state := info.Mode().String()
		if info.Size() > 1<<30 {
			state += fmt.Sprintf(" %d bytes", info.Size())
		} else if info.Mode().IsRegular() {
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			state += fmt.Sprintf(" %x", sha256.Sum256(data))
		}
		tree[filepath.ToSlash(rel)] = state
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// changedTree says which files appeared, vanished or changed though no glob
// allows it.
func changedTree(before, after map[string]string, allowed []string) (wrong []string) {
	for _, path := range slices.Sorted(maps.Keys(after)) {
		may := slices.ContainsFunc(allowed, func(glob string) bool { ok, _ := filepath.Match(glob, path); return ok })
		if was, ok := before[path]; !may && (!ok || was != after[path]) {
			wrong = append(wrong, fmt.Sprintf("writes %q", path))
		}
	}
	for path := range before {
		if _, ok := after[path]; !ok {
			wrong = append(wrong, fmt.Sprintf("removes %q", path))
		}
	}
	return wrong
}

// head is the beginning of a text.
func head(s string) string {
	if len(s) > 600 {
		return s[:600] + "…"
	}
	return s
}
