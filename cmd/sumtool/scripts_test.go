//go:build !race

package main

import (
	"net/http/httptest"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/sumtool/sumtool/internal/llm/testendpoint"
)

// The race detector is for the packages' own tests: here it would start hundreds
// of processes ten times as slowly.

// TestCommandLine runs the scripts of testdata/cli. In them $DIGESTS is the
// shipped sample, $OK the shipped clean digests, and $ENDPOINT the base URL of a
// well-behaved test endpoint that stays the same throughout.
func TestCommandLine(t *testing.T) {
	root, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	endpoint := httptest.NewServer(testendpoint.New(testendpoint.Options{}))
	t.Cleanup(endpoint.Close) // the scripts run in parallel, until after this function
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join(root, "cli"),
		Setup: func(env *testscript.Env) error {
			env.Setenv("TESTDATA", root)
			env.Setenv("DIGESTS", filepath.Join(root, "digests"))
			env.Setenv("XDG_CACHE_HOME", filepath.Join(env.WorkDir, ".cache"))
			env.Setenv("ENDPOINT", endpoint.URL+"/v1")
			env.Setenv("OK", filepath.Join(root, "ok"))
			for _, name := range []string{"GITHUB_ACTIONS", "NO_COLOR", "CLICOLOR_FORCE", "OPENAI_API_KEY", "OPENAI_BASE_URL", "SUMTOOL_MODEL"} {
				env.Setenv(name, "")
			}
			return nil
		},
	})
}
