package compile

import (
	"fmt"
	"iter"
	"slices"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// ruleForms say which fields a rule about callers may have together.
const ruleForms = "write input and from, input, state and is, or state alone"

// rule reads a rule about callers.
func (r *callersReader) rule(path, name string, v cue.Value) {
	if !r.onlyFields(v, path, "input", "from", "state", "is", "when", "severity", "message") {
		return
	}
	rule := &model.CallerRule{
		Name: name, Pos: Position(v.Pos()),
		Input: r.text(v, path, "input"), State: r.text(v, path, "state"), Message: r.text(v, path, "message"),
		Severity: model.Severity(r.text(v, path, "severity")),
	}
	for at, text := range r.texts(v.LookupPath(cue.ParsePath("from")), path+".from") {
		if reference, ok := r.reference(text, path+".from", at); ok {
			rule.From = append(rule.From, reference)
		}
	}
	r.is(path, rule, v.LookupPath(cue.ParsePath("is")))
	r.when(path, rule, v.LookupPath(cue.ParsePath("when")))
	r.checkRule(path, rule, v)
	r.callers.Rules = append(r.callers.Rules, rule)
}

// text is a field that is a string, "" when there is none.
func (r *callersReader) text(v cue.Value, path, field string) string {
	text := v.LookupPath(cue.ParsePath(field))
	if !text.Exists() {
		return ""
	}
	s, err := text.String()
	if err != nil || s == "" {
		r.report(text.Pos(), path+"."+field+" is not a text", "write one, or leave it out")
	}
	return s
}

// texts are the strings of a list, which may be missing.
func (r *callersReader) texts(v cue.Value, path string) iter.Seq2[token.Pos, string] {
	return func(yield func(token.Pos, string) bool) {
		if !v.Exists() {
			return
		}
		list, err := v.List()
		if err != nil {
			r.report(v.Pos(), path+" is not a list", "write a list of strings")
			return
		}
		for list.Next() {
			s, err := list.Value().String()
			if err != nil {
				r.report(list.Value().Pos(), path+" has an element that is no string", "write a list of strings")
			} else if !yield(list.Value().Pos(), s) {
				return
			}
		}
	}
}

// is reads the value that an input must have.
func (r *callersReader) is(path string, rule *model.CallerRule, v cue.Value) {
	if !v.Exists() {
		return
	}
	value, err := r.constant(v)
	f := model.FindField(r.inputType.Fields, rule.Input)
	if err != nil || f != nil && !f.Type.Accepts(value) {
		r.report(v.Pos(), path+".is is no value that "+rule.Input+" can have", "write a constant that it accepts")
	}
	rule.Is = &model.Literal{Value: value}
}

// when reads the inputs that a rule assumes something of.
func (r *callersReader) when(path string, rule *model.CallerRule, v cue.Value) {
	if !v.Exists() {
		return
	}
	fields, err := v.Fields()
	if err != nil {
		r.report(v.Pos(), path+".when is not a struct", "write inputs and their values")
		return
	}
	for fields.Next() {
		name, at := fields.Selector().Unquoted(), fields.Value()
		value, err := r.constant(at)
		f := r.inputAt(name)
		if f == nil {
			r.report(at.Pos(), fmt.Sprintf("%s.when: there is no input %s", path, name), "write the name of an input, or of an attribute of one in quotes")
		} else if err != nil || !f.Type.Accepts(value) {
			r.report(at.Pos(), fmt.Sprintf("%s.when: this is no value that %s can have", path, name), "write a constant that it accepts")
		}
		rule.When = append(rule.When, &model.InputValue{Path: model.Path(name), Value: value})
	}
}

// inputAt is the input, or attribute of one, with a path; nil when there is none.
func (r *callersReader) inputAt(path string) *model.Field {
	var names []string
	for _, step := range model.Path(path).Steps() {
		name, ok := step.(string)
		if !ok {
			return nil
		}
		names = append(names, name)
	}
	return model.FieldAt(r.inputType.Fields, names)
}

// checkRule reports what does not go together.
func (r *callersReader) checkRule(path string, rule *model.CallerRule, v cue.Value) {
	ofInput := rule.Input != "" && (len(rule.From) > 0) != (rule.State != "" && rule.Is != nil)
	ofCall := rule.State != "" && rule.Input == "" && rule.From == nil && rule.Is == nil
	if !ofInput && !ofCall {
		r.report(v.Pos(), path+" asks for nothing that a call can be held against", ruleForms)
	}
	if rule.Message == "" {
		r.report(v.Pos(), path+" has no message", "write what must be, and what to write instead")
	}
	if rule.Input != "" && model.FindField(r.inputType.Fields, rule.Input) == nil {
		r.report(v.Pos(), fmt.Sprintf("%s: there is no input %s", path, rule.Input), "write the name of an input")
	}
	named := func(s *model.CallerState) bool { return s.Name == rule.State }
	if rule.State != "" && !slices.ContainsFunc(r.callers.States, named) {
		r.report(v.Pos(), fmt.Sprintf("%s: there is no state %s", path, rule.State), "write the name of a field of callers.states")
	}
	switch rule.Severity {
	case "":
		rule.Severity = model.Error
	case model.Error, model.Warn:
	default:
		r.report(v.Pos(), fmt.Sprintf("%s has the severity %q", path, rule.Severity), "write error or warning, or leave it out: then it is an error")
	}
}
