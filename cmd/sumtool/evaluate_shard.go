package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/evaluate"
	"github.com/sumtool/sumtool/evaluate/align"
	"github.com/sumtool/sumtool/internal/config"
	"github.com/sumtool/sumtool/internal/files"
)

func partFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "shard", Usage: "score only the `I/N`-th part of the segments, and print JSON Lines for --merge"},
		&cli.GenericFlag{Name: "merge", Value: new(repeated), Usage: "report on the parts that --shard made, `FILE`; repeat it for all of them, with the options that they were made with"},
	}
}

// material is what an evaluation reads.
type material struct {
	request align.Request
	set     *align.Set
	parts   *evaluate.Parts // nil unless parts are merged
	close   func()
}

// materialOf aligns the inputs, or opens parts that were scored before.
func materialOf(c *cli.Context, cfg *config.Config, sys system) (*material, error) {
	merge := c.Generic("merge").(*repeated).values
	if len(merge) > 0 {
		for _, flag := range []string{"hyp", "ref", "src", "shard"} {
			if c.IsSet(flag) {
				return nil, fmt.Errorf("--merge knows its inputs from the parts; leave out --%s", flag)
			}
		}
		return mergeParts(merge)
	}
	m := &material{close: func() {}, request: align.Request{
		Refs: c.Generic("ref").(*repeated).values, Source: c.String("src"),
		Columns: *c.Generic("column").(*align.Columns), Template: cfg.Template.Digest(), Stdin: sys.stdin,
	}}
	var err error
	if m.request.Systems, err = systemsOf(c.Generic("hyp").(*repeated).values); err != nil {
		return nil, err
	}
	m.set, err = align.Read(m.request)
	return m, err
}

func mergeParts(paths []string) (*material, error) {
	m := &material{}
	var open []*os.File
	m.close = func() {
		for _, f := range open {
			f.Close()
		}
	}
	var in []io.Reader
	for _, path := range paths {
		f, err := files.Open(path)
		if err != nil {
			m.close()
			return nil, err
		}
		open, in = append(open, f), append(in, f)
	}
	var err error
	if m.parts, err = evaluate.OpenParts(paths, in); err != nil {
		m.close()
		return nil, err
	}
	h := m.parts.Header
	for _, s := range h.Systems {
		m.request.Systems = append(m.request.Systems, align.System(s))
	}
	m.request.Refs, m.request.Source = h.References, h.Source
	m.set = &align.Set{Items: m.parts.Items(), Digests: h.Digests, Unaligned: h.Unaligned}
	return m, nil
}

// writePart scores one shard.
func writePart(c *cli.Context, sys system, m *material, plan *evaluate.Plan) error {
	s, err := shardOf(c)
	if err != nil {
		return err
	}
	if c.IsSet("format") || c.IsSet("fail-under") {
		return errors.New("--shard prints a part; --format and --fail-under belong to --merge")
	}
	h := evaluate.PartHeader{References: m.request.Refs, Source: m.request.Source, Digests: m.set.Digests, Unaligned: m.set.Unaligned}
	for _, s := range m.request.Systems {
		h.Systems = append(h.Systems, evaluate.PartSystem(s))
	}
	return result(c, sys, func(w io.Writer) error { return plan.WritePart(c.Context, w, s, h) })
}
