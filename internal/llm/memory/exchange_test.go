package memory

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// filled is a memory with two translations, a replaced one, a failure and a judge's
// answer.
func filled(t *testing.T) *Store {
	t.Helper()
	s := open(t, t.TempDir())
	when := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	old, one, two, failed := record(1), record(1), record(2), record(3)
	old.Target = "Old."
	one.Target, one.Model, one.Prompt, one.Completion = `A <plan> & "B" ⟦0⟧.`, "m", 100, 20
	two.Model, two.Prompt, two.Completion = "m", 50, 10
	failed.Target, failed.Failed, failed.Attempts = "", "number 8억 is missing", 4
	judge := Record{Key: Parts{Task: "judge", Text: "x"}.Key(), Task: "judge", Source: "x", Target: `{"score":80}`}
	for _, r := range []Record{old, one, two, failed, judge} {
		r.Time = when
		if err := s.Put(r); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func TestStats(t *testing.T) {
	st, err := filled(t).Stats()
	if err != nil {
		t.Fatal(err)
	}
	if st.Records != 3 || st.Failures != 1 || st.Replaced != 1 || st.Damaged != 0 || st.Prompt != 150 || st.Completion != 30 || len(st.Groups) != 2 {
		t.Errorf("%+v", st)
	}
	if g := st.Groups[1]; g.Task != "translate" || g.Records != 2 || g.Model != "m" {
		t.Errorf("%+v", g)
	}
}

func TestPrune(t *testing.T) {
	s := filled(t)
	other := open(t, s.dir)
	drop := func(r Record) bool { return r.Failed != "" }
	if n, err := s.Prune(drop, true); n != 1 || err != nil {
		t.Errorf("dry: %d, %v", n, err)
	}
	if st, _ := s.Stats(); st.Replaced != 1 || st.Failures != 1 {
		t.Errorf("a dry run changed something: %+v", st)
	}
	if n, err := s.Prune(drop, false); n != 1 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	stores := map[string]*Store{"own": s, "other": other}
	for name, s := range stores {
		st, err := s.Stats()
		if err != nil || st.Replaced != 0 || st.Failures != 0 || st.Records != 3 {
			t.Errorf("%s: %+v, %v", name, st, err)
		}
	}
	for name, s := range stores {
		if err := s.Put(record(10)); err != nil { // goes to the new file
			t.Fatal(err)
		}
		if _, ok := open(t, s.dir).Get(record(10).Key); !ok {
			t.Errorf("%s: written to the old file", name)
		}
	}
	if n, err := s.Clear(); n != 4 || err != nil {
		t.Errorf("cleared %d, %v", n, err)
	}
	left, err := filepath.Glob(filepath.Join(s.dir, ".*tmp*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestJSONLComesBack(t *testing.T) {
	from, to := filled(t), open(t, t.TempDir())
	var out bytes.Buffer
	if err := from.ExportJSONL(&out); err != nil {
		t.Fatal(err)
	}
	if n, err := to.ImportJSONL(bytes.NewReader(out.Bytes())); n != 4 || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
	var again bytes.Buffer
	if err := to.ExportJSONL(&again); err != nil || again.String() != out.String() {
		t.Errorf("%v\n%s\n%s", err, again.String(), out.String())
	}
	for in, want := range map[string]string{"{}\n": "line 1: a record needs key", "\n\n{": "line 3", `{"key":"ab"}`: "64 hexadecimal digits"} {
		if _, err := to.ImportJSONL(strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", in, err, want)
		}
	}
}

func TestTMXComesBack(t *testing.T) {
	from, to := filled(t), open(t, t.TempDir())
	var out bytes.Buffer
	if err := from.ExportTMX(&out, "sumtool 1.0 (test)"); err != nil {
		t.Fatal(err)
	}
	if n, err := to.ImportTMX(bytes.NewReader(out.Bytes())); n != 2 || err != nil {
		t.Fatalf("%d, %v\n%s", n, err, out.String())
	}
	for _, want := range []Key{record(1).Key, record(2).Key} {
		a, _ := from.Get(want)
		b, ok := to.Get(want)
		if !ok || a.Source != b.Source || a.Target != b.Target || a.Model != b.Model || !a.Time.Equal(b.Time) {
			t.Errorf("%+v came back as %+v", a, b)
		}
	}
}

// TestForeignTMX: what other tools write, with regions, formatting codes, a third
// language and the old attribute.
func TestForeignTMX(t *testing.T) {
	const file = `<?xml version="1.0"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="ko-KR" datatype="xml"/><body>
<tu><tuv xml:lang="en-US"><seg>The <bpt i="1">&lt;b&gt;</bpt>model<ept i="1">&lt;/b&gt;</ept> &amp; data.</seg></tuv>
<tuv xml:lang="ko-KR"><seg>모델과 <hi>데이터</hi>.</seg></tuv><tuv xml:lang="de"><seg>Das Modell.</seg></tuv></tu>
<tu><tuv lang="ko"><seg>둘.</seg></tuv><tuv lang="EN"><seg>Two.</seg></tuv></tu>
<tu><tuv xml:lang="fr"><seg>Rien.</seg></tuv></tu>
</body></tmx>`
	s := open(t, t.TempDir())
	if n, err := s.ImportTMX(strings.NewReader(file)); n != 3 || err != nil {
		t.Fatalf("%d, %v", n, err)
	}
	for source, want := range map[string]string{"모델과 데이터.": "The model & data.", "둘.": "Two."} {
		p := Parts{Task: "translate", From: "ko", To: "en", Model: "any", Context: "any", Text: source}
		if _, ok := s.Get(p.Key()); ok {
			t.Errorf("%q holds for one model only", source)
		}
		if r, ok := s.Get(p.TextKey()); !ok || r.Target != want {
			t.Errorf("%q: %+v", source, r)
		}
	}
	for in, want := range map[string]string{"": "no <tmx>", "<tmx><body><tu>": "line 1", "{}": "no <tmx>", "<a>\n<b></a>": "line 2"} {
		if _, err := s.ImportTMX(strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", in, err, want)
		}
	}
}

// FuzzImportTMX imports anything; what came in goes out as TMX and as JSON Lines
// and comes in again the same.
func FuzzImportTMX(f *testing.F) {
	f.Add([]byte(`<tmx version="1.4"><header srclang="ko"/><body><tu><tuv xml:lang="ko"><seg>가</seg></tuv><tuv xml:lang="en"><seg>a<ph/></seg></tuv></tu></body></tmx>`))
	f.Add([]byte(`<tmx><header srclang="ko"/><body><tu creationdate="20260501T120000Z"><tuv lang="KO-KR"><seg> 가 &#13;&lt;</seg></tuv><tuv lang="en"><seg>a<hi>b</hi></seg></tuv><tuv lang="ja"><seg>c</seg></tuv></tu></body></tmx>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s := open(t, t.TempDir())
		n, err := s.ImportTMX(bytes.NewReader(data))
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("an error of several lines: %q", err)
		}
		if n == 0 {
			return
		}
		for name, exchange := range map[string]struct {
			out func(io.Writer) error
			in  func(*Store, io.Reader) (int, error)
		}{
			"tmx":   {func(w io.Writer) error { return s.ExportTMX(w, "sumtool 1") }, (*Store).ImportTMX},
			"jsonl": {s.ExportJSONL, (*Store).ImportJSONL},
		} {
			var b bytes.Buffer
			if err := exchange.out(&b); err != nil {
				t.Fatal(err)
			}
			again := open(t, t.TempDir())
			if _, err := exchange.in(again, &b); err != nil {
				t.Fatalf("%s is not read back: %v", name, err)
			}
			err := s.Each(func(r Record) error {
				got, ok := again.Get(r.Key)
				if !ok || got.Target != r.Target || got.From != r.From || got.To != r.To || got.Source != r.Source {
					t.Errorf("%s: %+v became %+v", name, r, got)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

// FuzzStore: a memory with anything in its file opens, keeps what is stored, and
// finds it again.
func FuzzStore(f *testing.F) {
	f.Add([]byte("{\"key\":\"\n\n\x00{}\nnull\n[1]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, fileName), data, 0o644); err != nil {
			t.Fatal(err)
		}
		s, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if err := s.Put(record(1)); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Prune(func(Record) bool { return false }, false); err != nil {
			t.Fatal(err)
		}
		if got, ok := s.Get(record(1).Key); !ok || got.Target != record(1).Target {
			t.Errorf("lost: %+v", got)
		}
	})
}

// endless is a file without a line's end.
type endless struct{ read int64 }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	e.read += int64(len(p))
	return len(p), nil
}

// TestEndlessImports ends at what goes on without a line's end, or a tag.
func TestEndlessImports(t *testing.T) {
	s := open(t, t.TempDir())
	for name, read := range map[string]func(io.Reader) (int, error){"line 1: longer than 16 MB": s.ImportJSONL, "no TMX file: 16 MB without a tag": s.ImportTMX} {
		e := &endless{}
		in := io.MultiReader(strings.NewReader("<tmx>"), e)
		if strings.Contains(name, "line") {
			in = e
		}
		if _, err := read(in); err == nil || !strings.Contains(err.Error(), name) || e.read > 64<<20 {
			t.Errorf("%d bytes read: %v", e.read, err)
		}
	}
}

// TestEndlessLine does not read a memory that is a single line without end.
func TestEndlessLine(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, fileName)
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, 1<<40); err != nil {
		t.Skip(err)
	}
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "take the file away") {
		t.Error(err)
	}
}
