package caller_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/base-k8s/base-k8s/internal/caller"
	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/evaluator"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput/random"
)

// contracts are those of the project, with the number of inputs that each is tried with.
var contracts = map[string]int{
	"testdata/contract":                     200,
	"../../schema":                          150,
	"../../testdata/contracts/agent/schema": 60, "../../testdata/contracts/reports/schema": 60, "../../testdata/contracts/web/schema": 60,
}

// TestConstantCalls: the verdict on a call whose arguments are the values of an input is the
// model's verdict on the input.
func TestConstantCalls(t *testing.T) {
	eachInput(t, func(t *testing.T, m *model.Model, input model.Object, _ int) (refused bool) {
		if convertible(input, m.Inputs) || misspelt(input, m.Inputs) {
			return false // Terraform makes other inputs of these, or advises other names
		}
		got, text := judged(t, m, input, func(model.Path) bool { return true })
		_, want := m.Evaluate(input)
		if d := golden.Diff(inVariables(m, sentences(want)), sentences(got)); d != "" {
			t.Errorf("(-the model +the call):\n%s\nof\n%s", d, text)
		}
		return want.HasErrors()
	})
}

// TestPartlyKnownCalls: where parts of an input are not known whose values are those that they have
// to be, the call is refused for no reason for which the model does not refuse the whole input.
func TestPartlyKnownCalls(t *testing.T) {
	eachInput(t, func(t *testing.T, m *model.Model, input model.Object, i int) (refused bool) {
		r := rand.New(rand.NewPCG(1, uint64(i)))
		got, text := judged(t, m, input, func(model.Path) bool { return r.IntN(4) > 0 })
		_, want := m.Evaluate(input)
		if _, wrong := m.Accept(input); wrong != nil || convertible(input, m.Inputs) || misspelt(input, m.Inputs) {
			return false
		}
		for _, d := range got {
			if d.Severity == model.Error && !slices.ContainsFunc(want, func(w model.Diagnostic) bool { return inVariables(m, w.Summary) == d.Summary }) {
				t.Errorf("%s: the model says\n%s\nof the whole of\n%s", d.Summary, sentences(want), text)
			}
		}
		return got.HasErrors()
	})
}

// eachInput runs a test on random inputs of each contract, a fair part of which must be refused.
func eachInput(t *testing.T, test func(t *testing.T, m *model.Model, input model.Object, i int) (refused bool)) {
	for dir, count := range contracts {
		m, err := compile.Compile(dir)
		if err != nil {
			t.Fatal(err)
		}
		m.Surroundings().Callers = nil
		t.Run(m.Name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			generator, refused := random.New(m, 1), 0
			for i := range count {
				v, err := evaluator.ParseInput(generator.Input(i))
				if err != nil {
					t.Fatal(err)
				}
				if input, ok := v.(model.Object); ok && test(t, m, input, i) {
					refused++
				}
			}
			if refused < count/100 || refused > count*19/20 {
				t.Errorf("%d of %d inputs are refused", refused, count)
			}
		})
	}
}

// misspelt reports whether an input has a name of no input where variables have other names.
func misspelt(input model.Object, fields []*model.Field) bool {
	return slices.ContainsFunc(fields, func(f *model.Field) bool { return f.Name != f.Variable() }) &&
		slices.ContainsFunc(input, func(member model.Member) bool { return model.FindField(fields, member.Key) == nil })
}

// inVariables are sentences about inputs with the names of the variables.
func inVariables(m *model.Model, text string) string {
	for _, f := range m.Inputs {
		if f.Name != f.Variable() {
			text = regexp.MustCompile(`(^|[^.\w])`+f.Name+`\b`).ReplaceAllString(text, "${1}"+f.Variable())
		}
	}
	return text
}

// judged is what is said about a call with an input, of which those parts are variables that
// are not known.
func judged(t *testing.T, m *model.Model, input model.Object, known func(model.Path) bool) (model.Diagnostics, string) {
	body := &hcl.Body{}
	body.Attribute("source", hcl.String("./app"))
	for _, member := range input {
		name := member.Key
		if f := model.FindField(m.Inputs, name); f != nil {
			name = f.Variable()
		}
		if hclsyntax.ValidIdentifier(name) {
			body.Attribute(name, written(member.Value, model.Path(member.Key), known))
		}
	}
	file := &hcl.Body{}
	file.Block("", body, "module", "app")
	text := file.String()
	write(t, "main.tf", []byte(text))
	verdicts, err := caller.Judge(m, "main.tf", []string{"app"})
	if err != nil {
		t.Fatal(err)
	}
	return verdicts[0].Diagnostics, text
}

// written is a value as an expression.
func written(v model.Value, at model.Path, known func(model.Path) bool) hcl.Expr {
	if !known(at) {
		return hcl.Name("var.x")
	}
	switch v := v.(type) {
	case bool:
		return hcl.Bool(v)
	case int64:
		return hcl.Int(v)
	case json.Number:
		return hcl.Name(v.String())
	case string:
		return hcl.String(v)
	case []model.Value:
		list := make(hcl.Tuple, len(v))
		for i, elem := range v {
			list[i] = written(elem, at.Index(i), known)
		}
		return list
	case model.Object:
		var members []hcl.Member
		for _, m := range v {
			members = append(members, hcl.Member{Key: hcl.String(m.Key), Value: written(m.Value, at.Key(m.Key), known)})
		}
		return hcl.Object{Members: members}
	}
	return hcl.Null
}

// convertible reports whether Terraform makes another input of this one: scalars of other types than
// declared, numbers such as 4.0, text that is not in NFC, and names that cannot be written.
func convertible(input model.Object, inputs []*model.Field) bool {
	if slices.ContainsFunc(input, func(m model.Member) bool { return !hclsyntax.ValidIdentifier(m.Key) }) {
		return true
	}
	return evaluator.Anywhere(input, &model.Type{Kind: model.Record, Fields: inputs}, func(v model.Value, t *model.Type) bool {
		_, fraction := v.(json.Number)
		if text, ok := v.(string); ok && !model.IsNormal(text) {
			return true
		}
		if object, ok := v.(model.Object); ok && slices.ContainsFunc(object, func(m model.Member) bool { return !model.IsNormal(m.Key) }) {
			return true
		}
		return fraction || isScalar(model.KindOf(v)) && isScalar(t.Kind) && model.KindOf(v) != t.Kind
	})
}

func isScalar(kind model.Kind) bool {
	return kind == model.String || kind == model.Number || kind == model.Bool
}

// sentences are what diagnostics say, each once, without where.
func sentences(all model.Diagnostics) string {
	var lines []string
	for _, d := range all {
		lines = append(lines, fmt.Sprintln(d.Severity, d.Path, d.Summary, d.More))
	}
	slices.Sort(lines)
	return strings.Join(slices.Compact(lines), "")
}
