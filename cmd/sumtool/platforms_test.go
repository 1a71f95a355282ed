//go:build !race

package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

// TestPlatforms type-checks the program for every platform that is released:
// seconds, where building all of them takes minutes. Only our own functions are
// looked into; of other modules the declarations are enough. Each system by
// default, with SUMTOOL_FULL=1 each processor, too.
func TestPlatforms(t *testing.T) {
	if testing.Short() {
		t.Skip("reads every dependency for each platform")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	platforms := []string{"linux/arm64", "darwin/arm64", "windows/amd64"}
	if os.Getenv("SUMTOOL_FULL") != "" {
		platforms = append(platforms, "linux/amd64", "darwin/amd64", "windows/arm64")
	}
	for _, platform := range platforms {
		t.Run(platform, func(t *testing.T) {
			goos, goarch, _ := strings.Cut(platform, "/")
			loaded, err := packages.Load(&packages.Config{
				Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports | packages.NeedDeps |
					packages.NeedTypes | packages.NeedTypesSizes | packages.NeedSyntax,
				Dir:   root,
				Tests: goos == "windows", // which has fewer of their helpers
				Env:   append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch, "CGO_ENABLED=0"),
				ParseFile: func(set *token.FileSet, name string, src []byte) (*ast.File, error) {
					if strings.HasPrefix(name, root+string(filepath.Separator)) {
						return parser.ParseFile(set, name, src, parser.SkipObjectResolution)
					}
					f, err := parser.ParseFile(set, name, src, parser.SkipObjectResolution)
					if f != nil {
						for _, d := range f.Decls {
							if d, ok := d.(*ast.FuncDecl); ok {
								d.Body = nil
							}
						}
					}
					return f, err
				},
			}, "./...")
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range loaded {
				if strings.HasSuffix(p.ID, ".test") { // a main that the go command has written
					continue
				}
				for _, e := range p.Errors {
					t.Error(e)
				}
			}
			if len(loaded) < 10 {
				t.Errorf("only %d packages", len(loaded))
			}
		})
	}
}
