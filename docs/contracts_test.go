package docs_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/conformance"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/kubernetes"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/terraform/provider"
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
	for _, c := range compile.Constructs() {
		rows = append(rows, []string{c.CUE, c.Terraform, c.Note})
	}
	return table("CUE, Terraform, where the languages differ", rows)
}

func functions(t *testing.T) string {
	var rows [][]string
	for _, f := range model.Functions() {
		var calls []string
		for _, form := range f.Forms() {
			calls = append(calls, code(model.Spelled(form)))
		}
		inTerraform := model.Spelled(strings.ReplaceAll(f.HCL, "${$1}", "$1"))
		rows = append(rows, []string{strings.Join(calls, ", "), code(inTerraform), example(t, f), f.Note})
	}
	return table("CUE, Terraform, for example, what to keep to", rows)
}

func code(text string) string { return "`" + text + "`" }

// example is the example of a row. A long result, such as a hash, is cut off.
func example(t *testing.T, f *model.Function) string {
	args, err := model.ParseJSON([]byte(f.Example.Args))
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, arg := range args.([]model.Value) {
		texts = append(texts, string(model.AppendJSON(nil, arg)))
	}
	result := f.Example.Result
	if len(result) > 40 {
		result = result[:12] + "…"
	}
	return code(model.Fill(f.CUE, texts)) + " is " + code(result)
}

func kinds() string {
	var rows [][]string
	for _, k := range kubernetes.Kinds() {
		resource, _ := provider.ResourceName(k.APIVersion, k.Kind)
		rows = append(rows, []string{k.Kind, code(k.APIVersion), code(resource)})
	}
	return table("kind, apiVersion, resource", rows)
}

func knownDifferences() string {
	var b strings.Builder
	for _, known := range conformance.KnownDifferences {
		refused := ""
		if known.Refused {
			refused = "; `gen` refuses such text"
		}
		fmt.Fprintf(&b, "- %s: %s%s.\n", known.Name, known.Reason, refused)
	}
	return b.String()
}
