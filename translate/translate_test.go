package translate

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sumtool/sumtool/internal/digest"
	"github.com/sumtool/sumtool/internal/glossary"
	"github.com/sumtool/sumtool/internal/llm"
	"github.com/sumtool/sumtool/internal/task"
	"github.com/sumtool/sumtool/rules/edition"
)

func TestEdition(t *testing.T) {
	d := newDesk(t, source, good)
	r, requests := d.run()
	if r.Translated != 5 || r.Bullets != 5 || len(r.Failures) > 0 || r.Outcome != Written || requests != 2 {
		t.Errorf("%+v, %d requests", r, requests)
	}
	if got := d.read("a.en.md"); got != english(source) {
		t.Errorf("the edition is\n%s", got)
	}
	if d.read("a.md") != source {
		t.Error("the source was changed")
	}
	first := d.model.asked[0]
	if first.Task != task.Translate || first.From != "ko" || first.To != "en" || first.Title == "" || len(first.Items) < 2 ||
		!slices.ContainsFunc(d.model.asked, func(m task.Message) bool {
			return m.Items[0].ID == "p1.b1" && !strings.Contains(m.Items[0].Text, "***")
		}) {
		t.Errorf("asked %+v", first)
	}

	if r, requests := d.run(); requests != 0 || r.Outcome != Current || r.Cached != 5 {
		t.Errorf("second run: %+v, %d requests", r, requests)
	}
	os.Remove(d.file.Edition)
	if r, requests := d.run(); requests != 0 || r.Outcome != Written || r.Cached != 5 || d.read("a.en.md") != english(source) {
		t.Errorf("edition gone: %+v, %d requests", r, requests)
	}
	edited := strings.Replace(source, "47.3%로", "47.9%로", 1)
	d.write("a.md", edited)
	if r, requests := d.run(); requests != 1 || len(d.model.asked[len(d.model.asked)-1].Items) != 1 || r.Cached != 4 || r.Translated != 1 || d.read("a.en.md") != english(edited) {
		t.Errorf("one bullet edited: %+v, %d requests", r, requests)
	}
	d.change = func(t *Translator) { t.Model = "other" }
	if _, requests := d.run(); requests != 2 {
		t.Errorf("another model: %d requests, want 2", requests)
	}
	d.change = func(t *Translator) { t.Model, t.OnlyChanged = "third", true }
	if _, requests := d.run(); requests != 0 {
		t.Errorf("another model, only changed: %d requests, want 0", requests)
	}
}

// TestWithoutMemory finds the unchanged bullets in the edition that is there.
func TestWithoutMemory(t *testing.T) {
	d := newDesk(t, source, good)
	d.run()
	d.memory = newDesk(t, source, good).memory
	d.write("a.md", strings.Replace(source, "47.3%로", "47.9%로", 1))
	if r, requests := d.run(); requests != 1 || r.Cached != 4 {
		t.Errorf("%+v, %d requests", r, requests)
	}
}

func TestBytesAroundTheProseStay(t *testing.T) {
	for name, src := range map[string]string{
		"CRLF":             strings.ReplaceAll(source, "\n", "\r\n"),
		"byte order mark":  "\uFEFF" + source,
		"no final newline": strings.TrimSuffix(source, "\n"),
		"comments":         strings.Replace(source, "올랐습니다.", "올랐습니다. <!-- sumtool-ignore: register — so -->", 1),
		"trailing spaces":  strings.Replace(source, "올랐습니다.", "올랐습니다.   ", 1),
		"other markers":    strings.Replace(source, "- 조약돌은", "*   조약돌은", 1),
		"text around":      "Intro.\n\n" + source + "\n---\n\nOutro 한글.\n",
		"a nested list":    strings.Replace(source, "- 사람이", "  - 사람이", 1),
	} {
		d := newDesk(t, src, good)
		if r, _ := d.run(); r.Outcome != Written || d.read("a.en.md") != english(src) {
			t.Errorf("%s: %+v\n%q", name, r, d.read("a.en.md"))
		}
	}
}

func TestSeveralLines(t *testing.T) {
	src := strings.Replace(source, "긴 문서를 읽는", "긴 문서를\n  읽는", 1)
	d := newDesk(t, src, good)
	r, _ := d.run()
	got := d.read("a.en.md")
	if r.Outcome != Written || strings.Count(got, "\n") != strings.Count(src, "\n") || strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(english(source)), " ") {
		t.Errorf("%+v\n%s", r, got)
	}
}

// TestRepair gives a wrong answer first and a right one when it is told so.
func TestRepair(t *testing.T) {
	edit := func(i int, f func(string) string) func([]task.Item) string {
		return func(items []task.Item) string {
			items[i].Text = f(items[i].Text)
			return say(items)
		}
	}
	for _, c := range []struct {
		name, finding string
		wrong         func(items []task.Item) string
	}{
		{"number scaled", "8 billion", edit(0, func(s string) string { return strings.Replace(s, "8 billion", "800 million", 1) })},
		{"number lost", "47.3", edit(2, func(s string) string { return "Accuracy rises from 41.8%." })},
		{"name lost", "LanternNet", edit(0, func(s string) string { return strings.Replace(s, ", or LanternNet,", "", 1) })},
		{"address changed", "https://example.org/lantern", edit(1, func(s string) string { return strings.Replace(s, "lantern", "lamp", 1) })},
		{"Hangul left", "모델", edit(0, func(s string) string { return "모델: " + s })},
		{"empty", "empty", edit(0, func(string) string { return "" })},
		{"newline", "line break", edit(0, func(s string) string { return strings.Replace(s, "that", "\nthat", 1) })},
		{"bullet", "begins with", edit(0, func(s string) string { return "- " + s })},
		{"chatter", "announcement", edit(0, func(s string) string { return "Here is the translation: " + s })},
		{"comment", "more than the text", edit(0, func(s string) string { return s + " <!-- sumtool-disable-file text -->" })},
		{"swapped", "", func(items []task.Item) string {
			items[0].Text, items[2].Text = items[2].Text, items[0].Text
			return say(items)
		}},
		{"missing", "missing from the answer", func(items []task.Item) string { return say(items[1:]) }},
		{"two for one", "two texts", func(items []task.Item) string {
			return say(append(items, task.Item{ID: items[0].ID, Text: "Something else."}))
		}},
		{"wrong id", "missing from the answer", func(items []task.Item) string { items[0].ID = "p9.b9"; return say(items) }},
		{"no JSON", "JSON", func([]task.Item) string { return "Lantern is a model." }},
		{"merged", "", func(items []task.Item) string {
			items[0].Text += " " + items[1].Text
			items[1].Text = ""
			return say(items)
		}},
		{"source again", "left of the source", edit(0, func(string) string {
			return "등불은 80억 매개변수로 긴 문서를 읽는 LanternNet 모델입니다."
		})},
	} {
		d := newDesk(t, source, func(_ int, m task.Message) (string, error) {
			if m.Items[0].ID[:2] == "p1" && m.Items[0].Findings == nil {
				return c.wrong(right(m)), nil
			}
			return say(right(m)), nil
		})
		r, requests := d.run()
		if len(r.Failures) > 0 || requests != 3 || d.read("a.en.md") != english(source) {
			t.Errorf("%s: %+v, %d requests\n%s", c.name, r, requests, d.read("a.en.md"))
		}
		repair := d.model.asked[slices.IndexFunc(d.model.asked, func(m task.Message) bool { return len(m.Items[0].Findings) > 0 })]
		if !strings.Contains(strings.Join(repair.Items[0].Findings, " "), c.finding) {
			t.Errorf("%s: findings %q, want %q", c.name, repair.Items[0].Findings, c.finding)
		}
		if strings.Contains(c.name, "scaled") && len(repair.Items) != 1 {
			t.Errorf("%s: %d items asked for again, want the wrong one alone", c.name, len(repair.Items))
		}
	}
}

// TestTolerable takes answers that only look wrong.
func TestTolerable(t *testing.T) {
	for name, wrap := range map[string]func([]task.Item) string{
		"words around":     func(i []task.Item) string { return "Here you are:\n" + say(i) + "\nBye." },
		"an array":         func(i []task.Item) string { s := say(i); return s[len(`{"items":`) : len(s)-1] },
		"an item more":     func(i []task.Item) string { return say(append(i, task.Item{ID: "p7.b7", Text: "?"})) },
		"twice the same":   func(i []task.Item) string { return say(append(i, i[0])) },
		"another order":    func(i []task.Item) string { slices.Reverse(i); return say(i) },
		"space around":     func(i []task.Item) string { i[0].Text = "  " + i[0].Text + "\n"; return say(i) },
		"quotation marks":  func(i []task.Item) string { i[0].Text = `"` + i[0].Text + `"`; return say(i) },
		"zero-width space": func(i []task.Item) string { i[0].Text = strings.Replace(i[0].Text, " ", "\u200b ", 1); return say(i) },
		"term as its own gloss": func(i []task.Item) string {
			i[0].Text = strings.Replace(i[0].Text, "Lantern,", "Lantern (Lantern),", 1)
			return say(i)
		},
	} {
		d := newDesk(t, source, func(_ int, m task.Message) (string, error) { return wrap(right(m)), nil })
		if r, requests := d.run(); requests != 2 || d.read("a.en.md") != english(source) {
			t.Errorf("%s: %+v, %d requests\n%s", name, r, requests, d.read("a.en.md"))
		}
	}
}

// stubborn never gets one bullet right.
func stubborn(_ int, m task.Message) (string, error) {
	items := right(m)
	for i := range items {
		if items[i].ID == "p1.b1" {
			items[i].Text = "It has 9 parameters."
		}
	}
	return say(items), nil
}

func TestFailureKeepsTheSource(t *testing.T) {
	d := newDesk(t, source, stubborn)
	r, requests := d.run()
	if len(r.Failures) != 1 || r.Failures[0].Line != 11 || r.Failures[0].Attempts != 4 || r.Translated != 4 || r.Outcome != Written {
		t.Errorf("%+v", r)
	}
	if requests != 5 {
		t.Errorf("%d requests, want 4 for the bullet and 1 for the other paper", requests)
	}
	lines := strings.Split(d.read("a.en.md"), "\n")
	want := strings.Split(source, "\n")[10] + " <!-- sumtool: left in Korean: "
	if !strings.HasPrefix(lines[10], want) || !strings.HasSuffix(lines[10], " -->") {
		t.Errorf("line 11 is %q", lines[10])
	}
	if doc := digest.Parse("", []byte(d.read("a.en.md")), digest.DefaultTemplate()); len(doc.Comments) != 1 || len(doc.Papers[0].Bullets) != 3 {
		t.Error("the comment disturbs the list")
	}

	if r, requests := d.run(); requests != 0 || len(r.Failures) != 1 || r.Failures[0].Attempts != 4 {
		t.Errorf("second run: %+v, %d requests; a known failure is not paid for again", r, requests)
	}
	os.Remove(d.file.Edition)
	if r, requests := d.run(); requests != 0 || len(r.Failures) != 1 {
		t.Errorf("edition gone: %+v, %d requests", r, requests)
	}
	d.model.repl = good
	d.change = func(t *Translator) { t.BaseURL = "http://two/v1" }
	if r, requests := d.run(); requests != 1 || len(r.Failures) != 0 || r.Cached != 4 {
		t.Errorf("another endpoint: %+v, %d requests", r, requests)
	}
}

// TestLongBulletIsNotAsked leaves a bullet alone whose translation nobody could check.
func TestLongBulletIsNotAsked(t *testing.T) {
	src := strings.Replace(source, "긴 문서를 읽는", strings.Repeat("긴 문서를 읽는 ", edition.MaxText/20), 1)
	d := newDesk(t, src, good)
	r, requests := d.run()
	if len(r.Failures) != 1 || r.Failures[0].Line != 11 || r.Failures[0].Attempts != 0 || r.Translated != 4 || r.Outcome != Written || requests != 2 {
		t.Errorf("%+v, %d requests", r, requests)
	}
	if want := "too many to be checked"; !strings.Contains(r.Failures[0].Reason, want) || !strings.Contains(d.read("a.en.md"), want) {
		t.Errorf("%+v", r.Failures)
	}
	if r, requests := d.run(); requests != 0 || len(r.Failures) != 1 || r.Outcome != Current {
		t.Errorf("second run: %+v, %d requests", r, requests)
	}
}

func TestForceAsksAgain(t *testing.T) {
	d := newDesk(t, source, stubborn)
	d.run()
	d.model.repl = good
	d.change = func(t *Translator) { t.Force = true }
	if r, requests := d.run(); requests != 1 || len(r.Failures) != 0 || d.read("a.en.md") != english(source) {
		t.Errorf("%+v, %d requests", r, requests)
	}
}

func TestFallbackModel(t *testing.T) {
	d := newDesk(t, source, stubborn)
	d.change = func(t *Translator) { t.Fallback = "better" }
	asked := 0
	d.model.repl = func(n int, m task.Message) (string, error) {
		if m.Items[0].ID == "p1.b1" {
			asked++
		}
		if asked == 5 {
			return say(right(m)), nil
		}
		return stubborn(n, m)
	}
	if r, requests := d.run(); requests != 6 || len(r.Failures) != 0 {
		t.Errorf("%+v, %d requests", r, requests)
	}
}

func TestRefusalsAndCutAnswers(t *testing.T) {
	for _, c := range []struct {
		kind     llm.Kind
		requests int
	}{
		{llm.Refusal, 1 + 3 + 1}, // together, then each alone, without insisting; and the other paper
		{llm.ContentFilter, 1 + 3 + 1},
		{llm.Truncated, 1 + 1 + 1}, // again with room, which works
		{llm.TooLong, 1 + 3 + 1},
		{llm.Timeout, 1 + 3 + 1},
	} {
		failed := false
		d := newDesk(t, source, func(_ int, m task.Message) (string, error) {
			if len(m.Items) == 3 && !failed {
				failed = c.kind == llm.Truncated
				return "", &llm.Error{Kind: c.kind, Message: "no"}
			}
			return say(right(m)), nil
		})
		d.change = func(t *Translator) { t.Workers = 1 }
		r, requests := d.run()
		if len(r.Failures) > 0 || d.read("a.en.md") != english(source) {
			t.Errorf("%v: %+v", c.kind, r)
		}
		if c.kind != llm.Truncated {
			c.requests++ // three are left: halves of one and two first
		}
		if requests > c.requests+2 {
			t.Errorf("%v: %d requests, want %d", c.kind, requests, c.requests)
		}
	}
}

// TestTransportFailureIsAskedAgain does not remember what the network did.
func TestTransportFailureIsAskedAgain(t *testing.T) {
	d := newDesk(t, source, func(_ int, m task.Message) (string, error) {
		if m.Items[0].ID[:2] == "p1" {
			return "", &llm.Error{Kind: llm.Timeout, Message: "no answer within 1s"}
		}
		return say(right(m)), nil
	})
	d.change = func(t *Translator) { t.Workers = 1 }
	d.model.spent.Answers = 1
	if r, _ := d.run(); len(r.Failures) != 3 || r.Outcome != Written || !strings.Contains(r.Failures[0].Reason, "no answer") {
		t.Errorf("%+v", r)
	}
	if r, requests := d.run(); requests == 0 || len(r.Failures) != 3 || r.Outcome != Current {
		t.Errorf("the network fails again: %+v, %d requests", r, requests)
	}
	d.model.repl = good
	if r, requests := d.run(); requests != 1 || len(r.Failures) != 0 || r.Outcome != Written || d.read("a.en.md") != english(source) {
		t.Errorf("third run: %+v, %d requests", r, requests)
	}
}

func TestUnusableEndpointWritesNothing(t *testing.T) {
	for _, e := range []*llm.Error{{Kind: llm.Auth, Message: "no", Stop: true}, {Kind: llm.Overloaded, Message: "no"}} {
		d := newDesk(t, source, func(int, task.Message) (string, error) { return "", e })
		r, _, _ := d.try(context.Background())
		if r.Outcome != Unwritten || d.has("a.en.md") || d.has("a.en.meta.json") || len(r.Failures) != 5 {
			t.Errorf("%v: %+v", e.Kind, r)
		}
	}
}

func TestBudgetKeepsWhatIsDone(t *testing.T) {
	d := newDesk(t, source, func(n int, m task.Message) (string, error) {
		if n == 2 {
			return "", &llm.Error{Kind: llm.Budget, Message: "stopped before passing 100 tokens", Stop: true}
		}
		return say(right(m)), nil
	})
	d.change = func(t *Translator) { t.Workers = 1 }
	r, _, err := d.try(context.Background())
	if llm.KindOf(err) != llm.Budget || d.has("a.en.md") || len(r.Failures) != 2 || r.Translated != 3 || r.Failures[0].Attempts != 0 {
		t.Errorf("%v, %+v", err, r)
	}
	d.model.repl = good
	if r, requests := d.run(); requests != 1 || r.Cached != 3 || d.read("a.en.md") != english(source) {
		t.Errorf("second run: %+v, %d requests", r, requests)
	}
}

func TestInterruptFinishesWhatIsPaid(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	d := newDesk(t, source, nil)
	d.model.repl = func(n int, m task.Message) (string, error) {
		cancel()
		for d.translatorStopped == nil || d.translatorStopped() == nil {
		}
		return say(right(m)), nil
	}
	tr := d.translator()
	tr.Workers = 1
	d.translatorStopped = tr.whyStopped
	r, err := tr.Run(ctx, []File{d.file})
	if !Interrupted(err) || len(d.model.asked) != 1 || r.Files[0].Translated != 3 || d.has("a.en.md") {
		t.Errorf("%v, %d requests, %+v", err, len(d.model.asked), r.Files[0])
	}
	d.model.repl = good
	if r, requests := d.run(); requests != 1 || r.Cached != 3 {
		t.Errorf("second run: %+v, %d requests", r, requests)
	}
}

func TestHandEdits(t *testing.T) {
	d := newDesk(t, source, good)
	d.run()
	edited := strings.Replace(english(source), "is public", "is open", 1)
	d.write("a.en.md", edited)
	if r, _ := d.run(); r.Outcome != Kept || r.Err != nil || d.read("a.en.md") != edited || len(r.Warnings) != 1 {
		t.Errorf("edited: %+v", r)
	}
	d.write("a.md", strings.Replace(source, "47.3%로", "47.9%로", 1))
	if r, _ := d.run(); r.Outcome != Kept || r.Err == nil || d.read("a.en.md") != edited {
		t.Errorf("edited and stale: %+v", r)
	}
	d.change = func(t *Translator) { t.Force = true }
	if r, _ := d.run(); r.Outcome != Written || d.read("a.en.md.bak") != edited || !strings.Contains(d.read("a.en.md"), "47.9%") {
		t.Errorf("forced: %+v", r)
	}
}

func TestEditionOfUnknownOriginIsKeptAside(t *testing.T) {
	d := newDesk(t, source, good)
	d.write("a.en.md", "My own edition.\n")
	if r, _ := d.run(); r.Outcome != Written || d.read("a.en.md") != english(source) || d.read("a.en.md.bak") != "My own edition.\n" || len(r.Warnings) != 1 {
		t.Errorf("%+v", r)
	}
	d.write("a.en.md", "Another one.\n")
	d.change = func(t *Translator) { t.Force = true }
	if r, _ := d.run(); r.Outcome != Written || d.read("a.en.md.bak") != "My own edition.\n" || d.read("a.en.md.bak.1") != "Another one.\n" {
		t.Errorf("a second time: %+v", r)
	}
}

// TestKilledBetweenSidecarAndEdition goes on where a killed run stopped.
func TestKilledBetweenSidecarAndEdition(t *testing.T) {
	d := newDesk(t, source, good)
	d.run()
	old := d.read("a.en.md")
	d.write("a.md", strings.Replace(source, "47.3%로", "47.9%로", 1))
	d.run()
	want := d.read("a.en.md")
	d.write("a.en.md", old) // the side-car is new, the edition is not
	if r, requests := d.run(); r.Outcome != Written || requests != 0 || d.read("a.en.md") != want || d.has("a.en.md.bak") {
		t.Errorf("%+v, %d requests", r, requests)
	}
}

func TestGlossary(t *testing.T) {
	terms, err := glossary.Parse("terms.csv", []byte("source,target\n매개변수,weights\n우주,space\n"))
	if err != nil {
		t.Fatal(err)
	}
	d := newDesk(t, source, good) // says parameters, and insists
	d.change = func(t *Translator) { t.Glossary = terms }
	if r, requests := d.run(); len(r.Failures) != 0 || requests != 3 || d.read("a.en.md") != english(source) {
		t.Errorf("%+v, %d requests", r, requests)
	}
	i := slices.IndexFunc(d.model.asked, func(m task.Message) bool { return len(m.Items[0].Findings) > 0 })
	if i < 0 || !strings.Contains(d.model.asked[i].Items[0].Findings[0], "weights") || len(d.model.asked[i].Glossary) != 1 {
		t.Errorf("asked %+v", d.model.asked)
	}
}

func TestNothingToTranslate(t *testing.T) {
	d := newDesk(t, strings.Replace(source, "정확도가 41.8%에서 47.3%로 올랐습니다.", "41.8% vs. 47.3% (`acc`)", 1), good)
	if r, _ := d.run(); r.Outcome != Written || r.Translated != 5 || !strings.Contains(d.read("a.en.md"), "41.8% vs. 47.3% (`acc`)") {
		t.Errorf("%+v", r)
	}
	d = newDesk(t, english(source), good)
	if r, requests := d.run(); r.Outcome != Skipped || requests != 0 || d.has("a.en.md") {
		t.Errorf("already English: %+v", r)
	}
	d = newDesk(t, "# Notes\n\nNo papers here.\n", good)
	if r, _ := d.run(); r.Outcome != Skipped || d.has("a.en.md") {
		t.Errorf("no digest: %+v", r)
	}
}

func TestUnwritableFolderIsKnownBeforeItCosts(t *testing.T) {
	if os.Geteuid() == 0 {
		d := newDesk(t, source, good)
		d.write("file", "")
		d.file.Edition = filepath.Join(d.dir, "file", "a.en.md") // a file where a folder is needed
		if r, requests := d.run(); r.Err == nil || requests != 0 {
			t.Errorf("%+v, %d requests", r, requests)
		}
		return
	}
	d := newDesk(t, source, good)
	out := filepath.Join(d.dir, "out")
	if err := os.Mkdir(out, 0o555); err != nil {
		t.Fatal(err)
	}
	d.file.Edition = filepath.Join(out, "a.en.md")
	if r, requests := d.run(); r.Err == nil || requests != 0 {
		t.Errorf("%+v, %d requests", r, requests)
	}
}

func TestCheckAndEstimate(t *testing.T) {
	d := newDesk(t, source, good)
	tr := d.translator()
	if s := tr.Check([]File{d.file}); s[0].Problem != "missing" {
		t.Errorf("%+v", s)
	}
	if e := tr.Estimate([]File{d.file}); e[0].Ask != 5 || e[0].Requests != 2 || e[0].Usage.Prompt < 500 || e[0].Usage.Completion < 50 {
		t.Errorf("%+v", e)
	}
	d.run()
	if s := tr.Check([]File{d.file}); s[0].Problem != "" || s[0].Err != nil {
		t.Errorf("%+v", s)
	}
	if e := tr.Estimate([]File{d.file}); e[0].Ask != 0 || e[0].Cached != 5 || e[0].Requests != 0 {
		t.Errorf("%+v", e)
	}
	d.write("a.md", source+"\n")
	if s := tr.Check([]File{d.file}); !strings.Contains(s[0].Problem, "stale") {
		t.Errorf("%+v", s)
	}
}

func TestCallsArePacked(t *testing.T) {
	var b strings.Builder
	b.WriteString("## Daily Papers (2024-06-03)\n")
	for range 30 {
		b.WriteString("\n### [Pebble: Small Questions](https://arxiv.org/abs/2406.00002)\n\n- 사람이 직접 쓰고 **두 번** 검수했습니다.\n")
	}
	d := newDesk(t, b.String(), good)
	if r, requests := d.run(); requests != 3 || len(r.Failures) > 0 {
		t.Errorf("%d requests for 30 papers of one bullet, want 3; %+v", requests, r)
	}
	if m := d.model.asked[0]; m.Title != "" || !strings.Contains(m.Context, ": Pebble: Small Questions") {
		t.Errorf("context %q", m.Context)
	}
}
