package report

import (
	_ "embed"
	"fmt"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/internal/wording"
)

func segmentsNote(r *evaluate.Report, shown int) string {
	if shown < r.Segments {
		return fmt.Sprintf("%s of %d.", worstTitle(r, shown), r.Segments)
	}
	return "All " + wording.Count(shown, "segment") + "."
}

func segment(r *evaluate.Report, row evaluate.SegmentRow) pageSegment {
	out := pageSegment{Index: row.Index, ID: row.ID, Paper: row.Paper, Source: row.Source, Same: true}
	for i, ref := range row.Refs {
		name := "Reference"
		if len(row.Refs) > 1 {
			name = fmt.Sprintf("Reference %d", i+1)
		}
		out.Refs = append(out.Refs, pageText{name, ref})
	}
	scores := make([][]any, len(row.Hyps))
	for i, h := range row.Hyps {
		hyp := pageHyp{Name: r.Systems[i].Name, Color: i % pageColors, Parts: pageParts(compared(row, h))}
		out.Same = out.Same && len(row.Refs) > 0 && h.Text == row.Refs[0]
		for k, m := range r.Metrics {
			hyp.Chips = append(hyp.Chips, pageText{m.Name, number(m, h.Scores[k])})
			scores[i] = append(scores[i], finite(h.Scores[k]))
		}
		out.Hyps = append(out.Hyps, hyp)
	}
	out.Scores = toJSON(scores)
	return out
}

func pageParts(parts []evaluate.DiffPart) []pagePart {
	out := make([]pagePart, len(parts))
	for i, d := range parts {
		out[i] = pagePart{
			Text: d.Text, Lost: d.Kind == evaluate.Missing, New: d.Kind == evaluate.Extra,
			Swap: d.Kind == evaluate.Extra && i > 0 && parts[i-1].Kind == evaluate.Missing,
		}
	}
	return out
}
