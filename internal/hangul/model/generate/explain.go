//go:build generate

package main

import (
	"fmt"
	"os"

	"github.com/sumtool/sumtool/internal/hangul"
)

// explain prints the evidence that a model's file gives for the syllables of a text.
func explain(file, text string) error {
	m, err := openModel(file)
	if err != nil {
		return err
	}
	var t hangul.Text
	t.Append(text, 0)
	m.Evidence(&t, func(e *hangul.Evidence) {
		fmt.Printf("%s: %c -> %c  log odds %.1f\n", text[e.WordStart:e.WordEnd], e.Wrong, e.Right, e.Confidence)
		for i, f := range e.Features {
			fmt.Printf("  %2d %6.2f\n", i, f)
		}
	})
	return nil
}

func openModel(file string) (*hangul.Model, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return hangul.Open(string(data))
}
