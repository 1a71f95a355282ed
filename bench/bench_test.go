package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestParseSizes(t *testing.T) {
	got, err := parseSizes("20kB=11,10MB=5")
	if err != nil || len(got) != 2 || got[0] != (size{"20 kB", 20_000, 11}) || got[1] != (size{"10 MB", 10_000_000, 5}) {
		t.Errorf("%v, %v", got, err)
	}
	for _, bad := range []string{"", "20kB", "20=3", "kB=3", "0MB=3", "1MB=0", "1 GB=3"} {
		if _, err := parseSizes(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

func TestMedian(t *testing.T) {
	odd := median([]sample{{3, 30, 300}, {1, 20, 100}, {2, 10, 200}})
	even := median([]sample{{4, 0, 0}, {2, 0, 0}})
	if odd != (sample{2, 20, 200}) || even.wall != 3 {
		t.Errorf("%v, %v", odd, even)
	}
}

// TestTables looks at the numbers of a made-up run: ratios are to sumtool at the
// same task and size, a slow program has a bound, a broken one its reason.
func TestTables(t *testing.T) {
	ours, peer := &tool{task: lint, name: "sumtool", version: "1", does: "all"}, &tool{task: lint, name: "vale", version: "2", does: "some"}
	small, large := size{"20 kB", 20_000, 3}, size{"10 MB", 10_000_000, 3}
	s := func(wall, cpu time.Duration, mb int64) sample { return sample{wall, cpu, mb * 1e6} }
	r := report{machine: "a machine", limit: time.Minute, tools: []*tool{ours, peer}, results: []result{
		{tool: ours, size: small, median: s(10*time.Millisecond, 20*time.Millisecond, 40)},
		{tool: peer, size: small, median: s(75*time.Millisecond, 50*time.Millisecond, 80)},
		{tool: ours, size: large, median: s(time.Second, 2*time.Second, 50)},
		{tool: peer, size: large, slow: true},
		{tool: peer, size: large, err: errors.New("vale: no\n|style")},
	}}
	var b bytes.Buffer
	r.write(&b)
	for _, want := range []string{
		"a machine", "### Lint\n",
		"| 20 kB | sumtool | 10 ms |  | 20 ms |  | 1.0 | 40 MB |\n",
		"| 20 kB | vale | 75 ms | 7.5 | 50 ms | 2.5 | 0.4 | 80 MB |\n",
		"| 10 MB | sumtool | 1.0 s |  | 2.0 s |  | 5.0 | 50 MB |\n",
		"| 10 MB | vale | over 60 s | > 60.0 |  |  |  |  |\n",
		"| 10 MB | vale | failed: vale: no /style |  |  |  |  |  |\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}

func TestReplace(t *testing.T) {
	path := filepath.Join(t.TempDir(), "page.md")
	for page, want := range map[string]string{
		"# A\n" + begin + "old\n" + end + "rest\n": "# A\n" + begin + "new\n" + end + "rest\n",
		"no marks\n": "no marks\n",
	} {
		if err := os.WriteFile(path, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
		err := replace(path, []byte("new\n"))
		if got, _ := os.ReadFile(path); string(got) != want || (err == nil) != strings.Contains(page, begin) {
			t.Errorf("%q became %q, %v", page, got, err)
		}
	}
}

func TestMeasure(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no shell")
	}
	dir := t.TempDir()
	script := func(text string) *tool { return &tool{command: []string{sh, "-c", text}} }
	if got, err := measure(script("exit 1"), dir, time.Minute); err != nil || got.wall <= 0 {
		t.Errorf("findings are a failure: %v, %v", got, err)
	}
	if _, err := measure(script("echo why >&2; exit 2"), dir, time.Minute); err == nil || !strings.Contains(err.Error(), "why") {
		t.Errorf("wrong usage is none: %v", err)
	}
	if _, err := measure(script("exec sleep 20"), dir, 50*time.Millisecond); !errors.Is(err, errSlow) {
		t.Errorf("no limit: %v", err)
	}
}

// TestTextOfTasks wants each task to find its files.
func TestTextOfTasks(t *testing.T) {
	for _, task := range tasks {
		dir := t.TempDir()
		if err := write(dir, task, 20_000, 1); err != nil {
			t.Fatal(err)
		}
		digests, _ := filepath.Glob(filepath.Join(dir, "*", "*", "*.md"))
		lines, _ := filepath.Glob(filepath.Join(dir, "*.txt"))
		if len(digests)+len(lines) == 0 || (len(digests) > 0) != (task == lint || task == detect) {
			t.Errorf("%s: %d digests, %d texts", task, len(digests), len(lines))
		}
	}
}
