package main

import (
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sumtool/sumtool/internal/llm/testendpoint"
	"github.com/sumtool/sumtool/internal/testdisk"
)

// TestFullDisk: whatever the disk has no room for, sources and what was made before
// stay as they are, nothing half written is left, the message names the file and
// the mend, and the next run goes on without paying again.
func TestFullDisk(t *testing.T) {
	disk, inside := testdisk.Small(t, 512<<10)
	if !inside {
		return
	}
	endpoint := httptest.NewServer(testendpoint.New(testendpoint.Options{}))
	defer endpoint.Close()
	roomy := t.TempDir()
	r := runner{t: t, env: map[string]string{"OPENAI_BASE_URL": endpoint.URL + "/v1", "SUMTOOL_MODEL": testendpoint.Model}}
	text := r.read("../../testdata/editions/2024-06-03.md")

	source, edition := filepath.Join(disk, "a.md"), filepath.Join(disk, "a.en.md")
	r.write(source, text)
	r.want(exitOK, "1 edition written", "translate", "--to", "en", "--cache", roomy, source)
	before := r.read(edition)
	changed := strings.Replace(text, "\n- ", "\n- 이 논문은 새롭습니다. ", 1)
	r.write(source, changed)

	fixable := filepath.Join(disk, "fixable.md")
	r.write(fixable, strings.Replace(text, "\n- ", "\n-   ", 1)+"\u200b\n")
	broken := r.read(fixable)

	empty := testdisk.Fill(t, disk)
	files := r.list(disk)
	r.want(exitUsage, "no space left on device; make room", "translate", "--to", "en", "--cache", roomy, source)
	if !strings.Contains(r.said, edition[:len(edition)-len(".md")]) {
		t.Errorf("the message does not name the file: %s", r.said)
	}
	if r.read(source) != changed || r.read(edition) != before {
		t.Error("source or edition has changed")
	}
	if got := r.list(disk); got != files {
		t.Errorf("left behind: %s, there was %s", got, files)
	}
	for _, args := range [][]string{
		{"lint", "--fix", fixable},
		{"lint", "-o", filepath.Join(disk, "out.json"), "--format", "json", source},
		{"lint", "--baseline", filepath.Join(disk, "baseline.json"), "--write-baseline", source},
		{"translate", "--to", "en", "--cache", roomy, "--out-dir", roomy, "--report", filepath.Join(disk, "r.json"), source},
		{"translate", "--to", "en", "--cache", roomy, "--out-dir", roomy, "--events", "/dev/full", "--force", source},
		{"translate", "--to", "en", "--cache", filepath.Join(disk, "tm"), "--out-dir", filepath.Join(roomy, "second"), source},
	} {
		r.want(exitUsage, "no space left on device; make room", args...)
		if r.read(source) != changed || r.read(fixable) != broken || strings.TrimSuffix(r.list(disk), " /tm") != files {
			t.Errorf("%q: changed the source, or left something behind: %s", args, r.list(disk))
		}
	}

	empty()
	r.want(exitOK, "1 edition written; 0 bullets translated, 20 from memory, 0 left untranslated; 0 requests", "translate", "--to", "en", "--cache", roomy, source)
	if got := r.list(disk); strings.Contains(got, ".bak") || r.read(edition) == before {
		t.Errorf("the edition is not the new one, or was taken for a person's: %s", got)
	}
}

// TestFullMemory: what is paid for and cannot be kept ends the run with a word about
// it, and the memory stays whole.
func TestFullMemory(t *testing.T) {
	disk, inside := testdisk.Small(t, 512<<10)
	if !inside {
		return
	}
	endpoint := httptest.NewServer(testendpoint.New(testendpoint.Options{}))
	defer endpoint.Close()
	dir := t.TempDir()
	r := runner{t: t, env: map[string]string{"OPENAI_BASE_URL": endpoint.URL + "/v1", "SUMTOOL_MODEL": testendpoint.Model}}
	source := filepath.Join(dir, "a.md")
	text := r.read("../../testdata/editions/2024-06-03.md")
	r.write(source, text)
	r.want(exitGate, "stopped before passing", "translate", "--to", "en", "--cache", disk, "--max-tokens", "1", source)
	empty := testdisk.Fill(t, disk)
	r.want(exitUsage, "keep what was translated: translation memory "+disk+": no space left on device; make room", "translate", "--to", "en", "--cache", disk, source)
	if r.read(source) != text {
		t.Error("the source has changed")
	}
	empty()
	r.want(exitOK, "0 left untranslated", "translate", "--to", "en", "--cache", disk, "--force", source)
	if got, want := r.read(filepath.Join(dir, "a.en.md")), r.read("../../testdata/editions/good/2024-06-03.en.md"); got != want {
		t.Errorf("the edition in the end: %s", got)
	}
	r.want(exitOK, "", "cache", "stats", "--cache", disk)
	if strings.Contains(r.printed, "damaged") {
		t.Errorf("the memory is damaged: %s", r.printed)
	}
}
