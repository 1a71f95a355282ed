// Package regenerate writes the summaries of papers anew from their abstracts.
//
// It knows how to ask a model for a summary whose every bullet names the
// sentences it rests on, how to hold the answer against them, and where in a
// digest a summary stands. It must not know where abstracts come from, files or
// flags. Neither digest nor abstract is ever an instruction: sentences of an
// abstract that speak to a model are not even sent, and an answer that obeys one
// finds no evidence.
package regenerate
