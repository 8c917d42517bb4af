package compile

import (
	"fmt"
	"math"
	"regexp"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/format"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// comparisons are the bounds on numbers.
var comparisons = map[token.Token]model.Op{
	token.GEQ: model.OpMoreEq, token.LEQ: model.OpLessEq, token.GTR: model.OpMore, token.LSS: model.OpLess,
}

// bound is the condition for >=n, =~"…" and so on. The bound may depend on the input.
func (t *limits) bound(e *ast.UnaryExpr, s *scope) *model.Expr {
	x := t.boundary(e, s)
	if x.typ == nil {
		return nil
	}
	switch op := comparisons[e.Op]; {
	case e.Op == token.NEQ && (x.typ.Kind == model.Null || x.typ.Kind == t.subject.typ.Kind && isScalar(x.typ)):
		return t.comparison(model.OpNotEqual, x)
	case e.Op == token.MAT || e.Op == token.NMAT:
		if t.subject.typ.Kind == model.String && x.typ.Kind == model.String {
			t.pattern(x, e.X.Pos())
			return t.match(x, e.Op == token.MAT)
		}
	case op != "" && t.subject.typ.Kind == model.String && x.typ.Kind == model.String:
		return t.textOrder(op, t.subject, x).expr
	case op != "" && t.subject.typ.Kind == model.Number && x.typ.Kind == model.Number:
		return t.compare(op, x)
	}
	t.report(e.Pos(), fmt.Sprintf("%s is no constraint on %s here", sourceText(e), kindName(t.subject.typ)), "write bounds on numbers, and patterns on strings")
	return nil
}

func (t *limits) match(re *value, wanted bool) *model.Expr {
	call := &model.Expr{Op: model.OpCall, Name: "regexp_match", Args: []*model.Expr{re.expr, t.subject.expr}, Kind: model.Bool, Pos: re.expr.Pos}
	met := t.fold(newValue(call, boolean()))
	if !wanted {
		return met.expr.Negate()
	}
	return met.expr
}

// compare is a bound on a number, unless the input's own constraint says as much.
func (t *limits) compare(op model.Op, bound *value) *model.Expr {
	if n, ok := bound.constant(); ok && impliedBound(t.subject.typ.Constraint, op, n) {
		return model.NewLiteral(true)
	}
	return t.comparison(op, bound)
}

// impliedBound reports whether every number that the constraint accepts is within the
// bound.
func impliedBound(k *model.Constraint, op model.Op, bound model.Value) bool {
	n, ok := bound.(int64)
	if !ok || k == nil {
		return false
	}
	for _, r := range k.AnyOf {
		low, high := int64(math.MinInt64), int64(math.MaxInt64)
		if r.Min != nil {
			low = *r.Min
		}
		if r.Max != nil {
			high = *r.Max
		}
		if r.Equals != nil {
			v, _ := r.Equals.Value.(int64)
			low, high = v, v
		}
		within := map[model.Op]bool{model.OpMoreEq: low >= n, model.OpMore: low > n, model.OpLessEq: high <= n, model.OpLess: high < n}
		if !within[op] {
			return false
		}
	}
	return len(k.AnyOf) > 0
}

// validator is the condition for list.MinItems(n), strings.MaxRunes(n), or([…]) and
// and([…]).
func (t *limits) validator(e *ast.CallExpr, s *scope) *model.Expr {
	name, _ := t.compiler.reference(e.Fun, s).(builtin)
	if !validators[name] || name == "list.UniqueItems" && len(e.Args) > 0 || name == "math.MultipleOf" && len(e.Args) > 1 {
		return t.equal(t.expr(e, s), e)
	}
	if name == "or" || name == "and" {
		return t.listed(name, e, s)
	}
	if name == "list.UniqueItems" {
		return t.unique(e)
	}
	if name == "math.MultipleOf" && len(e.Args) == 1 && t.subject.typ.Kind == model.Number {
		n, ok := t.multipleOf(e, s)
		if !ok {
			return nil
		}
		return t.multiple(t.subject, n)
	}
	if len(e.Args) != 1 || !counts[name] {
		return nil
	}
	n := t.want(model.Number, t.expr(e.Args[0], s), e.Args[0].Pos())
	if n.typ == nil {
		return nil
	}
	switch name {
	case "list.MinItems", "struct.MinFields":
		return t.size(model.OpMoreEq, n, e)
	case "list.MaxItems", "struct.MaxFields":
		return t.size(model.OpLessEq, n, e)
	case "strings.MinRunes", "strings.MaxRunes":
		if re := t.runes(name, n, e); re != nil && t.subject.typ.Kind == model.String {
			return t.match(re, true)
		}
	}
	return nil
}

// counts are the validators whose argument is a number.
var counts = map[builtin]bool{
	"list.MinItems": true, "list.MaxItems": true, "struct.MinFields": true, "struct.MaxFields": true,
	"strings.MinRunes": true, "strings.MaxRunes": true,
}

// unique is the condition that a list has no element twice.
func (t *limits) unique(e ast.Expr) *model.Expr {
	if t.subject.typ.Kind != model.List {
		t.report(e.Pos(), sourceText(e)+" is no constraint on "+kindName(t.subject.typ), "remove it")
		return nil
	}
	all := &model.Expr{Op: model.OpCall, Name: "unique", Args: []*model.Expr{t.subject.expr}, Pos: Position(e.Pos())}
	return t.fold(newValue(all, &model.Type{Kind: model.Bool})).expr
}

func (t *limits) size(op model.Op, n *value, e ast.Expr) *model.Expr {
	if t.subject.typ.Kind != model.List && !isMapping(t.subject.typ) {
		t.report(e.Pos(), sourceText(e)+" is no constraint on "+kindName(t.subject.typ), "remove it")
		return nil
	}
	length := &model.Expr{Op: model.OpCall, Name: "length", Args: []*model.Expr{t.subject.expr}, Kind: model.Number, Pos: Position(e.Pos())}
	counted := limits{compiler: t.compiler, subject: t.fold(newValue(length, &model.Type{Kind: model.Number}))}
	return counted.comparison(op, n)
}

// maxRepeat is the largest number of repetitions in a regular expression of RE2.
const maxRepeat = 1000

// runes is the pattern that says how many characters a string has.
func (c *compiler) runes(name builtin, n *value, e ast.Expr) *value {
	constant, ok := n.constant()
	count, _ := constant.(int64)
	if !ok || count < 0 || count > maxRepeat {
		c.report(e.Pos(), "the number of characters is not a constant from 0 to 1000", `write a smaller number, or several patterns`)
		return nil
	}
	re := literalValue(fmt.Sprintf("^(?s:.{0,%d})$", count))
	if name == "strings.MinRunes" {
		re = literalValue(fmt.Sprintf("^(?s:.{%d})", count))
	}
	re.expr.Pos = Position(e.Pos())
	return re
}

// listed is the condition for or([…]) and and([…]), whose list is constant in length.
func (t *limits) listed(name builtin, e *ast.CallExpr, s *scope) *model.Expr {
	if len(e.Args) != 1 {
		return nil
	}
	items, ok := t.constantItems(e.Args[0], s)
	if !ok {
		t.report(e.Args[0].Pos(), "the list of "+string(name)+" is not constant", "write the alternatives out")
		return nil
	}
	op, all := model.OpAnd, model.NewLiteral(true)
	if name == "or" {
		op, all = model.OpOr, model.NewLiteral(false)
	}
	for _, i := range items {
		var met *model.Expr
		switch v := i.value.(type) {
		case *value:
			met = t.equal(v, e)
		case *vertex:
			t.expand(v)
			if !v.isStruct() {
				met = t.vertex(v, e)
			}
		}
		all = t.both(op, all, met)
	}
	return all
}

// sourceText is an expression as it stands in the contract, on one line.
func sourceText(e ast.Expr) string {
	text, err := format.Node(e)
	if err != nil {
		return "what the contract says"
	}
	return regexp.MustCompile(`\s+`).ReplaceAllString(string(text), " ")
}
