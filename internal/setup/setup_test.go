package setup

import (
	"os"
	"reflect"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

func TestFilesAreYAML(t *testing.T) {
	for _, f := range Files() {
		text, err := f.Text("v1.2.3")
		if err != nil {
			t.Fatal(err)
		}
		var v map[string]any
		if err := yaml.Unmarshal(text, &v); err != nil {
			t.Errorf("%s: %v", f.Path, err)
		}
		if f.template != "" && !strings.Contains(string(text), "v1.2.3") {
			t.Errorf("%s does not name the revision", f.Path)
		}
	}
}

// TestGuideShowsWhatIsWritten holds the YAML that docs/gate.md shows against the
// files that init writes.
func TestGuideShowsWhatIsWritten(t *testing.T) {
	guide, err := os.ReadFile("../../docs/gate.md")
	if err != nil {
		t.Fatal(err)
	}
	var shown []any
	for _, part := range strings.Split(string(guide), "```yaml\n")[1:] {
		block, _, _ := strings.Cut(part, "```")
		var v any
		if err := yaml.Unmarshal([]byte(block), &v); err != nil {
			t.Fatalf("%v in\n%s", err, block)
		}
		shown = append(shown, v)
	}
	written := map[string]any{}
	for _, f := range Files() {
		text, err := f.Text("main")
		if err != nil {
			t.Fatal(err)
		}
		var v any
		if err := yaml.Unmarshal(text, &v); err != nil {
			t.Fatal(err)
		}
		written[f.Path] = v
	}
	job := written[".github/workflows/sumtool.yml"].(map[string]any)["jobs"].(map[string]any)["lint"].(map[string]any)
	want := []any{written[".pre-commit-config.yaml"], job["steps"]}
	if !reflect.DeepEqual(shown, want) {
		t.Errorf("docs/gate.md shows\n%v\nwritten is\n%v", shown, want)
	}
}

// TestFilesNameWhatThereIs holds the hook's id and the action's inputs against
// the files that publish them.
func TestFilesNameWhatThereIs(t *testing.T) {
	read := func(name string, v any) {
		t.Helper()
		data, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		if err := yaml.Unmarshal(data, v); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	fill := func(i int, v any) {
		t.Helper()
		text, err := Files()[i].Text("v1.2.3")
		if err != nil {
			t.Fatal(err)
		}
		if err := yaml.Unmarshal(text, v); err != nil {
			t.Fatal(err)
		}
	}
	var hooks []struct {
		ID, Entry, Language string
		Serial              bool `yaml:"require_serial"`
	}
	read(".pre-commit-hooks.yaml", &hooks)
	languages := map[string]string{}
	for _, h := range hooks {
		languages[h.ID] = h.Language
		if h.Entry != "sumtool lint" || !h.Serial {
			t.Errorf("hook %+v", h)
		}
	}
	if languages["sumtool-lint"] != "golang" || languages["sumtool-lint-system"] != "system" || len(hooks) != 2 {
		t.Errorf("hooks %v", languages)
	}
	var entry struct {
		Repos []struct{ Hooks []struct{ ID string } }
	}
	fill(1, &entry)
	if id := entry.Repos[0].Hooks[0].ID; languages[id] == "" {
		t.Errorf("the pre-commit entry names the hook %q, which does not exist", id)
	}
	var action struct{ Inputs map[string]any }
	read("action.yml", &action)
	var workflow struct {
		Jobs map[string]struct {
			Steps []struct{ With map[string]any }
		}
	}
	fill(2, &workflow)
	steps := workflow.Jobs["lint"].Steps
	for name := range steps[len(steps)-1].With {
		if action.Inputs[name] == nil {
			t.Errorf("the workflow gives the action %q, which it does not take", name)
		}
	}
}

func TestRev(t *testing.T) {
	commit := []debug.BuildSetting{{Key: "vcs", Value: "git"}, {Key: "vcs.revision", Value: "0123456789abcdef0123456789abcdef01234567"}}
	for _, c := range []struct {
		version  string
		settings []debug.BuildSetting
		want     string
	}{
		{"v1.2.3", commit, "v1.2.3"},
		{"v1.2.3-rc.1", nil, "v1.2.3-rc.1"},
		{"v1.2.3+dirty", commit, commit[1].Value},
		{"v0.0.0-20261125150740-0123456789ab", nil, "main"},
		{"v1.2.4-0.20261125150740-0123456789ab+dirty", commit, commit[1].Value},
		{"v1.2.4-rc.1.0.20261125150740-0123456789ab", commit, commit[1].Value},
		{"(devel)", commit, commit[1].Value},
		{"(devel)", nil, "main"},
	} {
		if got := revOf(&debug.BuildInfo{Main: debug.Module{Version: c.version}, Settings: c.settings}); got != c.want {
			t.Errorf("%s: %s, want %s", c.version, got, c.want)
		}
	}
	for _, f := range Files() {
		for rev, moves := range map[string]bool{"main": true, "v1.2.3": false} {
			text, err := f.Text(rev)
			if err != nil || f.template != "" && f.Name != "gitlab" && strings.Contains(string(text), "moves") != moves {
				t.Errorf("%s at %s: %v\n%s", f.Path, rev, err, text)
			}
		}
	}
}
