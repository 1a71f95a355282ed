// Command lingua names the language of every line of the Markdown files under a
// folder with lingua-go alone: what `sumtool detect` is compared with.
package main

import (
	"bufio"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/pemistahl/lingua-go"
)

func main() {
	detector := lingua.NewLanguageDetectorBuilder().FromLanguages(lingua.Korean, lingua.English, lingua.Japanese, lingua.Chinese).Build()
	out := bufio.NewWriter(os.Stdout)
	err := filepath.WalkDir(os.Args[1], func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		for lines.Scan() {
			if lines.Text() == "" {
				continue
			}
			if language, ok := detector.DetectLanguageOf(lines.Text()); ok {
				fmt.Fprintln(out, language.IsoCode639_1())
			}
		}
		return lines.Err()
	})
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
