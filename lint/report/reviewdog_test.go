package report_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sumtool/sumtool/lint/report"
)

// TestReviewdogReads gives rdjsonl and SARIF to the real reviewdog, where it is
// installed, in a repository whose change adds the sample.
func TestReviewdogReads(t *testing.T) {
	reviewdog, err := exec.LookPath("reviewdog")
	if err != nil {
		t.Skip("reviewdog is not installed: go install github.com/reviewdog/reviewdog/cmd/reviewdog@latest")
	}
	dir := t.TempDir()
	git := func(args ...string) {
		cmd := exec.Command("git", append([]string{"-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"}, args...)...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	put := func(text string) {
		if err := os.WriteFile(filepath.Join(dir, "a.md"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	git("init", "-q")
	put("# old\n")
	git("add", ".")
	git("commit", "-qm", "old")
	put(sample)
	for _, format := range []string{"rdjsonl", "sarif"} {
		cmd := exec.Command(reviewdog, "-f="+format, "-diff=git diff HEAD", "-reporter=rdjsonl", "-filter-mode=added")
		cmd.Dir = dir
		cmd.Stdin = strings.NewReader(write(t, format, reportOn(t, [2]string{"a.md", sample}), report.Options{}))
		out, err := cmd.Output()
		if err != nil {
			t.Errorf("reviewdog -f=%s: %v", format, err)
		}
		var got []string
		for line := range strings.Lines(string(out)) {
			var d struct {
				Location struct {
					Path  string
					Range struct{ Start struct{ Line int } }
				}
				Severity    string
				Code        struct{ Value string }
				Suggestions []struct{ Text string }
			}
			if err := json.Unmarshal([]byte(line), &d); err != nil {
				t.Fatalf("%v: %s", err, line)
			}
			got = append(got, fmt.Sprintf("%s:%d %s %s", d.Location.Path, d.Location.Range.Start.Line, d.Severity, d.Code.Value))
			if d.Code.Value == "an-error" && (len(d.Suggestions) != 1 || d.Suggestions[0].Text != "고친 <말>") {
				t.Errorf("reviewdog -f=%s lost the suggestion: %s", format, line)
			}
		}
		want := []string{"a.md:3 ERROR an-error", "a.md:4 WARNING a-warning", "a.md:4 ERROR an-error", "a.md:5 INFO an-info"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("reviewdog -f=%s (-want +got):\n%s", format, diff)
		}
	}
}
