// Package memory is the translation memory: what a model answered to what, kept
// for good, so that nothing is paid for twice. It knows how to store, find, merge
// and move records, also while the process is killed or others write to the same
// folder. It must not know what makes an answer right: callers check what they
// get as if it came from the endpoint.
package memory

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// Memory remembers answers. Implementations are safe for concurrent use.
type Memory interface {
	// Get returns the newest record of a key.
	Get(Key) (Record, bool)
	// Put stores a record under its key, over an older one. When it returns
	// without an error, the record survives the process.
	Put(Record) error
}

// Parts are everything that an answer depends on. Two requests with equal parts
// may share an answer; whatever is not in here must not change one.
type Parts struct {
	Task     string `json:"task"`               // translate, back-translate, regenerate, judge, …
	Endpoint string `json:"endpoint,omitempty"` // base URL: the same model's name means another model elsewhere
	Model    string `json:"model,omitempty"`
	Prompt   string `json:"prompt,omitempty"` // version or hash of the instructions
	Params   string `json:"params,omitempty"` // temperature, seed, vote, … that change the answer
	From     string `json:"from,omitempty"`
	To       string `json:"to,omitempty"`
	Label    string `json:"label,omitempty"`    // the section that the text stands in, if the prompt tells it
	Context  string `json:"context,omitempty"`  // title and all else that goes along, as it is sent
	Glossary []Term `json:"glossary,omitempty"` // the entries that go along, as they are sent
	Text     string `json:"text"`
}

// Term is a glossary entry that goes along with a request.
type Term struct {
	Source string `json:"source"`
	Target string `json:"target"`
}

// Key identifies a request.
type Key [sha256.Size]byte

// Key hashes the parts.
func (p Parts) Key() Key {
	b, err := json.Marshal(p)
	if err != nil {
		panic(fmt.Sprintf("hash a record's parts: %v", err)) // strings only: cannot fail
	}
	return sha256.Sum256(b)
}

// TextKey is the key of a translation that holds for any model and context: one
// that a person made or approved, as imported from another tool. Look it up after
// the exact key.
func (p Parts) TextKey() Key {
	return Parts{Task: p.Task, From: p.From, To: p.To, Text: p.Text}.Key()
}

// String gives the key in hexadecimal.
func (k Key) String() string { return hex.EncodeToString(k[:]) }

// MarshalText implements [encoding.TextMarshaler].
func (k Key) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (k *Key) UnmarshalText(text []byte) error {
	if len(text) != 2*len(k) {
		return fmt.Errorf("a key has %d hexadecimal digits, found %d", 2*len(k), len(text))
	}
	_, err := hex.Decode(k[:], text)
	return err
}

// Record is one answer, or one failure to get a good one.
type Record struct {
	Key    Key    `json:"key"`
	Task   string `json:"task"`
	From   string `json:"from,omitempty"`
	To     string `json:"to,omitempty"`
	Source string `json:"source"`           // the text that was asked about
	Target string `json:"target,omitempty"` // the answer; "" for a failure

	// Failed is why there is no good answer. Such a record is remembered so
	// that the same failure is not paid for again unless somebody asks.
	Failed   string `json:"failed,omitempty"`
	Attempts int    `json:"attempts,omitempty"`

	Model      string          `json:"model,omitempty"` // that answered
	Prompt     int             `json:"prompt_tokens,omitempty"`
	Completion int             `json:"completion_tokens,omitempty"`
	Time       time.Time       `json:"time,omitzero"`
	Extra      json.RawMessage `json:"extra,omitempty"` // what else the caller wants back
}
