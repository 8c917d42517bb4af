package caller_test

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/evaluator"
	evaluatortf "github.com/base-k8s/base-k8s/internal/evaluator/terraform"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/terraform"
	"github.com/base-k8s/base-k8s/internal/testinput/random"
)

// TestConvertedCalls: a call with numbers and bools as text, and text as what it spells, is refused
// where the module refuses it, which evaluates it as Terraform does.
func TestConvertedCalls(t *testing.T) {
	for dir, count := range map[string]int{"testdata/contract": 200, "../../schema": 60} {
		m, err := compile.Compile(dir)
		if err != nil {
			t.Fatal(err)
		}
		module := moduleOf(t, m)
		m.Surroundings().Callers = nil
		t.Run(m.Name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			tried := map[bool]int{}
			generator := random.New(m, 2)
			for i := range count {
				v, err := evaluator.ParseInput(generator.Input(i))
				if err != nil {
					t.Fatal(err)
				}
				input, ok := v.(model.Object)
				if !ok || !declared(input, m.Inputs) {
					continue // Terraform ignores what is not declared, and does not look into secrets
				}
				r := rand.New(rand.NewPCG(2, uint64(i)))
				changed := respelled(input, r).(model.Object)
				want, err := module.Evaluate(model.AppendJSON(nil, changed))
				if err != nil {
					t.Fatal(err)
				}
				got, text := judged(t, m, changed, func(model.Path) bool { return true })
				if !want.Failed && got.HasErrors() != want.Refused {
					t.Errorf("Terraform refuses it: %v %q\n%v\nof\n%s", want.Refused, want.Messages, got, text)
				}
				tried[want.Refused]++
			}
			if tried[true] < count/10 || tried[false] < count/10 {
				t.Errorf("refused and accepted: %v", tried)
			}
		})
	}
}

func moduleOf(t *testing.T, m *model.Model) evaluator.Evaluator {
	printed, err := terraform.Print(m)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range printed {
		files[f.Name] = f.Content
	}
	module, err := evaluatortf.New(files, m.Inputs)
	if err != nil {
		t.Fatal(err)
	}
	return module
}

// declared reports whether an input has nothing but what is declared, and no secrets.
func declared(input model.Object, inputs []*model.Field) bool {
	for _, m := range input {
		f := model.FindField(inputs, m.Key)
		if f == nil || f.Sensitive || !hclsyntax.ValidIdentifier(m.Key) {
			return false
		}
	}
	return true
}

// respelled is a value of which some scalars have another type.
func respelled(v model.Value, r *rand.Rand) model.Value {
	switch v := v.(type) {
	case []model.Value:
		list := make([]model.Value, len(v))
		for i := range v {
			list[i] = respelled(v[i], r)
		}
		return list
	case model.Object:
		object := make(model.Object, len(v))
		for i, m := range v {
			object[i] = model.Member{Key: m.Key, Value: respelled(m.Value, r)}
		}
		return object
	}
	if r.IntN(4) > 0 {
		return v
	}
	switch v := v.(type) {
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case string:
		if n, err := strconv.ParseInt(v, 10, 64); err == nil {
			return n
		}
		return v
	}
	return v
}
