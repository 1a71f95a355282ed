package report_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	// The module ships the schema that OASIS publishes, as an unexported string.
	_ "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/sumtool/sumtool/lint"
	"github.com/sumtool/sumtool/lint/report"
	"github.com/sumtool/sumtool/rules"
)

// TestSARIFSchema validates logs against the published schema, additional
// properties included.
func TestSARIFSchema(t *testing.T) {
	schema := sarifSchema(t)
	for name, r := range map[string]*report.Report{
		"empty":     {},
		"clean":     reportOn(t, [2]string{"a.md", "### P\n"}),
		"findings":  reportOn(t, [2]string{"./2024/a b,c:d.md", sample}, [2]string{"/abs/e.md", sample}, [2]string{"<stdin>", sample}),
		"hostile":   reportOn(t, [2]string{"\x1b[31m\u202e<b>\"\\.md", "### P \x1b[2J\u202e</script>\x00\xff \"'\\\n\n- 이 모델은 힘써왔으멎 \x1b]8;;http://x\x07\u009b\ufffe 읽습니다.\u200b\n"}),
		"all rules": {Rules: rules.All(), Help: func(r *lint.Rule) string { return r.Doc.Why }, Version: "sumtool test"},
	} {
		text := write(t, "sarif", r, report.Options{})
		log, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(log); err != nil {
			t.Errorf("%s: %v\n%s", name, err, text)
		}
	}
	broken, _ := jsonschema.UnmarshalJSON(strings.NewReader(`{"version":"2.1.0","runs":[{"tool":{"driver":{}}}]}`))
	if schema.Validate(broken) == nil {
		t.Error("the schema takes a driver without a name: it is not in force")
	}
}

// sarifSchema compiles the schema from the module's source.
func sarifSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	dir, err := exec.Command("go", "list", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif").Output()
	if err != nil {
		t.Skipf("the module with the schema cannot be found: %v", err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(dir)), "schema.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var source string
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING && len(lit.Value) > len(source) {
			source, err = strconv.Unquote(lit.Value)
		}
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("sarif.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}
