package observed_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/influence/observed"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput/random"
)

// TestNoneIsWorse compares random accepted inputs that differ in one input alone: the effect is
// never worse than what is described for that input, in the state that the text is about. It goes on
// until BASEK8S_PAIRS pairs have differed, or else for a second for each contract.
func TestNoneIsWorse(t *testing.T) {
	for _, dir := range []string{"schema", "testdata/contracts/agent/schema", "testdata/contracts/batch/schema", "testdata/contracts/reports/schema", "testdata/contracts/web/schema"} {
		t.Run(dir, func(t *testing.T) {
			t.Parallel()
			m, err := compile.Compile("../../../" + dir)
			if err != nil {
				t.Fatal(err)
			}
			if err := observed.Describe(m); err != nil {
				t.Fatal(err)
			}
			compared := pairs(t, m)
			if compared == 0 {
				t.Error("no two inputs differ in one alone")
			}
			t.Logf("%d pairs", compared)
		})
	}
}

func pairs(t *testing.T, m *model.Model) (compared int) {
	most, _ := strconv.Atoi(os.Getenv("BASEK8S_PAIRS"))
	until := time.Now().Add(time.Second)
	g := random.New(m, 1)
	random := rand.New(rand.NewPCG(1, 1))
	comparer := effect.New(m, m)
	var last []model.Object
	for compared < most || most == 0 && time.Now().Before(until) {
		v, err := model.ParseJSON(g.Next())
		input, ok := v.(model.Object)
		if err != nil || !ok {
			continue
		}
		before, _ := m.Evaluate(input)
		if before == nil {
			continue
		}
		for _, other := range last {
			f := m.Inputs[random.IntN(len(m.Inputs))]
			after, _ := m.Evaluate(changed(input, other, f.Name))
			if after == nil {
				continue
			}
			compared++
			found := comparer.Compare(before, after).Effect.Worst()
			if described := worst(t, f, before.Input); found > described {
				t.Errorf("%s, %q: %s from %s to %s", f.Name, f.Effect, found, text(before.Input, f.Name), text(after.Input, f.Name))
			}
		}
		if last = append(last, input); len(last) > 20 {
			last = last[1:]
		}
	}
	return compared
}

func text(input model.Object, name string) string {
	v, _ := input.Get(name)
	return string(model.AppendJSON(nil, v))
}

// changed is an input with what another one has for one input.
func changed(input, other model.Object, name string) (all model.Object) {
	for _, m := range input {
		if m.Key < name {
			all = append(all, m)
		}
	}
	if v, ok := other.Get(name); ok {
		all = append(all, model.Member{Key: name, Value: v})
	}
	for _, m := range input {
		if m.Key > name {
			all = append(all, m)
		}
	}
	return all
}

// worst reads the worst effect of an input's text, for a state of the other inputs:
// "restart; data loss without id".
func worst(t *testing.T, f *model.Field, input model.Object) effect.Effect {
	t.Helper()
	low, high, depends := strings.Cut(f.Effect, "; ")
	if !depends {
		return parse(t, low)
	}
	for _, word := range []string{" with ", " without ", " unless "} {
		e, state, ok := strings.Cut(high, word)
		if !ok {
			continue
		}
		path, value, compared := strings.Cut(state, " = ")
		given := is(input, strings.Split(path, "."), value, compared)
		if given == (word == " with ") {
			return parse(t, e)
		}
		return parse(t, low)
	}
	t.Fatalf("%s: %q cannot be read", f.Name, f.Effect)
	return 0
}

// is reports whether an input has a value, or has one that is not empty.
func is(input model.Object, path []string, value string, compared bool) bool {
	var v model.Value = input
	for _, key := range path {
		object, _ := v.(model.Object)
		v, _ = object.Get(key)
	}
	shown := fmt.Sprint(v)
	if compared {
		return shown == value || shown == "" && value == `""`
	}
	return v != nil && v != false && shown != "" && shown != "[]"
}

// parse is the worst effect in "at most none (terraform), blocked (kubectl)".
func parse(t *testing.T, words string) (worst effect.Effect) {
	t.Helper()
	for _, part := range strings.Split(strings.TrimPrefix(words, "at most "), ", ") {
		name, _, _ := strings.Cut(part, " (")
		e, err := effect.Parse(name)
		if err != nil {
			t.Fatalf("%q: %v", words, err)
		}
		worst = max(worst, e)
	}
	return worst
}
