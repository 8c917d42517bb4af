package effect

import (
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Any stands for a key that an input chooses, in the paths that a [Possible] takes.
const Any = "*"

// Possible is the worst effect of changes whose places are known and whose values are not: an
// upper bound of what a [Comparer] finds.
type Possible struct {
	early map[string]bool
	kept  map[string]bool // objects that Terraform refuses to delete
	twins map[string]bool // objects whose name another key may take over
}

// NewPossible prepares for the objects of a contract.
func NewPossible(m *model.Model) *Possible {
	p := &Possible{createdEarly(newContract(m)), map[string]bool{}, twins(m)}
	for _, o := range m.Objects {
		p.kept[o.Name] = o.Terraform != nil && o.Terraform.PreventDestroy
	}
	return p
}

// May reports whether the scalar that keys lead to in an object may have a value.
type May func(want model.Value, keys ...string) bool

// Field is the worst effect of a change at a path in an object: of a scalar, or of an
// empty list or object. The path has the keys, without indices.
func (p *Possible) Field(o *model.KubernetesObject, path []string, may May) Ways {
	var certain *Rule
	for _, r := range tables().rules {
		if match, surely := r.at(ruledAs(o.APIVersion, o.Kind), path); match && surely && r.When == "" && (certain == nil || r.before(certain)) {
			certain = r
		}
	}
	worst := p.leaf(o, certain, path, may)
	for _, r := range tables().rules {
		match, surely := r.at(ruledAs(o.APIVersion, o.Kind), path)
		if match && r.before(certain) && (!surely || r.When != "") && r.mayApply(may) {
			worst = worst.and(p.leaf(o, r, path, may))
		}
	}
	return worst
}

// leaf is the effect of a change that a rule is about.
func (p *Possible) leaf(o *model.KubernetesObject, r *Rule, path []string, may May) Ways {
	ways := both(r.Effect)
	replaced := p.Existence(o, may)
	if r.Effect == Replace { // another name: it may be that of a twin
		ways.Kubectl = max(Replace, replaced.Kubectl)
	}
	byProvider := slices.ContainsFunc(resourceOf(ruledAs(o.APIVersion, o.Kind)).Replaces, func(outer string) bool {
		match, _ := covers(outer, path)
		return match
	})
	switch forced := r.Effect == Replace || r.Replaces || byProvider; {
	case forced && p.kept[o.Name]:
		ways.Terraform = Blocked
	case forced && p.early[o.Name] && r.Effect != Replace: // the name is the same one
		ways.Terraform = Blocked
	case forced:
		ways.Terraform = max(Replace, replaced.Terraform)
	}
	return ways
}

// Existence is the worst effect of creating or deleting an object, which another one of the
// same name may replace.
func (p *Possible) Existence(o *model.KubernetesObject, may May) Ways {
	var deleted *Rule
	worst := None
	for _, r := range tables().rules {
		if r.Path != "" || len(r.Kinds) > 0 && !slices.Contains(r.Kinds, ruledAs(o.APIVersion, o.Kind)) {
			continue
		}
		switch r.When {
		case "deleted":
			if deleted == nil || r.before(deleted) {
				deleted = r
			}
		case "created", "deletes claims":
			if r.mayApply(may) {
				worst = max(worst, r.Effect)
			}
		}
	}
	if p.twins[o.Name] {
		worst = max(worst, Blocked)
	}
	ways := both(max(worst, deleted.Effect))
	if p.kept[o.Name] {
		ways.Terraform = max(worst, Blocked)
	}
	return ways
}

// at reports whether the rule can be about a path in objects of a kind, and whether it surely
// is, whatever key the input chooses.
func (r *Rule) at(kind string, path []string) (match, surely bool) {
	if len(r.Kinds) > 0 && !slices.Contains(r.Kinds, kind) || ofObjects[r.When] {
		return false, false
	}
	return covers(r.Path, path)
}

// covers reports whether a path can be outer or lead to something inside it, and whether it
// surely does.
func covers(outer string, path []string) (match, surely bool) {
	if outer == "" {
		return true, true
	}
	steps := strings.Split(outer, ".")
	if len(steps) > len(path) {
		return false, false
	}
	surely = true
	for i, step := range steps {
		if path[i] != step && path[i] != Any {
			return false, false
		}
		surely = surely && path[i] == step
	}
	return true, surely
}

// ofObjects are the conditions of objects that are made or deleted, and of those whose address
// changes: when an input does that, one is made and another one deleted, see twins.
var ofObjects = map[string]bool{"created": true, "deleted": true, "deletes claims": true, "readdressed": true}

// ofValues are the conditions on the values that change: any of them may hold.
var ofValues = map[string]bool{"": true, "created": true, "added": true, "removed": true, "grows": true, "shrinks": true, "another version": true}

// needs is what the other conditions need: a value of another field.
var needs = map[string]struct {
	value model.Value
	keys  []string
}{
	"deletes claims": {"Delete", []string{"spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted"}},
	"immutable":      {true, []string{"immutable"}},
	"stopped":        {int64(0), []string{"spec", "replicas"}},
	"paused":         {true, []string{"spec", "paused"}},
	"on delete":      {"OnDelete", []string{"spec", "updateStrategy", "type"}},
	"headless":       {"None", []string{"spec", "clusterIP"}},
	"indexed":        {"Indexed", []string{"spec", "completionMode"}},
}

// mayApply reports whether the rule's condition may hold. One that is not known may.
func (r *Rule) mayApply(may May) bool {
	need, ok := needs[r.When]
	return ofValues[r.When] || !ok || may(need.value, need.keys...)
}

// IsListKey reports whether elements of lists are identified by a member, if all have it.
func IsListKey(member string) bool { return slices.Contains(listKeys, member) }
