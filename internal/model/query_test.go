package model

import "testing"

func TestTypeAccepts(t *testing.T) {
	lower := &Type{Kind: String, Constraint: &Constraint{AnyOf: []*Rule{{Match: []string{"^[a-z]+$"}}}}}
	size := &Type{Kind: Record, Fields: []*Field{{Name: "cpu", Type: &Type{Kind: Number}}, {Name: "class", Type: lower, Optional: true}}}
	tests := []struct {
		typ   *Type
		value Value
		want  bool
	}{
		{lower, "a", true}, {lower, "A", false}, {lower, int64(1), false}, {lower, nil, false},
		{&Type{Kind: String, Nullable: true}, nil, true},
		{&Type{Kind: List, Elem: lower}, []Value{"a", "b"}, true}, {&Type{Kind: List, Elem: lower}, []Value{"a", "B"}, false},
		{size, Object{{Key: "cpu", Value: int64(1)}}, true}, {size, Object{{Key: "class", Value: "a"}}, false}, {size, Object{{Key: "cpu", Value: int64(1)}, {Key: "gpu", Value: int64(1)}}, false},
	}
	for _, test := range tests {
		if got := test.typ.Accepts(test.value); got != test.want {
			t.Errorf("%s %s: got %v", test.typ.Kind, AppendJSON(nil, test.value), got)
		}
	}
}

func TestFieldThatIsLeftOut(t *testing.T) {
	inside := &Type{Kind: Record, Fields: []*Field{
		{Name: "cpu", Type: &Type{Kind: Number}, Default: &Literal{int64(2)}}, {Name: "class", Type: &Type{Kind: String}, Optional: true},
	}}
	tests := map[string]struct {
		field *Field
		want  Value
		ok    bool
	}{
		"required":                       {&Field{Type: inside}, nil, false},
		"optional":                       {&Field{Type: inside, Optional: true}, nil, false},
		"null by default":                {&Field{Type: &Type{Kind: String, Nullable: true}, Default: &Literal{}}, nil, true},
		"an object with its own default": {&Field{Type: inside, Default: &Literal{Object{}}}, Object{{Key: "cpu", Value: int64(2)}}, true},
	}
	for name, test := range tests {
		if v, ok := test.field.LeftOut(); ok != test.ok || !Equal(v, test.want) {
			t.Errorf("%s: got %v, %v", name, v, ok)
		}
	}
}

// A query counts as often as a check of the whole model refuses, and needs no more of the input
// than its clauses depend on.
func TestQueryCounts(t *testing.T) {
	long := expr(OpMore, call("length", variable("tag")), local("most"))
	clauses := []*Clause{{If: input("on")}, {For: &For{Value: "tag", In: input("tags")}}, {If: long}}
	text := &Type{Kind: List, Elem: &Type{Kind: List, Elem: &Type{Kind: String}}}
	m := &Model{
		Inputs: []*Field{
			{Name: "tags", Type: text, Default: &Literal{[]Value{[]Value{"a", "b"}}}},
			{Name: "required", Type: &Type{Kind: String}},
			{Name: "on", Type: &Type{Kind: Bool}, Default: &Literal{true}},
		},
		Locals: []*Local{{Name: "unused", Value: input("required")}, {Name: "one", Value: lit(int64(1))}, {Name: "most", Value: local("one")}},
		Checks: []*Check{{Name: "long", Clauses: clauses, Message: lit("too long")}},
	}
	q, err := m.Query(clauses)
	if err != nil {
		t.Fatal(err)
	}
	for name, in := range map[string]Object{
		"the default is refused": {},
		"two":                    {{Key: "tags", Value: []Value{[]Value{"a", "b"}, []Value{}, []Value{"a", "b", "c"}}}},
		"off":                    {{Key: "on", Value: false}},
		"none":                   {{Key: "tags", Value: []Value{}}},
	} {
		refused := len(m.Refusals(in.With("required", "x")))
		if got, err := q.Count(in); err != nil || got != refused {
			t.Errorf("%s: got %d (%v), want %d", name, got, err, refused)
		}
		if m.Accepts(in.With("required", "x")) != (refused == 0) {
			t.Errorf("%s: Accepts and Refusals differ", name)
		}
	}
	if _, err := q.Count(Object{{Key: "tags", Value: "no list"}}); err == nil {
		t.Error("what cannot be evaluated is counted")
	}
	if _, err := m.Query([]*Clause{{If: local("missing")}}); err == nil {
		t.Error("a local that does not exist is taken")
	}
}
