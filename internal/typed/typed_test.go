package typed_test

import (
	"testing"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// The inputs of the tests: an optional object with a required and an optional attribute, a
// list of such objects, a number, and a number or null.
var (
	objectType = &model.Type{Kind: model.Record, Fields: []*model.Field{
		{Name: "port", Type: &model.Type{Kind: model.Number}},
		{Name: "host", Type: &model.Type{Kind: model.String}, Optional: true},
	}}
	object = typed.NewInput("object", typed.OfField(&model.Field{Type: objectType, Optional: true}, false))
	list   = typed.NewInput("list", typed.OfField(&model.Field{Type: &model.Type{Kind: model.List, Elem: objectType}}, false))
	raw    = typed.NewInput("raw", typed.OfField(&model.Field{Type: &model.Type{Kind: model.List, Elem: objectType}}, true))
	count  = typed.NewInput("count", &typed.Type{Kind: model.Number})
	limit  = typed.NewInput("limit", &typed.Type{Kind: model.Number, Null: true})
	given  = typed.NewInput("given", &typed.Type{Kind: model.Record, Null: true, Given: objectType})

	port = typed.NewGet(object, "port", "")
	host = typed.NewGet(object, "host", "")
)

// Functions of a target.
var (
	tryFunction = &typed.Function{Name: "try", Result: typed.First, TakesNull: true, Catches: true, FallsBack: true}
	toText      = &typed.Function{Name: "text", Result: typed.Converts(model.String)}
	encode      = &typed.Function{Name: "encode", Result: typed.Always(model.String), TakesNull: true}
)

func try(e, otherwise typed.Expr) typed.Expr { return typed.NewCall(tryFunction, e, otherwise) }

func call(name string, args ...typed.Expr) typed.Expr {
	return typed.NewCall(typed.Contract(model.LookupFunction(name)), args...)
}

func number(n int64) typed.Expr { return typed.NewLiteral(n) }

func notNull(e typed.Expr) typed.Expr { return typed.NewBinary(model.OpNotEqual, e, typed.Null) }

func and(x, y typed.Expr) typed.Expr { return typed.NewLogic(model.OpAnd, x, y) }

func or(x, y typed.Expr) typed.Expr { return typed.NewLogic(model.OpOr, x, y) }

func more(x, y typed.Expr) typed.Expr { return typed.NewBinary(model.OpMore, x, y) }

// member is an element with a constant key, where the conditions hold.
func member(key string, value typed.Expr, conditions ...typed.Expr) *typed.Element {
	elem := &typed.Element{Key: typed.NewLiteral(key), Value: value}
	for _, c := range conditions {
		elem.Clauses = append(elem.Clauses, &typed.Clause{If: c})
	}
	return elem
}

// each is a list of what a value is for every element of a list.
func each(in typed.Expr, value func(v typed.Expr) typed.Expr, conditions ...func(v typed.Expr) typed.Expr) *typed.List {
	loop := typed.NewLoop("", "v", in)
	v := typed.NewVar(loop.Value)
	clauses := []*typed.Clause{{For: loop}}
	for _, c := range conditions {
		clauses = append(clauses, &typed.Clause{If: c(v)})
	}
	return typed.NewList([]*typed.Element{{Clauses: clauses, Value: value(v)}})
}

func portOf(v typed.Expr) typed.Expr { return typed.NewGet(v, "port", "") }

func TestNull(t *testing.T) {
	for _, test := range []struct {
		name  string
		e     typed.Expr
		under typed.Expr // nil for nothing
		want  bool
	}{
		{"optional input", limit, nil, true},
		{"required input", count, nil, false},
		{"under its own test", limit, notNull(limit), false},
		{"under the test of another", limit, notNull(object), true},
		{"attribute under its own test", host, notNull(host), false},
		{"under both of two conditions", host, and(notNull(object), notNull(host)), false},
		{"under one of two conditions", host, or(notNull(object), notNull(host)), true},
		{"under a test that caught an error", host, try(notNull(host), typed.False), false},
		{"under a test that an error passes", host, try(notNull(host), typed.True), true},
		{"under what took an attribute", object, try(more(port, number(1)), typed.False), false},
		{"under a guarded condition", host, typed.NewIf(notNull(object), notNull(host), typed.False), false},
		{"under what took it in a branch alone", object, try(typed.NewIf(more(count, number(1)), more(port, number(1)), typed.True), typed.False), true},
		{"both branches", typed.NewIf(typed.True, limit, count), notNull(limit), false},
		{"one branch", typed.NewIf(typed.True, limit, host), notNull(limit), true},
		{"converted", typed.NewCall(toText, limit), notNull(limit), false},
		{"as it is given, whatever was tested", given, notNull(given), true},
	} {
		var facts typed.Facts
		if test.under != nil {
			facts = facts.Present(test.under)
		}
		if got := facts.Null(test.e); got != test.want {
			t.Errorf("%s: %t", test.name, got)
		}
	}
}

func TestMayFail(t *testing.T) {
	local := typed.NewLocal("l", port)
	for _, test := range []struct {
		name  string
		e     typed.Expr
		under typed.Expr // nil for nothing
		want  bool
	}{
		{"input", limit, nil, false},
		{"attribute of what may be null", port, nil, true},
		{"attribute under the test of its object", port, notNull(object), false},
		{"element", typed.NewIndex(list, number(0), list.Type(), ""), nil, true},
		{"number or null is compared", more(limit, count), nil, true},
		{"number is compared", more(count, number(1)), nil, false},
		{"null is equal", typed.NewBinary(model.OpEqual, limit, count), nil, false},
		{"text has null in it", typed.NewText(typed.NewLiteral("x"), host), notNull(object), true},
		{"both operands are evaluated", and(notNull(object), more(port, number(1))), nil, true},
		{"one branch is evaluated", typed.NewIf(notNull(object), more(port, number(1)), typed.False), nil, false},
		{"the other branch is evaluated", typed.NewIf(notNull(object), typed.False, more(port, number(1))), nil, true},
		{"error is caught", try(port, number(1)), nil, false},
		{"function that takes null", typed.NewCall(encode, limit), nil, false},
		{"argument fails", typed.NewCall(encode, port), nil, true},
		{"function that does not take null", typed.NewCall(toText, limit), nil, true},
		{"partial function", call("atoi", typed.NewLiteral("1")), nil, true},
		{"total function", call("lower", typed.NewLiteral("A")), nil, false},
		{"match of a pattern", call("regexp_match", typed.NewLiteral("a"), host), nil, false},
		{"comprehension", each(list, portOf), nil, false},
		{"comprehension over elements that may be null", each(raw, portOf), nil, true},
		{"comprehension that passes over null", each(raw, portOf, notNull), nil, false},
		{"comprehension over null", each(limit, func(v typed.Expr) typed.Expr { return v }), nil, true},
		{"local has a failure of its own", typed.NewReference(local), nil, false},
		{"local in whose place its value stands", typed.NewInlined(local, port), nil, true},
		{"conversion", typed.NewConverted(given, typed.NewCall(toText, given), host.Type()), nil, true},
	} {
		var facts typed.Facts
		if test.under != nil {
			facts = facts.Present(test.under)
		}
		if got := facts.MayFail(test.e); got != test.want {
			t.Errorf("%s: %t", test.name, got)
		}
	}
}

func TestNegate(t *testing.T) {
	length := call("length", list)
	for _, test := range []struct {
		e    typed.Expr
		want string
	}{
		{typed.True, "false"},
		{typed.NewBinary(model.OpEqual, count, limit), "(count != limit)"},
		{typed.NewBinary(model.OpLess, count, limit), "(count >= limit)"},
		{more(length, number(0)), "(length(list) == 0)"},
		{more(length, number(1)), "(length(list) <= 1)"},
		{typed.NewNot(call("contains", list, count)), "contains(list, count)"},
		{call("contains", list, count), "!contains(list, count)"},
		{and(more(count, limit), typed.NewNot(call("contains", list, count))), "((count <= limit) or contains(list, count))"},
		{or(call("contains", list, count), call("contains", list, limit)), "!(contains(list, count) or contains(list, limit))"},
		{try(more(count, limit), typed.False), "try((count <= limit), true)"},
		{typed.NewIf(notNull(limit), more(limit, count), typed.False), "((limit != null) ? (limit <= count) : true)"},
		{typed.NewIf(notNull(limit), typed.True, more(count, limit)), "((limit == null) ? (count <= limit) : false)"},
		{typed.NewIf(notNull(limit), more(limit, count), typed.True), "((limit != null) ? (limit <= count) : false)"},
	} {
		if got := text(typed.Negate(test.e)); got != test.want {
			t.Errorf("%s: %s, want %s", text(test.e), got, test.want)
		}
	}
}

func TestSame(t *testing.T) {
	renamed := typed.NewLoop("", "other", list)
	other := typed.NewList([]*typed.Element{{Clauses: []*typed.Clause{{For: renamed}}, Value: portOf(typed.NewVar(renamed.Value))}})
	for _, test := range []struct {
		name string
		a, b typed.Expr
		want bool
	}{
		{"structure", more(port, number(1)), more(typed.NewGet(object, "port", ""), number(1)), true},
		{"attribute", port, host, false},
		{"operator", more(count, limit), typed.NewBinary(model.OpMoreEq, count, limit), false},
		{"literal", number(1), number(2), false},
		{"function", call("lower", host), call("upper", host), false},
		{"own variable of another name", each(list, portOf), other, true},
		{"variables of two loops", portOf(typed.NewVar(typed.NewVariable("v", typed.Unknown))), portOf(typed.NewVar(typed.NewVariable("v", typed.Unknown))), false},
		{"condition of an element", each(list, portOf), each(list, portOf, notNull), false},
		{"test for an attribute", typed.NewHas(host, notNull(host)), notNull(host), true},
		{"no attribute", typed.NewNot(typed.NewHas(host, notNull(host))), typed.NewBinary(model.OpEqual, host, typed.Null), true},
	} {
		if got := typed.Same(test.a, test.b); got != test.want {
			t.Errorf("%s: %t", test.name, got)
		}
	}
}

func TestKnown(t *testing.T) {
	x, y := more(count, number(1)), notNull(limit)
	for _, test := range []struct {
		name         string
		given, asked typed.Expr
		value, known bool
	}{
		{"itself", x, x, true, true},
		{"its negation", x, typed.Negate(x), false, true},
		{"another", x, y, false, false},
		{"a part", and(x, y), y, true, true},
		{"parts in another order", and(x, y), and(y, x), true, true},
		{"the first part and another", x, and(x, y), false, false},
		{"a part that does not hold", typed.Negate(y), and(x, y), false, true},
		{"one of two", or(x, y), x, false, false},
		{"a guarded part", typed.NewIf(y, x, typed.False), x, true, true},
		{"a part that may be skipped", typed.NewIf(y, x, typed.True), x, false, false},
	} {
		value, known := typed.Facts{}.Given(test.given).Known(test.asked)
		if value != test.value || known != test.known {
			t.Errorf("%s: %t, %t", test.name, value, known)
		}
	}
}

// Where a condition holds, elements under it lose it and those under its negation go.
func TestLive(t *testing.T) {
	on, off := more(count, number(1)), typed.NewBinary(model.OpLessEq, count, number(1))
	elems := []*typed.Element{member("always", count), member("on", count, on), member("off", count, off), member("both", count, on, notNull(limit))}
	for _, test := range []struct {
		under typed.Expr
		want  string
	}{
		{nil, "{always: count, if (count > 1) on: count, if (count <= 1) off: count, if (count > 1) if (limit != null) both: count}"},
		{on, "{always: count, on: count, if (limit != null) both: count}"},
		{off, "{always: count, off: count}"},
		{and(on, notNull(limit)), "{always: count, on: count, both: count}"},
	} {
		live := typed.NewObject(typed.Facts{}.Given(test.under).Live(elems))
		if got := text(live); got != test.want {
			t.Errorf("%s\nwant %s", got, test.want)
		}
	}
}
