package regenerate

import (
	"slices"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/lint"
)

// unusable are the rules whose findings say that a summary should be written
// anew rather than mended.
var unusable = []string{"generic-summary", "wrong-language", "garbled-hangul", "magnitude", "raw-repr", "leaked-instruction", "truncated"}

// Flagged returns the indices of the papers whose summaries the findings call
// unusable. Infos do not count.
func Flagged(d *digest.Document, findings []lint.Finding) map[int]bool {
	flagged := map[int]bool{}
	for _, f := range findings {
		if p := d.PaperAt(f.Span.Start); p != nil && f.Severity >= lint.Warning && slices.Contains(unusable, f.Rule) {
			flagged[p.Index] = true
		}
	}
	return flagged
}

// ofSummary are the rules that report about a summary at the paper's heading.
var ofSummary = []string{"generic-summary", "missing-section", "few-bullets"}

// Faults returns the findings, warnings and errors, that are about the summary of
// the paper with the given index.
func Faults(d *digest.Document, findings []lint.Finding, paper int) (faults []lint.Finding) {
	for _, f := range findings {
		p := d.PaperAt(f.Span.Start)
		if p == nil || p.Index != paper || f.Severity < lint.Warning {
			continue
		}
		if f.Field == "bullet" || f.Field == "label" || slices.Contains(ofSummary, f.Rule) {
			faults = append(faults, f)
		}
	}
	return faults
}
