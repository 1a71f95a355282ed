// Package shard divides a list of work among processes that do not know of each
// other. Shards are blocks of neighbours, so that the results of all shards, laid
// end to end, are the result of one run.
package shard

import (
	"fmt"
	"strconv"
	"strings"
)

// Shard is one of several parts of a list. The zero value is all of it.
type Shard struct {
	Index int // from 0
	Of    int // number of shards; 0 and 1 mean that nothing is divided
}

// Parse reads "i/n", with i from 1 to n.
func Parse(s string) (Shard, error) {
	a, b, ok := strings.Cut(s, "/")
	i, err1 := strconv.Atoi(a)
	n, err2 := strconv.Atoi(b)
	if !ok || err1 != nil || err2 != nil || n < 1 || i < 1 || i > n {
		return Shard{}, fmt.Errorf("%q is no shard; expected i/n with i from 1 to n, such as 2/7", s)
	}
	return Shard{Index: i - 1, Of: n}, nil
}

// Whole reports whether nothing is divided.
func (s Shard) Whole() bool { return s.Of <= 1 }

// Range returns the part of n things that the shard has: from ≤ i < to. The parts
// differ by one thing at most; some are empty where there are more shards than
// things.
func (s Shard) Range(n int) (from, to int) {
	if s.Whole() {
		return 0, n
	}
	return n * s.Index / s.Of, n * (s.Index + 1) / s.Of
}

// String is the shard as [Parse] reads it.
func (s Shard) String() string { return fmt.Sprintf("%d/%d", s.Index+1, max(s.Of, 1)) }
