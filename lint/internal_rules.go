package lint

// The ids of the rules about the linter itself: the engine reports them, the
// catalogue documents them.
const (
	// InternalErrorID is the id under which a panicking rule is reported. It
	// cannot be silenced, and a run that holds such a finding ends with exit
	// status 2.
	InternalErrorID = "internal-error"
	// UnusedSuppressionID is about comments that silence nothing.
	UnusedSuppressionID = "unused-suppression"
	// UnknownSuppressionID is about comments that name no rule that exists.
	UnknownSuppressionID = "unknown-suppression"
)
