package rules

import "github.com/sumtool/sumtool/lint"

// InternalError documents what the engine reports of a rule that failed.
var InternalError = &lint.Rule{
	ID: "internal-error", Category: lint.Internal, Severity: lint.Error,
	Doc: lint.Doc{
		Summary: "a rule failed on a file",
		Why: "A mistake in the program, not in the digest. The other rules and files are checked all the same, but the run ends with exit " +
			"status 2, because nobody knows what the failed rule would have said. It can be neither silenced nor put into a baseline. " +
			"Please report it with the file.",
	},
}
