package compile

import (
	"fmt"
	"regexp"
	"strconv"
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
	limited  bool
	failed   bool // the type has been reported
}

// add takes in one conjunct: a disjunction, which may hold the words for a refusal,
// a default and several alternatives.
func (k *constraints) add(e ast.Expr, s *scope) {
	var rules []*model.Rule
	anything := false
	for _, d := range disjuncts(e) {
		rule, ok := k.disjunct(d, s)
		if !ok {
			continue
		}
		if isUnlimited(rule) {
			anything = true
		}
		rules = append(rules, rule)
	}
	if anything || len(rules) == 0 {
		return
	}
	k.limited = true
	k.rules = product(k.rules, rules)
}

func isUnlimited(r *model.Rule) bool {
	return r.Equals == nil && r.Min == nil && r.Max == nil && len(r.Match)+len(r.NoMatch) == 0
}

// disjuncts are the alternatives of a disjunction.
func disjuncts(e ast.Expr) []ast.Expr {
	switch d := e.(type) {
	case *ast.ParenExpr:
		return disjuncts(d.X)
	case *ast.BinaryExpr:
		if d.Op == token.OR {
			return append(disjuncts(d.X), disjuncts(d.Y)...)
		}
	}
	return []ast.Expr{e}
}

// disjunct takes in one alternative. It is not ok for words, null and types that are
// no scalars, which limit nothing.
func (k *constraints) disjunct(e ast.Expr, s *scope) (*model.Rule, bool) {
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.MUL {
		k.setDefault(u.X, s)
		e = u.X
	}
	if call, ok := e.(*ast.CallExpr); ok && k.reference(call.Fun, s) == builtin("error") {
		k.setWords(call, s)
		return nil, false
	}
	rule := &model.Rule{}
	ok := k.conjunction(e, s, rule)
	return rule, ok
}

func (k *constraints) setDefault(e ast.Expr, s *scope) {
	x := k.expr(e, s)
	v, ok := x.constant()
	if !ok && x.typ != nil {
		k.report(e.Pos(), "the default depends on the input", "write a constant, or an empty default and a choice where the input is used")
		return
	}
	if k.fallback != nil && !model.Equal(k.fallback.Value, v) {
		k.report(e.Pos(), k.at.label+" has two defaults", "mark one of them with *")
	}
	k.fallback = &model.Literal{Value: v}
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

// conjunction takes in everything that one alternative demands at the same time.
func (k *constraints) conjunction(e ast.Expr, s *scope, rule *model.Rule) bool {
	switch e := e.(type) {
	case *ast.ParenExpr:
		if len(disjuncts(e.X)) > 1 {
			k.add(e.X, s)
			return false
		}
		return k.conjunction(e.X, s, rule)
	case *ast.BinaryExpr:
		if e.Op == token.AND {
			left := k.conjunction(e.X, s, rule)
			right := k.conjunction(e.Y, s, rule)
			return left || right
		}
	case *ast.UnaryExpr:
		if e.Op != token.SUB && e.Op != token.ADD {
			return k.bound(e, s, rule)
		}
	case *ast.ListLit:
		if isOpenList(e) {
			k.setType(k.listType(e, s), e)
			if k.fallback == nil {
				k.fallback = &model.Literal{Value: []model.Value{}}
			}
			return true
		}
	case *ast.CallExpr:
		return k.validator(e, s, rule)
	case *ast.Ident, *ast.SelectorExpr:
		return k.typeReference(e, s, rule)
	case *ast.StructLit:
		return k.structure(e, s)
	}
	return k.constant(e, s, rule)
}

// structure takes in a struct that is an alternative beside others.
func (k *constraints) structure(e *ast.StructLit, s *scope) bool {
	v := &vertex{up: k.at.up, label: k.at.label}
	v.add(conjunct{expr: e, scope: s})
	t, _ := k.typeOfInput(v)
	k.setType(t, e)
	return true
}

// constant takes in a value that is allowed.
func (k *constraints) constant(e ast.Expr, s *scope, rule *model.Rule) bool {
	x := k.expr(e, s)
	v, ok := x.constant()
	if !ok {
		if x.typ != nil {
			k.report(e.Pos(), "this is not a type or a constant", "rules between inputs belong in _checks")
		}
		return false
	}
	if v == nil {
		k.nullable()
		return false
	}
	if x.typ.Kind != model.Record || k.typ == nil {
		k.setType(&model.Type{Kind: x.typ.Kind, Elem: x.typ.Elem}, e)
	}
	rule.Equals = &model.Literal{Value: v}
	return true
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
		t.Nullable = true
		k.typ = t
	case k.typ.Kind != t.Kind:
		if !k.failed {
			k.report(at.Pos(), fmt.Sprintf("%s is a %s or a %s", k.at.label, k.typ.Kind, t.Kind), "a Terraform variable has one type; make two inputs")
		}
		k.failed = true
	case t.Elem != nil && (k.typ.Elem == nil || k.typ.Elem.Constraint == nil):
		k.typ.Elem = t.Elem
	}
}

// bound takes in =~"…", !~"…", >=n and so on.
func (k *constraints) bound(e *ast.UnaryExpr, s *scope, rule *model.Rule) bool {
	x := k.expr(e.X, s)
	v, _ := x.constant()
	switch e.Op {
	case token.MAT, token.NMAT:
		pattern, ok := v.(string)
		if !ok {
			k.report(e.X.Pos(), "the regular expression is not constant", "write a constant string")
			return false
		}
		k.pattern(x, e.X.Pos(), false)
		k.setType(&model.Type{Kind: model.String}, e)
		if e.Op == token.MAT {
			rule.Match = append(rule.Match, pattern)
		} else {
			rule.NoMatch = append(rule.NoMatch, pattern)
		}
		return true
	case token.NEQ:
		return k.notEqual(e, v, rule)
	}
	n, ok := v.(int64)
	if !ok {
		k.report(e.X.Pos(), "the bound is not a whole number", "write a whole number")
		return false
	}
	k.setType(&model.Type{Kind: model.Number}, e)
	switch e.Op {
	case token.GEQ:
		rule.Min = &n
	case token.GTR:
		n++
		rule.Min = &n
	case token.LEQ:
		rule.Max = &n
	case token.LSS:
		n--
		rule.Max = &n
	}
	return true
}

// notEqual takes in !="…".
func (k *constraints) notEqual(e *ast.UnaryExpr, v model.Value, rule *model.Rule) bool {
	s, ok := v.(string)
	if !ok {
		k.report(e.Pos(), "!= is only supported with a string here", "write bounds with >= and <=")
		return false
	}
	k.setType(&model.Type{Kind: model.String}, e)
	rule.NoMatch = append(rule.NoMatch, "^"+regexp.QuoteMeta(s)+"$")
	return true
}

// validator takes in list.MinItems and list.MaxItems.
func (k *constraints) validator(e *ast.CallExpr, s *scope, rule *model.Rule) bool {
	name, _ := k.reference(e.Fun, s).(builtin)
	if (name == "list.MinItems" || name == "list.MaxItems") && len(e.Args) == 1 {
		if v, _ := k.expr(e.Args[0], s).constant(); v != nil {
			if n, ok := v.(int64); ok {
				if name == "list.MinItems" {
					rule.Min = &n
				} else {
					rule.Max = &n
				}
				return true
			}
		}
	}
	if validators[name] || name == "" {
		k.report(e.Pos(), string(name)+" is not supported as a constraint", `write =~"…" with a regular expression, or a rule in _checks`)
		return false
	}
	return k.constant(e, s, rule)
}

// integers are CUE's names for ranges of whole numbers.
var integers = map[builtin][2]int64{
	"int8": {-1 << 7, 1<<7 - 1}, "int16": {-1 << 15, 1<<15 - 1}, "int32": {-1 << 31, 1<<31 - 1}, "int64": {-1 << 63, 1<<63 - 1},
	"uint8": {0, 1<<8 - 1}, "uint16": {0, 1<<16 - 1}, "uint32": {0, 1<<32 - 1},
}

// typeReference takes in a predeclared type, or a definition.
func (k *constraints) typeReference(e ast.Expr, s *scope, rule *model.Rule) bool {
	switch r := k.reference(e, s).(type) {
	case builtin:
		return k.predeclared(r, e, rule)
	case *vertex:
		if k.isInput(r) {
			k.report(e.Pos(), "the type of an input depends on another input", "write a rule in _checks")
			return false
		}
		return k.definition(r, e, s, rule)
	}
	return k.constant(e, s, rule)
}

func (k *constraints) predeclared(name builtin, e ast.Expr, rule *model.Rule) bool {
	switch name {
	case "string":
		k.setType(&model.Type{Kind: model.String}, e)
	case "bool":
		k.setType(&model.Type{Kind: model.Bool}, e)
	case "int":
		k.setType(&model.Type{Kind: model.Number}, e)
	case "uint":
		k.setType(&model.Type{Kind: model.Number}, e)
		rule.Min = new(int64)
	case "_":
	default:
		r, ok := integers[name]
		if !ok {
			k.report(e.Pos(), string(name)+" is not supported as the type of an input", "write string, bool, int with bounds, a list, a map or a struct")
			k.failed = true
			return false
		}
		k.setType(&model.Type{Kind: model.Number}, e)
		rule.Min, rule.Max = &r[0], &r[1]
	}
	return true
}

// definition takes in what a definition or hidden field says.
func (k *constraints) definition(v *vertex, e ast.Expr, s *scope, rule *model.Rule) bool {
	k.expand(v)
	if v.isStruct() {
		t, _ := k.typeOfInput(v)
		k.setType(t, e)
		return true
	}
	took := false
	for _, leaf := range v.leaves {
		if len(disjuncts(leaf.expr)) > 1 {
			k.add(leaf.expr, leaf.scope)
			continue
		}
		took = k.conjunction(leaf.expr, leaf.scope, rule) || took
	}
	return took
}

// product is the list of alternatives that meet one of a and one of b.
func product(a, b []*model.Rule) []*model.Rule {
	if a == nil {
		return b
	}
	var all []*model.Rule
	for _, r := range a {
		for _, s := range b {
			all = append(all, bothRules(r, s))
		}
	}
	return all
}

func bothRules(r, s *model.Rule) *model.Rule {
	both := *r
	if s.Equals != nil {
		both.Equals = s.Equals
	}
	if s.Min != nil && (both.Min == nil || *s.Min > *both.Min) {
		both.Min = s.Min
	}
	if s.Max != nil && (both.Max == nil || *s.Max < *both.Max) {
		both.Max = s.Max
	}
	both.Match = append(append([]string(nil), r.Match...), s.Match...)
	both.NoMatch = append(append([]string(nil), r.NoMatch...), s.NoMatch...)
	return &both
}

// result is the type and the default.
func (k *constraints) result() (*model.Type, *model.Literal) {
	if k.typ == nil || k.typ.Kind == "" {
		if !k.failed {
			k.report(k.at.pos(), k.at.label+" has no type", "write string, bool, int with bounds, a list, a map or a struct")
		}
		return &model.Type{Kind: model.String}, k.fallback
	}
	if k.limited {
		k.typ.Constraint = &model.Constraint{AnyOf: k.rules, Words: k.words, Pos: position(k.at.pos())}
		if k.words == "" {
			k.typ.Constraint.Words = describe(k.rules)
		}
	}
	if k.typ.Kind == model.Number {
		k.checkBounds()
	}
	return k.typ, k.fallback
}

// checkBounds demands bounds on a number, so that every number that CUE accepts fits
// in 64 bits.
func (k *constraints) checkBounds() {
	for _, r := range k.rules {
		if r.Equals == nil && (r.Min == nil || r.Max == nil) {
			k.report(k.at.pos(), k.at.label+" has no bounds", "write int & >=0 & <=100, or int32")
			return
		}
	}
	if len(k.rules) == 0 {
		k.report(k.at.pos(), k.at.label+" has no bounds", "write int & >=0 & <=100, or int32")
	}
}

// describe puts rules into words, for constraints that have none of their own.
func describe(rules []*model.Rule) string {
	parts := make([]string, len(rules))
	for i, r := range rules {
		parts[i] = describeRule(r)
	}
	return "must be " + strings.Join(parts, " or ")
}

func describeRule(r *model.Rule) string {
	if r.Equals != nil {
		return string(model.AppendJSON(nil, r.Equals.Value))
	}
	var parts []string
	switch {
	case r.Min != nil && r.Max != nil:
		parts = append(parts, fmt.Sprintf("from %d to %d", *r.Min, *r.Max))
	case r.Min != nil:
		parts = append(parts, "at least "+strconv.FormatInt(*r.Min, 10))
	case r.Max != nil:
		parts = append(parts, "at most "+strconv.FormatInt(*r.Max, 10))
	}
	for _, re := range r.Match {
		parts = append(parts, "a match of "+re)
	}
	for _, re := range r.NoMatch {
		parts = append(parts, "no match of "+re)
	}
	return strings.Join(parts, " and ")
}
