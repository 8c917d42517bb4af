package compile

import (
	"fmt"
	"slices"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/format"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/influence"
	"github.com/base-k8s/base-k8s/internal/model"
)

// effectPromise is an @effect attribute on an input: the worst that a change of it does, where what
// it assumes of other inputs holds.
type effectPromise struct {
	field  *model.Field
	attr   *ast.Attribute
	effect effect.Effect
	when   ast.Expr // nil: always
}

// promise notes the @effect attributes of a field of the input. They are read and checked when
// the whole contract is known.
func (c *compiler) promise(v *vertex, f *model.Field) {
	for _, attr := range c.attributesOf(v, "effect") {
		c.effects = append(c.effects, &effectPromise{field: f, attr: attr})
	}
}

// read reads what is promised.
func (p *effectPromise) read(c *compiler) bool {
	p.effect = -1
	for _, arg := range c.attributes[p.attr] {
		switch worst, err := effect.Parse(arg.name); {
		case arg.name == "when" && arg.value != nil && p.when == nil:
			p.when = arg.value
		case arg.value != nil || p.effect >= 0:
			c.report(arg.pos, "@effect has one effect, and one when=… for what it assumes", "write @effect(metadata) or @effect(metadata, when=id)")
			return false
		case err != nil || worst >= effect.Refused:
			c.report(arg.pos, "there is no effect "+arg.name, "write one of "+strings.Join(effect.Names()[:effect.Refused], ", "))
			return false
		default:
			p.effect = worst
		}
	}
	if p.effect < 0 {
		c.report(p.attr.Pos(), "@effect promises nothing", "write the worst effect that a change may have, such as @effect(metadata)")
	}
	return p.effect >= 0
}

// checkEffects reports the promises that do not hold. The contract is followed once for all
// with the same assumptions.
func (c *compiler) checkEffects(m *model.Model) {
	analyses := map[string]*influence.Analysis{}
	for _, p := range c.effects {
		if !isIn(m.Inputs, p.field) || !p.read(c) {
			continue // an input's type can be compiled more than once
		}
		key := text(p.when)
		if analyses[key] == nil {
			facts, ok := c.assumed(m, p.when, p.attr.Pos())
			if !ok {
				continue
			}
			analyses[key] = influence.Analyze(m, facts...)
		}
		c.checkEffect(analyses[key], p)
	}
}

func isIn(fields []*model.Field, f *model.Field) bool {
	return slices.ContainsFunc(fields, func(other *model.Field) bool {
		return other == f || isIn(influence.Attributes(other), f)
	})
}

func text(e ast.Expr) string {
	if e == nil {
		return ""
	}
	b, _ := format.Node(e)
	return string(b)
}

func (c *compiler) checkEffect(a *influence.Analysis, p *effectPromise) {
	var worst *influence.Place
	for _, place := range a.Reached(p.field) {
		if place.Effect.Worst() > p.effect && (worst == nil || place.Effect.Worst() > worst.Effect.Worst()) {
			worst = place
		}
	}
	if worst == nil {
		return
	}
	trail := a.Trail(p.field, worst)
	through := ""
	for i, name := range trail.Locals {
		trail.Locals[i] = c.nameOfLocal(name)
	}
	slices.Reverse(trail.Locals)
	if len(trail.Locals) > 0 {
		through = " through " + strings.Join(trail.Locals, ", ")
	}
	name := a.FieldPath(p.field)
	c.diagnostics = append(c.diagnostics, model.Diagnostic{
		Severity:  model.Error,
		Summary:   fmt.Sprintf("%s: %s does not hold: %s reaches %s (%s)%s: %s", name, p.attr.Text, name, worst, trail.Position, through, worst.Effect),
		Detail:    "keep " + name + " out of it, or promise " + worst.Effect.Worst().String(),
		Positions: []model.Position{Position(p.attr.Pos()), trail.Position},
	})
}

// nameOfLocal is the name that the contract has for a local.
func (c *compiler) nameOfLocal(name string) string {
	for _, l := range c.order {
		if l.name == name {
			return l.top.label
		}
	}
	return name
}

// assumed reads the condition of a promise.
func (c *compiler) assumed(m *model.Model, when ast.Expr, pos token.Pos) (facts []*influence.Fact, ok bool) {
	switch e := when.(type) {
	case nil:
		return nil, true
	case *ast.ParenExpr:
		return c.assumed(m, e.X, pos)
	case *ast.BinaryExpr:
		if e.Op == token.LAND {
			some, ok := c.assumed(m, e.X, pos)
			more, also := c.assumed(m, e.Y, pos)
			return append(some, more...), ok && also
		}
		if e.Op == token.EQL || e.Op == token.NEQ {
			return c.compared(m, e, pos)
		}
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			return c.given(m, e.X, pos, influence.Missing)
		}
	case *ast.Ident, *ast.SelectorExpr:
		return c.given(m, when, pos, influence.Given)
	}
	c.report(pos, "@effect(when="+text(when)+") cannot be assumed", "write inputs that are given, x, or not, !x, or what they are, x == \"a\", and && between them")
	return nil, false
}

func (c *compiler) given(m *model.Model, e ast.Expr, pos token.Pos, assume func(*model.Field) *influence.Fact) ([]*influence.Fact, bool) {
	f := c.assumedInput(m, e, pos)
	if f == nil {
		return nil, false
	}
	fact := assume(f)
	if fact == nil {
		c.report(pos, "@effect(when=…): "+text(e)+" is nothing that is either given or not", "compare it with a value: "+text(e)+" == …")
	}
	return []*influence.Fact{fact}, fact != nil
}

func (c *compiler) compared(m *model.Model, e *ast.BinaryExpr, pos token.Pos) ([]*influence.Fact, bool) {
	f := c.assumedInput(m, e.X, pos)
	if f == nil {
		return nil, false
	}
	value, ok := c.argumentValue(argument{value: e.Y})
	if !ok || !f.Type.Accepts(value) {
		c.report(pos, "@effect(when=…): "+text(e.Y)+" is no value that "+text(e.X)+" can have", "write a constant that it accepts")
		return nil, false
	}
	if e.Op == token.NEQ {
		return []*influence.Fact{influence.IsNot(f, value)}, true
	}
	return []*influence.Fact{influence.Is(f, value)}, true
}

// assumedInput is the input, or attribute, that an assumption is about.
func (c *compiler) assumedInput(m *model.Model, e ast.Expr, pos token.Pos) *model.Field {
	f := model.FieldAt(m.Inputs, strings.Split(text(e), "."))
	if f == nil {
		c.report(pos, "@effect(when=…): there is no input "+text(e), "write the name of an input, or of an attribute of one: capabilities.gui")
	}
	return f
}
