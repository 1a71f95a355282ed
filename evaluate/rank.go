package evaluate

import (
	"cmp"
	"slices"
)

// Holm corrects the P values of several comparisons so that the probability of
// even one false finding among all stays below the level (Holm 1979). It returns
// the corrected values in the same order.
func Holm(p []float64) []float64 {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p[a], p[b]) })
	out := make([]float64, len(p))
	highest := 0.0
	for i, k := range order {
		highest = max(highest, min(1, p[k]*float64(len(p)-i)))
		out[k] = highest
	}
	return out
}

// RankClusters sorts systems from the best and draws a line wherever every
// system above is significantly better than every one below, as the shared
// tasks of WMT do. It returns the clusters by system, from 1.
func RankClusters(scores []float64, lowerBetter bool, significant func(a, b int) bool) []int {
	order := make([]int, len(scores))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if lowerBetter {
			return cmp.Compare(scores[a], scores[b])
		}
		return cmp.Compare(scores[b], scores[a])
	})
	ranks := make([]int, len(scores))
	rank := 1
	for i, system := range order {
		if i > 0 && separated(order[:i], order[i:], significant) {
			rank++
		}
		ranks[system] = rank
	}
	return ranks
}

func separated(above, below []int, significant func(a, b int) bool) bool {
	for _, a := range above {
		for _, b := range below {
			if !significant(a, b) {
				return false
			}
		}
	}
	return true
}
