package lint

import "fmt"

var severityNames = [...]string{Info: "info", Warning: "warning", Error: "error"}

// String returns "info", "warning" or "error".
func (s Severity) String() string {
	if int(s) < len(severityNames) {
		return severityNames[s]
	}
	return fmt.Sprintf("severity(%d)", s)
}

// SeverityNames lists the names, from the gravest to the least.
func SeverityNames() []string { return []string{"error", "warning", "info"} }

// ParseSeverity reads a severity's name.
func ParseSeverity(name string) (Severity, bool) {
	for s, n := range severityNames {
		if n == name {
			return Severity(s), true
		}
	}
	return 0, false
}

// String returns "none", "unsafe" or "safe".
func (s Safety) String() string { return [...]string{"none", "unsafe", "safe"}[s] }

// Categories lists the categories in the order of the documentation.
func Categories() []Category { return []Category{Fields, Text, Language, Editions, Internal, Custom} }
