package model

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"testing"
)

// declared are the values of the constants of a type, as a file of the source has them.
func declared(t *testing.T, name, typ string) (values []string) {
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if of, ok := spec.Type.(*ast.Ident); ok && of.Name == typ {
			for _, value := range spec.Values {
				s, err := strconv.Unquote(value.(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				values = append(values, s)
			}
		}
		return false
	})
	return values
}

func TestEveryOperationHasARow(t *testing.T) {
	var rows []string
	for _, o := range Operations() {
		rows = append(rows, string(o.Op))
	}
	if ops := declared(t, "expr.go", "Op"); len(ops) < 20 || !slices.Equal(ops, rows) {
		t.Errorf("declared are %q, the table has %q", ops, rows)
	}
}

// examples are an expression for each operation, in which x is 2, and its value.
var examples = map[Op]struct {
	expr *Expr
	want Value
}{
	OpLiteral:  {lit("a"), "a"},
	OpInput:    {input("x"), int64(2)},
	OpLocal:    {local("l"), "local"},
	OpVar:      {&Expr{Op: OpList, Elems: []*Element{{Clauses: []*Clause{{For: &For{Value: "v", In: lit([]Value{"a", "b"})}}}, Value: variable("v")}}}, []Value{"a", "b"}},
	OpGet:      {&Expr{Op: OpGet, Name: "k", Args: []*Expr{lit(Object{{Key: "k", Value: "v"}})}}, "v"},
	OpIndex:    {expr(OpIndex, lit([]Value{"a", "b", "c"}), input("x")), "c"},
	OpHas:      {&Expr{Op: OpHas, Name: "x"}, true},
	OpGiven:    {&Expr{Op: OpGiven, Name: "k", Args: []*Expr{lit(Object{{Key: "k", Value: "v", Default: true}})}}, false},
	OpHasKey:   {expr(OpHasKey, lit(Object{{Key: "k", Value: "v"}}), lit("other")), false},
	OpText:     {expr(OpText, lit("n="), input("x")), "n=2"},
	OpIf:       {expr(OpIf, expr(OpEqual, input("x"), lit(int64(2))), lit("two"), lit("other")), "two"},
	OpNot:      {expr(OpNot, lit(true)), false},
	OpAnd:      {expr(OpAnd, lit(true), lit(false)), false},
	OpOr:       {expr(OpOr, lit(true), lit(false)), true},
	OpEqual:    {expr(OpEqual, input("x"), lit(int64(2))), true},
	OpNotEqual: {expr(OpNotEqual, input("x"), lit(int64(2))), false},
	OpLess:     {expr(OpLess, input("x"), lit(int64(2))), false},
	OpLessEq:   {expr(OpLessEq, input("x"), lit(int64(2))), true},
	OpMore:     {expr(OpMore, input("x"), lit(int64(2))), false},
	OpMoreEq:   {expr(OpMoreEq, input("x"), lit(int64(2))), true},
	OpAdd:      {expr(OpAdd, input("x"), lit(int64(3))), int64(5)},
	OpSub:      {expr(OpSub, input("x"), lit(int64(3))), int64(-1)},
	OpMul:      {expr(OpMul, input("x"), lit(int64(3))), int64(6)},
	OpCall:     {call("upper", lit("a")), "A"},
	OpList:     {&Expr{Op: OpList, Elems: []*Element{{Value: input("x")}}}, []Value{int64(2)}},
	OpObject:   {&Expr{Op: OpObject, Elems: []*Element{keyed("k", input("x"))}}, Object{{Key: "k", Value: int64(2)}}},
	OpObjRef:   {&Expr{Op: OpObjRef, Ref: "o", Name: "name", Args: []*Expr{lit("a")}}, "a"},
	OpRecorded: {&Expr{Op: OpRecorded, Name: "at"}, nil},
}

func evaluateExample(e *Expr) (Value, error) {
	m := outputOf(e)
	m.Inputs = []*Field{{Name: "x", Type: &Type{Kind: Number}}}
	m.Locals = []*Local{{Name: "l", Value: lit("local")}}
	result, diagnostics := m.Evaluate(Object{{Key: "x", Value: int64(2)}})
	if result == nil {
		return nil, diagnostics
	}
	return At(result.Outputs, "x"), nil
}

func TestEveryOperationIsEvaluated(t *testing.T) {
	for _, o := range Operations() {
		example, ok := examples[o.Op]
		if !ok {
			t.Errorf("%s has no example", o.Op)
			continue
		}
		got, err := evaluateExample(example.expr)
		if err != nil || !Equal(got, example.want) {
			t.Errorf("%s: got %v (%v), want %v", o.Op, got, err, example.want)
		}
		if o.Result != "" && KindOf(got) != o.Result {
			t.Errorf("%s has a %s for its result, which the table says is a %s", o.Op, KindOf(got), o.Result)
		}
	}
}

// An operation with an argument too few or too many, which only a damaged model has, is
// refused when the model is linked.
func TestWrongNumberOfArgumentsIsRefused(t *testing.T) {
	for _, o := range Operations() {
		e := examples[o.Op].expr
		if e == nil || e.Op != o.Op {
			continue
		}
		for _, args := range [][]*Expr{make([]*Expr, max(o.Min-1, 0)), make([]*Expr, min(o.Max, 3)+1)} {
			if o.Min <= len(args) && len(args) <= o.Max {
				continue
			}
			for i := range args {
				args[i] = lit(true)
			}
			wrong := *e
			wrong.Args = args
			if err := outputOf(&wrong).Link(); err == nil {
				t.Errorf("%s takes %d arguments", o.Op, len(args))
			}
		}
	}
	if err := outputOf(expr("power", lit(int64(1)), lit(int64(2)))).Link(); err == nil {
		t.Error("an operation that does not exist is taken")
	}
}

func TestEveryKindHasWords(t *testing.T) {
	kinds := declared(t, "type.go", "Kind")
	if len(kinds) < 7 {
		t.Errorf("declared are the kinds %q", kinds)
	}
	for _, kind := range kinds {
		if article(Kind(kind)) == "" {
			t.Errorf("the kind %s has no words", kind)
		}
	}
}
