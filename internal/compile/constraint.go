package compile

import (
	"fmt"
	"slices"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// constraints gathers what the conjuncts of an input say about its values.
type constraints struct {
	*compiler
	at       *vertex
	typ      *model.Type
	fallback *model.Literal
	words    string
	rules    []*model.Rule // any of them; nil before the first conjunct
	failed   bool          // the type has been reported
	// aggregate is a default that is a struct or a list; nil if there is none.
	aggregate *conjunct
	// dependentBound is set when a bound is another input.
	dependentBound bool
	openList       bool // [...T], which is empty where nothing else is given
	// besides is a validator that takes values of other kinds than strings, too.
	besides ast.Expr
	// further are the rules that no [model.Rule] can say.
	further []inputRule
}

// add takes in one conjunct: a disjunction, which may hold the words for a refusal,
// a default and several alternatives. It reports whether there was anything to take in.
func (k *constraints) add(e ast.Expr, s *scope) bool {
	k.notError(e, s)
	words := k.words
	k.words = ""
	rules := k.alternatives(e, s)
	k.words = bothWords(words, k.words)
	if len(rules) > 0 && !slices.ContainsFunc(rules, isUnlimited) {
		k.rules = product(k.rules, rules)
	}
	return len(rules) > 0 || k.typ != nil
}

// bothWords are the words of conjuncts, each of which may be what refuses a value.
func bothWords(a, b string) string {
	switch {
	case a == "" || a == b:
		return b
	case b == "":
		return a
	}
	return a + ", and " + b
}

// notError reports words that are unified with a constraint instead of being the
// alternative to it.
func (k *constraints) notError(e ast.Expr, s *scope) {
	if call, ok := e.(*ast.CallExpr); ok && k.reference(call.Fun, s) == builtin("error") {
		k.report(e.Pos(), "the error is unified with the constraint and refuses everything", `write … | error("…")`)
	}
}

// alternatives are the rules of which a value must meet one. Words and null are no
// alternatives.
func (k *constraints) alternatives(e ast.Expr, s *scope) []*model.Rule {
	if k.depth++; k.depth > maxDepth {
		k.depth--
		k.report(e.Pos(), "the type nests too deeply", "a constraint cannot contain itself")
		return nil
	}
	defer func() { k.depth-- }()
	if v, ok := k.textValidatorOf(e, s); ok {
		return k.text(v, e)
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return k.alternatives(e.X, s)
	case *ast.BinaryExpr:
		switch e.Op {
		case token.OR:
			for _, side := range []ast.Expr{e.X, e.Y} {
				if k.reference(side, s) == builtin("_") {
					k.report(side.Pos(), k.at.name()+" can be of any type", "a Terraform variable has one type: remove | _")
				}
			}
			further := k.further
			k.further = nil
			left := k.alternative(e.X, s)
			ofLeft := k.further
			k.further = nil
			right := k.alternative(e.Y, s)
			ofRight := k.further
			k.further = slices.Concat(further, k.shared(ofLeft, right), k.shared(ofRight, left))
			return append(left, right...)
		case token.AND:
			k.notError(e.X, s)
			k.notError(e.Y, s)
			before := k.besides
			a, b := k.alternatives(e.X, s), k.alternatives(e.Y, s)
			k.textOnly(before, s, e.X, e.Y)
			if k.spend(e, len(a)*len(b)) {
				return nil
			}
			return product(a, b)
		}
	case *ast.UnaryExpr:
		switch e.Op {
		case token.MUL:
			k.setDefault(e.X, s)
			if k.isAggregate(e.X) {
				k.aggregate = &conjunct{expr: e.X, scope: s}
				return nil // its type is that of the other alternatives
			}
			return k.alternatives(e.X, s)
		case token.SUB, token.ADD:
		default:
			return k.bound(e, s)
		}
	case *ast.ListLit:
		if n, ok := openList(e); ok {
			k.setType(k.listType(e, s), e)
			k.openList = true
			if n == 0 {
				return []*model.Rule{{}}
			}
			return []*model.Rule{{Min: &n}}
		}
		if at := k.openElement(e, s); at.IsValid() {
			k.failed = true
			k.report(at, "an element of a list of fixed length has a default", "write a list whose elements are of one type, [...T], or an input for each element")
			return nil
		}
	case *ast.CallExpr:
		return k.call(e, s)
	case *ast.Ident, *ast.SelectorExpr:
		return k.typeReference(e, s)
	case *ast.StructLit:
		return k.structure(e, s)
	}
	return k.constant(e, s)
}

// openElement is the position of an element that may be something else than its default.
func (k *constraints) openElement(list *ast.ListLit, s *scope) token.Pos {
	for _, elem := range list.Elts {
		v, ok := k.reference(elem, s).(*vertex)
		if ok {
			k.expand(v)
		}
		if defaultOf(elem) != nil || ok && v.marksDefault() {
			return elem.Pos()
		}
	}
	return token.NoPos
}

// alternative is one side of a disjunction, which may be one itself. In brackets it loses
// its default when that is all that it has.
func (k *constraints) alternative(e ast.Expr, s *scope) []*model.Rule {
	rules := k.alternatives(e, s)
	if inner, ok := e.(*ast.ParenExpr); ok && defaultOf(inner.X) != nil && len(distinct(rules)) == 1 {
		k.report(e.Pos(), "the default in these brackets is their only value, and CUE takes it for no default", "remove the brackets")
	}
	return rules
}

func (k *constraints) setWords(call *ast.CallExpr, s *scope) {
	if len(call.Args) != 1 {
		return
	}
	words, ok := k.expr(call.Args[0], s).constantString()
	if !ok {
		k.report(call.Pos(), "the words of a constraint are not constant", "write words that hold for every value; the value is shown with them")
		return
	}
	k.words = strings.TrimSuffix(words, ".")
}

// structure takes in a struct that is an alternative beside others.
func (k *constraints) structure(e *ast.StructLit, s *scope) []*model.Rule {
	v := &vertex{up: k.at.up, label: k.at.label}
	v.add(conjunct{expr: e, scope: s})
	if k.expand(v); !v.isStruct() {
		return k.leafRules(v)
	}
	t, _ := k.typeOfInput(v)
	k.setType(t, e)
	return []*model.Rule{{}}
}

// constant takes in a value that is allowed.
func (k *constraints) constant(e ast.Expr, s *scope) []*model.Rule {
	return k.constantRule(k.expr(e, s), e)
}

func (k *constraints) constantRule(x *value, e ast.Expr) []*model.Rule {
	v, ok := x.constant()
	if !ok {
		if x.typ != nil {
			k.report(e.Pos(), "this is not a type or a constant", "rules between inputs belong in _checks")
		}
		return nil
	}
	if v == nil {
		k.nullable()
		return nil
	}
	k.setType(&model.Type{Kind: x.typ.Kind, Elem: x.typ.Elem}, e)
	return []*model.Rule{{Equals: &model.Literal{Value: v}}}
}

func (k *constraints) nullable() {
	if k.typ == nil {
		k.typ = &model.Type{}
	}
	k.typ.Nullable = true
}

// setType notes the kind. All alternatives of an input have the same one.
func (k *constraints) setType(t *model.Type, at ast.Node) {
	switch {
	case k.typ == nil:
		k.typ = t
	case k.typ.Kind == "":
		n := *t
		n.Nullable = true
		k.typ, k.typeRules[&n] = &n, k.typeRules[t]
	case k.typ.Kind == model.Record && t.Kind == model.Record:
		if !k.failed {
			k.report(at.Pos(), k.at.label+" is one of several structs", "a Terraform variable has one type: write one struct, its fields marked with ? where they may be missing, and rules in _checks")
		}
		k.failed = true
	case k.typ.Kind != t.Kind:
		if !k.failed {
			k.report(at.Pos(), fmt.Sprintf("%s is a %s or a %s", k.at.label, k.typ.Kind, t.Kind), "a Terraform variable has one type; make two inputs")
		}
		k.failed = true
	case t.Elem != nil && (k.typ.Elem == nil || k.typ.Elem.Constraint == nil):
		k.typ.Elem = t.Elem
	}
}
