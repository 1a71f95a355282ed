package lint

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// baselineVersion is the version of the file and of the fingerprints in it.
const baselineVersion = 1

// Baseline is a list of known findings that are not to be reported again. They
// are known by their [Finding.Fingerprint], so a paper may move; whoever edits
// the bullet of one gets to see it again.
type Baseline struct {
	// Name, if set, gives the name under which an input's path is recorded.
	Name func(path string) string

	known map[string]*Known
}

// Known is one entry of a baseline. All but fingerprint, rule and count is for
// the reader of the file.
type Known struct {
	Fingerprint string `json:"fingerprint"`
	Rule        string `json:"rule"`
	Paper       string `json:"paper,omitempty"` // arXiv id, or the title if it has none
	Field       string `json:"field,omitempty"`
	Text        string `json:"text,omitempty"` // the beginning of what was reported
	File        string `json:"file"`           // where it was last seen
	Count       int    `json:"count"`          // how often; 1 or more
}

// ReadBaseline reads a baseline file. Errors begin with the line if there is one.
func ReadBaseline(data []byte) (*Baseline, error) {
	var file struct {
		Version  *int    `json:"version"`
		Findings []Known `json:"findings"`
	}
	d := json.NewDecoder(bytes.NewReader(data))
	if err := d.Decode(&file); err == io.EOF {
		return nil, errors.New("the file is empty")
	} else if err != nil {
		return nil, atLine(data, err)
	}
	if rest, _ := io.ReadAll(d.Buffered()); len(bytes.TrimSpace(rest)) > 0 || d.More() {
		return nil, errors.New("text follows the baseline's end")
	}
	switch {
	case file.Version == nil:
		return nil, errors.New("it has no version, so it is no baseline")
	case *file.Version != baselineVersion:
		return nil, fmt.Errorf("version %d, expected %d", *file.Version, baselineVersion)
	}
	b := &Baseline{known: map[string]*Known{}}
	for i, k := range file.Findings {
		if k.Fingerprint == "" || k.Rule == "" || k.Count < 1 {
			return nil, fmt.Errorf("entry %d has no fingerprint, rule or count", i+1)
		}
		b.add(k)
	}
	return b, nil
}

// atLine words an error of the JSON reader with the line that it is about.
func atLine(data []byte, err error) error {
	offset := int64(len(data))
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &kind):
		offset = kind.Offset
		err = fmt.Errorf("unexpected %s", kind.Value)
	}
	n := min(int(offset), len(data))
	return fmt.Errorf("line %d: %w", bytes.Count(data[:n], []byte("\n"))+1, err)
}

func (b *Baseline) add(k Known) {
	if have := b.known[k.Fingerprint]; have != nil {
		have.Count += k.Count
		return
	}
	b.known[k.Fingerprint] = &k
}

// Update returns the baseline of a run's findings. Of old (it may be nil) it
// keeps the entries that the run could not confirm or refute: those of rules
// that did not run, and of files that were not read. dropped is the number of
// old findings that are gone.
func (e *Engine) Update(old *Baseline, res *Result) (b *Baseline, dropped int) {
	b = &Baseline{known: map[string]*Known{}}
	if old != nil {
		b.Name = old.Name
	}
	for i := range res.Files {
		for j := range res.Files[i].Findings {
			if f := &res.Files[i].Findings[j]; f.Rule != InternalErrorID {
				b.add(b.entry(f))
			}
		}
	}
	if old != nil {
		judged := e.judges(old, res)
		for _, k := range old.sorted() {
			if !judged(k) {
				b.add(*k)
			} else if now := b.known[k.Fingerprint]; now == nil {
				dropped += k.Count
			} else {
				dropped += max(0, k.Count-now.Count)
			}
		}
	}
	return b, dropped
}

// excerptRunes bounds the text that an entry shows.
const excerptRunes = 60

func (b *Baseline) entry(f *Finding) Known {
	k := Known{Fingerprint: f.Fingerprint(), Rule: f.Rule, Field: f.Field, File: b.name(f.File), Count: 1}
	if f.Paper != nil {
		k.Paper = cmp.Or(f.Paper.ArXivID, f.Paper.Title)
	}
	k.Text = string(appendOneSpaced(nil, strings.ToValidUTF8(f.Text, "\uFFFD")))
	if r := []rune(k.Text); len(r) > excerptRunes {
		k.Text = string(r[:excerptRunes-1]) + "…"
	}
	return k
}

func (b *Baseline) name(path string) string {
	if b.Name == nil {
		return path
	}
	return b.Name(path)
}

// judges returns whether a run can tell that an entry is out of date: its rule
// ran, and its file was read or everything was.
func (e *Engine) judges(b *Baseline, res *Result) func(*Known) bool {
	rules, read := map[string]bool{}, map[string]bool{}
	for _, r := range e.Rules {
		rules[r.ID] = true
	}
	for i := range res.Files {
		read[b.name(res.Files[i].Path)] = true
	}
	return func(k *Known) bool { return rules[k.Rule] && (e.Whole || read[k.File]) }
}

// apply takes known findings out of a result, as often as they are known, and
// lists the entries that match nothing any more.
func (b *Baseline) apply(e *Engine, res *Result) {
	left := map[string]int{}
	for id, k := range b.known {
		left[id] = k.Count
	}
	for i := range res.Files {
		file := &res.Files[i]
		file.Findings = slices.DeleteFunc(file.Findings, func(f Finding) bool {
			id := f.Fingerprint()
			if f.Rule == InternalErrorID || left[id] == 0 {
				return false
			}
			left[id]--
			res.Known++
			return true
		})
	}
	judged := e.judges(b, res)
	for _, k := range b.sorted() {
		if n := left[k.Fingerprint]; n > 0 && judged(k) {
			stale := *k
			stale.Count = n
			res.Stale = append(res.Stale, stale)
		}
	}
}

// Len is the number of findings known.
func (b *Baseline) Len() (n int) {
	for _, k := range b.known {
		n += k.Count
	}
	return n
}

// sorted lists the entries in an order that neither moves nor lines change.
func (b *Baseline) sorted() []*Known {
	return slices.SortedFunc(maps.Values(b.known), func(x, y *Known) int {
		return cmp.Or(cmp.Compare(x.Rule, y.Rule), cmp.Compare(x.Paper, y.Paper), cmp.Compare(x.Fingerprint, y.Fingerprint))
	})
}

// Encode writes the baseline as JSON, an entry a line, so that version control
// can merge it.
func (b *Baseline) Encode() []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\n  \"version\": %d,\n  \"findings\": [", baselineVersion)
	for i, k := range b.sorted() {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString("\n    ")
		line := json.NewEncoder(&out)
		line.SetEscapeHTML(false)
		_ = line.Encode(k) // a struct of strings and a number always encodes
		out.Truncate(out.Len() - 1)
	}
	out.WriteString("\n  ]\n}\n")
	return out.Bytes()
}
