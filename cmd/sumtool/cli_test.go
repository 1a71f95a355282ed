package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"sumtool": func() {
		os.Exit(run(context.Background(), os.Args, system{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv}))
	}})
}

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
