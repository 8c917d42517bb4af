package table_test

import (
	"testing"

	"github.com/base-k8s/base-k8s/internal/table"
)

// A cell stays in its line and column, whatever is in it.
func TestTable(t *testing.T) {
	rows := table.New("A", "WIDE")
	rows.Row("long cell", "x")
	rows.Row("a\tb\nc", "\x1b[31m")
	const want = "A          WIDE\nlong cell  x\na\\tb\\nc    \\u001b[31m\n"
	if got := rows.String(); got != want {
		t.Errorf("got\n%q, want\n%q", got, want)
	}
}
