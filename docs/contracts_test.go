package docs_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/conformance"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/reference"
)

const contracts = "contracts.md"

// The tables of contracts.md between <!-- name --> and <!-- end --> are those of the
// engine. UPDATE=1 rewrites them.
func TestTables(t *testing.T) {
	text, err := os.ReadFile(contracts)
	if err != nil {
		t.Fatal(err)
	}
	got := string(text)
	for name, table := range map[string]string{
		"constructs": constructs(), "functions": functions(t), "kinds": kinds(), "known-differences": knownDifferences(),
	} {
		part := regexp.MustCompile(`(?s)<!-- ` + name + ` -->\n.*?<!-- end -->`)
		if !part.MatchString(got) {
			t.Errorf("%s has no table of %s", contracts, name)
		}
		got = part.ReplaceAllLiteralString(got, "<!-- "+name+" -->\n"+table+"<!-- end -->")
	}
	golden.Compare(t, contracts, []byte(got))
}

// table is a table of Markdown.
func table(header string, rows [][]string) string {
	columns := strings.Split(header, ", ")
	lines := "| " + strings.Join(columns, " | ") + " |\n|" + strings.Repeat(" --- |", len(columns)) + "\n"
	for _, row := range rows {
		for i, cell := range row {
			row[i] = strings.ReplaceAll(cell, "|", `\|`)
		}
		lines += "| " + strings.Join(row, " | ") + " |\n"
	}
	return lines
}

func constructs() string {
	var rows [][]string
	for _, c := range reference.Constructs() {
		rows = append(rows, []string{c.CUE, c.Terraform, c.Note})
	}
	return table("CUE, Terraform, where the languages differ", rows)
}

// functions cuts off long results of examples, such as hashes.
func functions(t *testing.T) string {
	all, err := reference.Functions()
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for _, f := range all {
		result := f.Result
		if len(result) > 40 {
			result = result[:12] + "…"
		}
		calls := code(strings.Join(f.CUE, "`, `"))
		rows = append(rows, []string{calls, code(f.Terraform), code(f.Example) + " is " + code(result), f.Note})
	}
	return table("CUE, Terraform, for example, what to keep to", rows)
}

func code(text string) string { return "`" + text + "`" }

func kinds() string {
	var rows [][]string
	for _, k := range reference.Kinds() {
		namespaced := "no"
		if k.Namespaced {
			namespaced = "yes"
		}
		rows = append(rows, []string{k.Kind, code(k.APIVersion), code(k.Resource), namespaced})
	}
	return table("kind, apiVersion, resource, in a namespace", rows)
}

func knownDifferences() string {
	var b strings.Builder
	for _, known := range conformance.KnownDifferences {
		refused := ""
		if known.Refused {
			refused = "; `gen` refuses such an input"
		}
		fmt.Fprintf(&b, "- %s: %s%s.\n", known.Name, known.Reason, refused)
	}
	return b.String()
}
