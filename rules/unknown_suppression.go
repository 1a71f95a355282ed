package rules

import "github.com/sumtool/sumtool/lint"

// UnknownSuppression documents what the engine reports of comments that name
// what does not exist.
var UnknownSuppression = &lint.Rule{
	ID: "unknown-suppression", Category: lint.Internal, Severity: lint.Warning, Fix: lint.Safe,
	Doc: lint.Doc{
		Summary: "a sumtool comment names a rule or a directive that does not exist",
		Why: "A misspelt comment silences nothing, and nobody notices. The directives are sumtool-ignore, sumtool-disable-next-line, " +
			"sumtool-disable, sumtool-enable and sumtool-disable-file; they name rules or categories, separated by commas. " +
			"The fix writes the name that was meant, or takes out one that is like no other.",
		Bad:  "- 새로운 방법을 제안합니다. <!-- sumtool-disable-next-line repeated-wrd -->\n- 정확도가 정확도가 높아졌습니다.\n",
		Good: "- 새로운 방법을 제안합니다. <!-- sumtool-disable-next-line repeated-word -->\n- 정확도가 정확도가 높아졌습니다.\n",
	},
}
