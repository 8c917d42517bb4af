package compile

import (
	"errors"
	"fmt"
	"slices"

	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// report notes an error at a position of the contract.
func (c *compiler) report(pos token.Pos, summary, detail string) {
	c.reportAt(Position(pos), summary, detail)
}

// reportBoth notes an error about two places.
func (c *compiler) reportBoth(pos, other token.Pos, summary, detail string) {
	c.reportAt(Position(pos), summary, detail, Position(other))
}

func (c *compiler) reportAt(pos model.Position, summary, detail string, others ...model.Position) {
	d := model.Diagnostic{Severity: model.Error, Summary: summary, Detail: detail, Positions: append([]model.Position{pos}, others...)}
	if from := c.origin(); c.src.vendored[pos.File] && from.IsValid() {
		d.Positions = append([]model.Position{Position(from)}, d.Positions...)
	}
	if key := d.String(); !c.reported[key] {
		c.reported[key] = true
		c.diagnostics = append(c.diagnostics, d)
	}
}

// fail reports and returns the value that stands for an erroneous one, about which
// nothing more is reported.
func (c *compiler) fail(pos token.Pos, summary, detail string) *value {
	c.report(pos, summary, detail)
	return &value{expr: model.NewLiteral(nil)}
}

func (c *compiler) failf(pos token.Pos, detail, format string, args ...any) *value {
	return c.fail(pos, fmt.Sprintf(format, args...), detail)
}

// cueError notes what CUE, or the supervision of it, says.
func (c *compiler) cueError(err error) {
	var diagnostics model.Diagnostics
	if !errors.As(err, &diagnostics) {
		diagnostics = cueDiagnostics(err)
	}
	c.diagnostics = append(c.diagnostics, diagnostics...)
}

// sorted are the diagnostics in the order of the files.
func (c *compiler) sorted() model.Diagnostics {
	slices.SortStableFunc(c.diagnostics, model.ByPlace)
	return c.diagnostics
}

// Position is a place in CUE's files, each called as the user named its directory.
func Position(pos token.Pos) model.Position {
	if !pos.IsValid() {
		return model.Position{}
	}
	p := pos.Position()
	return model.Position{File: p.Filename, Line: p.Line, Column: p.Column}
}
