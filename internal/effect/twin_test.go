package effect

import (
	"testing"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Two names may be equal unless they end in other constants, or one is the other with an end.
func TestMayBeEqual(t *testing.T) {
	text := func(parts ...any) *model.Expr {
		e := &model.Expr{Op: model.OpText}
		for _, part := range parts {
			if local, ok := part.(*model.Expr); ok {
				e.Args = append(e.Args, local)
				continue
			}
			e.Args = append(e.Args, &model.Expr{Op: model.OpLiteral, Value: &model.Literal{Value: part}})
		}
		return e
	}
	name := &model.Expr{Op: model.OpLocal, Name: "name"}
	other := &model.Expr{Op: model.OpInput, Name: "other"}
	names := ends{locals: map[string]*model.Expr{"name": {Op: model.OpInput, Name: "n"}}}
	for i, c := range []struct {
		a, b *model.Expr
		want bool
	}{
		{text("a").Args[0], text("a").Args[0], true},
		{text("a").Args[0], text("b").Args[0], false},
		{text(name, "-a"), text(name, "-b"), false},
		{text(name, "-a"), text(name, "-a"), true},
		{text(other, "-a"), text(name, "b-a"), true},
		{name, text(name, "-a"), false},
		{name, text(other, "-a"), true},
		{name, other, true},
		{nil, name, true},
	} {
		if got := names.mayBeEqual(c.a, c.b); got != c.want {
			t.Errorf("case %d: %t, want %t", i, got, c.want)
		}
		if got := names.mayBeEqual(c.b, c.a); got != c.want {
			t.Errorf("case %d, the other way round: %t, want %t", i, got, c.want)
		}
	}
}
