package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// size is an amount of text and how often it is read.
type size struct {
	name   string // as the user wrote it
	bytes  int64
	rounds int
}

// parseSizes reads 20kB=11,10MB=5.
func parseSizes(spec string) ([]size, error) {
	var sizes []size
	for _, s := range strings.Split(spec, ",") {
		name, rounds, _ := strings.Cut(s, "=")
		number, unit := strings.TrimRight(name, "kMB"), int64(1000)
		if strings.HasSuffix(name, "MB") {
			unit = 1000 * 1000
		}
		n, err := strconv.ParseInt(number, 10, 64)
		k, err2 := strconv.Atoi(rounds)
		if err != nil || err2 != nil || n < 1 || k < 1 || !strings.HasSuffix(name, "kB") && !strings.HasSuffix(name, "MB") {
			return nil, fmt.Errorf("size %q: expected, for example, 20kB=11 or 10MB=5", s)
		}
		sizes = append(sizes, size{name[:len(number)] + " " + name[len(number):], n * unit, k})
	}
	return sizes, nil
}

// result is what a program took for a size: the median, or why there is none.
type result struct {
	tool   *tool
	size   size
	median sample
	slow   bool
	err    error
}

type report struct {
	machine, load string
	sizes         []size
	limit         time.Duration
	tools         []*tool
	results       []result
}

// write prints the tables in Markdown.
func (r report) write(w io.Writer) {
	fmt.Fprintf(w, "Measured on %s, %s%s.\n\n", time.Now().UTC().Format("2006-01-02"), r.machine, r.load)
	fmt.Fprintln(w, "| task | program | version | what it does |\n|---|---|---|---|")
	for _, t := range r.tools {
		fmt.Fprintf(w, "| %s | %s | %s | %s |\n", t.task, t.name, t.version, t.does)
	}
	task := ""
	ours := map[string]result{} // by the size's name
	for _, x := range r.results {
		if x.tool.task != task {
			task = x.tool.task
			clear(ours)
			fmt.Fprintf(w, "\n### %s%s\n\n", strings.ToUpper(task[:1]), task[1:])
			fmt.Fprintln(w, "| text | program | time | × sumtool | CPU time | × sumtool | MB/s of CPU | memory |\n|---|---|--:|--:|--:|--:|--:|--:|")
		}
		if x.tool.name == "sumtool" {
			ours[x.size.name] = x
		}
		fmt.Fprintf(w, "| %s | %s | %s |\n", x.size.name, x.tool.name, strings.Join(r.cells(x, ours[x.size.name]), " | "))
	}
}

func (r report) cells(x, ours result) []string {
	switch {
	case x.err != nil:
		return []string{"failed: " + oneLine(x.err.Error()), "", "", "", "", ""}
	case x.slow:
		over := ""
		if ours.median.wall > 0 {
			over = "> " + times(r.limit, ours.median.wall)
		}
		return []string{fmt.Sprintf("over %.0f s", r.limit.Seconds()), over, "", "", "", ""}
	}
	m := x.median
	cells := []string{seconds(m.wall), "", seconds(m.cpu), "", fmt.Sprintf("%.1f", float64(x.size.bytes)/1e6/m.cpu.Seconds()), megabytes(m.memory)}
	if x.tool.name != "sumtool" && ours.median.wall > 0 {
		cells[1], cells[3] = times(m.wall, ours.median.wall), times(m.cpu, ours.median.cpu)
	}
	return cells
}

func times(a, b time.Duration) string { return fmt.Sprintf("%.1f", float64(a)/float64(b)) }

func seconds(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}

func megabytes(n int64) string {
	if n == 0 {
		return "unknown"
	}
	return fmt.Sprintf("%d MB", n/1e6)
}

func oneLine(s string) string {
	return strings.NewReplacer("\n", " ", "|", "/").Replace(strings.ToValidUTF8(s[:min(len(s), 120)], ""))
}

// machine says what the run ran on.
func machine() string {
	s := fmt.Sprintf("%s/%s, %d cores, %s", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version())
	if out, err := exec.Command("node", "--version").Output(); err == nil {
		s += ", Node " + strings.TrimSpace(string(out))
	}
	return s
}

// load says how busy the machine was besides, where the system tells.
func load() string {
	data, err := os.ReadFile("/proc/loadavg")
	if f := strings.Fields(string(data)); err == nil && len(f) > 2 {
		return ", load average at the end " + f[1]
	}
	return ""
}

// The marks between which the tables stand in a page.
const (
	begin = "<!-- bench: begin -->\n"
	end   = "<!-- bench: end -->\n"
)

// replace puts the tables between a page's marks.
func replace(path string, tables []byte) error {
	page, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	before, rest, found := bytes.Cut(page, []byte(begin))
	_, after, closed := bytes.Cut(rest, []byte(end))
	if !found || !closed {
		return fmt.Errorf("%s: no lines %q and %q to write between", path, strings.TrimSpace(begin), strings.TrimSpace(end))
	}
	return os.WriteFile(path, bytes.Join([][]byte{before, []byte(begin), tables, []byte(end), after}, nil), 0o644)
}
