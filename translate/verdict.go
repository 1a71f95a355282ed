package translate

import (
	"strings"

	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/llm/memory"
	"github.com/sumtool/sumtool/rules/edition"
)

// judge takes the good answers and says what is wrong with the others.
func (t *Translator) judge(conv *conversation, segments []*segment, a answers, resp llm.Response, repair bool) (left []*segment) {
	j := conv.call.job
	share := llm.Usage{Prompt: resp.Usage.Prompt / len(segments), Completion: resp.Usage.Completion / len(segments)}
	candidates := map[string]string{}
	for _, s := range segments {
		s.attempts++
		s.findings, s.lasting, s.model = nil, true, resp.Model
		text, ok := a.texts[s.id]
		switch doubt := a.doubts[s.id]; {
		case a.wrong != "":
			s.findings = []string{a.wrong}
		case doubt != "":
			s.findings = []string{doubt}
		case !ok:
			s.findings = []string{"the item is missing from the answer"}
		default:
			candidates[s.id] = tidy(text, s.text)
		}
	}
	shifted := t.shifted(conv.call, candidates)
	var good []memory.Record
	for _, s := range segments {
		text, ok := candidates[s.id]
		if ok {
			found := append(edition.Check(t.pair(j, s, text)), shifted[s.id]...)
			for _, v := range edition.Refused(found) {
				s.findings = append(s.findings, v.Message)
			}
			if len(s.findings) == 0 {
				if missed := glossaryMisses(found); len(missed) > 0 && !repair && s.second == "" {
					s.second, s.findings = text, missed // asked for once more; good enough if no better comes
				} else {
					good = append(good, t.accept(j, s, text, resp.Model, share))
					continue
				}
			}
		}
		s.reason = strings.Join(s.findings, "; ")
		left = append(left, s)
	}
	t.remember(good)
	return left
}

// accept gives a segment its translation and returns the record to remember.
func (t *Translator) accept(j *job, s *segment, text, model string, u llm.Usage) memory.Record {
	s.state, s.target, s.reason = Translated, text, ""
	return memory.Record{Key: s.key, Task: string(j.task), From: j.from, To: j.to, Source: s.text, Target: text,
		Model: model, Prompt: u.Prompt, Completion: u.Completion}
}

// failure is the record that keeps a segment from being asked for again.
func (j *job) failure(s *segment) memory.Record {
	return memory.Record{Key: s.failed, Task: string(j.task), From: j.from, To: j.to, Source: s.text,
		Failed: s.reason, Attempts: s.attempts, Model: s.model}
}

// shifted compares the answers of a call with each other, those taken before
// included.
func (t *Translator) shifted(c *call, candidates map[string]string) map[string][]edition.Violation {
	var pairs []edition.Pair
	var ids []string
	for _, s := range c.segments {
		target, ok := candidates[s.id]
		if !ok && s.state == Translated {
			target, ok = s.target, true
		}
		if ok {
			pairs, ids = append(pairs, t.pair(c.job, s, target)), append(ids, s.id)
		}
	}
	out := map[string][]edition.Violation{}
	for i, vs := range edition.Swapped(pairs) {
		out[ids[i]] = vs
	}
	return out
}

// glossaryMisses are the warnings that a term of the user's is not used.
func glossaryMisses(vs []edition.Violation) (out []string) {
	for _, v := range vs {
		if v.Term {
			out = append(out, v.Message)
		}
	}
	return out
}
