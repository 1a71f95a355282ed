package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// oracleDir holds what the reference programs say, where it is there at all.
const oracleDir = "../../../shared/oracle"

// oracleFlags are the flags for the reference program's options.
var oracleFlags = map[string]string{
	"tokenize": "tokenize", "lowercase": "lowercase", "smooth_method": "smooth-method", "smooth_value": "smooth-value",
	"max_ngram_order": "max-ngram-order", "effective_order": "effective-order",
	"char_order": "chrf-char-order", "word_order": "chrf-word-order", "beta": "chrf-beta",
	"whitespace": "chrf-whitespace", "eps_smoothing": "chrf-eps-smoothing",
	"normalized": "ter-normalized", "no_punct": "ter-no-punct", "asian_support": "ter-asian-support", "case_sensitive": "ter-case-sensitive",
}

// TestScoresThroughTheCommandLine asks the program for what the reference
// programs say of the same files: one case in forty, all with SUMTOOL_FULL=1.
func TestScoresThroughTheCommandLine(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join(oracleDir, "manifest.json"))
	if err != nil {
		t.Skipf("the reference programs' scores are not here: %v", err)
	}
	var m struct {
		Cases []struct {
			ID, Level, Metric string
			Hyp               string
			Refs              []string
			Segments, N       int
			Seed              uint64
			Numpy             string
			Options           map[string]any
			Expected          json.RawMessage
		}
	}
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	t.Chdir(oracleDir)
	step := 40
	if os.Getenv("SUMTOOL_FULL") == "1" {
		step = 1
	}
	n := 0
	for _, c := range m.Cases {
		if !slices.Contains([]string{"corpus", "sentence", "ci"}, c.Level) || c.Options["tokenize"] == "ko-mecab" || c.Numpy == "numpy2" {
			continue
		}
		if n++; n%step != 0 {
			continue
		}
		t.Run(c.ID, func(t *testing.T) {
			var want map[string]any
			if err := json.Unmarshal(c.Expected, &want); err != nil {
				t.Fatal(err)
			}
			cut := t.TempDir()
			args := []string{"--hyp", "it=" + firstLines(t, c.Hyp, c.Segments, cut), "--metrics", c.Metric}
			for _, r := range c.Refs {
				args = append(args, "--ref", firstLines(t, r, c.Segments, cut))
			}
			for name, v := range c.Options {
				args = append(args, fmt.Sprintf("--%s=%v", oracleFlags[name], v))
			}
			if c.Level == "ci" {
				args = append(args, fmt.Sprintf("--bootstrap=%d", c.N), fmt.Sprintf("--seed=%d", c.Seed))
			}
			metric, segments := evaluated(t, args, c.Metric)
			if c.Level == "sentence" {
				metric["scores"] = segments
			}
			if ci, ok := metric["ci"].([]any); ok {
				metric["ci"] = (ci[1].(float64) - ci[0].(float64)) / 2
			}
			for key, w := range want {
				if strings.HasPrefix(key, "line_") || strings.HasPrefix(key, "json_") {
					continue // how the reference program prints
				}
				got := metric[key]
				if s, ok := got.(string); ok {
					got = strings.TrimSuffix(strings.TrimSuffix(s, "|prog:sumtool"), "|p:sumtool")
				}
				if !agree(got, w) {
					t.Errorf("%s: got %v, want %v", key, got, w)
				}
			}
		})
	}
}

// evaluated is what the program says of the only system in a metric, and the
// scores of its segments.
func evaluated(t *testing.T, args []string, metric string) (map[string]any, []any) {
	t.Helper()
	var out, errs bytes.Buffer
	status := run(context.Background(), append([]string{"sumtool", "evaluate", "-q", "--format", "json"}, args...),
		system{stdin: strings.NewReader(""), stdout: &out, stderr: &errs, getenv: func(string) string { return "" }})
	if status != exitOK {
		t.Fatalf("exit status %d: %s", status, errs.String())
	}
	var got struct {
		Systems []struct {
			Metrics  map[string]map[string]any
			Segments []struct{ Metrics map[string]map[string]any }
		}
	}
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	var segments []any
	for _, s := range got.Systems[0].Segments {
		segments = append(segments, s.Metrics[metric]["score"])
	}
	return got.Systems[0].Metrics[metric], segments
}

// firstLines is a file with the first n lines of another, or that itself if it
// has no more.
func firstLines(t *testing.T, path string, n int, dir string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.SplitAfter(text, []byte("\n"))
	if n == 0 || len(lines) <= n {
		return path
	}
	cut := filepath.Join(dir, strings.ReplaceAll(path, "/", "_"))
	if err := os.WriteFile(cut, bytes.Join(lines[:n], nil), 0o644); err != nil {
		t.Fatal(err)
	}
	return cut
}

// agree compares values of JSON; numbers may differ in the tenth digit.
func agree(got, want any) bool {
	switch w := want.(type) {
	case float64:
		g, ok := got.(float64)
		return ok && max(g-w, w-g) <= 1e-9*max(1, w, -w)
	case []any:
		g, ok := got.([]any)
		return ok && slices.EqualFunc(g, w, agree)
	}
	return got == want
}
