package translate

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/files"
	"github.com/sumtool/sumtool/internal/langid"
	"github.com/sumtool/sumtool/internal/lazyregexp"
	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/llm/memory"
	"github.com/sumtool/sumtool/lint"
	"github.com/sumtool/sumtool/rules"
	"github.com/sumtool/sumtool/rules/edition"
)

// job is one file on its way to an edition.
type job struct {
	file     File
	from, to string
	task     Task
	doc      *digest.Document
	segments []*segment        // in the order of the file
	calls    []*call           // what has to be asked
	there    map[string]string // translations in the edition that is there, by hash of their source
	replaces string            // hash of the edition that is there; "" for none
	rescue   bool              // what is there is nobody knows whose: keep a copy
	made     string            // fingerprint of what makes the answers

	done    bool // nothing to do
	pending atomic.Int32
	report  FileReport
}

// segment is the text of one bullet.
type segment struct {
	id        string
	paper     int // index in the document
	bullet    *digest.Bullet
	line      int
	text      string // as it is sent: on one line
	title     string // of the paper
	reference string // on the way back: the source's text
	terms     []memory.Term
	key       memory.Key // of a good answer
	failed    memory.Key // of a remembered failure

	state    State // "" until it is known
	cached   bool
	target   string
	reason   string   // of a failure
	lasting  bool     // the failure is the model's, and not to be paid for again
	findings []string // in the last answer
	attempts int
	second   string // an answer that would do if no better one comes
	model    string // that answered
}

// call is the segments that are asked for together.
type call struct {
	job      *job
	title    string
	context  string
	segments []*segment
}

// Sizes of a request. A paper that has more is asked for in parts; papers of
// which a single segment is left share a request.
const (
	maxSegments = 12
	maxTokens   = 1500 // estimated, of the texts
	maxTerms    = 30   // glossary entries that go along
)

// plan reads a file and its edition and decides what has to be asked.
func (t *Translator) plan(f File) (*job, error) {
	source, err := files.Read(f.Source)
	if err != nil {
		return nil, err
	}
	j := &job{file: f, to: t.To, task: TranslateTask, report: FileReport{Source: f.Source, Edition: f.Edition, Failures: []Failure{}}}
	hash := Hash(source)
	if err := t.look(j, hash); err != nil || j.done {
		return j, err
	}
	j.doc = t.parse(f.Source, source)
	if err := t.language(j); err != nil || j.done {
		return j, err
	}
	t.cut(j)
	t.doubt(j)
	for _, s := range j.segments {
		t.recall(j, s)
	}
	t.pack(j)
	return j, nil
}

// look compares the edition that is there with its side-car and the source.
func (t *Translator) look(j *job, source string) error {
	old, err := ReadSidecar(SidecarPath(j.file.Edition))
	if err != nil {
		return err
	}
	now, err := files.Read(j.file.Edition)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	j.replaces = Hash(now)
	if old == nil {
		j.rescue = true
		return nil
	}
	current := old.SourceSHA256 == source && old.To == t.To
	untouched := j.replaces == old.EditionSHA256
	switch {
	case t.Force:
		j.rescue = !untouched && j.replaces != old.Replaces
	case untouched && current && (t.OnlyChanged || old.Made == t.fingerprint(old.From)) && t.settled(old):
		j.adopt(old, Current)
	case untouched:
		if t.OnlyChanged || old.Made == t.fingerprint(old.From) {
			j.there = t.reuse(old, now)
		}
	case j.replaces == old.Replaces:
	case current:
		j.adopt(old, Kept)
		j.warn(0, "the edition was changed by hand and is left as it is; --force makes it again")
	default:
		j.report.Err = fmt.Errorf("%s was changed by hand and its source has changed since; put the change in by hand, or make the edition again with --force", j.file.Edition)
		j.adopt(old, Kept)
	}
	return nil
}

// reuse reads the translations out of an edition whose source has changed, so
// that what has not changed is not paid for again where the memory is gone.
func (t *Translator) reuse(old *Sidecar, edition []byte) map[string]string {
	doc := t.parse("", edition)
	there, i := map[string]string{}, 0
	for p := range doc.Papers {
		for b := range doc.Papers[p].Bullets {
			if i < len(old.Segments) && old.Segments[i].State == Translated {
				there[old.Segments[i].Source] = oneLine(doc.Text(doc.Papers[p].Bullets[b].Text))
			}
			i++
		}
	}
	if i != len(old.Segments) {
		return nil
	}
	return there
}

// settled reports whether what failed in an edition is known not to be worth
// asking for again; what failed for the network's sake is.
func (t *Translator) settled(old *Sidecar) bool {
	return old.Failures() == 0 ||
		old.Asked == t.asked() && !slices.ContainsFunc(old.Segments, func(s Segment) bool { return s.State == Failed && !s.Lasting })
}

// adopt reports an edition that stays as it is.
func (j *job) adopt(old *Sidecar, o Outcome) {
	j.done = true
	j.report.Outcome = o
	j.report.Bullets = len(old.Segments)
	for _, s := range old.Segments {
		if s.State == Failed {
			j.report.Failures = append(j.report.Failures, Failure{Line: s.Line, Reason: s.Reason, Attempts: s.Attempts})
		} else {
			j.report.Cached++
		}
	}
}

func (j *job) warn(line int, message string) {
	j.report.Warnings = append(j.report.Warnings, Warning{line, message})
}

// language settles what language the source is in.
func (t *Translator) language(j *job) error {
	if len(j.doc.Papers) == 0 {
		j.done, j.report.Outcome = true, Skipped
		j.warn(0, "no paper in it; it is no digest")
		return nil
	}
	j.from = t.From
	if j.from == "" {
		var languages []string
		for p := range j.doc.Papers {
			for b := range j.doc.Papers[p].Bullets {
				languages = append(languages, langid.Default().Bullet(j.doc.Source, &j.doc.Papers[p].Bullets[b]).Language)
			}
		}
		if j.from = langid.Majority(languages); j.from == "" && len(languages) > 0 {
			return fmt.Errorf("%s: cannot tell its language; name it with --from", j.file.Source)
		}
	}
	if j.from == j.to {
		j.done, j.report.Outcome = true, Skipped
		j.warn(0, fmt.Sprintf("it is in %s already", langid.Name(j.to)))
	}
	return nil
}

// cut makes the segments of a file.
func (t *Translator) cut(j *job) {
	j.made = t.fingerprint(j.from)
	for p := range j.doc.Papers {
		paper := &j.doc.Papers[p]
		glosses := glossesOf(j.doc, paper)
		for b := range paper.Bullets {
			bullet := &paper.Bullets[b]
			s := &segment{
				id:     fmt.Sprintf("p%d.b%d", p+1, b+1),
				paper:  p,
				bullet: bullet,
				line:   j.doc.Position(bullet.Span.Start).Line,
				text:   oneLine(j.doc.Text(bullet.Text)),
				title:  paper.Title(j.doc),
			}
			if !edition.Translatable(s.text, j.from, j.to) {
				s.state = Copied
			}
			s.terms = t.termsOf(s.text, glosses)
			s.key, s.failed = t.keys(j, s)
			j.segments = append(j.segments, s)
		}
		for _, stray := range paper.Stray {
			if edition.Translatable(j.doc.Text(stray.Span), j.from, j.to) {
				j.warn(j.doc.Position(stray.Span.Start).Line, "text outside of the bullets is left as it is")
			}
		}
	}
	j.report.Bullets = len(j.segments)
}

// doubt warns of numbers of the source that are off by a power of ten. They are
// translated as they stand: who reads the edition must be able to trust that it
// says what the source says.
func (t *Translator) doubt(j *job) {
	e := lint.Engine{Rules: []lint.Selected{{Rule: rules.Magnitude, Severity: lint.Error}}, Template: t.Template}
	for _, f := range e.LintSource(j.file.Source, j.doc.Source).Findings {
		j.warn(f.Start.Line, "magnitude: "+f.Message+"; it is translated as it stands")
	}
}

// parts are everything that the answer for a segment depends on. The endpoint is
// not among them: a model of the same name gives as good an answer elsewhere, and
// addresses change.
func (t *Translator) parts(j *job, s *segment) memory.Parts {
	return memory.Parts{Task: string(TranslateTask), Model: t.Model, Prompt: promptVersion(j.from, j.to),
		From: j.from, To: j.to, Context: s.title, Glossary: s.terms, Text: s.text}
}

// keys are where a segment's answer is remembered, and where its failure is:
// that holds only for the endpoint and the fallback that failed.
func (t *Translator) keys(j *job, s *segment) (good, failed memory.Key) {
	p := t.parts(j, s)
	good = p.Key()
	p.Endpoint, p.Params = t.BaseURL, t.Fallback
	return good, p.Key()
}

// asked names who is asked, for failures in a side-car.
func (t *Translator) asked() string {
	return Hash([]byte(strings.Join([]string{t.BaseURL, t.Model, t.Fallback}, "\n")))[:16]
}

// fingerprint tells editions apart that other settings would make.
func (t *Translator) fingerprint(from string) string {
	terms, err := json.Marshal(t.Glossary.Terms())
	if err != nil {
		panic(fmt.Sprintf("hash the glossary: %v", err)) // strings and numbers only: cannot fail
	}
	return Hash([]byte(strings.Join([]string{t.Model, promptVersion(from, t.To), string(terms)}, "\n")))[:16]
}

var inlineGloss = lazyregexp.New(`((?:\p{Hangul}+ ){0,3}\p{Hangul}+)\(([A-Za-z][A-Za-z0-9 +./-]{1,60})\)`)

// glossesOf collects the terms that a paper's bullets explain in brackets:
// 그룹 상대 정책 최적화(Group Relative Policy Optimization). The last word at least
// belongs to the term; how many before it do is not known, so that only terms
// of one word, or whose words number as many as the English, are taken.
func glossesOf(d *digest.Document, p *digest.Paper) []memory.Term {
	var out []memory.Term
	for b := range p.Bullets {
		for _, m := range inlineGloss().FindAllStringSubmatch(d.Text(p.Bullets[b].Text), -1) {
			words, n := strings.Fields(m[1]), len(strings.Fields(m[2]))
			term := memory.Term{Source: strings.Join(words[max(0, len(words)-n):], " "), Target: m[2]}
			if !slices.ContainsFunc(out, func(o memory.Term) bool { return o.Source == term.Source }) {
				out = append(out, term)
			}
		}
	}
	return out
}

// termsOf are the glossary entries that go along with a text: the user's first.
func (t *Translator) termsOf(text string, glosses []memory.Term) []memory.Term {
	var out []memory.Term
	for _, g := range t.Glossary.Occurring(text, maxTerms) {
		if g.Target != "" {
			out = append(out, memory.Term{Source: g.Source, Target: g.Target})
		}
	}
	for _, g := range glosses {
		taken := slices.ContainsFunc(out, func(o memory.Term) bool { return o.Source == g.Source })
		if len(out) < maxTerms && !taken && strings.Contains(text, g.Source) {
			out = append(out, g)
		}
	}
	return out
}

// recall looks a segment up in the memory. What is found there passes the same
// checks as an answer: they may have grown since.
func (t *Translator) recall(j *job, s *segment) {
	if s.state != "" {
		return
	}
	parts := t.parts(j, s)
	for _, key := range []memory.Key{s.key, parts.TextKey()} {
		r, ok := t.Memory.Get(key)
		if ok && r.Failed == "" && len(edition.Refused(edition.Check(t.pair(j, s, r.Target)))) == 0 {
			s.state, s.target, s.model, s.cached = Translated, r.Target, r.Model, true
			return
		}
	}
	if target, ok := j.there[segmentHash(s.text)]; ok && len(edition.Refused(edition.Check(t.pair(j, s, target)))) == 0 {
		s.state, s.target, s.cached = Translated, target, true
		return
	}
	if r, ok := t.Memory.Get(s.failed); ok && r.Failed != "" && !t.Force {
		s.state, s.reason, s.attempts, s.lasting, s.cached = Failed, r.Failed, r.Attempts, true, true
	}
}

func segmentHash(text string) string { return Hash([]byte(text))[:16] }

// pair is a segment with what claims to be its translation.
func (t *Translator) pair(j *job, s *segment, target string) edition.Pair {
	p := edition.Pair{Source: s.text, Target: target, From: j.from, To: j.to, Context: s.title}
	for _, g := range t.Glossary.Occurring(s.text, maxTerms) {
		if g.Target != "" {
			p.Glossary = append(p.Glossary, edition.Term{Source: g.Source, Target: g.Target})
		}
	}
	return p
}

// pack distributes the segments that must be asked for over calls.
func (t *Translator) pack(j *job) {
	var papers []*call
	for _, s := range j.segments {
		if s.state != "" {
			continue
		}
		n := len(papers)
		if n == 0 || papers[n-1].segments[0].paper != s.paper || !papers[n-1].fits(s) {
			papers = append(papers, &call{job: j, title: s.title})
			n++
		}
		papers[n-1].segments = append(papers[n-1].segments, s)
	}
	var shared *call
	for _, c := range papers {
		if len(c.segments) > 1 {
			j.calls = append(j.calls, c)
			continue
		}
		if shared == nil || !shared.fits(c.segments[0]) {
			shared = c
			j.calls = append(j.calls, c)
			continue
		}
		shared.share(c)
	}
}

// fits reports whether a call may take another segment.
func (c *call) fits(s *segment) bool {
	tokens := llm.EstimateTokens(s.text)
	for _, o := range c.segments {
		tokens += llm.EstimateTokens(o.text)
	}
	return len(c.segments) < maxSegments && tokens <= maxTokens
}

// share takes in the segment of another paper. The titles then go along as
// context, each with the ids of its paper.
func (c *call) share(o *call) {
	if c.context == "" {
		c.context = titleOf(c.segments[0])
		c.title = ""
	}
	c.context += "\n" + titleOf(o.segments[0])
	c.segments = append(c.segments, o.segments...)
}

func titleOf(s *segment) string {
	return fmt.Sprintf("p%d: %s", s.paper+1, s.title)
}

// writable finds out before anything is paid for whether an edition's folder
// takes files; each folder is tried once.
func (t *Translator) writable(path string) error {
	dir := filepath.Dir(path)
	if err, known := t.dirs[dir]; known {
		return err
	}
	err := os.MkdirAll(dir, 0o755)
	if err == nil {
		var f *os.File
		if f, err = os.CreateTemp(dir, ".sumtool-*"); err == nil {
			f.Close()
			os.Remove(f.Name())
		}
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = fmt.Errorf("cannot write into %s: %w", dir, pe.Err)
	}
	t.dirs[dir] = err
	return err
}

func (t *Translator) parse(path string, source []byte) *digest.Document {
	return digest.Parse(path, source, t.Template)
}
