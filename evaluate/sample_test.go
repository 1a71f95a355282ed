package evaluate

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sampleDir holds short texts of our own and what the reference program says of
// them: a part of the oracle that travels with the repository.
const sampleDir = "../testdata/metrics"

type sampleCase struct {
	Metric   string
	Hyp      string
	Refs     []string
	Options  json.RawMessage
	Expected struct {
		Score    float64
		NumEdits int     `json:"num_edits"`
		RefLen   float64 `json:"ref_length"`
		Segments []float64
	}
}

func sampleCases(t *testing.T, metric string) []sampleCase {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(sampleDir, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all struct{ Cases []sampleCase }
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	var out []sampleCase
	for _, c := range all.Cases {
		if c.Metric == metric {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		t.Fatalf("no case of %s", metric)
	}
	return out
}

func sampleLines(t testing.TB, name string) []string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(sampleDir, name))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(raw), "\n"), "\n")
}
