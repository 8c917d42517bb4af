package compile

import (
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// dependentBound is a part of a constraint on an input, or on an attribute of one, whose bounds
// are other inputs: uint8 & >=min. It is no constraint on one value alone, and becomes a check.
type dependentBound struct {
	of    *vertex
	expr  ast.Expr
	scope *scope
}

// bounding are the inputs and attributes of inputs that an expression refers to.
func (c *compiler) bounding(e ast.Expr, s *scope) (all []*vertex) {
	ast.Walk(e, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.Ident, *ast.SelectorExpr:
			if v, ok := c.reference(n.(ast.Expr), s).(*vertex); ok && c.isPartOfInput(v) {
				all = append(all, v)
				return false
			}
		}
		return true
	}, nil)
	return all
}

// dependent takes in a bound that depends on other inputs: it limits the kind alone.
func (k *constraints) dependent(e *ast.UnaryExpr) []*model.Rule {
	if !k.isInput(k.at) {
		k.failed = true
		k.report(e.Pos(), "the bound of an attribute of elements depends on another attribute",
			`write a rule in _checks: for i, e in x if e.a < e.b {"x_\(i)": error("x[\(i)].a: …")}`)
		return nil
	}
	k.dependentBound = true
	if comparisons[e.Op] != "" {
		k.setType(&model.Type{Kind: model.Number}, e)
	}
	return []*model.Rule{{}}
}

// addDependentBounds notes the operands of & in a leaf that have bounds which depend on inputs.
func (c *compiler) addDependentBounds(v *vertex, l *leaf) {
	for _, e := range unified(l.expr) {
		if c.isInput(v) && len(c.bounding(e, l.scope)) > 0 {
			c.dependentBounds = append(c.dependentBounds, &dependentBound{v, e, l.scope})
		}
	}
}

// boundChecks are the checks for the bounds that depend on inputs. As in CUE nothing is
// compared where the input itself is absent.
func (c *compiler) boundChecks() (checks []*model.Check) {
	for _, b := range c.dependentBounds {
		if k := c.boundCheck(b); k != nil {
			checks = append(checks, k)
		}
	}
	return checks
}

func (c *compiler) boundCheck(b *dependentBound) *model.Check {
	x := c.inputValue(b.of, b.expr.Pos())
	if x.typ == nil {
		return nil
	}
	if x.typ.Nullable {
		c.report(b.expr.Pos(), b.of.label+" can be null, and its bound depends on another input", "write a rule in _checks")
		return nil
	}
	for _, other := range c.bounding(b.expr, b.scope) {
		if !c.isThereWith(other, b.of) {
			c.report(b.expr.Pos(), b.of.label+" is compared with "+other.label+", which may be absent", "give "+other.label+" a default, or write a rule in _checks")
			return nil
		}
	}
	t := limits{compiler: c, subject: x}
	met := t.meets(b.expr, b.scope)
	if met == nil || met.IsLiteral(true) {
		return nil
	}
	if t.words != "" {
		c.report(b.expr.Pos(), "a bound that depends on another input has words, which CUE would also say where the other input is refused",
			"write a rule in _checks: if a < b {a: error(\"…\")}")
		return nil
	}
	r := &requirement{subject: x, words: t.describe(b.expr), at: b.of, pos: Position(b.expr.Pos())}
	if there := c.inputPresence(b.of, b.expr).expr; !there.IsLiteral(true) {
		r.clauses = append(r.clauses, &model.Clause{If: there})
	}
	r.refused = met.Negate()
	return c.requirementCheck(r)
}

// isThereWith reports whether an input, or an attribute of one, is there wherever another one is.
func (c *compiler) isThereWith(v, with *vertex) bool {
	for ; v != c.inputs; v = v.up {
		if isInside(with, v) {
			return true
		}
		if !v.defined() && !v.mark().IsValid() {
			return false
		}
		if f := c.fieldOf(v); f == nil || f.Type.Nullable {
			return false
		}
	}
	return true
}

// fieldOf is the field of the type of all inputs that a vertex is.
func (c *compiler) fieldOf(v *vertex) *model.Field {
	if v.up == c.inputs {
		return c.inputType.Field(v.label)
	}
	if f := c.fieldOf(v.up); f != nil {
		return f.Type.Field(v.label)
	}
	return nil
}

// isComparison reports whether a bound may depend on an input.
func isComparison(op token.Token) bool { return comparisons[op] != "" || op == token.NEQ }
