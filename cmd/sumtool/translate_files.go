package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/evaluate/embedding"
	"github.com/sumtool/sumtool/internal/config"
	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/translate"
)

// editions expands the command's paths into sources and the editions to make of
// them. Editions that lie among the sources are passed over; one that is named
// is an error.
func editions(c *cli.Context, cfg *config.Config, to string) ([]translate.File, error) {
	paths := pathsOf(c, cfg)
	found, err := files.Find(paths, findOptions(cfg))
	if err != nil {
		return nil, err
	}
	// --out-dir mirrors the folders of the same command line; the config's mirrors
	// the config's own, so that an edition has one place however its source is named.
	outDir, roots := c.String("out-dir"), append(slices.Clone(paths), ".")
	if outDir == "" {
		outDir, roots = cfg.InDir(cfg.Translate.OutDir), append([]string{cfg.Dir}, paths...)
	}
	var out []translate.File
	from := map[string]string{}
	for _, path := range found {
		if path == files.Stdin {
			continue
		}
		if isEdition(path, to) {
			for _, p := range paths {
				if p == path {
					return nil, fmt.Errorf("%s is an edition; name its source", path)
				}
			}
			continue
		}
		edition := path
		if outDir != "" {
			edition = inTree(outDir, path, roots)
			if err := noLinkBelow(filepath.Clean(outDir), filepath.Dir(edition)); err != nil {
				return nil, err
			}
		}
		f := translate.File{Source: path, Edition: filepath.ToSlash(translate.EditionPath(edition, to))}
		if other, taken := from[f.Edition]; taken {
			return nil, fmt.Errorf("%s and %s would both become %s; translate them into different folders", other, path, f.Edition)
		}
		from[f.Edition] = path
		out = append(out, f)
	}
	return out, nil
}

// isEdition reports whether a file is an edition: by its side-car, or by its name
// if it is in the language asked for or its source lies beside it.
func isEdition(path, to string) bool {
	source, language, ok := translate.SourceOf(path)
	if !ok {
		return false
	}
	if language == to {
		return true
	}
	for _, sign := range []string{translate.SidecarPath(path), source} {
		if _, err := os.Stat(sign); err == nil {
			return true
		}
	}
	return false
}

// inTree is where a source would lie under the output folder: at the path that it
// has from the first of the roots that it lies below, or else under its name.
func inTree(outDir, path string, roots []string) string {
	for _, from := range roots {
		if rel, ok := below(from, path); ok {
			return filepath.Join(outDir, rel)
		}
	}
	return filepath.Join(outDir, filepath.Base(path))
}

// noLinkBelow refuses a folder that is reached from another one through a link: it may
// have been planted there.
func noLinkBelow(from, folder string) error {
	for ; folder != from && len(folder) > len(from); folder = filepath.Dir(folder) {
		if info, err := os.Lstat(folder); err == nil && info.Mode()&os.ModeSymlink != 0 {
			return fmt.Errorf("%s is a symbolic link, which may lead anywhere; remove it, or name the folder that it leads to with --out-dir", folder)
		}
	}
	return nil
}

// below is a path as seen from a folder above it.
func below(folder, path string) (rel string, ok bool) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return "", false
	}
	if path, err = filepath.Abs(path); err != nil {
		return "", false
	}
	rel, err = filepath.Rel(folder, path)
	return rel, err == nil && rel != "." && filepath.IsLocal(rel)
}

// translateStdin makes an edition of standard input and prints it. The source
// goes through a folder of its own, so that nothing is left behind.
func translateStdin(c *cli.Context, sys system, t *translate.Translator, space *embedding.Space) (err error) {
	if c.NArg() != 1 {
		return fmt.Errorf("standard input (-) cannot be translated together with files")
	}
	name := filepath.Base(c.String("stdin-filename"))
	if name == "." {
		name = "stdin.md"
	}
	dir, err := os.MkdirTemp("", "sumtool-")
	if err != nil {
		return fmt.Errorf("make a temporary folder: %w", err)
	}
	defer os.RemoveAll(dir)
	source, err := stdinInput(name, sys.stdin).Read()
	if err != nil {
		return err
	}
	f := translate.File{Source: filepath.Join(dir, name)}
	f.Edition = translate.EditionPath(f.Source, t.To)
	if err := os.WriteFile(f.Source, source, 0o600); err != nil {
		return fmt.Errorf("keep standard input: %w", err)
	}
	failed := runTranslate(c, sys, t, space, []translate.File{f})
	made, err := files.ReadFile(f.Edition)
	if err != nil {
		return failed
	}
	if err := result(c, sys, func(w io.Writer) error { _, err := w.Write(made); return err }); err != nil {
		return err
	}
	return failed
}
