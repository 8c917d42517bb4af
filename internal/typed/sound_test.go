package typed_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// What is known of an expression is so for each input: an evaluator of these tests' own finds
// no error where none may be, and no null, and a negation is the opposite.
func TestSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := inputs{
			"count":  rapid.Int64Range(0, 2).Draw(t, "count"),
			"limit":  rapid.SampledFrom([]model.Value{nil, int64(0), int64(1)}).Draw(t, "limit"),
			"object": rapid.SampledFrom([]model.Value{nil, model.Object{{Key: "port", Value: int64(1)}, {Key: "size", Value: nil}}, model.Object{{Key: "port", Value: int64(1)}, {Key: "size", Value: int64(2)}}}).Draw(t, "object"),
		}
		cond, e := conditions(2).Draw(t, "condition"), values(3).Draw(t, "expression")
		holds := in.eval(cond)
		opposite := in.eval(typed.Negate(cond))
		if holds.failed != opposite.failed || !holds.failed && holds.value == opposite.value {
			t.Fatalf("%s is %v, and %s is %v", text(cond), holds, text(typed.Negate(cond)), opposite)
		}
		facts := typed.Facts{}
		if holds.value == true {
			facts = facts.Present(cond).Given(cond)
		}
		got := in.eval(e)
		switch value, known := facts.Known(e); {
		case got.failed && !facts.MayFail(e):
			t.Fatalf("%s is an error where %s is %v", text(e), text(cond), holds)
		case !got.failed && got.value == nil && !facts.Null(e):
			t.Fatalf("%s is null where %s is %v", text(e), text(cond), holds)
		case known && !got.failed && got.value != value:
			t.Fatalf("%s is %v where %s is %v", text(e), got, text(cond), holds)
		}
	})
}

var sized = typed.NewInput("object", typed.OfField(&model.Field{Optional: true, Type: &model.Type{Kind: model.Record, Fields: []*model.Field{
	{Name: "port", Type: &model.Type{Kind: model.Number}},
	{Name: "size", Type: &model.Type{Kind: model.Number}, Optional: true},
}}}, false))

func values(depth int) *rapid.Generator[typed.Expr] {
	return rapid.OneOf(numbers(depth), conditions(depth))
}

func numbers(depth int) *rapid.Generator[typed.Expr] {
	return rapid.Custom(func(t *rapid.T) typed.Expr {
		if depth == 0 || rapid.Bool().Draw(t, "leaf") {
			return rapid.SampledFrom([]typed.Expr{number(1), count, limit, typed.NewGet(sized, "port", ""), typed.NewGet(sized, "size", "")}).Draw(t, "number")
		}
		x, y := numbers(depth-1).Draw(t, "x"), numbers(depth-1).Draw(t, "y")
		switch rapid.SampledFrom([]string{"add", "if", "try"}).Draw(t, "form") {
		case "add":
			return typed.NewBinary(model.OpAdd, x, y)
		case "if":
			return typed.NewIf(conditions(depth-1).Draw(t, "cond"), x, y)
		}
		return try(x, number(0))
	})
}

func conditions(depth int) *rapid.Generator[typed.Expr] {
	return rapid.Custom(func(t *rapid.T) typed.Expr {
		if depth == 0 || rapid.Bool().Draw(t, "leaf") {
			size := typed.NewGet(sized, "size", "")
			return rapid.SampledFrom([]typed.Expr{notNull(sized), notNull(limit), notNull(size), typed.NewHas(size, notNull(size)), more(size, count), more(count, limit)}).Draw(t, "condition")
		}
		x, y := conditions(depth-1).Draw(t, "x"), conditions(depth-1).Draw(t, "y")
		switch rapid.SampledFrom([]string{"and", "or", "not", "guard", "unless", "try", "compare"}).Draw(t, "form") {
		case "and":
			return and(x, y)
		case "or":
			return or(x, y)
		case "not":
			return typed.NewNot(x)
		case "guard":
			return typed.NewIf(x, y, typed.False)
		case "unless":
			return typed.NewIf(x, typed.True, y)
		case "try":
			return try(x, typed.NewLiteral(rapid.Bool().Draw(t, "otherwise")))
		}
		op := rapid.SampledFrom([]model.Op{model.OpEqual, model.OpNotEqual, model.OpLess, model.OpLessEq, model.OpMore, model.OpMoreEq}).Draw(t, "op")
		return typed.NewBinary(op, numbers(depth-1).Draw(t, "a"), numbers(depth-1).Draw(t, "b"))
	})
}

// inputs evaluate expressions of scalars and attributes as a strict evaluator does.
type inputs map[string]model.Value

// answer is a value or an error.
type answer struct {
	value  model.Value
	failed bool
}

var failure = answer{failed: true}

func (in inputs) eval(e typed.Expr) answer {
	switch e := e.(type) {
	case *typed.Literal:
		return answer{value: e.Value}
	case *typed.Input:
		return answer{value: in[e.Name]}
	case *typed.Has:
		return in.eval(e.Test)
	case *typed.Get:
		object, ok := in.eval(e.Of).value.(model.Object)
		if !ok {
			return failure
		}
		v, _ := object.Get(e.Name)
		return answer{value: v}
	case *typed.Not:
		return in.truth(e.X, func(x bool) answer { return answer{value: !x} })
	case *typed.Logic:
		return in.truth(e.X, func(x bool) answer {
			return in.truth(e.Y, func(y bool) answer {
				return answer{value: e.Op == model.OpAnd && x && y || e.Op == model.OpOr && (x || y)}
			})
		})
	case *typed.If:
		return in.truth(e.Cond, func(cond bool) answer { return in.eval(e.Branch(cond)) })
	case *typed.Call: // of try
		if got := in.eval(e.Args[0]); !got.failed {
			return got
		}
		return in.eval(e.Args[1])
	case *typed.Binary:
		return in.binary(e)
	}
	panic("the generators make no such expression")
}

func (in inputs) truth(e typed.Expr, then func(bool) answer) answer {
	if b, ok := in.eval(e).value.(bool); ok {
		return then(b)
	}
	return failure
}

func (in inputs) binary(e *typed.Binary) answer {
	x, y := in.eval(e.X), in.eval(e.Y)
	if x.failed || y.failed {
		return failure
	}
	a, isA := x.value.(int64)
	b, isB := y.value.(int64)
	switch equal := model.Equal(x.value, y.value); {
	case e.Op == model.OpEqual || e.Op == model.OpNotEqual:
		return answer{value: equal == (e.Op == model.OpEqual)}
	case !isA || !isB:
		return failure
	case e.Op == model.OpAdd:
		return answer{value: a + b}
	default:
		return answer{value: map[model.Op]bool{model.OpLess: a < b, model.OpLessEq: a <= b, model.OpMore: a > b, model.OpMoreEq: a >= b}[e.Op]}
	}
}
