package hangul

// TreeDepth is the number of questions that each decision tree asks.
const TreeDepth = 4

// A tree is complete: its questions stand in the order of a heap, each the
// feature and the value that it must exceed to go right, and then its leaves.
const (
	treeNodes  = 1<<TreeDepth - 1
	treeLeaves = 1 << TreeDepth
)

// Tree is one of the trees whose answers are added up (gradient boosting,
// Friedman 2001).
type Tree struct {
	Feature [treeNodes]uint8
	Limit   [treeNodes]float32
	Leaf    [treeLeaves]float32
}

// Answer returns the leaf that the features lead to.
func (t *Tree) Answer(f *[NumFeatures]float32) float32 {
	at := 0
	for at < treeNodes {
		right := 0
		if f[t.Feature[at]] > t.Limit[at] {
			right = 1
		}
		at = 2*at + 1 + right
	}
	return t.Leaf[at-treeNodes]
}

// treeSize is the length of a tree in the model's file: the features, then the
// limits and leaves as 32-bit floats.
const treeSize = treeNodes + 4*(treeNodes+treeLeaves)

func appendTree(to []byte, t *Tree) []byte {
	to = append(to, t.Feature[:]...)
	to = appendFloats(to, t.Limit[:]...)
	return appendFloats(to, t.Leaf[:]...)
}

// readTrees reads what appendTree wrote. Features that do not exist make ok false.
func readTrees(s string) (trees []Tree, ok bool) {
	for ; len(s) >= treeSize; s = s[treeSize:] {
		var t Tree
		for i := range treeNodes {
			t.Feature[i] = s[i]
			t.Limit[i] = float(s, treeNodes+4*i)
			if s[i] >= NumFeatures {
				return nil, false
			}
		}
		for i := range treeLeaves {
			t.Leaf[i] = float(s, treeNodes+4*(treeNodes+i))
		}
		trees = append(trees, t)
	}
	return trees, len(s) == 0
}
