package docs_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclparse"
	"go.yaml.in/yaml/v3"
)

const operations = "operations.md"

// A code block, and what is written between it and the next one or the next heading.
var marked = regexp.MustCompile("(?ms)^ *```(sh|yaml)\n(.*?)^ *```$(.*?)(?:\\z|(?:^ *```(?:sh|yaml)$)|^#)")

type markedBlock struct{ language, text, after string }

func operationsBlocks(t *testing.T) (found []markedBlock) {
	t.Helper()
	rest := read(t, operations)
	for {
		at := marked.FindStringSubmatchIndex(rest)
		if at == nil {
			return found
		}
		found = append(found, markedBlock{rest[at[2]:at[3]], rest[at[4]:at[5]], rest[at[6]:at[7]]})
		rest = rest[at[7]:]
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestOperationsMarks: below every block of commands is said how far it was tried, in the
// marks of the table, and what is said to be run by a test is run by one.
func TestOperationsMarks(t *testing.T) {
	tested := regexp.MustCompile(`^ *Tried: (?:\w+, )*test\b`)
	mark := regexp.MustCompile(`(?m)^ *(Tried: (?:cluster|Terraform|test)\b.*|Not tried: needs .*)$`)
	blocks := operationsBlocks(t)
	for _, block := range blocks {
		said := mark.FindString(block.after)
		if said == "" {
			t.Errorf("%s does not say how far this was tried:\n%s", operations, block.text)
		}
		byTest := strings.Contains(block.text, "go run ./cmd/gen") || block.language == "yaml" && !strings.Contains(block.text, "kind:")
		if byTest != tested.MatchString(said) {
			t.Errorf("%s says %q of\n%s", operations, strings.TrimSpace(said), block.text)
		}
	}
	if len(blocks) < 30 {
		t.Errorf("only %d blocks were found", len(blocks))
	}
}

// TestOperationsPaths: files that commands take, and prerequisites that are named, are there.
func TestOperationsPaths(t *testing.T) {
	for _, block := range operationsBlocks(t) {
		for _, path := range regexp.MustCompile(`(?:generated|testdata)/[\w./-]+`).FindAllString(block.text, -1) {
			exists(t, operations, fromRoot(path))
		}
	}
	for _, match := range regexp.MustCompile("`([a-z-]+\\.yaml)`").FindAllStringSubmatch(read(t, operations), -1) {
		exists(t, operations, filepath.Join("..", "generated", "prerequisites", match[1]))
	}
}

// named are the labels of the blocks of a type in the generated template, with their bodies.
func named(t *testing.T, file, blockType string, label int) map[string]hcl.Body {
	t.Helper()
	parsed, problems := hclparse.NewParser().ParseHCLFile(filepath.Join("..", "generated", "template", file))
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	schema := &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{{Type: blockType, LabelNames: []string{"type", "name"}[1-label:]}}}
	content, _, problems := parsed.Body.PartialContent(schema)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	found := map[string]hcl.Body{}
	for _, block := range content.Blocks {
		found[block.Labels[label]] = block.Body
	}
	return found
}

// presetsOf are the parameters that each preset sets, by the preset's name.
func presetsOf(t *testing.T) map[string][]string {
	t.Helper()
	presets := map[string][]string{}
	for _, body := range named(t, "presets.tf", "data", 1) {
		content, _, problems := body.PartialContent(&hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: "name"}, {Name: "parameters"}}})
		if problems.HasErrors() {
			t.Fatal(problems)
		}
		name, more := content.Attributes["name"].Expr.Value(nil)
		parameters, evenMore := content.Attributes["parameters"].Expr.Value(nil)
		if more.HasErrors() || evenMore.HasErrors() {
			t.Fatal(more, evenMore)
		}
		presets[name.AsString()] = slices.Collect(maps.Keys(parameters.AsValueMap()))
	}
	return presets
}

// TestOperationsTemplate: the variables, presets and parameters of the commands are those of
// the template, and a workspace is created without a question: its preset and its parameters
// are all that there are.
func TestOperationsTemplate(t *testing.T) {
	variables, parameters, presets := named(t, "variables.tf", "variable", 0), named(t, "parameters.tf", "data", 1), presetsOf(t)
	created := 0
	for _, block := range operationsBlocks(t) {
		for _, match := range regexp.MustCompile(`--variable (\w+)=`).FindAllStringSubmatch(block.text, -1) {
			known(t, "variable", match[1], variables)
		}
		for _, match := range regexp.MustCompile(`(?m)^coder create .*--preset (\w+)((?:.*\\\n)*.*)$`).FindAllStringSubmatch(block.text, -1) {
			created++
			given := slices.Clone(presets[match[1]])
			for _, parameter := range regexp.MustCompile(`--parameter (\w+)=`).FindAllStringSubmatch(match[2], -1) {
				given = append(given, parameter[1])
			}
			if want := slices.Sorted(maps.Keys(parameters)); !slices.Equal(want, slices.Sorted(slices.Values(given))) {
				t.Errorf("%s gives %v, and the template has %v", match[0], given, want)
			}
		}
	}
	if created < 2 {
		t.Errorf("only %d workspaces are created", created)
	}
	for name := range variablesFile(t) {
		known(t, "variable", name, variables)
	}
}

func known(t *testing.T, what, name string, all map[string]hcl.Body) {
	t.Helper()
	if _, ok := all[name]; !ok {
		t.Errorf("%s names the %s %s, which the template does not have", operations, what, name)
	}
}

// variablesFile is the file for --variables-file, which Coder reads as names and texts.
func variablesFile(t *testing.T) map[string]string {
	t.Helper()
	values := map[string]string{}
	for _, block := range operationsBlocks(t) {
		if block.language == "yaml" && !strings.Contains(block.text, "kind:") {
			if err := yaml.Unmarshal([]byte(block.text), &values); err != nil {
				t.Errorf("Coder reads names and texts: %v", err)
			}
		}
	}
	if len(values) == 0 {
		t.Error("there is no file of variables")
	}
	return values
}
