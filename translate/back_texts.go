package translate

import (
	"context"
	"fmt"
	"sync"

	"github.com/sumtool/sumtool/internal/llm/memory"
	"github.com/sumtool/sumtool/internal/task"
)

// BackTexts translates single texts from one language into another as an edition
// is translated back: without the source, and without any check. It returns what
// came back by text; a text that nothing came back of is missing. done, if not
// nil, is called with the number of texts that are settled.
func (t *Translator) BackTexts(ctx context.Context, from, to string, texts []string, done func(n int)) (map[string]string, error) {
	j := &job{from: from, to: to, task: task.BackTranslate}
	byText := map[string]*segment{}
	var calls []*call
	for _, text := range texts {
		line := oneLine(text)
		if byText[line] != nil || line == "" {
			continue
		}
		s := &segment{id: fmt.Sprintf("s%d", len(byText)+1), text: line}
		byText[line] = s
		s.key = memory.Parts{Task: string(task.BackTranslate), Model: t.Model, Prompt: j.promptVersion(), From: from, To: to, Text: line}.Key()
		if known, ok := t.Memory.Get(s.key); ok && known.Failed == "" {
			s.state, s.target = Translated, known.Target
			continue
		}
		if n := len(calls); n == 0 || !calls[n-1].fits(s) {
			calls = append(calls, &call{job: j})
		}
		last := calls[len(calls)-1]
		last.segments = append(last.segments, s)
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	settled := 0
	gate := make(chan struct{}, max(t.Workers, 1))
	for _, c := range calls {
		gate <- struct{}{}
		wg.Go(func() {
			defer func() { <-gate }()
			t.turn(ctx, t.converse(c, t.Model, 0), c.segments, false)
			mu.Lock()
			defer mu.Unlock()
			if settled += len(c.segments); done != nil {
				done(settled)
			}
		})
	}
	wg.Wait()
	back := map[string]string{}
	for _, text := range texts {
		if s := byText[oneLine(text)]; s != nil && s.target != "" {
			back[text] = s.target
		}
	}
	return back, t.whyStopped()
}
