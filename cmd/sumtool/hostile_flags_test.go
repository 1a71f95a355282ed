//go:build !race

package main

import (
	"bytes"
	"context"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/internal/cputime"
)

// sampled reports whether a case belongs to the part that is run by default: one in
// so many, whose name decides.
func sampled(name string, oneIn uint32) bool {
	if hostileFull() || *updateHostile {
		return true
	}
	h := fnv.New32a()
	h.Write([]byte(name))
	return h.Sum32()%oneIn == 0
}

// hostileNumbers are given to every flag that takes a number.
var hostileNumbers = []string{"-1", "-9223372036854775808", "9223372036854775807", "99999999999999999999", "1e400", "0", "-0", "2.5", "NaN", "-Inf", "0x10", "1_000", "٣", "x", "", " 1", "-1s", "0s", "2562047h", "999999999h"}

// mayBeNegative are the flags for which a number below 0 means something.
var mayBeNegative = map[string]string{
	"max-warnings": "-1 is no limit",
	"judge-seed":   "any whole number is a seed",
	"latency":      "the test endpoint waits for nothing",
}

// TestHostileNumbers gives every number to every numeric flag of every command. What
// cannot be meant is wrong usage, and the message names the flag; whatever is taken
// costs neither time nor memory beyond measure.
func TestHostileNumbers(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	dir := t.TempDir()
	t.Chdir(dir)
	for name, text := range map[string]string{"a.md": hostileSample, "b.md": strings.ReplaceAll(hostileSample, "모델", "방법"), "x.jsonl": `{"arxiv_id":"3102.00001","abstract":"A b."}` + "\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	// How each command is called so that its numbers matter, and nothing is asked of
	// the network.
	const nobody = "http://127.0.0.1:1/v1"
	calls := map[string][]string{
		"":              {"lint", "a.md"},
		"lint":          {"lint", "a.md"},
		"detect":        {"detect", "a.md"},
		"evaluate":      {"evaluate", "--hyp", "x=a.md", "--hyp", "y=b.md", "--ref", "a.md", "--metrics", "bleu,chrf", "--smooth-method", "floor", "--bootstrap", "20"},
		"translate":     {"translate", "--from", "ko", "--to", "en", "--no-cache", "--dry-run", "a.md"},
		"regenerate":    {"regenerate", "--all", "--abstracts", "x.jsonl", "--no-cache", "--base-url", nobody, "--model", "m", "--retries", "0", "a.md"},
		"doctor":        {"doctor", "--base-url", nobody, "--retries", "0"},
		"test-endpoint": {"test-endpoint", "--", "rules", "spacing"},
	}
	before := hostileTree(t, dir)
	cases := 0
	try := func(command string, f cli.Flag, value string) {
		name := f.Names()[0]
		id := command + " --" + name + "=" + value
		if !sampled(id, 3) || command == "regenerate" && (name == "retries" || name == "tpm") && value != "0" && plausible(f, value) {
			return // who asks for many retries, or few tokens, gets them
		}
		call, ok := calls[command]
		if !ok {
			t.Fatalf("--%s of %q takes a number: say here how to call the command", name, command)
		}
		cases++
		at := slices.Index(call, "--"+name)
		args := slices.Clone(call)
		if at >= 0 { // in the place of the value that is there
			args = slices.Delete(args, at, at+2)
		}
		args = slices.Insert(args, 1, "--"+name+"="+value)
		var stdout, stderr bytes.Buffer
		o := hostileOutcome{}
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		o.cpu = cputime.Of(func() {
			o.status = run(ctx, append([]string{"sumtool"}, args...), system{stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr, getenv: func(string) string { return "" }})
		})
		o.stdout, o.stderr = stdout.String(), stderr.String()
		if _, negative := mayBeNegative[name]; strings.HasPrefix(value, "-") && value != "-0" && !negative && o.status != exitUsage {
			t.Errorf("%s: status %d", id, o.status)
		}
		if !plausible(f, value) && o.status != exitUsage {
			t.Errorf("%s: status %d, though the value is none", id, o.status)
		}
		if ctx.Err() != nil {
			t.Errorf("%s: hangs", id)
		}
		absent := strings.Contains(o.stderr, "127.0.0.1:1") // the number was taken, and nobody is at home
		if other, ok := otherNames[name]; o.status == exitUsage && !absent && !strings.Contains(o.stderr, "--"+name) && !(ok && strings.Contains(o.stderr, other)) {
			t.Errorf("%s: no word of the flag: %s", id, head(o.stderr))
		}
		for _, wrong := range o.faults(hostileCommand{report: true}) {
			t.Errorf("%s: %s\n%s", id, wrong, head(o.stderr))
		}
	}
	for command, f := range numericFlags(newApp(system{stdin: strings.NewReader(""), stdout: &bytes.Buffer{}, stderr: &bytes.Buffer{}, getenv: os.Getenv})) {
		for _, value := range hostileNumbers {
			try(command, f, value)
		}
	}
	for _, wrong := range changedTree(before, hostileTree(t, dir), nil) {
		t.Error(wrong)
	}
	t.Logf("%d cases", cases)
}

// otherNames are what the metrics call the flags that set them.
var otherNames = map[string]string{"chrf-char-order": "character order", "chrf-word-order": "word order", "chrf-beta": "beta", "smooth-value": "smoothing value", "max-ngram-order": "gram"}

// numericFlags yields the flags that take a number, by the name of their command.
func numericFlags(app *cli.App) func(yield func(string, cli.Flag) bool) {
	return func(yield func(string, cli.Flag) bool) {
		of := func(command string, flags []cli.Flag) bool {
			for _, f := range flags {
				switch f.(type) {
				case *cli.IntFlag, *cli.Int64Flag, *cli.UintFlag, *cli.Uint64Flag, *cli.Float64Flag, *cli.DurationFlag:
					if !yield(command, f) {
						return false
					}
				}
			}
			return true
		}
		if !of("", app.Flags) {
			return
		}
		for _, c := range app.Commands {
			if !of(c.Name, c.Flags) {
				return
			}
			for _, s := range c.Subcommands {
				if !of(c.Name+" "+s.Name, s.Flags) {
					return
				}
			}
		}
	}
}

// plausible reports whether a value is one of the flag's kind at all.
func plausible(f cli.Flag, value string) bool {
	switch f.(type) {
	case *cli.DurationFlag:
		return strings.HasSuffix(value, "s") || value == "2562047h" || value == "0" || value == "-0"
	case *cli.Float64Flag:
		return !slices.Contains([]string{"NaN", "-Inf", "1e400", "٣", "x", "", " 1", "-1s", "0s", "2562047h", "999999999h"}, value)
	}
	return slices.Contains([]string{"-1", "-9223372036854775808", "9223372036854775807", "0", "-0", "0x10", "1_000"}, value)
}
