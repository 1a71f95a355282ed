// Package lint runs rules over parsed digests and turns what they report into
// findings. It knows documents, findings, fixes, suppressions and baselines; it
// must not know any rule, any output format or the command line: the caller
// passes the rules as values and prints the findings.
package lint

import (
	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/lazyregexp"
)

// Severity says how much a finding matters.
type Severity uint8

// The severities, from the least to the gravest.
const (
	Info Severity = iota
	Warning
	Error
)

// Category groups rules for selection and for the documentation.
type Category string

// The categories.
const (
	Fields   Category = "fields"   // the digest's structure
	Text     Category = "text"     // damage inside the prose
	Language Category = "language" // prose in the wrong language
	Editions Category = "editions" // a translation against its source
	Internal Category = "internal" // about the linter itself
	Custom   Category = "custom"   // rules from the user's config
)

// Safety says what kind of fix a rule can offer, or what kind a fix is.
type Safety uint8

// The kinds of fix.
const (
	NoFix  Safety = iota
	Unsafe        // may change a word: applied with --unsafe-fixes only
	Safe          // cannot change a word: applied with --fix
)

// Rule is one check. A Rule is a value without state: one serves all documents
// and all goroutines at once. Its functions do no I/O and print nothing.
type Rule struct {
	ID       string   // kebab-case, stable: in output, config and suppressions
	Category Category //
	Severity Severity // the default; config may change it
	Fix      Safety   // the best kind of fix it ever offers
	Doc      Doc

	// Options points to a struct with the rule's defaults, or is nil. The
	// engine hands each Pass a copy with the config's values decoded over it.
	// Fields carry `yaml` tags and a `doc` tag of one line.
	Options any

	// Check reads one document and reports into the pass. It may be nil for
	// rules that the engine itself reports (category Internal).
	Check func(*Pass)

	// Collect, if set, returns the little that the rule must remember of a
	// document to judge the whole run, or nil. It is called right after Check,
	// with the same pass.
	Collect func(*Pass) any

	// Conclude, if set, is called once, after all documents were checked, with
	// the collected facts in the order of the files. It may report at spans that
	// Collect kept and drop tentative findings.
	Conclude func(*Run)

	// OnlyDrops says that Conclude reports nothing: a run over fewer files finds
	// no less, so that a comment about the rule that is idle in it is idle.
	OnlyDrops bool
}

// Doc is a rule's documentation. `sumtool rules`, docs/rules.md and SARIF help
// print it; tests prove that Bad fires and Good does not.
type Doc struct {
	Summary string // one line, lower case, no full stop
	Why     string // a paragraph or two: what breaks for the reader, known traps
	Source  string // of a rule that compares editions: the source of Bad and Good
	Bad     string // a digest, or a single bullet line (`- …`), that the rule must report
	Good    string // the same, mended
}

// Edit replaces the bytes of Span by New.
type Edit struct {
	Span digest.Span
	New  string
}

// Fix is a change that mends a finding.
type Fix struct {
	Safety Safety
	Edits  []Edit // not overlapping, in order

	Regions []Region // where the edits stand; the engine fills them in
}

// IsRuleID reports whether a rule may be called so: lower-case words and digits
// with hyphens between them.
func IsRuleID(id string) bool { return ruleID().MatchString(id) }

var ruleID = lazyregexp.New(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
