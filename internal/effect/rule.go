package effect

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Rule is what the API server and the controllers do when a field of an object that exists
// is changed, or when an object is created or deleted.
type Rule struct {
	// Kinds are the kinds that the rule is about; none is every kind. Custom resources are
	// of one kind here, whatever their own is called.
	Kinds []string `json:"kinds,omitempty"`
	// Path is the field, with everything inside it, without indices: spec.template. It
	// is "" for the whole object.
	Path string `json:"path"`
	// When limits the rule, see conditions; "" is always.
	When string `json:"when,omitempty"`
	// Default is the value of an absent field where When compares.
	Default any `json:"default,omitempty"`
	// Effect is the effect of an update in place. Blocked is an update that the API server
	// refuses.
	Effect Effect `json:"effect"`
	// Replaces is set when Terraform's provider decides at plan to replace the object,
	// which its schema does not show.
	Replaces bool `json:"replaces,omitempty"`
	// Source is where this is documented or decided.
	Source string `json:"source"`
}

// String names the row: its kinds, its path, and its condition in brackets.
func (r *Rule) String() string {
	name := cmp.Or(strings.Join(r.Kinds, ","), "any kind")
	if r.Path != "" {
		name += " " + r.Path
	}
	if r.When != "" {
		name += " (" + r.When + ")"
	}
	return name
}

// resource is what Terraform's provider does with a kind, in paths of Kubernetes' fields.
type resource struct {
	// Replaces are the fields whose change replaces the object.
	Replaces []string `json:"replaces"`
	// Keeps are the optional and computed ones: the provider keeps the value of one that
	// disappears.
	Keeps []string `json:"keeps"`
	// Quantities are the fields, or maps, of quantities, which are equal when they mean
	// the same number.
	Quantities []string `json:"quantities"`
	// NotRead are those that the provider does not read from the cluster.
	NotRead []string `json:"notRead"`
}

//go:embed rules.json
var rulesText []byte

//go:embed provider.json
var providerText []byte

var tables = sync.OnceValue(func() (t struct {
	rules []*Rule
	// kinds are the rules for each kind that has its own, and with "" for any other one.
	kinds     map[string][]*Rule
	resources map[string]*resource
}) {
	for _, file := range []struct {
		text []byte
		into any
	}{{rulesText, &t.rules}, {providerText, &t.resources}} {
		if err := json.Unmarshal(file.text, file.into); err != nil {
			panic(fmt.Errorf("the rules of effects: %w", err)) // they are part of the program
		}
	}
	t.kinds = map[string][]*Rule{"": nil}
	for _, r := range t.rules {
		for _, kind := range r.Kinds {
			t.kinds[kind] = nil
		}
	}
	for kind := range t.kinds {
		for _, r := range t.rules {
			if len(r.Kinds) == 0 || slices.Contains(r.Kinds, kind) {
				t.kinds[kind] = append(t.kinds[kind], r)
			}
		}
	}
	return t
})

// custom is the kind that custom resources have in the rules.
const custom = "custom resource"

// ruledAs is the kind that an object has in the rules.
func ruledAs(apiVersion, kind string) string {
	if model.IsCustom(apiVersion) {
		return custom
	}
	return kind
}

// Rules are all rows of the rules' data.
func Rules() []*Rule { return slices.Clone(tables().rules) }

// IsRead reports whether Terraform's provider reads a field of a kind from the cluster, if it
// has an argument for it.
func IsRead(kind, path string) bool {
	r := tables().resources[kind]
	return r == nil || !slices.Contains(r.NotRead, path)
}

// ruleOf is the rule for a change of an object's field: the one with the longest path, and
// of these the one for the fewest kinds and cases. There is one for every change.
func ruleOf(c *change) *Rule {
	rules, ok := tables().kinds[c.kind]
	if !ok {
		rules = tables().kinds[""]
	}
	var found *Rule
	for _, r := range rules {
		if r.covers(c) && (found == nil || r.before(found)) {
			found = r
		}
	}
	return found
}

// covers reports whether a rule for the kind is about the change.
func (r *Rule) covers(c *change) bool {
	return within(c.path, r.Path) && conditions[r.When](c, r)
}

// before reports whether the rule is more special than another one.
func (r *Rule) before(other *Rule) bool {
	if len(r.Path) != len(other.Path) {
		return len(r.Path) > len(other.Path)
	}
	if a, b := len(r.Kinds), len(other.Kinds); a != b {
		return a != 0 && (b == 0 || a < b)
	}
	return r.When != "" && other.When == ""
}

// within reports whether a path is outer, or leads to something inside it.
func within(path, outer string) bool {
	rest, ok := strings.CutPrefix(path, outer)
	return ok && (outer == "" || rest == "" || rest[0] == '.')
}

// anyWithin reports whether one of the outer paths has the path in it.
func anyWithin(path string, outer []string) bool {
	return slices.ContainsFunc(outer, func(o string) bool { return within(path, o) })
}
