package texts

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Visitor is called for the constant strings and for the patterns in what it visits.
type Visitor struct {
	Text    func(string)
	Pattern func(string)
	// Expr, if it is not nil, is called for every expression but patterns.
	Expr func(*model.Expr)
}

// Type visits the constraints of a type and of what is in it.
func (v *Visitor) Type(t *model.Type) {
	if t == nil {
		return
	}
	if t.Constraint != nil {
		for _, rule := range t.Constraint.AnyOf {
			v.Rule(rule)
		}
	}
	v.Type(t.Elem)
	for _, field := range t.Fields {
		v.Type(field.Type)
	}
}

// Rule visits a rule of a constraint.
func (v *Visitor) Rule(rule *model.Rule) {
	if rule.Equals != nil {
		v.value(rule.Equals.Value)
	}
	for _, pattern := range slices.Concat(rule.Match, rule.NoMatch) {
		v.Pattern(pattern)
	}
}

// value takes the strings of a constant, keys included.
func (v *Visitor) value(value model.Value) {
	switch value := value.(type) {
	case string:
		v.Text(value)
	case []model.Value:
		for _, elem := range value {
			v.value(elem)
		}
	case model.Object:
		for _, member := range value {
			v.Text(member.Key)
			v.value(member.Value)
		}
	}
}

// Clauses visits the conditions and the loops of a comprehension.
func (v *Visitor) Clauses(clauses []*model.Clause) {
	for _, e := range model.Exprs(clauses) {
		v.Visit(e)
	}
}

// Visit visits an expression, nil for none. The first argument of a function of CUE's
// package regexp is a pattern.
func (v *Visitor) Visit(e *model.Expr) {
	patterns := map[*model.Expr]bool{}
	for x := range e.All() {
		switch {
		case patterns[x]:
			if pattern, ok := x.Value.Value.(string); ok {
				v.Pattern(pattern)
			}
			continue
		case x.Op == model.OpCall && x.Args[0].Value != nil && takesPattern(x.Name):
			patterns[x.Args[0]] = true
		}
		if v.Expr != nil {
			v.Expr(x)
		}
		if x.Value != nil {
			v.value(x.Value.Value)
		}
	}
}

func takesPattern(function string) bool {
	f := model.LookupFunction(function)
	return f != nil && f.Pattern
}
