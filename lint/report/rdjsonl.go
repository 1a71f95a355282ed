package report

import (
	"bufio"
	"io"
	"strings"

	"github.com/sumtool/sumtool/lint"
)

// Reviewdog Diagnostic Format, one object a line. Columns are bytes, 1-based,
// ends exclusive. Source: reviewdog 0.21, proto/rdf/reviewdog.proto.
type (
	rdDiagnostic struct {
		Message     string         `json:"message"`
		Location    rdLocation     `json:"location"`
		Severity    string         `json:"severity"`
		Source      rdSource       `json:"source"`
		Code        rdCode         `json:"code"`
		Suggestions []rdSuggestion `json:"suggestions,omitempty"`
		Related     []rdRelated    `json:"related_locations,omitempty"`
	}
	rdLocation struct {
		Path  string  `json:"path"`
		Range rdRange `json:"range"`
	}
	rdRange struct {
		Start rdPosition `json:"start"`
		End   rdPosition `json:"end"`
	}
	rdPosition struct {
		Line   int `json:"line"`
		Column int `json:"column,omitempty"`
	}
	rdSource struct {
		Name string `json:"name"`
		URL  string `json:"url"`
	}
	rdCode struct {
		Value string `json:"value"`
		URL   string `json:"url,omitempty"`
	}
	rdSuggestion struct {
		Range rdRange `json:"range"`
		Text  string  `json:"text"`
	}
	rdRelated struct {
		Message  string     `json:"message"`
		Location rdLocation `json:"location"`
	}
)

// writeRDJSONL prints what reviewdog -f=rdjsonl reads.
func writeRDJSONL(w io.Writer, r *Report, _ Options) error {
	b := bufio.NewWriter(w)
	e := encoder(b)
	for i := range r.Findings {
		if err := e.Encode(toRD(&r.Findings[i])); err != nil {
			return err
		}
	}
	return b.Flush()
}

func toRD(f *lint.Finding) rdDiagnostic {
	d := rdDiagnostic{
		Message: f.Message, Location: rdLocationOf(&f.Place), Severity: strings.ToUpper(f.Severity.String()),
		Source: rdSource{"sumtool", projectURL}, Code: rdCode{Value: f.Rule},
		Suggestions: rdSuggestions(f),
	}
	if f.Category != lint.Custom {
		d.Code.URL = RuleLink(f.Rule)
	}
	for i := range f.Related {
		d.Related = append(d.Related, rdRelated{f.Related[i].Message, rdLocationOf(&f.Related[i].Place)})
	}
	return d
}

func rdLocationOf(p *lint.Place) rdLocation {
	return rdLocation{cleanPath(p.File), rdRangeOf(p.Region())}
}

func rdRangeOf(r lint.Region) rdRange {
	return rdRange{rdPosition{r.Start.Line, r.StartByte}, rdPosition{r.End.Line, r.EndByte}}
}

// rdSuggestions turns a fix into a suggestion. Reviewdog takes several for
// alternatives, so the edits of one fix are joined, if they stand on one line.
func rdSuggestions(f *lint.Finding) []rdSuggestion {
	if f.Fix == nil || len(f.Fix.Edits) == 0 || len(f.Fix.Regions) != len(f.Fix.Edits) {
		return nil
	}
	edits, at := f.Fix.Edits, f.Fix.Regions
	whole := lint.Region{Start: at[0].Start, StartByte: at[0].StartByte, End: at[len(at)-1].End, EndByte: at[len(at)-1].EndByte}
	text := edits[0].New
	for i := 1; i < len(edits); i++ {
		from, to := at[i-1].EndByte-1, at[i].StartByte-1
		if whole.Start.Line != f.Start.Line || whole.End.Line != f.Start.Line || f.Region().StartByte != f.Shown()+1 || from > to || to > len(f.Line) {
			return nil // what is between them is not at hand
		}
		text += f.Line[from:to] + edits[i].New
	}
	return []rdSuggestion{{rdRangeOf(whole), text}}
}
