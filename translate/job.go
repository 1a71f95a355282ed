package translate

import (
	"sync"
	"sync/atomic"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/llm/memory"
	"github.com/sumtool/sumtool/internal/task"
)

// job is one file on its way to an edition.
type job struct {
	file     File
	from, to string
	task     task.Task
	doc      *digest.Document
	segments []*segment        // in the order of the file
	calls    []*call           // what has to be asked
	there    map[string]string // translations in the edition that is there, by hash of their source
	replaces string            // hash of the edition that is there; "" for none
	rescue   bool              // what is there is nobody knows whose: keep a copy
	made     string            // fingerprint of what makes the answers

	version     string // of the prompt; see promptVersion
	versionOnce sync.Once

	done    bool // nothing to do
	pending atomic.Int32
	report  FileReport
}

// promptVersion is that of the job's languages.
func (j *job) promptVersion() string {
	j.versionOnce.Do(func() { j.version = promptVersion(j.from, j.to) })
	return j.version
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

func (j *job) warn(line int, message string) {
	j.report.Warnings = append(j.report.Warnings, Warning{line, message})
}

func (t *Translator) parse(path string, source []byte) *digest.Document {
	return digest.Parse(path, source, t.Template)
}
