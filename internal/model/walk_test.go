package model

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func variable(name string) *Expr { return &Expr{Op: OpVar, Name: name} }
func local(name string) *Expr    { return &Expr{Op: OpLocal, Name: name} }

// comprehension is {for k, v in m if c {for w in v {(k): w}}} with a member before it, whose
// parts are named in the order in which they are written.
func comprehension() *Expr {
	inner := &Expr{Op: OpObject, Name: "inner", Elems: []*Element{{
		Clauses: []*Clause{{For: &For{Value: "w", In: variable("v")}}}, Key: variable("k"), Value: variable("w"),
	}}}
	return &Expr{Op: OpObject, Name: "outer", Elems: []*Element{
		keyed("a", expr(OpNot, input("x"))),
		{Clauses: []*Clause{{For: &For{Key: "k", Value: "v", In: input("m")}}, {If: input("c")}}, Value: inner},
	}}
}

func names(exprs func(func(*Expr) bool)) string {
	var names []string
	for e := range exprs {
		switch {
		case e.Value != nil:
			names = append(names, string(AppendJSON(nil, e.Value.Value)))
		case e.Name != "":
			names = append(names, e.Name)
		default:
			names = append(names, string(e.Op))
		}
	}
	return strings.Join(names, " ")
}

func TestExpressionsComeInTheOrderOfWriting(t *testing.T) {
	if got, want := names(comprehension().All()), `outer "a" not x m c inner v k w`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	var none *Expr
	if got := names(none.All()); got != "" {
		t.Errorf("nothing has %s in it", got)
	}
	for e := range comprehension().All() { // which may stop anywhere
		if e.Name == "c" {
			break
		}
	}
}

// What a loop goes through is outside of it; the condition after it, the key and the value
// are inside.
func TestVariablesInScope(t *testing.T) {
	got := map[string][]string{}
	for child, loops := range comprehension().Children() {
		var scope []string
		for _, loop := range loops {
			scope = append(scope, loop.Key, loop.Value)
		}
		got[names(slices.Values([]*Expr{child}))] = scope
	}
	want := map[string][]string{`"a"`: nil, "not": nil, "m": nil, "c": {"k", "v"}, "inner": {"k", "v"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestUsesOuter(t *testing.T) {
	outer := comprehension()
	inner := outer.Elems[1].Value
	shadowed := &Expr{Op: OpList, Elems: []*Element{{Clauses: []*Clause{{For: &For{Value: "w", In: variable("w")}}}, Value: variable("w")}}}
	for name, test := range map[string]struct {
		expr *Expr
		want bool
	}{
		"all variables are declared inside":      {outer, false},
		"two are declared around":                {inner, true},
		"a loop does not go through its element": {shadowed, true},
	} {
		if test.expr.UsesOuter() != test.want {
			t.Errorf("%s: got %v", name, !test.want)
		}
	}
	if !inner.Uses("k") || inner.Uses("m") {
		t.Error("inner uses k and not m, which is an input")
	}
}

func TestLocalsAreReachedOnce(t *testing.T) {
	m := &Model{Locals: []*Local{{Name: "a", Value: input("x")}, {Name: "b", Value: expr(OpAnd, local("a"), local("a"))}}}
	got := names(Reached(m.Local, expr(OpNot, local("b")), local("a"), local("missing"), nil))
	if want := "not b and a x a a missing"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestRewriteLeavesTheExpressionAlone(t *testing.T) {
	e := comprehension()
	renamed := e.Rewrite(func(e *Expr) *Expr {
		if e.Op == OpVar {
			e.Name = "other_" + e.Name
		}
		return e
	})
	if got, want := names(renamed.All()), `outer "a" not x m c inner other_v other_k other_w`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if diff := cmp.Diff(comprehension(), e); diff != "" {
		t.Errorf("the expression changed:\n%s", diff)
	}
	if diff := cmp.Diff(e, e.Rewrite(func(e *Expr) *Expr { return e })); diff != "" {
		t.Errorf("the copy differs:\n%s", diff)
	}
}
