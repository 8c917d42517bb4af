package terraform

import (
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// countLoops counts the for clauses.
func countLoops(clauses []*model.Clause) int {
	n := 0
	for _, c := range clauses {
		if c.For != nil {
			n++
		}
	}
	return n
}

// loops is one for expression per for clause, nested. The ifs before a for guard it, those
// after it filter. uses says which variables the value mentions.
func (s *scope) loops(clauses []*model.Clause, value func(*scope) code, uses func(string) bool) code {
	if !hasFor(clauses) {
		return value(s)
	}
	guards, loop, filters, rest := splitLoop(clauses)
	outer := s.conditions(guards)
	if outer != nil && !s.mayFail(loop.In) && !s.typeOf(loop.In).null {
		filters, outer = slices.Concat(guards, filters), nil
	}
	used := func(name string) bool {
		return uses(name) || clausesMention(filters, name) || clausesMention(rest, name)
	}
	inner := s.loop(loop)
	cond := inner.conditions(filters)
	body := inner.present(cond).loops(rest, value, uses)
	c := s.forList(loop, inner, body, cond, used)
	if outer != nil {
		c = s.guarded(outer, c, postfix("[]"))
	}
	return c
}

// splitLoop splits clauses into the ifs before the first for, the for, the ifs after it,
// and what follows from the next for on.
func splitLoop(clauses []*model.Clause) (guards []*model.Clause, loop *model.For, filters, rest []*model.Clause) {
	isFor := func(c *model.Clause) bool { return c.For != nil }
	first := slices.IndexFunc(clauses, isFor)
	guards, loop, filters = clauses[:first], clauses[first].For, clauses[first+1:]
	if next := slices.IndexFunc(filters, isFor); next >= 0 {
		filters, rest = filters[:next], filters[next:]
	}
	return guards, loop, filters, rest
}

// forList is one list comprehension; "[for v in list : v]" is the list itself.
func (s *scope) forList(f *model.For, inner *scope, body code, cond *model.Expr, used func(string) bool) code {
	in := s.collection(f.In)
	kind := s.typeOf(f.In).kind
	if cond == nil && !in.multiline() {
		switch {
		case f.Value != "" && body.text == inner.vars[f.Value] && kind == model.List:
			return in
		case f.Value != "" && body.text == inner.vars[f.Value] && isObject(kind):
			return call("values", []code{in}, s.flat)
		case f.Key != "" && body.text == inner.vars[f.Key] && isObject(kind):
			return call("keys", []code{in}, s.flat)
		}
	}
	head := inner.forHead(f, in, used, isObject(kind))
	return inner.brackets("[", head+" : ", body, cond, "]")
}

// forHead is "for k, v in collection" with the variables that are in use.
func (s *scope) forHead(f *model.For, in code, used func(string) bool, object bool) string {
	key := f.Key != "" && used(f.Key)
	value := f.Value != "" && used(f.Value)
	switch {
	case key && !value && object:
		return "for " + s.vars[f.Key] + " in " + call("keys", []code{in}, s.flat).text
	case key:
		return "for " + s.vars[f.Key] + ", " + s.forValue(f) + " in " + in.text
	}
	return "for " + s.forValue(f) + " in " + in.text
}

func (s *scope) forValue(f *model.For) string {
	if f.Value == "" {
		return s.fresh("v")
	}
	return s.vars[f.Value]
}

// brackets lays out a for expression, on three lines if it is wide.
func (s *scope) brackets(left, head string, body code, cond *model.Expr, right string) code {
	text, filter := head+body.closed(false), ""
	if cond != nil {
		filter = "if " + s.expr(cond).text
	}
	line := text
	if filter != "" {
		line += " " + filter
	}
	pad := ""
	if left == "{" {
		pad = " "
	}
	if s.flat || len(line)+s.narrow <= wideExpression && !strings.Contains(line, "\n") {
		return postfix(left + pad + line + pad + right)
	}
	if filter != "" {
		text += "\n" + filter
	}
	return postfix(left + "\n" + text + "\n" + right)
}
