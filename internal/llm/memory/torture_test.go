package memory

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sumtool/sumtool/internal/testdisk"
)

// TestMain lets the test's own program be the writer that is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv("MEMORY_TEST_WRITE"); dir != "" {
		writeForEver(dir)
	}
	os.Exit(m.Run())
}

// writeForEver stores records and says which are stored, until it is killed.
func writeForEver(dir string) {
	s, err := Open(dir)
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	first, _ := strconv.Atoi(os.Getenv("MEMORY_TEST_FIRST"))
	for n := first; ; n++ {
		r := record(n)
		r.Target = strings.Repeat(r.Target+" ", 1+n%400) // up to several kilobytes
		if err := s.Put(r); err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		fmt.Println(n)
	}
}

// TestKilledWriters: processes that append to one memory are killed at random
// moments, again and again, while another reads and one compacts. Whatever a writer
// said was stored is there, whole, and nothing else is damaged than torn lines.
func TestKilledWriters(t *testing.T) {
	rounds := 6
	if os.Getenv("SUMTOOL_FULL") == "1" {
		rounds = 100
	}
	dir := t.TempDir()
	reader := open(t, dir)
	var mu sync.Mutex
	stored := map[int]bool{}
	next := 0
	for round := range rounds {
		var wg sync.WaitGroup
		for range 3 {
			cmd := exec.Command(os.Args[0], "-test.run=^$")
			cmd.Env = append(os.Environ(), "MEMORY_TEST_WRITE="+dir, fmt.Sprintf("MEMORY_TEST_FIRST=%d", next))
			next += 100_000
			out, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			began := make(chan struct{})
			wg.Go(func() {
				var once sync.Once
				defer once.Do(func() { close(began) })
				buf, line := make([]byte, 4096), ""
				for {
					n, err := out.Read(buf)
					if n > 0 {
						once.Do(func() { close(began) })
					}
					for _, c := range string(buf[:n]) {
						if c != '\n' {
							line += string(c)
							continue
						}
						n, err := strconv.Atoi(line)
						if err != nil {
							t.Errorf("a writer says %q", line)
						}
						mu.Lock()
						stored[n] = true
						mu.Unlock()
						line = ""
					}
					if err != nil {
						return
					}
				}
			})
			wg.Go(func() {
				<-began
				time.Sleep(time.Duration(rand.IntN(150)) * time.Millisecond)
				_ = cmd.Process.Kill() // SIGKILL; it may have ended
			})
			t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
		}
		if round%2 == 1 {
			time.Sleep(60 * time.Millisecond)
			if _, err := reader.Prune(func(Record) bool { return false }, false); err != nil {
				t.Error(err)
			}
		}
		wg.Wait()
		// What a kill cuts is simulated as well: no kernel tears so small a write.
		f, err := os.OpenFile(filepath.Join(dir, fileName), os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.WriteString(`{"key":"` + record(-round).Key.String()[:rand.IntN(60)+1]); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
	if len(stored) < 3*rounds {
		t.Fatalf("only %d records were stored", len(stored))
	}
	for name, s := range map[string]*Store{"open all along": reader, "opened after": open(t, dir)} {
		for n := range stored {
			want := record(n)
			got, ok := s.Get(want.Key)
			if !ok || got.Source != want.Source || got.Target != strings.Repeat(want.Target+" ", 1+n%400) {
				t.Fatalf("%s: record %d is lost: %v %.60q", name, n, ok, got.Target)
			}
		}
		st, err := s.Stats()
		if err != nil || st.Damaged > rounds || st.Records < len(stored) || st.Records > len(stored)+3*rounds {
			t.Errorf("%s: %d stored; %+v, %v", name, len(stored), st, err)
		}
	}
	t.Logf("%d records by %d writers", len(stored), 3*rounds)
}

// TestMemoryIsFlat: the process holds where records are, not what they say.
func TestMemoryIsFlat(t *testing.T) {
	n := 20_000
	if os.Getenv("SUMTOOL_FULL") == "1" {
		n = 200_000
	}
	s := open(t, t.TempDir())
	var batch []Record
	for i := range n {
		r := record(i)
		r.Target = strings.Repeat("x", 1000)
		if batch = append(batch, r); len(batch) == 1000 {
			if err := s.PutAll(batch); err != nil {
				t.Fatal(err)
			}
			batch = batch[:0]
		}
	}
	batch = nil
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	if each := float64(m.HeapAlloc) / float64(n); each > 250 {
		t.Errorf("%.0f bytes of heap a record of 1,200", each)
	}
	runtime.KeepAlive(s)
}

// TestFullDisk: a write that fails leaves no part behind, and what was there stays.
func TestFullDisk(t *testing.T) {
	dir, inside := testdisk.Small(t, 100<<10)
	if !inside {
		return
	}
	s := open(t, filepath.Join(dir, "memory"))
	stored, failed := 0, 0
	for i := range 2000 {
		r := record(i)
		r.Target = strings.Repeat("x", 300)
		if err := s.Put(r); err == nil {
			stored++
		} else if failed++; !strings.Contains(err.Error(), "no space left") {
			t.Fatal(err)
		}
	}
	if stored == 0 || failed == 0 {
		t.Fatalf("%d stored, %d failed", stored, failed)
	}
	st, err := open(t, filepath.Join(dir, "memory")).Stats()
	if err != nil || st.Records != stored || st.Damaged != 0 {
		t.Errorf("%d stored; %+v, %v", stored, st, err)
	}
}

func BenchmarkGet(b *testing.B) {
	s, err := Open(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	var batch []Record
	for i := range 10_000 {
		batch = append(batch, record(i))
	}
	if err := s.PutAll(batch); err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for i := range b.N {
		if _, ok := s.Get(batch[i%len(batch)].Key); !ok {
			b.Fatal("lost")
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	s, err := Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	var batch []Record
	for i := range 10_000 {
		batch = append(batch, record(i))
	}
	if err := s.PutAll(batch); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(s.read)
	s.Close()
	b.ResetTimer()
	for range b.N {
		s, err := Open(dir)
		if err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
}
