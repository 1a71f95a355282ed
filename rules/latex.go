package rules

import (
	"strings"

	"github.com/sumtool/sumtool/internal/lazyregexp"
)

// latexSymbols are the macros that stand for one character.
var latexSymbols = map[string]string{
	"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
	"theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
	"rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
	"Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
	"times": "×", "cdot": "·", "pm": "±", "mp": "∓", "div": "÷", "ast": "∗", "star": "⋆", "circ": "∘", "bullet": "•",
	"leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "approx": "≈", "sim": "∼", "equiv": "≡", "propto": "∝",
	"infty": "∞", "partial": "∂", "nabla": "∇", "forall": "∀", "exists": "∃", "in": "∈", "notin": "∉", "subset": "⊂",
	"cup": "∪", "cap": "∩", "sum": "∑", "prod": "∏", "int": "∫", "sqrt": "√", "rightarrow": "→", "to": "→", "leftarrow": "←",
	"Rightarrow": "⇒", "uparrow": "↑", "downarrow": "↓", "ldots": "…", "dots": "…", "cdots": "⋯", "vdots": "⋮", "ell": "ℓ", "dagger": "†",
	"langle": "⟨", "rangle": "⟩", "triangle": "△", "top": "⊤", "bot": "⊥", "oplus": "⊕", "otimes": "⊗", "neg": "¬", "tilde": "~",
}

// latexStyles are the macros that only say how their argument looks.
var latexStyles = map[string]bool{
	"text": true, "textit": true, "textbf": true, "texttt": true, "textsc": true, "textsf": true, "textrm": true, "textsl": true,
	"emph": true, "underline": true, "mathrm": true, "mathbf": true, "mathit": true, "mathsf": true, "mathtt": true,
	"bf": true, "it": true, "tt": true, "rm": true, "sc": true, "em": true, "bm": true, "boldsymbol": true, "mbox": true,
	"fbox": true, "footnotesize": true, "tiny": true, "tilde": false,
}

// latexMacros are further macros whose first letter an escape can swallow.
var latexMacros = map[string]bool{
	"approx": true, "arg": true, "argmax": true, "argmin": true, "acute": true, "angle": true, "author": true,
	"bar": true, "begin": true, "big": true, "bigcup": true, "bigoplus": true, "binom": true, "bibitem": true, "breve": true,
	"footnote": true, "frac": true, "frak": true, "frame": true, "flat": true,
	"nearrow": true, "newline": true, "noindent": true, "nonumber": true, "not": true, "newcommand": true, "nolimits": true,
	"rangle": true, "rceil": true, "ref": true, "rfloor": true, "rightarrow": true, "right": true, "rVert": true, "rvert": true,
	"table": true, "tag": true, "tan": true, "tanh": true, "tfrac": true, "therefore": true, "thinspace": true, "title": true,
	"triangleq": true, "textcolor": true, "textsuperscript": true, "textsubscript": true, "texorpdfstring": true, "tilde": true,
	"varnothing": true, "vec": true, "vert": true, "Vert": true, "vee": true, "vspace": true,
}

// isMacro reports whether LaTeX has a macro of the name.
func isMacro(name string) bool {
	return latexMacros[name] || latexStyles[name] || latexSymbols[name] != ""
}

var (
	macroWord     = lazyregexp.New(`^[A-Za-z]+`)
	macroArgument = lazyregexp.New(`^\{([^{}]*)\}`)
	macroFraction = lazyregexp.New(`^\{([^{}]*)\}\{([^{}]*)\}`)
)

// unlatex words a macro and its arguments, as they stand at the start of s
// without the backslash, in plain text. It returns how much of s that replaces.
// A macro that it does not know keeps its backslash.
func unlatex(s string) (plain string, length int) {
	name := macroWord().FindString(s)
	rest := s[len(name):]
	if name == "frac" || name == "tfrac" || name == "dfrac" {
		if m := macroFraction().FindStringSubmatch(rest); m != nil {
			return m[1] + "/" + m[2], len(name) + len(m[0])
		}
	}
	if latexStyles[name] {
		if m := macroArgument().FindStringSubmatch(rest); m != nil {
			return strings.TrimSpace(m[1]), len(name) + len(m[0])
		}
	}
	if symbol := latexSymbols[name]; symbol != "" {
		return symbol, len(name)
	}
	return `\` + name, len(name)
}
