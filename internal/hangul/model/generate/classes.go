//go:build generate

package main

import (
	"math"
	"sort"
	"strings"

	"github.com/ikawaha/kagome-dict/dict"
	"github.com/sumtool/sumtool/internal/hangul"
)

// classes groups mecab's thousands of left and right ids into at most 250 each
// whose costs are alike, so that the matrix of connections fits 60 KiB.
type classes struct {
	left, right map[int16]uint8
	matrix      []byte
}

// groupOf is the kind of a part of speech; ids of different kinds are never
// grouped together.
func groupOf(pos string) string {
	switch pos[0] {
	case 'J', 'E', 'N', 'M':
		return pos[:1]
	case 'V':
		if strings.HasPrefix(pos, "VCP") {
			return "VCP"
		}
		return "V"
	case 'X':
		if strings.HasPrefix(pos, "XS") {
			return "XS"
		}
		return "N"
	}
	return "S"
}

// bound kinds cannot stand after a space.
var bound = map[string]bool{"J": true, "E": true, "XS": true, "VCP": true}

// share of the classes that each kind gets.
var share = map[string]int{"N": 36, "V": 70, "J": 40, "E": 46, "XS": 22, "VCP": 14, "M": 8, "S": 10}

func buildClasses(d *dict.Dict, lex lexicon) *classes {
	leftKind, rightKind := map[int16]string{}, map[int16]string{}
	uses := map[int16]float64{}
	usesRight := map[int16]float64{}
	for _, es := range lex {
		for _, e := range es {
			first, _, _ := strings.Cut(e.pos, "+")
			last := e.pos[strings.LastIndexByte(e.pos, '+')+1:]
			leftKind[e.left], rightKind[e.right] = groupOf(first), groupOf(last)
			uses[e.left]++
			usesRight[e.right]++
		}
	}
	special := specialIDs(d)
	for _, id := range special {
		if leftKind[id.left] == "" {
			leftKind[id.left] = "S"
		}
		if rightKind[id.right] == "" {
			rightKind[id.right] = "S"
		}
	}
	lefts, rights := sortedIDs(leftKind), sortedIDs(rightKind)
	cost := func(r, l int16) float64 { return float64(d.Connection.At(int(r), int(l))) }

	c := &classes{}
	var leftCount, rightCount int
	c.left, leftCount = cluster(lefts, leftKind, uses, len(rights), func(id int16, j int) float64 { return cost(rights[j], id) })
	c.right, rightCount = cluster(rights, rightKind, usesRight, len(lefts), func(id int16, j int) float64 { return cost(id, lefts[j]) })

	// Average over the members of each pair of classes, weighted by use.
	sum := make([][]float64, rightCount)
	weight := make([][]float64, rightCount)
	for i := range sum {
		sum[i], weight[i] = make([]float64, leftCount), make([]float64, leftCount)
	}
	for _, r := range rights {
		for _, l := range lefts {
			w := (1 + math.Sqrt(usesRight[r])) * (1 + math.Sqrt(uses[l]))
			sum[c.right[r]][c.left[l]] += w * cost(r, l)
			weight[c.right[r]][c.left[l]] += w
		}
	}
	leftBound := make([]bool, leftCount)
	for l, k := range leftKind {
		leftBound[c.left[l]] = bound[k]
	}
	// Two more classes stand for a space: what precedes and what follows one.
	afterBlank, beforeBlank := rightCount, leftCount
	header := [16]byte{byte(rightCount + 1), byte(leftCount + 1), byte(afterBlank), c.right[special["SL"].right], c.right[special["SN"].right],
		byte(beforeBlank), c.left[special["SL"].left], c.left[properLeft], c.right[properVowel], c.right[properFinal]}
	c.matrix = append(c.matrix, header[:]...)
	quantise := func(v float64) byte {
		return byte(int8(max(-127, min(127, math.Round(v/hangul.CostUnit)))))
	}
	for r := range rightCount {
		for l := range leftCount {
			c.matrix = append(c.matrix, quantise(sum[r][l]/weight[r][l]))
		}
		end := math.Inf(1)
		for _, l := range special {
			if l.free {
				end = min(end, sum[r][c.left[l.left]]/weight[r][c.left[l.left]])
			}
		}
		c.matrix = append(c.matrix, quantise(end))
	}
	for l := range leftCount {
		start := math.Inf(1)
		for _, s := range special {
			if s.free || s.before {
				start = min(start, sum[c.right[s.right]][l]/weight[c.right[s.right]][l])
			}
		}
		if leftBound[l] {
			start = sum[c.right[outside]][l]/weight[c.right[outside]][l] + 4000
		}
		c.matrix = append(c.matrix, quantise(start))
	}
	c.matrix = append(c.matrix, quantise(0))
	return c
}

// A neighbour is a word whose ids stand for many others'.
type neighbour struct {
	left, right int16
	free        bool // it may begin a word after a space
	before      bool // it may end the word before a space
}

// specialIDs finds the ids of words that are typical before and after a space.
func specialIDs(d *dict.Dict) map[string]neighbour {
	out := map[string]neighbour{"": {outside, outside, true, true}}
	for _, w := range []struct {
		surface, pos string
		free, before bool
	}{
		{"모델", "NNG", true, true}, {"연구", "NNG", true, true}, {"매우", "MAG", true, true}, {"하", "VV", true, false}, {"있", "VX", true, false},
		{"것", "NNB", true, false}, {"을", "JKO", false, true}, {"를", "JKO", false, true}, {"은", "JX", false, true}, {"는", "JX", false, true},
		{"이", "JKS", false, true}, {"가", "JKS", false, true}, {"의", "JKG", false, true}, {"에", "JKB", false, true}, {"로", "JKB", false, true},
		{"는", "ETM", false, true}, {"은", "ETM", false, true}, {"한", "XSV+ETM", false, true}, {"고", "EC", false, true}, {"지", "EC", false, true}, {"하여", "XSV+EC", false, true},
		{"A", "SL", false, false}, {"1", "SN", false, false},
	} {
		for _, id := range d.Index.Search(w.surface) {
			if posOf(d, id) == w.pos {
				out[w.surface+w.pos] = neighbour{d.Morphs[id].LeftID, d.Morphs[id].RightID, w.free, w.before}
				break
			}
		}
	}
	// Latin words and numbers are unknown words in mecab's eyes.
	for name, class := range map[string]string{"SL": "ALPHA", "SN": "NUMERIC"} {
		for i, n := range d.CharClass {
			if n == class {
				if at, ok := d.UnkDict.Index[int32(i)]; ok {
					m := d.UnkDict.Morphs[at]
					out[name] = neighbour{m.LeftID, m.RightID, false, false}
				}
			}
		}
	}
	return out
}

func sortedIDs(kinds map[int16]string) []int16 {
	out := make([]int16, 0, len(kinds))
	for id := range kinds {
		out = append(out, id)
	}
	sort.Slice(out, func(i, j int) bool { return out[i] < out[j] })
	return out
}

// cluster numbers the ids by k-means within each kind.
func cluster(ids []int16, kind map[int16]string, uses map[int16]float64, dims int, at func(id int16, j int) float64) (map[int16]uint8, int) {
	out := map[int16]uint8{}
	next := 0
	kinds := make([]string, 0, len(share))
	for k := range share {
		kinds = append(kinds, k)
	}
	sort.Strings(kinds)
	for _, k := range kinds {
		var members []int16
		for _, id := range ids {
			if kind[id] == k {
				members = append(members, id)
			}
		}
		if len(members) == 0 {
			continue
		}
		vectors := make([][]float32, len(members))
		for i, id := range members {
			vectors[i] = make([]float32, dims)
			for j := range dims {
				vectors[i][j] = float32(at(id, j))
			}
		}
		weights := make([]float64, len(members))
		for i, id := range members {
			weights[i] = 1 + math.Sqrt(uses[id])
		}
		assigned, n := kmeans(vectors, weights, share[k])
		for i, id := range members {
			out[id] = uint8(next + assigned[i])
		}
		next += n
	}
	return out, next
}

// kmeans starts from the points that lie farthest from each other and makes a
// few rounds; it returns each vector's cluster and the number of clusters.
func kmeans(vectors [][]float32, weights []float64, k int) ([]int, int) {
	k = min(k, len(vectors))
	centres := [][]float32{append([]float32(nil), vectors[0]...)}
	nearest := make([]float64, len(vectors))
	assigned := make([]int, len(vectors))
	for i := range vectors {
		nearest[i] = distance(vectors[i], centres[0])
	}
	for len(centres) < k {
		far, at := -1.0, 0
		for i, d := range nearest {
			if d*weights[i] > far {
				far, at = d*weights[i], i
			}
		}
		if far == 0 {
			break
		}
		c := append([]float32(nil), vectors[at]...)
		for i := range vectors {
			if d := distance(vectors[i], c); d < nearest[i] {
				nearest[i], assigned[i] = d, len(centres)
			}
		}
		centres = append(centres, c)
	}
	for range 4 {
		total := make([]float64, len(centres))
		sums := make([][]float64, len(centres))
		for i := range sums {
			sums[i] = make([]float64, len(vectors[0]))
		}
		for i, v := range vectors {
			a := assigned[i]
			total[a] += weights[i]
			for j, x := range v {
				sums[a][j] += weights[i] * float64(x)
			}
		}
		for a, c := range centres {
			if total[a] > 0 {
				for j := range c {
					c[j] = float32(sums[a][j] / total[a])
				}
			}
		}
		for i, v := range vectors {
			best := math.Inf(1)
			for a, c := range centres {
				if d := distance(v, c); d < best {
					best, assigned[i] = d, a
				}
			}
		}
	}
	return assigned, len(centres)
}

func distance(a, b []float32) float64 {
	var sum float32
	for i, x := range a {
		d := x - b[i]
		sum += d * d
	}
	return float64(sum)
}
