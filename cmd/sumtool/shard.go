package main

import (
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/sumtool/sumtool/internal/shard"
	"github.com/sumtool/sumtool/lint"
)

var shardFlag = &cli.StringFlag{Name: "shard", Usage: "only the `I/N`-th part of the files; the outputs of all parts, end to end, are that of one run"}

func shardOf(c *cli.Context) (shard.Shard, error) {
	if !c.IsSet("shard") {
		return shard.Shard{}, nil
	}
	s, err := shard.Parse(c.String("shard"))
	if err != nil {
		return s, fmt.Errorf("--shard: %w", err)
	}
	if c.Bool("write-baseline") {
		return s, errors.New("--write-baseline needs a whole run; leave out --shard")
	}
	return s, nil
}

// setAside marks the inputs that other shards report on.
func setAside(in []lint.Input, s shard.Shard) {
	from, to := s.Range(len(in))
	for i := range in {
		in[i].Aside = i < from || i >= to
	}
}
