package translate

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/llm/memory"
	"github.com/sumtool/sumtool/internal/task"
)

// dictionary translates the bullets of the test's sources.
var dictionary = map[string]string{
	"등불은 80억 매개변수로 긴 문서를 읽는 LanternNet 모델입니다.":     "Lantern, or LanternNet, is a model with 8 billion parameters that reads long documents.",
	"코드는 https://example.org/lantern 에 공개되어 있습니다.": "The code is public at https://example.org/lantern .",
	"정확도가 41.8%에서 47.3%로 올랐습니다.":                   "Accuracy rises from 41.8% to 47.3%.",
	"조약돌은 짧은 질문 3,150개를 모은 PebbleQA 벤치마크입니다.":      "Pebble, or PebbleQA, is a benchmark of 3,150 short questions.",
	"사람이 직접 쓰고 **두 번** 검수했습니다.":                    "People wrote it by hand and reviewed it **twice**.",
	"정확도가 41.8%에서 47.9%로 올랐습니다.":                   "Accuracy rises from 41.8% to 47.9%.",
}

const source = `## Daily Papers (2024-06-03)

### [Lantern: Reading Long Texts](https://arxiv.org/abs/2406.00001)

![](https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/2406.00001.png)

Vote: 3

Authors: Haneul Kim, Marta Ruiz

- ***What's New***: 등불은 80억 매개변수로 긴 문서를 읽는 LanternNet 모델입니다.
- ***Technical Details***: 코드는 https://example.org/lantern 에 공개되어 있습니다.
- ***Performance Highlights***: 정확도가 41.8%에서 47.3%로 올랐습니다.

### [Pebble: Small Questions](https://arxiv.org/abs/2406.00002)

Vote: 2

Authors: Jonas Weber

- 조약돌은 짧은 질문 3,150개를 모은 PebbleQA 벤치마크입니다.
- 사람이 직접 쓰고 **두 번** 검수했습니다.
`

// english is the edition of a source by the dictionary.
func english(source string) string {
	for ko, en := range dictionary {
		source = strings.ReplaceAll(source, ko, en)
	}
	return source
}

// model is a client that answers with what its function makes of each message.
type model struct {
	mu    sync.Mutex
	asked []task.Message
	repl  func(n int, m task.Message) (string, error) // n counts requests from 1
	spent llm.Totals
}

func (f *model) Complete(_ context.Context, r llm.Request) (llm.Response, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var m task.Message
	if err := json.Unmarshal([]byte(r.Messages[len(r.Messages)-1].Content), &m); err != nil {
		return llm.Response{}, err
	}
	f.asked = append(f.asked, m)
	text, err := f.repl(len(f.asked), m)
	f.spent.Requests++
	if err != nil {
		return llm.Response{}, err
	}
	f.spent.Answers++
	return llm.Response{Text: text, Model: r.Model, Usage: llm.Usage{Prompt: 10, Completion: 5}}, nil
}

// right is the answer that the dictionary gives.
func right(m task.Message) []task.Item {
	items := slices.Clone(m.Items)
	for i, it := range items {
		items[i] = task.Item{ID: it.ID, Text: dictionary[it.Text]}
	}
	return items
}

func say(items []task.Item) string {
	b, err := json.Marshal(map[string]any{"items": items})
	if err != nil {
		panic(err)
	}
	return string(b)
}

func good(_ int, m task.Message) (string, error) { return say(right(m)), nil }

// desk is a folder with one source and a translator for it.
type desk struct {
	t      *testing.T
	dir    string
	file   File
	memory *memory.Volatile
	model  *model
	change func(*Translator)

	translatorStopped func() error
}

func newDesk(t *testing.T, source string, repl func(int, task.Message) (string, error)) *desk {
	dir := t.TempDir()
	d := &desk{t: t, dir: dir, memory: &memory.Volatile{}, model: &model{repl: repl}}
	d.file = File{Source: filepath.Join(dir, "a.md"), Edition: filepath.Join(dir, "a.en.md")}
	d.write("a.md", source)
	return d
}

func (d *desk) write(name, text string) {
	d.t.Helper()
	if err := os.WriteFile(filepath.Join(d.dir, name), []byte(text), 0o644); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) read(name string) string {
	d.t.Helper()
	data, err := os.ReadFile(filepath.Join(d.dir, name))
	if err != nil {
		d.t.Fatal(err)
	}
	return string(data)
}

func (d *desk) has(name string) bool {
	_, err := os.Stat(filepath.Join(d.dir, name))
	return err == nil
}

func (d *desk) translator() *Translator {
	t := &Translator{Settings: Settings{To: "en", BaseURL: "http://one/v1", Model: "m", Template: digest.DefaultTemplate(), Workers: 2},
		Client: d.model, Memory: d.memory, Spent: func() llm.Totals { return d.model.spent }}
	if d.change != nil {
		d.change(t)
	}
	return t
}

// run makes the edition and returns the file's report and the requests made.
func (d *desk) run() (FileReport, int) {
	d.t.Helper()
	r, requests, err := d.try(context.Background())
	if err != nil {
		d.t.Fatal(err)
	}
	return r, requests
}

func (d *desk) try(ctx context.Context) (FileReport, int, error) {
	before := len(d.model.asked)
	r, err := d.translator().Run(ctx, []File{d.file})
	return r.Files[0], len(d.model.asked) - before, err
}

// comment matches what a failed bullet is followed by.
var comment = regexp.MustCompile(` <!-- sumtool: left in [^>]*-->`)
