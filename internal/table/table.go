// Package table writes text in aligned columns, for people.
//
// What goes in are cells; what comes out is a line for each row. The caller decides what the
// columns are.
package table

import (
	"io"
	"strings"
	"text/tabwriter"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Table is rows of cells.
type Table struct{ text strings.Builder }

// New begins a table with its header.
func New(header ...string) *Table {
	t := &Table{}
	t.Row(header...)
	return t
}

// Row adds a row. No cell can end the line or the column: see [model.Printable].
func (t *Table) Row(cells ...string) {
	for i, cell := range cells {
		if i > 0 {
			t.text.WriteByte('\t')
		}
		t.text.WriteString(model.Printable(cell))
	}
	t.text.WriteByte('\n')
}

// String is the table with its columns aligned, each row with the end of its line.
func (t *Table) String() string {
	var aligned strings.Builder
	w := tabwriter.NewWriter(&aligned, 0, 0, 2, ' ', 0)
	io.WriteString(w, t.text.String()) // a strings.Builder does not fail
	w.Flush()
	return aligned.String()
}
