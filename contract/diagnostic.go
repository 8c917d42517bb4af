package contract

import (
	"errors"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Severity says whether a diagnostic refuses.
type Severity string

// An error refuses an input, a warning never does.
const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
)

// Diagnostic is a message about an input. In JSON it is as in "gen vet -o json".
type Diagnostic struct {
	Severity Severity `json:"severity"`
	// Path is the place in the input, such as overrides.labels["example.com/team"]; "" for all of it.
	Path string `json:"path,omitempty"`
	// Summary is a sentence without its full stop. It names the input, what is wrong with it and
	// mostly what to write instead. A value is shown where the input is not sensitive. It has
	// what the user wrote, and so may have any characters; String shows it as a terminal can take it.
	Summary string `json:"summary"`
	// Detail says what to write instead, when the summary does not.
	Detail string `json:"detail,omitempty"`
	// Positions are the places in the text of the input, the most precise one first; none for an
	// input that was a value.
	Positions []Position `json:"positions,omitempty"`
	// More is how many errors are left out, in the last diagnostic about an input that is wrong in
	// very many places. It is about nothing else.
	More int `json:"more,omitempty"`
}

// Position is a place in a text. Line and Column count from 1, a column in bytes. Line 0 stands
// for the whole text.
type Position struct {
	File   string `json:"file,omitempty"` // the name that the text was read under
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
}

// String is file:line:column, as far as it is known.
func (p Position) String() string { return model.Position(p).String() }

// String is the diagnostic on one line, with its first position before it and its detail after it, as
// "gen vet" prints it. What would drive a terminal is escaped, and the middle of a very long one is
// left out.
func (d Diagnostic) String() string {
	positions := make([]model.Position, len(d.Positions))
	for i, p := range d.Positions {
		positions[i] = model.Position(p)
	}
	return model.Diagnostic{
		Severity: model.Severity(d.Severity), Summary: d.Summary, Detail: d.Detail, Positions: positions,
	}.String()
}

// Diagnostics are the messages about one input, and as an error the reason why it is refused. Use
// [errors.As] to get them. There are at most 101 of them.
type Diagnostics []Diagnostic

// Error is the diagnostics, one a line.
func (ds Diagnostics) Error() string {
	lines := make([]string, len(ds))
	for i, d := range ds {
		lines[i] = d.String()
	}
	return strings.Join(lines, "\n")
}

func diagnosticsOf(ds model.Diagnostics) Diagnostics {
	all := make(Diagnostics, len(ds))
	for i, d := range ds {
		all[i] = Diagnostic{Severity: Severity(d.Severity), Path: string(d.Path), Summary: d.Summary, Detail: d.Detail, More: d.More}
		for _, p := range d.Positions {
			all[i].Positions = append(all[i].Positions, Position(p))
		}
	}
	return all
}

// public is an error in which diagnostics are those of this package.
func public(err error) error {
	var refused model.Diagnostics
	if errors.As(err, &refused) {
		return diagnosticsOf(refused)
	}
	return err
}
