package term

// Style paints text with SGR sequences, or leaves it alone. The zero value
// leaves it alone.
type Style struct{ on bool }

// NewStyle returns a painting style if on.
func NewStyle(on bool) Style { return Style{on} }

// Enabled reports whether the style paints.
func (s Style) Enabled() bool { return s.on }

func (s Style) paint(code, text string) string {
	if !s.on || text == "" {
		return text
	}
	return sgr(code) + text + sgr(reset)
}

func sgr(code string) string { return "\x1b[" + code + "m" }

// The codes of all that a style paints.
const (
	reset  = "0"
	bold   = "1"
	dim    = "2"
	red    = "1;31"
	yellow = "1;33"
	blue   = "1;34"
	green  = "32"
	cyan   = "36"
)

var codes = []string{reset, bold, dim, red, yellow, blue, green, cyan}

// Bold, Dim and the colours paint text; their meaning is the caller's.
func (s Style) Bold(t string) string   { return s.paint(bold, t) }
func (s Style) Dim(t string) string    { return s.paint(dim, t) }
func (s Style) Red(t string) string    { return s.paint(red, t) }
func (s Style) Yellow(t string) string { return s.paint(yellow, t) }
func (s Style) Blue(t string) string   { return s.paint(blue, t) }
func (s Style) Green(t string) string  { return s.paint(green, t) }
func (s Style) Cyan(t string) string   { return s.paint(cyan, t) }

// UseColor decides whether to paint: mode is "always", "never" or "auto". Auto
// follows NO_COLOR (any value: never), CLICOLOR_FORCE (anything but 0: always)
// and then whether the output is a terminal that is not dumb.
func UseColor(mode string, terminal bool, getenv func(string) string) bool {
	switch mode {
	case "always":
		return true
	case "never":
		return false
	}
	if getenv("NO_COLOR") != "" {
		return false
	}
	if f := getenv("CLICOLOR_FORCE"); f != "" && f != "0" {
		return true
	}
	return terminal && getenv("TERM") != "dumb"
}
