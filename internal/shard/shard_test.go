package shard

import "testing"

func TestShardsCoverEverythingOnce(t *testing.T) {
	for _, of := range []int{1, 2, 7, 16} {
		for _, n := range []int{0, 1, 6, 7, 91, 1000} {
			next := 0
			for i := range of {
				from, to := Shard{i, of}.Range(n)
				if from != next || to < from || to-from > n/of+1 {
					t.Errorf("shard %d/%d of %d is %d to %d, expected it to begin at %d", i+1, of, n, from, to, next)
				}
				next = to
			}
			if next != n {
				t.Errorf("%d shards end at %d of %d", of, next, n)
			}
		}
	}
}

func TestParse(t *testing.T) {
	for text, want := range map[string]Shard{"1/1": {0, 1}, "2/7": {1, 7}, "16/16": {15, 16}} {
		if got, err := Parse(text); err != nil || got != want || got.String() != text {
			t.Errorf("%q: got %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "1", "0/2", "3/2", "a/b", "1/0", "-1/2", "1/2/3"} {
		if _, err := Parse(text); err == nil {
			t.Errorf("%q was taken", text)
		}
	}
}
