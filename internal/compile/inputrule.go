package compile

import (
	"slices"

	"cuelang.org/go/cue/ast"

	"github.com/base-k8s/base-k8s/internal/model"
)

// inputRule is what the type of an input, or of a part of one, requires beyond what a
// [model.Constraint] can say. It becomes a check.
type inputRule struct {
	// refused are the conditions under which a value of the type is refused, each with the
	// words for it.
	refused func(x *value) []refusal
	at      ast.Node
}

type refusal struct {
	cond  *model.Expr
	words string
	// apart is set when the words say it all without the value.
	apart bool
}

// require notes a rule on the type that is being gathered.
func (k *constraints) require(r inputRule) { k.further = append(k.further, r) }

// shared are rules of one alternative that all values of the others meet.
func (k *constraints) shared(rules []inputRule, others []*model.Rule) []inputRule {
	for _, r := range rules {
		meets := func(other *model.Rule) bool {
			if other.Equals == nil {
				return false
			}
			for _, refusal := range r.refused(literalValue(other.Equals.Value)) {
				if !k.isAlways(refusal.cond.Negate()) {
					return false
				}
			}
			return true
		}
		if slices.ContainsFunc(others, func(other *model.Rule) bool { return !meets(other) }) {
			k.report(r.at.Pos(), "this limits one of several alternatives", "write a rule in _checks: if … {name: error(\"…\")}")
		}
	}
	return rules
}

// inputRules are the checks that follow from the types of the inputs.
func (c *compiler) inputRules() (checks []*model.Check) {
	for _, f := range c.inputType.Fields {
		x := newValue(&model.Expr{Op: model.OpInput, Name: f.Name, Pos: f.Pos}, f.Type)
		at := &inputPlace{value: x, text: []*model.Expr{model.NewLiteral(f.Name)}}
		if f.Optional {
			at.under(&model.Expr{Op: model.OpHas, Name: f.Name, Kind: model.Bool})
		}
		checks = append(checks, c.rulesAt(at)...)
	}
	return checks
}

// inputPlace is an input, or a part of one, where the clauses lead.
type inputPlace struct {
	value   *value
	clauses []*model.Clause
	text    []*model.Expr // its name in a message
	loops   int
}

func (p *inputPlace) under(cond *model.Expr) {
	p.clauses = append(slices.Clip(p.clauses), &model.Clause{If: cond})
}

// rulesAt are the checks about the value at a place, and about what is inside of it.
func (c *compiler) rulesAt(p *inputPlace) (checks []*model.Check) {
	t := p.value.typ
	if !c.hasRules(t) {
		return nil
	}
	if t.Nullable {
		p.under(&model.Expr{Op: model.OpNotEqual, Args: []*model.Expr{p.value.expr, model.NewLiteral(nil)}, Kind: model.Bool})
	}
	for _, r := range c.typeRules[t] {
		for _, refusal := range r.refused(p.value) {
			checks = append(checks, c.ruleCheck(p, r, refusal))
		}
	}
	for _, f := range t.Fields {
		inner := *p
		inner.value = newValue(&model.Expr{Op: model.OpGet, Name: f.Name, Args: []*model.Expr{p.value.expr}, Pos: f.Pos}, f.Type)
		inner.text = append(slices.Clip(p.text), model.NewLiteral("."+f.Name))
		if f.Optional {
			inner.under(c.attributePresence(p.value, f.Name).expr)
		}
		checks = append(checks, c.rulesAt(&inner)...)
	}
	if t.Elem != nil {
		checks = append(checks, c.rulesAt(p.element())...)
	}
	return checks
}

// element is the place of each element of a list, or of each value of a map.
func (p *inputPlace) element() *inputPlace {
	inner := *p
	loop := &model.For{In: p.value.expr, Key: "key" + suffix(p.loops), Value: "value" + suffix(p.loops)}
	inner.loops++
	inner.clauses = append(slices.Clip(p.clauses), &model.Clause{For: loop})
	inner.value = newValue(&model.Expr{Op: model.OpVar, Name: loop.Value, Pos: p.value.expr.Pos}, p.value.typ.Elem)
	kind, before, behind := model.Number, "[", "]"
	if p.value.typ.Kind == model.Map {
		kind, before, behind = model.String, `["`, `"]`
	}
	key := &model.Expr{Op: model.OpVar, Name: loop.Key, Kind: kind}
	inner.text = append(slices.Clip(p.text), model.NewLiteral(before), key, model.NewLiteral(behind))
	return &inner
}

// suffix tells the variables of loops inside each other apart.
func suffix(n int) string {
	if n == 0 {
		return ""
	}
	return "_" + string(rune('1'+n))
}

// hasRules reports whether there is a rule on a type, or on one inside of it.
func (c *compiler) hasRules(t *model.Type) bool {
	if t == nil {
		return false
	}
	return len(c.typeRules[t]) > 0 || c.hasRules(t.Elem) || slices.ContainsFunc(t.Fields, func(f *model.Field) bool { return c.hasRules(f.Type) })
}

func (c *compiler) ruleCheck(p *inputPlace, r inputRule, refused refusal) *model.Check {
	k := &model.Check{Name: "type_of_input", Implied: true, Pos: Position(r.at.Pos())}
	k.Clauses = append(slices.Clip(p.clauses), &model.Clause{If: refused.cond})
	message := p.text
	switch kind := p.value.typ.Kind; {
	case refused.apart:
		message = append(slices.Clip(message), model.NewLiteral(": "+refused.words))
	case kind == model.String:
		message = append(slices.Clip(message), model.NewLiteral(` = "`), p.value.expr, model.NewLiteral(`": `+refused.words))
	default:
		message = append(slices.Clip(message), model.NewLiteral(" = "), p.value.expr, model.NewLiteral(": "+refused.words))
	}
	k.Message = &model.Expr{Op: model.OpText, Args: message, Kind: model.String, Pos: k.Pos}
	k.Inputs = c.mentioned(k)
	k.Target = c.target(k.Clauses)
	return k
}
