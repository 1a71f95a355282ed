package memory

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func record(n int) Record {
	text := fmt.Sprintf("문장 %d입니다.", n)
	p := Parts{Task: "translate", From: "ko", To: "en", Model: "m", Text: text}
	return Record{Key: p.Key(), Task: "translate", From: "ko", To: "en", Source: text, Target: fmt.Sprintf("Sentence %d.", n)}
}

func open(t *testing.T, dir string) *Store {
	t.Helper()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestStoreKeepsTheNewest(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	r := record(1)
	for _, target := range []string{"A.", "B."} {
		r.Target = target
		if err := s.Put(r); err != nil {
			t.Fatal(err)
		}
	}
	for name, s := range map[string]*Store{"same": s, "reopened": open(t, dir)} {
		if got, ok := s.Get(r.Key); !ok || got.Target != "B." || got.Source != r.Source {
			t.Errorf("%s: got %+v, %v", name, got, ok)
		}
	}
	if _, ok := s.Get(record(2).Key); ok {
		t.Error("found what was never stored")
	}
}

// TestTornLine: a process was killed in the middle of a line. Nothing but that
// line is lost, whatever is appended after it.
func TestTornLine(t *testing.T) {
	whole := `{"key":"` + record(9).Key.String() + `","task":"translate","source":"가"}`
	for cut := 1; cut < len(whole); cut += 7 {
		dir := t.TempDir()
		s := open(t, dir)
		if err := s.Put(record(1)); err != nil {
			t.Fatal(err)
		}
		f, err := os.OpenFile(filepath.Join(dir, fileName), os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.WriteString(whole[:cut]); err != nil {
			t.Fatal(err)
		}
		f.Close()
		for name, s := range map[string]*Store{"open all along": s, "opened after": open(t, dir)} {
			if err := s.Put(record(2)); err != nil {
				t.Fatal(err)
			}
			for _, want := range []Record{record(1), record(2)} {
				if got, ok := s.Get(want.Key); !ok || got.Target != want.Target {
					t.Fatalf("cut %d, %s: lost %q", cut, name, want.Source)
				}
			}
		}
	}
}

func TestTwoStoresOfOneFolder(t *testing.T) {
	dir := t.TempDir()
	stores := []*Store{open(t, dir), open(t, dir), open(t, dir)}
	var wg sync.WaitGroup
	for i, s := range stores {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for n := range 100 {
				if err := s.Put(record(100*i + n)); err != nil {
					t.Error(err)
				}
			}
		}()
	}
	wg.Wait()
	for _, s := range stores {
		for n := range 300 {
			if got, ok := s.Get(record(n).Key); !ok || got.Target != record(n).Target {
				t.Fatalf("record %d: %+v, %v", n, got, ok)
			}
		}
	}
}

func TestReadOnlyFolder(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write everywhere")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "permission denied") {
		t.Errorf("got %v", err)
	}
}

func TestKeyDependsOnEveryPart(t *testing.T) {
	base := Parts{Task: "translate", Endpoint: "http://a/v1", Model: "m", Prompt: "1", Params: "t0", From: "ko", To: "en",
		Label: "l", Context: "c", Glossary: []Term{{"가", "a"}}, Text: "글"}
	changed := []func(*Parts){
		func(p *Parts) { p.Task = "judge" }, func(p *Parts) { p.Endpoint = "x" }, func(p *Parts) { p.Model = "x" },
		func(p *Parts) { p.Prompt = "2" }, func(p *Parts) { p.Params = "x" }, func(p *Parts) { p.From = "ja" },
		func(p *Parts) { p.To = "de" }, func(p *Parts) { p.Label = "x" }, func(p *Parts) { p.Context = "x" },
		func(p *Parts) { p.Glossary = []Term{{"가", "b"}} }, func(p *Parts) { p.Text = "말" },
	}
	seen := map[Key]int{base.Key(): -1}
	for i, change := range changed {
		p := base
		change(&p)
		if j, dup := seen[p.Key()]; dup {
			t.Errorf("changes %d and %d give the same key", i, j)
		}
		seen[p.Key()] = i
	}
	if other := (Parts{Task: "translate", From: "ko", To: "en", Model: "z", Text: "글"}); other.TextKey() != base.TextKey() {
		t.Error("the text key depends on the model")
	}
}
