//go:build !race

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestPreCommit lets the real pre-commit install the hook from a copy of this
// repository and make commits that it must refuse or pass. (Not under the race
// detector: pre-commit builds a program of its own.)
func TestPreCommit(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program")
	}
	for _, tool := range []string{"pre-commit", "git", "go"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(tool + " is not installed")
		}
	}
	s := newScratch(t)
	s.config("[]")
	s.must("pre-commit", "install")

	s.write("2024/05/30.md", paper("2405.00001", "- 새로운 방법을 제안합니다.\n- 정확도를 높였습니다.\n"))
	s.must("git", "add", ".")
	s.must("git", "commit", "-qm", "a clean digest")

	// A defect is refused with the place, the word and the mend.
	damaged := "- 새로운 방법을 개발하는 데 힘써왔으멎, 정확도를 높였습니다.\n- 코드를 공개합니다.\n"
	s.write("2024/05/31.md", paper("2405.00002", damaged))
	s.must("git", "add", ".")
	out := s.refused("git", "commit", "-qm", "damaged")
	for _, want := range []string{"sumtool lint", "Failed", "2024/05/31.md:9:18: error garbled-hangul", "힘써왔으멎", "^^^^^^^^^^"} {
		if !strings.Contains(out, want) {
			t.Errorf("the refusal does not show %q:\n%s", want, out)
		}
	}
	s.write("2024/05/31.md", paper("2405.00002", strings.Replace(damaged, "힘써왔으멎", "힘써왔으며", 1)))
	s.must("git", "add", ".")
	s.must("git", "commit", "-qm", "mended")

	// Old findings: they block who touches the file, unless only the change counts.
	s.write("요약 모음/5월.md", paper("2405.00003", damaged))
	s.must("git", "add", ".")
	s.must("git", "commit", "-qm", "an old sin", "--no-verify")
	for i, args := range []string{"[--staged]", "[--changed]"} {
		name := fmt.Sprintf("2405.0001%d", i)
		s.write("요약 모음/5월.md", s.read("요약 모음/5월.md")+"\n"+paper(name, "- 새로운 방법을 제안합니다.\n- 정확도를 높였습니다.\n"))
		s.must("git", "add", ".")
		s.config("[]")
		s.must("git", "add", ".")
		s.refused("git", "commit", "-qm", "all of the file")
		s.config(args)
		s.must("git", "add", ".")
		s.must("git", "commit", "-qm", "only the new paper, with "+args)
	}
}

// paper is a digest of one paper.
func paper(id, bullets string) string {
	return "### [A Paper of " + id + "](https://arxiv.org/abs/" + id + ")\n\n" +
		"![](https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/" + id + ".png)\n\nVote: 3\n\nAuthors: A. Kim\n\n" + bullets
}

// scratch is a repository with a home of its own.
type scratch struct {
	t         *testing.T
	dir, hook string
	env       []string
}

func newScratch(t *testing.T) *scratch {
	home := t.TempDir()
	s := &scratch{t: t, dir: filepath.Join(home, "digests"), hook: filepath.Join(home, "sumtool")}
	goEnv := strings.Fields(output(t, ".", os.Environ(), "go", "env", "GOENV", "GOMODCACHE", "GOCACHE"))
	if len(goEnv) != 3 {
		t.Skipf("go env: %q", goEnv)
	}
	gitconfig := filepath.Join(home, "gitconfig")
	if err := os.WriteFile(gitconfig, []byte("[user]\nname = A. Kim\nemail = a.kim@example.org\n[init]\ndefaultBranch = main\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	s.env = append(os.Environ(), "HOME="+home, "PRE_COMMIT_HOME="+filepath.Join(home, "cache"), "GIT_CONFIG_GLOBAL="+gitconfig,
		"GOENV="+goEnv[0], "GOMODCACHE="+goEnv[1], "GOCACHE="+goEnv[2], "PRE_COMMIT_COLOR=never")
	for _, dir := range []string{s.dir, s.hook} {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		output(t, dir, s.env, "git", "init", "-q")
	}
	list := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	list.Dir = "../.."
	files, err := list.Output()
	if err != nil {
		t.Skip("not in a git repository: ", err)
	}
	for _, f := range strings.Split(strings.TrimSuffix(string(files), "\x00"), "\x00") {
		data, err := os.ReadFile(filepath.Join("../..", f))
		if os.IsNotExist(err) {
			continue // deleted, not yet committed
		}
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(s.hook, f)
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	output(t, s.hook, s.env, "git", "add", "-A")
	output(t, s.hook, s.env, "git", "commit", "-qm", "all")
	output(t, s.hook, s.env, "git", "tag", "v1.0.0")
	return s
}

// config writes the entry with the hook's arguments.
func (s *scratch) config(args string) {
	s.write(".pre-commit-config.yaml", "repos:\n  - repo: "+s.hook+"\n    rev: v1.0.0\n    hooks:\n      - id: sumtool-lint\n        args: "+args+"\n")
}

func (s *scratch) write(name, text string) {
	s.t.Helper()
	path := filepath.Join(s.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		s.t.Fatal(err)
	}
}

func (s *scratch) read(name string) string {
	s.t.Helper()
	data, err := os.ReadFile(filepath.Join(s.dir, name))
	if err != nil {
		s.t.Fatal(err)
	}
	return string(data)
}

func (s *scratch) must(args ...string) {
	s.t.Helper()
	output(s.t, s.dir, s.env, args...)
}

// refused runs a command that must fail, and returns what it prints.
func (s *scratch) refused(args ...string) string {
	s.t.Helper()
	c := exec.Command(args[0], args[1:]...)
	c.Dir, c.Env = s.dir, s.env
	out, err := c.CombinedOutput()
	if err == nil {
		s.t.Fatalf("%v was not refused:\n%s", args, out)
	}
	return string(out)
}

func output(t *testing.T, dir string, env []string, args ...string) string {
	t.Helper()
	c := exec.Command(args[0], args[1:]...)
	c.Dir, c.Env = dir, env
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %v\n%s", args, err, out)
	}
	return string(out)
}
