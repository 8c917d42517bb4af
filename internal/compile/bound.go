package compile

import (
	"math"
	"regexp"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// bound takes in =~"…", !~"…", >=n and so on.
func (k *constraints) bound(e *ast.UnaryExpr, s *scope) []*model.Rule {
	if isComparison(e.Op) && len(k.bounding(e.X, s)) > 0 {
		return k.dependent(e)
	}
	x := k.boundary(e, s)
	v, _ := x.constant()
	switch bound := v.(type) {
	case string:
		return k.stringBound(e, x, bound)
	case int64:
		return k.numberBound(e, bound)
	}
	if x.typ != nil {
		k.report(e.X.Pos(), "the bound is not a constant string or whole number", "write a constant")
	}
	return nil
}

// boundary is the operand of a bound. A pattern that has a name keeps it in Terraform, and the
// comment on it too.
func (c *compiler) boundary(e *ast.UnaryExpr, s *scope) (x *value) {
	notes := c.noted(func() { x = c.expr(e.X, s) })
	if v, named := c.reference(e.X, s).(*vertex); !named || c.texts[v] == nil {
		c.note(notes)
	}
	return x
}

func (k *constraints) stringBound(e *ast.UnaryExpr, x *value, bound string) []*model.Rule {
	k.setType(&model.Type{Kind: model.String}, e)
	switch e.Op {
	case token.MAT:
		k.pattern(x, e.X.Pos())
		return []*model.Rule{{Match: []string{bound}}}
	case token.NMAT:
		k.pattern(x, e.X.Pos())
		return []*model.Rule{{NoMatch: []string{bound}}}
	case token.NEQ:
		return []*model.Rule{{NoMatch: []string{"^" + regexp.QuoteMeta(bound) + "$"}}}
	}
	return k.textBound(e, bound)
}

func (k *constraints) numberBound(e *ast.UnaryExpr, bound int64) []*model.Rule {
	k.setType(&model.Type{Kind: model.Number}, e)
	switch e.Op {
	case token.GEQ:
		return []*model.Rule{{Min: &bound}}
	case token.LEQ:
		return []*model.Rule{{Max: &bound}}
	case token.GTR:
		if bound < math.MaxInt64 {
			bound++
			return []*model.Rule{{Min: &bound}}
		}
	case token.LSS:
		if bound > math.MinInt64 {
			bound--
			return []*model.Rule{{Max: &bound}}
		}
	case token.NEQ:
		if bound > math.MinInt64 && bound < math.MaxInt64 {
			below, above := bound-1, bound+1
			return []*model.Rule{{Max: &below}, {Min: &above}}
		}
	}
	k.report(e.Pos(), "this bound is not supported", "write bounds with >= and <=")
	return nil
}

// call takes in the words of a constraint, list.MinItems and list.MaxItems.
func (k *constraints) call(e *ast.CallExpr, s *scope) []*model.Rule {
	name, _ := k.reference(e.Fun, s).(builtin)
	switch {
	case name == "error":
		k.setWords(e, s)
		return nil
	case (name == "list.MinItems" || name == "list.MaxItems") && len(e.Args) == 1:
		v, _ := k.expr(e.Args[0], s).constant()
		n, ok := v.(int64)
		if !ok {
			k.report(e.Pos(), "the number of items is not constant", "write a whole number")
			return nil
		}
		if name == "list.MinItems" {
			return []*model.Rule{{Min: &n}}
		}
		return []*model.Rule{{Max: &n}}
	case (name == "strings.MinRunes" || name == "strings.MaxRunes") && len(e.Args) == 1:
		re := k.runes(name, k.expr(e.Args[0], s), e)
		if re == nil {
			return nil
		}
		pattern, _ := re.constantString()
		k.setType(&model.Type{Kind: model.String}, e)
		return []*model.Rule{{Match: []string{pattern}}}
	case name == "math.MultipleOf" && len(e.Args) == 1:
		return k.numberMultiple(e, s)
	case (name == "net.InCIDR" || name == "time.Format") && len(e.Args) == 1:
		what := map[builtin]string{"net.InCIDR": "block of IPv4, such as \"10.0.0.0/8\"", "time.Format": "layout of RFC 3339, or a part of one"}[name]
		k.report(e.Pos(), string(name)+" is not that of a constant "+what, `write =~"…" with a regular expression, or a rule in _checks`)
		k.failed = true
		return nil
	case (name == "or" || name == "and") && len(e.Args) == 1:
		return k.listed(name, e, s)
	case validators[name] || name == "":
		k.report(e.Pos(), string(name)+" is not supported as a constraint", `write =~"…" with a regular expression, or a rule in _checks`)
		return nil
	}
	return k.constant(e, s)
}

// integers are CUE's names for ranges of whole numbers.
var integers = map[builtin][2]int64{
	"int8": {-1 << 7, 1<<7 - 1}, "int16": {-1 << 15, 1<<15 - 1}, "int32": {-1 << 31, 1<<31 - 1}, "int64": {-1 << 63, 1<<63 - 1},
	"uint8": {0, 1<<8 - 1}, "uint16": {0, 1<<16 - 1}, "uint32": {0, 1<<32 - 1},
}

// typeReference takes in a predeclared type, or a definition.
func (k *constraints) typeReference(e ast.Expr, s *scope) []*model.Rule {
	switch r := k.reference(e, s).(type) {
	case builtin:
		return k.predeclared(r, e)
	case *vertex:
		if k.isPartOfInput(r) {
			k.failed = true
			k.report(e.Pos(), "the type of an input depends on another input", "write a rule in _checks")
			return nil
		}
		return k.definition(r, e)
	}
	return k.constant(e, s)
}

func (k *constraints) predeclared(name builtin, e ast.Expr) []*model.Rule {
	rule := &model.Rule{}
	switch name {
	case "string":
		k.setType(&model.Type{Kind: model.String}, e)
	case "bool":
		k.setType(&model.Type{Kind: model.Bool}, e)
	case "int":
		k.setType(&model.Type{Kind: model.Number}, e)
	case "uint", "uint64":
		k.setType(&model.Type{Kind: model.Number}, e)
		rule.Min = new(int64)
	case "_":
	default:
		r, ok := integers[name]
		if !ok {
			k.failed = true
			k.report(e.Pos(), string(name)+" is not supported as the type of an input", typeInstead(name))
			return nil
		}
		k.setType(&model.Type{Kind: model.Number}, e)
		rule.Min, rule.Max = &r[0], &r[1]
	}
	return []*model.Rule{rule}
}

// typeInstead says what to write for a type that Terraform's variables do not have.
func typeInstead(name builtin) string {
	switch {
	case name == "float" || name == "number":
		return `write int with bounds, in a smaller unit such as percent, or a string with a pattern: =~"^[0-9]+[.][0-9]+$"`
	case name == "list.UniqueItems":
		return `write a rule in _checks: if !list.UniqueItems(x) {twice: error("x: …")}`
	case strings.Contains(string(name), "."):
		return `write a string with a pattern: =~"^…$"`
	}
	return "write string, bool, int, a list, a map or a struct"
}

// definition takes in what a definition or hidden field says.
func (k *constraints) definition(v *vertex, e ast.Expr) []*model.Rule {
	k.expand(v)
	if !v.defined() && !v.anonymous {
		k.report(e.Pos(), v.name()+" is only a constraint", "leave its ? out")
	}
	if v.isStruct() {
		t, _ := k.typeOfInput(v)
		k.setType(t, e)
		return []*model.Rule{{}}
	}
	return k.leafRules(v)
}

// leafRules are the alternatives of what all leaves of v say together.
func (k *constraints) leafRules(v *vertex) []*model.Rule {
	var rules []*model.Rule
	before := k.besides
	for _, leaf := range v.leaves {
		rules = product(rules, k.alternatives(leaf.expr, leaf.scope))
	}
	for _, leaf := range v.leaves {
		k.textOnly(before, leaf.scope, leaf.expr)
	}
	return rules
}

// listed takes in or([…]) and and([…]) over a constant list.
func (k *constraints) listed(name builtin, e *ast.CallExpr, s *scope) (rules []*model.Rule) {
	items, ok := k.constantItems(e.Args[0], s)
	if !ok || len(items) == 0 {
		k.report(e.Args[0].Pos(), "the list of "+string(name)+" is not constant", "write the alternatives out")
		return nil
	}
	for _, i := range items {
		var of []*model.Rule
		switch v := i.value.(type) {
		case *value:
			of = k.constantRule(v, e)
		case *vertex:
			k.expand(v)
			of = k.leafRules(v)
		}
		if name == "and" {
			rules = product(rules, of)
			continue
		}
		rules = append(rules, of...)
	}
	return rules
}
