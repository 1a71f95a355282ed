//go:build race

package langid

// racing says that the race detector slows down what has nothing to do with it:
// the loading of lingua's models.
const racing = true
