package translate

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/sumtool/sumtool/internal/llm/memory"
	"github.com/sumtool/sumtool/internal/task"
	"github.com/sumtool/sumtool/rules/edition"
)

// parts are everything that the answer for a segment depends on. The endpoint is
// not among them: a model of the same name gives as good an answer elsewhere, and
// addresses change.
func (t *Translator) parts(j *job, s *segment) memory.Parts {
	return memory.Parts{Task: string(task.Translate), Model: t.Model, Prompt: j.promptVersion(),
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
