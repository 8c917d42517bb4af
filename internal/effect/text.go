package effect

import (
	"unicode/utf8"

	"github.com/base-k8s/base-k8s/internal/model"
)

// longestShown is the number of characters that are shown of a value.
const longestShown = 60

// Shown is a value in a cell of a table: its JSON, cut short when it is long, and "-" for
// none.
func Shown(l *model.Literal) string {
	if l == nil {
		return "-"
	}
	text := string(model.AppendJSON(nil, l.Value))
	if utf8.RuneCountInString(text) > longestShown {
		text = string([]rune(text)[:longestShown-1]) + "…"
	}
	return text
}

// String is the input, its default, or the contract, and the place in the file when it is
// known.
func (c Cause) String() string {
	text := string(c.Input)
	switch {
	case c.Contract:
		text = "contract"
	case c.Default:
		text = "default of " + text
	}
	if c.Position == nil {
		return text
	}
	return text + " (" + c.Position.String() + ")"
}
