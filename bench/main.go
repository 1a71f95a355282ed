// Command bench measures sumtool side by side with the programs that people use
// for parts of what it does, whichever of them are installed, and writes
// docs/performance.md's tables:
//
//	go run ./bench -peers ~/peers -update docs/performance.md
//
// Every program reads the same digests, made for the run, and takes its turn in
// every round, so that a machine that slows down slows all of them. It must not
// know how sumtool works inside.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/sumtool/sumtool/bench/corpus"
)

func main() {
	sizes := flag.String("sizes", "20kB=11,10MB=5,200MB=3", "how much text, and how many rounds over it")
	peers := flag.String("peers", "", "folders with bin/ or node_modules/, separated as in PATH")
	limit := flag.Duration("limit", 2*time.Minute, "end a run that takes longer; that program is not tried at a larger size")
	only := flag.String("tasks", strings.Join(tasks, ";"), "what to measure, separated by semicolons")
	seed := flag.Uint64("seed", 1, "seed of the digests")
	update := flag.String("update", "", "write the tables into this file, between its marks, instead of standard output")
	flag.Parse()
	if err := run(*sizes, filepath.SplitList(*peers), strings.Split(*only, ";"), *limit, *seed, *update); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(spec string, peers, only []string, limit time.Duration, seed uint64, update string) error {
	sizes, err := parseSizes(spec)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	tools, err := kit{dir: dir, peers: peers}.tools()
	if err != nil {
		return err
	}
	r := report{machine: machine(), sizes: sizes, limit: limit}
	for _, task := range only {
		var at []*tool
		for _, t := range tools {
			if t.task == task {
				at = append(at, t)
			}
		}
		if len(at) == 0 {
			return fmt.Errorf("unknown task %q; expected one of %s", task, strings.Join(tasks, "; "))
		}
		r.tools = append(r.tools, at...)
		slow := map[*tool]bool{}
		for _, s := range sizes {
			folder := filepath.Join(dir, "text")
			if err := write(folder, task, s.bytes, seed); err != nil {
				return err
			}
			r.results = append(r.results, rounds(at, slow, s, folder, limit)...)
			if err := os.RemoveAll(folder); err != nil {
				return err
			}
		}
	}
	r.load = load()
	var b bytes.Buffer
	r.write(&b)
	if update == "" {
		_, err := os.Stdout.Write(b.Bytes())
		return err
	}
	return replace(update, b.Bytes())
}

// write makes a task's text.
func write(dir, task string, size int64, seed uint64) error {
	if err := os.MkdirAll(filepath.Join(dir, "styles"), 0o755); err != nil {
		return err
	}
	if task == lint || task == detect {
		if err := os.WriteFile(filepath.Join(dir, ".vale.ini"), []byte(valeConfig), 0o644); err != nil {
			return err
		}
		_, _, err := corpus.WriteDigests(dir, size, seed)
		return err
	}
	var files [3]*os.File
	for i, name := range []string{"reference.txt", "good.txt", "poor.txt"} {
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		defer f.Close()
		files[i] = f
	}
	_, err := corpus.WriteSegments(files[0], files[1], files[2], size, seed)
	return err
}

// rounds runs every program once a round, in turn.
func rounds(tools []*tool, slow map[*tool]bool, s size, dir string, limit time.Duration) []result {
	samples := map[*tool][]sample{}
	failed := map[*tool]error{}
	for round := range s.rounds {
		for _, t := range tools {
			if slow[t] || failed[t] != nil {
				continue
			}
			got, err := measure(t, dir, limit)
			switch {
			case errors.Is(err, errSlow):
				slow[t] = true
			case err != nil:
				failed[t] = err
			default:
				samples[t] = append(samples[t], got)
			}
			fmt.Fprintf(os.Stderr, "%s %s %d/%d %s: %.3f s\n", t.task, s.name, round+1, s.rounds, t.name, got.wall.Seconds())
		}
	}
	var results []result
	for _, t := range tools {
		r := result{tool: t, size: s, err: failed[t], slow: slow[t]}
		if !r.slow && r.err == nil {
			r.median = median(samples[t])
		}
		results = append(results, r)
	}
	return results
}
