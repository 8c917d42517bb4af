package influence_test

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/influence"
	"github.com/base-k8s/base-k8s/internal/input"
	"github.com/base-k8s/base-k8s/internal/model"
)

// The cases of the rules of effects are a contract each, in which one input decides between the
// two sides. The effect of the change, which the comparison finds, must be within what is
// derived for that input; for most cases it is all that is derived.
func TestRules(t *testing.T) {
	names, err := filepath.Glob("../effect/testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	cases, exact := 0, 0
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			of, isCase := strings.CutSuffix(f.Name, ".yaml")
			if !isCase || strings.HasPrefix(of, "other-kind") {
				continue // no input gives a key another kind
			}
			options := map[string]*model.ResourceOptions{}
			golden.JSON(t, archive, of+".options", &options)
			m := contract(t, f.Data, options)
			derived := influence.Analyze(m).Effect(m.Inputs[0])
			found := effect.New(m, m).Compare(evaluated(t, m, false), evaluated(t, m, true)).Effect
			if derived.Terraform < found.Terraform || derived.Kubectl < found.Kubectl {
				t.Errorf("%s, %s: %s is found, and %s is derived", name, of, found, derived)
			}
			if filepath.Base(name) == "defaults.txtar" {
				continue // which value it is, is not derived
			}
			cases++
			if derived == found {
				exact++
			}
		}
	}
	if exact*2 < cases {
		t.Errorf("of %d cases %d have the very effect that is derived: the bound says little", cases, exact)
	}
}

func evaluated(t *testing.T, m *model.Model, after bool) *model.Result {
	t.Helper()
	result, diagnostics := m.Evaluate(model.Object{{Key: "after", Value: after}})
	if result == nil {
		t.Fatal(diagnostics)
	}
	return result
}

// contract has an input "after", and the objects of the first document without and of the second
// one with it.
func contract(t *testing.T, documents []byte, options map[string]*model.ResourceOptions) *model.Model {
	t.Helper()
	r := input.NewReader(bytes.NewReader(documents), "case", input.YAML)
	var sides [2]model.Object
	for i := range sides {
		d, err := r.Next()
		if err != nil {
			t.Fatal(err)
		}
		sides[i] = d.Value.(model.Object)
	}
	m := &model.Model{Inputs: []*model.Field{{Name: "after", Type: &model.Type{Kind: model.Bool}}}}
	for _, key := range keys(sides[0], sides[1]) {
		before, was := sides[0].Get(key)
		after, is := sides[1].Get(key)
		o := &model.KubernetesObject{Name: key, Terraform: options[key]}
		switch {
		case was && is:
			o.Body = either(before, after)
		case was:
			o.If, o.Body = &model.Expr{Op: model.OpNot, Args: []*model.Expr{chosen()}}, literal(before)
			after = before
		default:
			o.If, o.Body = chosen(), literal(after)
		}
		kind, _ := after.(model.Object).Get("kind")
		o.Kind = kind.(string)
		apiVersion, _ := after.(model.Object).Get("apiVersion")
		o.APIVersion = apiVersion.(string)
		m.Objects = append(m.Objects, o)
	}
	return m
}

func keys(a, b model.Object) (keys []string) {
	for _, m := range slices.Concat(a, b) {
		if !slices.Contains(keys, m.Key) {
			keys = append(keys, m.Key)
		}
	}
	return keys
}

func chosen() *model.Expr { return &model.Expr{Op: model.OpInput, Name: "after"} }

func literal(v model.Value) *model.Expr {
	return &model.Expr{Op: model.OpLiteral, Value: &model.Literal{Value: v}}
}

// either is one value or another, as far inside as they differ.
func either(before, after model.Value) *model.Expr {
	old, isObject := before.(model.Object)
	new, areObjects := after.(model.Object)
	switch {
	case model.Equal(before, after):
		return literal(after)
	case !isObject || !areObjects:
		return &model.Expr{Op: model.OpIf, Args: []*model.Expr{chosen(), literal(after), literal(before)}}
	}
	e := &model.Expr{Op: model.OpObject}
	for _, key := range keys(old, new) {
		x, was := old.Get(key)
		y, is := new.Get(key)
		elem := &model.Element{Key: literal(key)}
		switch {
		case was && is:
			elem.Value = either(x, y)
		case was:
			elem.Clauses, elem.Value = []*model.Clause{{If: &model.Expr{Op: model.OpNot, Args: []*model.Expr{chosen()}}}}, literal(x)
		default:
			elem.Clauses, elem.Value = []*model.Clause{{If: chosen()}}, literal(y)
		}
		e.Elems = append(e.Elems, elem)
	}
	return e
}
