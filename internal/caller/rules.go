package caller

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"

	"github.com/base-k8s/base-k8s/internal/model"
)

// rules are the rules of the contract about calls in the state that the call does not keep to.
func (t *evaluation) rules() (found []*finding) {
	for _, rule := range t.callers.Rules {
		if rule.State == "" || rule.State != t.state.name {
			continue
		}
		d, broken := t.gone(rule)
		if rule.Input != "" {
			d, broken = t.differs(rule)
		}
		if broken {
			found = append(found, &finding{Diagnostic: d})
		}
	}
	return found
}

// gone reports whether the call is left out in the state, and not in every one.
func (t *evaluation) gone(rule *model.CallerRule) (model.Diagnostic, bool) {
	if t.away == nil {
		return model.Diagnostic{}, false
	}
	for _, s := range t.judge.states {
		other := &evaluation{judge: t.judge, state: s, call: t.call, reader: newReader(s.scope)}
		if other.read(); other.away == nil {
			other.accept()
			return t.placed(t.away.NameRange, rule.Severity, "", t.away.Name+" "+rule.Message), other.mayHold(rule)
		}
	}
	return model.Diagnostic{}, false
}

// differs reports whether an input is known to have another value than it must have in the state.
func (t *evaluation) differs(rule *model.CallerRule) (d model.Diagnostic, broken bool) {
	at := model.Path("").Key(rule.Input)
	if t.away != nil || t.refused[rule.Input] || t.isUnknown(at, true) || !t.mayHold(rule) {
		return d, false
	}
	v, _ := t.accepted.Get(rule.Input)
	if model.Equal(v, rule.Is.Value) {
		return d, false
	}
	return t.at(model.Diagnostic{Severity: rule.Severity, Path: at, Summary: t.argument(rule.Input) + ": " + rule.Message}), true
}

// argument is an argument of the call in words, with its value where that may be shown.
func (t *evaluation) argument(input string) string {
	v, given := t.given.Get(input)
	f := model.FindField(t.model.Inputs, input)
	switch {
	case !given:
		return input + " is left out"
	case f.Sensitive || t.isUnknown(model.Path("").Key(input), true):
		return input
	}
	return input + " = " + string(model.AppendJSON(nil, v))
}

// mayHold reports whether what a rule assumes of inputs is not known to be otherwise.
func (t *evaluation) mayHold(rule *model.CallerRule) bool {
	return !slices.ContainsFunc(rule.When, func(assumed *model.InputValue) bool {
		v, known := t.lookup(assumed.Path)
		return known && !model.Equal(v, assumed.Value)
	})
}

// lookup is the value at a path of the inputs, if it is known.
func (t *evaluation) lookup(path model.Path) (model.Value, bool) {
	if t.isUnknown(path, true) {
		return nil, false
	}
	v := model.Value(t.accepted)
	for _, step := range path.Steps() {
		object, _ := v.(model.Object)
		inner, ok := object.Get(fmt.Sprint(step))
		if !ok {
			return nil, false
		}
		v = inner
	}
	return v, true
}

// sources are the rules about where inputs come from that a call does not keep to.
func (j *judge) sources(t *evaluation) (found []*finding) {
	for _, rule := range j.callers.Rules {
		if len(rule.From) == 0 || t.refused[rule.Input] || t.away == nil && !t.mayHold(rule) {
			continue
		}
		d := model.Diagnostic{Severity: rule.Severity, Path: model.Path("").Key(rule.Input)}
		attribute := t.call.arguments[rule.Input]
		if attribute == nil {
			d.Summary = rule.Input + " is left out: " + rule.Message
			found = append(found, &finding{Diagnostic: t.at(d)})
			continue
		}
		reach := newReach(j.configuration)
		reach.expression(attribute.Expr)
		switch at := d.Path; {
		case reach.opaque || reach.matches(rule.From):
		case len(reach.references) > 0:
			d.Summary = fmt.Sprintf("%s comes from %s: %s", rule.Input, strings.Join(reach.names(), " and "), rule.Message)
			found = append(found, &finding{Diagnostic: t.at(d)})
		case t.away == nil && !t.isUnknown(at, true):
			d.Summary = t.argument(rule.Input) + ": " + rule.Message
			found = append(found, &finding{Diagnostic: t.at(d)})
		}
	}
	return found
}

// failures are the arguments that cannot be evaluated in some states, and can in others.
func (j *judge) failures(evaluations []*evaluation) (found []*finding) {
	for _, t := range evaluations {
		for _, f := range j.model.Inputs {
			for path, failed := range t.failed {
				if !within(path, model.Path("").Key(f.Name)) || inAll(evaluations, path) && t.unindexed(failed) == "" || failed.Subject == nil {
					continue
				}
				d := t.placed(*failed.Subject, model.Error, path, fmt.Sprintf("%s cannot be evaluated: %s", path, sentence(failed.Summary)))
				d.Detail = t.advice(failed)
				found = append(found, &finding{d, t.state.name})
			}
		}
	}
	return found
}

func inAll(evaluations []*evaluation, path model.Path) bool {
	return !slices.ContainsFunc(evaluations, func(t *evaluation) bool { return t.away == nil && t.failed[path] == nil })
}

// unindexed is a resource with a count or for_each of which an expression wants an attribute without saying of
// which instance; "" when there is none.
func (t *evaluation) unindexed(failed *hcl.Diagnostic) string {
	if failed.Expression == nil {
		return ""
	}
	for _, traversal := range failed.Expression.Variables() {
		r, ok := referenceOf(traversal)
		if !ok {
			continue
		}
		address, at := addressOf(r), 2
		if r.Data {
			at = 3
		}
		repeat := t.configuration.repeatOf(address)
		if _, attribute := traversal[at].(hcl.TraverseAttr); attribute && repeat != nil && repeat.Name == "count" {
			return address
		}
	}
	return ""
}

// advice says what to do about an expression that needs a resource which is not there.
func (t *evaluation) advice(failed *hcl.Diagnostic) string {
	if failed.Expression == nil {
		return ""
	}
	if address := t.unindexed(failed); address != "" {
		repeat := t.configuration.repeatOf(address)
		return fmt.Sprintf("%s has a %s: leave that out, or say which one, as in %s[0]", address, repeat.Name, address)
	}
	for _, traversal := range failed.Expression.Variables() {
		r, ok := referenceOf(traversal)
		if !ok {
			continue
		}
		address := strings.TrimSuffix(r.String(), "."+r.Attribute)
		repeat := t.configuration.repeatOf(address)
		if repeat == nil {
			continue
		}
		if n, known := times(t.scope.repeat(address)); known && n == 0 {
			return fmt.Sprintf("there is no %s then: leave its %s out, or write what holds without it, try(…, \"\")", address, repeat.Name)
		}
	}
	return ""
}
