//go:build race

package lsp

// racing says that the race detector makes the rules many times slower.
const racing = true
