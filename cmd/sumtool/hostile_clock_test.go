//go:build !race

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sumtool/sumtool/internal/llm/testendpoint"
)

// hostileTimes are what a clock may have said when a file was written or a record
// stored.
var hostileTimes = []time.Time{
	time.Unix(0, 0), time.Unix(-1, 0), time.Unix(1, 0), time.Unix(1<<31-1, 0), time.Unix(1<<31, 0), time.Unix(1<<32, 0),
	time.Date(1601, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2099, 12, 31, 23, 59, 59, 0, time.UTC), time.Now().Add(time.Hour),
}

// TestHostileClock has files and records from any time, as after a jump of the clock
// back or forward: no command does anything else for it than what it would do.
func TestHostileClock(t *testing.T) {
	_, env := serve(t, testendpoint.Options{})
	r := runner{t: t, env: map[string]string{}}
	for _, v := range env {
		name, value, _ := strings.Cut(v, "=")
		r.env[name] = value
	}
	text := r.read("../../testdata/editions/2024-06-03.md")
	dir := t.TempDir()
	source, memory := filepath.Join(dir, "a.md"), filepath.Join(dir, "m")
	r.write(source, text)
	translate := func(more ...string) []string {
		return append([]string{"translate", "--to", "en", "--cache", memory, source}, more...)
	}
	r.want(exitOK, "1 edition written", translate()...)
	before := hostileTree(t, dir)
	for _, at := range hostileTimes {
		name := at.UTC().Format(time.RFC3339)
		for _, file := range []string{"a.md", "a.en.md", "a.en.meta.json", "m/memory.jsonl"} {
			if err := os.Chtimes(filepath.Join(dir, file), at, at); err != nil {
				t.Logf("%s: %v", name, err)
			}
		}
		// By their bytes all is as it was: nothing is asked and nothing written.
		r.want(exitOK, "0 requests", translate("--only-changed")...)
		r.want(exitOK, "0 requests", translate("--force")...)
		r.want(exitOK, "", "translate", "--to", "en", "--check", source)
		r.run("lint", "--fail-on", "never", source)
		for _, wrong := range changedTree(before, hostileTree(t, dir), nil) {
			t.Errorf("%s: %s", name, wrong)
		}
	}
	// Records of the future are never too old; those of the past are, whatever their
	// year, and a time that is none keeps no record from being read.
	var lines strings.Builder
	for i, at := range []string{"1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "1601-06-01T00:00:00+14:00", "9999-12-31T23:59:59Z", "2262-04-12T00:00:00Z", time.Now().Add(48 * time.Hour).Format(time.RFC3339)} {
		fmt.Fprintf(&lines, `{"key":"%064d","time":%q,"task":"translate","from":"ko","to":"en","source":"가 %d","target":"a","model":"m"}`+"\n", i, at, i)
	}
	old := filepath.Join(dir, "old")
	if err := os.Mkdir(old, 0o755); err != nil {
		t.Fatal(err)
	}
	r.write(filepath.Join(old, "memory.jsonl"), lines.String())
	before = hostileTree(t, dir)
	r.want(exitOK, "", "cache", "stats", "--cache", old)
	if !strings.Contains(r.printed, "6 records") {
		t.Errorf("stats: %s", r.printed)
	}
	r.want(exitOK, "", "cache", "export", "--cache", old, "--format", "tmx")
	for _, wrong := range changedTree(before, hostileTree(t, dir), []string{"old/memory.lock"}) {
		t.Errorf("stats and export: %s", wrong)
	}
	r.want(exitOK, "", "cache", "prune", "--cache", old, "--older-than", "1h")
	if !strings.Contains(r.printed, "took out 3 records") || !strings.Contains(r.printed, "3 records left") {
		t.Errorf("prune: %s", r.printed)
	}
}
