package schema_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/requirements"
)

// TestRequirements: each row of the contract is named by a test, no test names a row
// that does not exist, and docs/requirements.md says who names what. UPDATE=1 rewrites it.
func TestRequirements(t *testing.T) {
	var rows []string
	hidden(t, "_rows", &rows)
	mentions, err := requirements.Find(os.DirFS(".."))
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string][]string{}
	for _, m := range mentions {
		if !slices.Contains(rows, m.Row) {
			t.Errorf("../%s: %s names the row %q, which is not in the contract: see _rows in rows.cue", m.Pos, m.Test, m.Row)
		}
		tests[m.Row] = append(tests[m.Row], m.Test)
	}
	for _, row := range rows {
		if len(tests[row]) == 0 {
			t.Errorf("no test shows the row %q: write one, with a comment \"Shows: %s.\"", row, row)
		}
	}
	golden.Compare(t, "../docs/requirements.md", []byte(requirementsText(t, rows, tests)))
}

// requirementsText is the text of docs/requirements.md: a table of the requirements, and one
// of the other rows, in the contract's order. Rows of the network policy that differ in
// network_egress only are one.
func requirementsText(t *testing.T, rows []string, tests map[string][]string) string {
	t.Helper()
	var ids []struct {
		IDs        []string
		Holds, Met string
	}
	hidden(t, "_requirements", &ids)
	var b strings.Builder
	b.WriteString(`<!-- Written by UPDATE=1 go test ./schema -run TestRequirements. -->

# Requirements

Where each requirement is met, and the tests that show it, by package and function, as in
` + "`go test ./schema -run TestHome`" + `.

| id | what must hold | where it is met | shown by |
| --- | --- | --- | --- |
`)
	of := func(rows ...string) string {
		var names []string
		for _, row := range rows {
			names = append(names, tests[row]...)
		}
		slices.Sort(names)
		return "`" + strings.Join(slices.Compact(names), "`, `") + "`"
	}
	for _, r := range ids {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", strings.Join(r.IDs, ", "), r.Holds, r.Met, of(r.IDs...))
		rows = slices.DeleteFunc(rows, func(row string) bool { return slices.Contains(r.IDs, row) })
	}
	b.WriteString(`
## Capabilities, network policy and outputs

| row | shown by |
| --- | --- |
`)
	var modes []string
	hidden(t, "_everyEgress", &modes)
	for _, row := range rows {
		name, all := row, []string{row}
		if strings.HasPrefix(row, "policy ") {
			name = strings.TrimSuffix(row, " "+modes[0])
			if name == row {
				continue // of another mode
			}
			for _, mode := range modes[1:] {
				all = append(all, name+" "+mode)
			}
		}
		fmt.Fprintf(&b, "| %s | %s |\n", name, of(all...))
	}
	return b.String()
}
