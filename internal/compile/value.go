package compile

import (
	"github.com/base-k8s/base-k8s/internal/model"
)

// value is a compiled expression and what is known of its type. The type is nil
// after an error, and its kind is "" where branches of different kinds meet.
type value struct {
	expr *model.Expr
	typ  *model.Type
	// fallback is the default of the input that the value is, if it is one and has one:
	// where CUE unifies it, it is still a disjunction.
	fallback *model.Literal
	// otherwise is b of *a | b where a may be absent: where CUE unifies it with what a
	// does not meet, b is the value.
	otherwise *value
}

func newValue(e *model.Expr, t *model.Type) *value {
	if t != nil {
		e.Kind = t.Kind
	}
	return &value{expr: e, typ: t}
}

func literalValue(v model.Value) *value {
	return newValue(model.NewLiteral(v), typeOf(v))
}

// typeOf is the type of a constant.
func typeOf(v model.Value) *model.Type {
	switch v := v.(type) {
	case []model.Value:
		t := &model.Type{Kind: model.List}
		for i, elem := range v {
			t.Elem = join(t.Elem, typeOf(elem), i == 0)
		}
		return t
	case model.Object:
		t := &model.Type{Kind: model.Record}
		for _, m := range v {
			t.Fields = append(t.Fields, &model.Field{Name: m.Key, Type: typeOf(m.Value)})
		}
		return t
	}
	return &model.Type{Kind: model.KindOf(v)}
}

// join is the type of something that is of type a or b.
func join(a, b *model.Type, first bool) *model.Type {
	switch {
	case first || a == nil:
		return b
	case b == nil:
		return a
	case a.Kind == model.Null:
		return nullable(b)
	case b.Kind == model.Null:
		return nullable(a)
	case isMapping(a) && isMapping(b) && a.Kind != b.Kind:
		return &model.Type{Kind: model.Map, Elem: join(elemOf(a), elemOf(b), false)}
	case a.Kind != b.Kind:
		return &model.Type{}
	case a.Kind == model.List || a.Kind == model.Map:
		return &model.Type{Kind: a.Kind, Elem: join(a.Elem, b.Elem, false), Nullable: a.Nullable || b.Nullable}
	case a.Kind == model.Record:
		return joinRecords(a, b)
	}
	return &model.Type{Kind: a.Kind, Nullable: a.Nullable || b.Nullable}
}

func nullable(t *model.Type) *model.Type {
	n := *t
	n.Nullable = true
	return &n
}

// joinRecords has the fields of both; those of only one are optional.
func joinRecords(a, b *model.Type) *model.Type {
	t := &model.Type{Kind: model.Record}
	for _, f := range a.Fields {
		g := b.Field(f.Name)
		if g == nil {
			t.Fields = append(t.Fields, &model.Field{Name: f.Name, Type: f.Type, Optional: true})
			continue
		}
		t.Fields = append(t.Fields, &model.Field{Name: f.Name, Type: join(f.Type, g.Type, false), Optional: f.Optional || g.Optional})
	}
	for _, g := range b.Fields {
		if a.Field(g.Name) == nil {
			t.Fields = append(t.Fields, &model.Field{Name: g.Name, Type: g.Type, Optional: true})
		}
	}
	return t
}

func isMapping(t *model.Type) bool {
	return t != nil && (t.Kind == model.Map || t.Kind == model.Record)
}

// elemOf is the type of what a list, map or object is made of.
func elemOf(t *model.Type) *model.Type {
	if t.Kind != model.Record {
		return t.Elem
	}
	var elem *model.Type
	for i, f := range t.Fields {
		elem = join(elem, f.Type, i == 0)
	}
	return elem
}

func isScalar(t *model.Type) bool {
	return t != nil && (t.Kind == model.String || t.Kind == model.Number || t.Kind == model.Bool)
}

// constant returns the value of an expression without inputs.
func (v *value) constant() (model.Value, bool) {
	if v.expr.Op == model.OpLiteral && v.typ != nil {
		return v.expr.Value.Value, true
	}
	return nil, false
}

func (v *value) constantString() (string, bool) {
	c, _ := v.constant()
	s, ok := c.(string)
	return s, ok
}

// fold evaluates an expression whose arguments are all constant.
func (c *compiler) fold(v *value) *value {
	if len(v.expr.Args) == 0 {
		return v
	}
	args := make([]*model.Expr, len(v.expr.Args))
	for i, arg := range v.expr.Args {
		args[i] = arg
		if arg.Op == model.OpLocal {
			args[i] = c.localNamed(arg.Name)
		}
		if args[i] == nil || !args[i].IsConstant() {
			return v
		}
	}
	constant := *v.expr
	constant.Args = args
	result, ok := constant.Constant()
	if !ok {
		return v
	}
	for _, arg := range v.expr.Args {
		c.note(c.docOfLocal(arg))
	}
	folded := literalValue(result)
	folded.expr.Pos = v.expr.Pos
	return folded
}

// docOfLocal is the comment of the local that an expression is.
func (c *compiler) docOfLocal(e *model.Expr) string {
	for _, l := range c.order {
		if e.Op == model.OpLocal && l.name == e.Name {
			return l.model.Doc
		}
	}
	return ""
}
