//go:build !race

package main

import (
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// The race detector is for the packages' own tests: here it would start hundreds
// of processes ten times as slowly.

// TestCommandLine runs the scripts of testdata/cli. In them $DIGESTS is the
// shipped sample and $OK the shipped clean digests.
func TestCommandLine(t *testing.T) {
	root, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join(root, "cli"),
		Setup: func(env *testscript.Env) error {
			env.Setenv("TESTDATA", root)
			env.Setenv("DIGESTS", filepath.Join(root, "digests"))
			env.Setenv("XDG_CACHE_HOME", filepath.Join(env.WorkDir, ".cache"))
			env.Setenv("OK", filepath.Join(root, "ok"))
			for _, name := range []string{"GITHUB_ACTIONS", "NO_COLOR", "CLICOLOR_FORCE", "OPENAI_API_KEY", "OPENAI_BASE_URL", "SUMTOOL_MODEL"} {
				env.Setenv(name, "")
			}
			return nil
		},
	})
}
