package rules

import "github.com/sumtool/sumtool/lint"

// UnusedSuppression documents what the engine reports of comments that silence
// nothing.
var UnusedSuppression = &lint.Rule{
	ID: "unused-suppression", Category: lint.Internal, Severity: lint.Warning, Fix: lint.Safe,
	Doc: lint.Doc{
		Summary: "a sumtool comment silences nothing",
		Why: "Such a comment outlives the defect that it excused and would hide the next one. Only rules that ran are judged; a rule that " +
			"compares files is judged when the whole collection is read (no path given). The fix takes out the idle names, or the whole comment.",
		Bad:  "- 새로운 방법을 제안합니다. <!-- sumtool-ignore: repeated-word — 인용문입니다 -->\n",
		Good: "- 새로운 새로운 방법을 제안합니다. <!-- sumtool-ignore: repeated-word — 인용문입니다 -->\n",
	},
}
