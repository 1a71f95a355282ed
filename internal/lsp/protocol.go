package lsp

import "encoding/json"

// What the server uses of the Language Server Protocol 3.17. Names and shapes
// are the specification's.
type (
	position struct {
		Line      int `json:"line"`
		Character int `json:"character"` // UTF-16 code units
	}
	textRange struct {
		Start position `json:"start"`
		End   position `json:"end"`
	}
	location struct {
		URI   string    `json:"uri"`
		Range textRange `json:"range"`
	}
	textDocument struct {
		URI     string `json:"uri"`
		Version int    `json:"version"`
		Text    string `json:"text"`
	}

	initializeResult struct {
		Capabilities capabilities `json:"capabilities"`
		ServerInfo   serverInfo   `json:"serverInfo"`
	}
	serverInfo struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
	capabilities struct {
		PositionEncoding string            `json:"positionEncoding"`
		Sync             syncOptions       `json:"textDocumentSync"`
		CodeAction       codeActionOptions `json:"codeActionProvider"`
		Hover            bool              `json:"hoverProvider"`
	}
	syncOptions struct {
		OpenClose bool `json:"openClose"`
		Change    int  `json:"change"` // 2: incremental
		Save      bool `json:"save"`
	}
	codeActionOptions struct {
		Kinds []string `json:"codeActionKinds"`
	}

	didOpenParams struct {
		Document textDocument `json:"textDocument"`
	}
	didChangeParams struct {
		Document textDocument `json:"textDocument"`
		Changes  []change     `json:"contentChanges"`
	}
	change struct {
		Range *textRange `json:"range"` // nil: the whole document
		Text  string     `json:"text"`
	}
	documentParams struct {
		Document textDocument `json:"textDocument"`
	}

	publishParams struct {
		URI         string       `json:"uri"`
		Version     int          `json:"version"`
		Diagnostics []diagnostic `json:"diagnostics"`
	}
	diagnostic struct {
		Range       textRange        `json:"range"`
		Severity    int              `json:"severity"`
		Code        string           `json:"code"`
		Description *codeDescription `json:"codeDescription,omitempty"`
		Source      string           `json:"source"`
		Message     string           `json:"message"`
		Related     []relatedInfo    `json:"relatedInformation,omitempty"`
	}
	codeDescription struct {
		Href string `json:"href"`
	}
	relatedInfo struct {
		Location location `json:"location"`
		Message  string   `json:"message"`
	}

	codeActionParams struct {
		Document textDocument `json:"textDocument"`
		Range    textRange    `json:"range"`
		Context  struct {
			Only []string `json:"only"`
		} `json:"context"`
	}
	codeAction struct {
		Title       string        `json:"title"`
		Kind        string        `json:"kind"`
		Diagnostics []diagnostic  `json:"diagnostics,omitempty"`
		Preferred   bool          `json:"isPreferred,omitempty"`
		Edit        workspaceEdit `json:"edit"`
	}
	workspaceEdit struct {
		Changes map[string][]textEdit `json:"changes"`
	}
	textEdit struct {
		Range   textRange `json:"range"`
		NewText string    `json:"newText"`
	}

	hoverParams struct {
		Document textDocument `json:"textDocument"`
		Position position     `json:"position"`
	}
	hover struct {
		Contents markup    `json:"contents"`
		Range    textRange `json:"range"`
	}
	markup struct {
		Kind  string `json:"kind"`
		Value string `json:"value"`
	}

	showMessageParams struct {
		Type    int    `json:"type"` // 1: error
		Message string `json:"message"`
	}
)

// Kinds of code action.
const (
	quickFix = "quickfix"
	fixAll   = "source.fixAll.sumtool"
)

// decode reads a message's parameters.
func decode(raw *json.RawMessage, v any) error {
	if raw == nil {
		return nil
	}
	return json.Unmarshal(*raw, v)
}
