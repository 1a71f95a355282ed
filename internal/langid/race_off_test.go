//go:build !race

package langid

const racing = false
