package report

import (
	"fmt"
	"io"
	"unicode"
	"unicode/utf8"

	"github.com/sumtool/sumtool/lint"
)

// SARIF 2.1.0 (OASIS), as far as it is used here. Columns count code points,
// which the log says of itself: SARIF's default are UTF-16 units.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool `json:"tool"`
		ColumnKind string    `json:"columnKind"`
		Results    []string  `json:"results"` // see encodeList
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		FullName       string      `json:"fullName,omitempty"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID            string         `json:"id"`
		Short         sarifMessage   `json:"shortDescription"`
		Full          *sarifMessage  `json:"fullDescription,omitempty"`
		Help          *sarifMessage  `json:"help,omitempty"`
		HelpURI       string         `json:"helpUri,omitempty"`
		Configuration map[string]any `json:"defaultConfiguration"`
		Properties    map[string]any `json:"properties"`
	}
	sarifMessage struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    *int              `json:"ruleIndex,omitempty"`
		Level        string            `json:"level"`
		Message      sarifMessage      `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Related      []sarifLocation   `json:"relatedLocations,omitempty"`
		Fingerprints map[string]string `json:"partialFingerprints"`
		Fixes        []sarifFix        `json:"fixes,omitempty"`
	}
	sarifLocation struct {
		ID       *int              `json:"id,omitempty"`
		Message  *sarifMessage     `json:"message,omitempty"`
		Physical sarifPhysical     `json:"physicalLocation"`
		Logical  []sarifLogicalLoc `json:"logicalLocations,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int           `json:"startLine"`
		StartColumn int           `json:"startColumn"`
		EndLine     int           `json:"endLine"`
		EndColumn   int           `json:"endColumn"`
		Snippet     *sarifMessage `json:"snippet,omitempty"`
	}
	sarifLogicalLoc struct {
		Name          string `json:"name"`
		QualifiedName string `json:"fullyQualifiedName,omitempty"`
		Kind          string `json:"kind"`
	}
	sarifFix struct {
		Description sarifMessage  `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion   `json:"deletedRegion"`
		Inserted *sarifMessage `json:"insertedContent,omitempty"`
	}
)

const (
	projectURL = "https://github.com/sumtool/sumtool"
	rulesURL   = projectURL + "/blob/main/docs/rules.md#"
	// fingerprintKey names our fingerprints and their version.
	fingerprintKey = "sumtool/v1"
)

// RuleLink is the address of a built-in rule's page.
func RuleLink(rule string) string { return rulesURL + rule }

// writeSARIF prints a SARIF 2.1.0 log.
func writeSARIF(w io.Writer, r *Report, _ Options) error {
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []string{listSlot}}
	run.Tool.Driver = sarifDriver{Name: "sumtool", FullName: r.Version, InformationURI: projectURL, Rules: []sarifRule{}}
	index := map[string]int{}
	for i, rule := range r.Rules {
		index[rule.ID] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRuleOf(r, rule))
	}
	log := sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}}
	return encodeList(w, log, len(r.Findings), func(i int) any { return sarifResultOf(&r.Findings[i], index) })
}

func sarifRuleOf(r *Report, rule *lint.Rule) sarifRule {
	s := sarifRule{
		ID: rule.ID, Short: sarifMessage{Text: sentence(rule.Doc.Summary)},
		Configuration: map[string]any{"level": sarifLevel(rule.Severity)},
		Properties: map[string]any{
			"category": rule.Category, "fix": rule.Fix.String(), "tags": []lint.Category{rule.Category},
			"problem.severity": map[lint.Severity]string{lint.Error: "error", lint.Warning: "warning", lint.Info: "recommendation"}[rule.Severity],
		},
	}
	if rule.Doc.Why != "" {
		s.Full = &sarifMessage{Text: rule.Doc.Why}
	}
	if rule.Category != lint.Custom {
		s.HelpURI = RuleLink(rule.ID)
	}
	if r.Help != nil {
		page := r.Help(rule)
		s.Help = &sarifMessage{Text: page, Markdown: page}
	}
	return s
}

// sentence makes a sentence of a summary or message, which have no capital and
// no full stop.
func sentence(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[n:] + "."
}

func sarifResultOf(f *lint.Finding, index map[string]int) sarifResult {
	s := sarifResult{
		RuleID: f.Rule, Level: sarifLevel(f.Severity), Message: sarifMessage{Text: f.Message},
		Locations:    []sarifLocation{sarifLocationOf(&f.Place)},
		Fingerprints: map[string]string{fingerprintKey: fingerprint(f)},
	}
	if i, ok := index[f.Rule]; ok {
		s.RuleIndex = &i
	}
	for i := range f.Related {
		l := sarifLocationOf(&f.Related[i].Place)
		l.ID, l.Message = &i, &sarifMessage{Text: f.Related[i].Message}
		s.Related = append(s.Related, l)
	}
	if f.Fix != nil && len(f.Fix.Regions) == len(f.Fix.Edits) {
		s.Fixes = []sarifFix{sarifFixOf(f)}
	}
	return s
}

func sarifLocationOf(p *lint.Place) sarifLocation {
	l := sarifLocation{Physical: sarifPhysical{sarifArtifact{fileURI(p.File)}, sarifRegionOf(p.Region())}}
	if p.Text != "" {
		l.Physical.Region.Snippet = &sarifMessage{Text: p.Text}
	}
	if p.Paper != nil {
		l.Logical = []sarifLogicalLoc{{p.Paper.Title, p.Paper.ArXivID, "object"}}
	}
	return l
}

func sarifRegionOf(r lint.Region) sarifRegion {
	return sarifRegion{StartLine: r.Start.Line, StartColumn: r.Start.Column, EndLine: r.End.Line, EndColumn: r.End.Column}
}

func sarifFixOf(f *lint.Finding) sarifFix {
	change := sarifChange{Artifact: sarifArtifact{fileURI(f.File)}}
	for i, e := range f.Fix.Edits {
		r := sarifReplacement{Deleted: sarifRegionOf(f.Fix.Regions[i])}
		if e.New != "" {
			r.Inserted = &sarifMessage{Text: e.New}
		}
		change.Replacements = append(change.Replacements, r)
	}
	return sarifFix{sarifMessage{Text: f.FixTitle()}, []sarifChange{change}}
}

func sarifLevel(s lint.Severity) string {
	if s == lint.Info {
		return "note"
	}
	return s.String()
}

// fingerprint identifies a finding within a run: what it is about, and which of
// several of the kind.
func fingerprint(f *lint.Finding) string {
	if f.Occurrence == 0 {
		return f.Fingerprint()
	}
	return fmt.Sprintf("%s-%d", f.Fingerprint(), f.Occurrence)
}
