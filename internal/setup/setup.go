// Package setup holds what `sumtool init` writes to fit sumtool into a
// repository: the config, a pre-commit entry and the jobs of two CI systems. It
// knows the files and their places; it must not know what is in a repository.
package setup

import (
	"bytes"
	"embed"
	"fmt"
	"runtime/debug"
	"text/template"

	"github.com/sumtool/sumtool/internal/config"
	"github.com/sumtool/sumtool/internal/lazyregexp"
)

//go:embed pre-commit.yaml github.yml gitlab.yml
var templates embed.FS

// File is one file that init can write.
type File struct {
	Name     string // for `sumtool init --only`
	Path     string // from the repository's root, with slashes
	Shared   bool   // other tools have their entries in it, too
	template string // "" for the config
}

// Files lists what init can write.
func Files() []File {
	return []File{
		{Name: "config", Path: config.FileName},
		{Name: "pre-commit", Path: ".pre-commit-config.yaml", Shared: true, template: "pre-commit.yaml"},
		{Name: "github", Path: ".github/workflows/sumtool.yml", template: "github.yml"},
		{Name: "gitlab", Path: ".gitlab-ci.yml", Shared: true, template: "gitlab.yml"},
	}
}

// Text returns the file's text. rev is the tag, commit or branch of sumtool that
// it shall use.
func (f File) Text(rev string) ([]byte, error) {
	if f.template == "" {
		return config.Sample(), nil
	}
	t, err := template.ParseFS(templates, f.template)
	if err != nil {
		return nil, fmt.Errorf("read the template of %s: %w", f.Path, err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, struct {
		Rev   string
		Moves bool
	}{rev, rev == mainBranch}); err != nil {
		return nil, fmt.Errorf("fill the template of %s: %w", f.Path, err)
	}
	return b.Bytes(), nil
}

var (
	tag    = lazyregexp.New(`^v\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$`)
	pseudo = lazyregexp.New(`[.-]\d{14}-[0-9a-f]{12}$`) // what Go calls a commit without a tag
)

// Rev is the revision that this program was built from: its release, else its
// commit, else the main branch.
func Rev() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return mainBranch
	}
	return revOf(info)
}

// mainBranch moves: the templates say how to pin it.
const mainBranch = "main"

// revOf finds the revision in what the build recorded. A pseudo-version's short
// commit is none: actions want all of it.
func revOf(info *debug.BuildInfo) string {
	if v := info.Main.Version; tag().MatchString(v) && !pseudo().MatchString(v) {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return mainBranch
}
