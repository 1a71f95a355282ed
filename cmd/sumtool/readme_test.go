package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var updateReadme = flag.Bool("update", false, "rewrite the outputs in README.md")

// TestReadmeShowsWhatHappens runs every `go run ./cmd/sumtool …` of the README's
// sh blocks in the repository's root and compares the text block that follows.
// A block that ends in "…" shows the beginning of the output.
func TestReadmeShowsWhatHappens(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir("../..")
	t.Setenv("GITHUB_ACTIONS", "")
	blocks := fences(string(readme))
	ran, text := 0, string(readme)
	for i, b := range blocks {
		if b.info != "sh" {
			continue
		}
		var out bytes.Buffer
		for _, command := range strings.Split(strings.TrimSpace(b.body), "\n") {
			args, ok := strings.CutPrefix(command, "go run ./cmd/sumtool ")
			if !ok {
				if command != "go test ./..." {
					t.Errorf("the README shows a command that no test runs: %s", command)
				}
				continue
			}
			ran++
			args, _, _ = strings.Cut(args, " #")
			status := run(context.Background(), append([]string{"sumtool"}, strings.Fields(args)...),
				system{stdin: strings.NewReader(""), stdout: &out, stderr: &out, getenv: func(string) string { return "" }})
			if status > exitGate {
				t.Errorf("%s: exit status %d: %s", command, status, out.String())
			}
		}
		if i+1 >= len(blocks) || blocks[i+1].info != "text" {
			continue
		}
		want := blocks[i+1].body
		got := out.String()
		if head, cut := strings.CutSuffix(want, "…\n"); cut {
			n := strings.Count(head, "\n")
			got = strings.Join(strings.SplitAfterN(got, "\n", n+1)[:n], "") + "…\n"
		}
		if *updateReadme {
			text = strings.Replace(text, "```text\n"+want, "```text\n"+got, 1)
		} else if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("after %q (-README +real), rewrite with -update:\n%s", b.body, diff)
		}
	}
	if ran == 0 {
		t.Error("the README runs nothing")
	}
	if *updateReadme {
		if err := os.WriteFile(filepath.Join("README.md"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

type fence struct{ info, body string }

// fences lists the fenced code blocks of a Markdown text.
func fences(text string) (blocks []fence) {
	var open *fence
	for _, line := range strings.SplitAfter(text, "\n") {
		switch {
		case open == nil && strings.HasPrefix(line, "```"):
			open = &fence{info: strings.TrimSpace(line[3:])}
		case open != nil && strings.TrimSpace(line) == "```":
			blocks = append(blocks, *open)
			open = nil
		case open != nil:
			open.body += line
		}
	}
	return blocks
}
