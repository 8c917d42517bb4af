package compile

import (
	"strconv"

	"github.com/base-k8s/base-k8s/internal/model"
)

// isRecordedInput reports whether an output is the input: null @terraform(recorded_input).
func (c *compiler) isRecordedInput(output *vertex, value *model.Expr) bool {
	args, _ := c.arguments(output, "terraform")
	if len(args) != 1 || args[0].name != recordedInput {
		return false
	}
	if value.Op != model.OpLiteral || value.Value.Value != nil {
		c.report(output.pos(), output.name()+" has a value besides the recorded input", "write null @terraform("+recordedInput+")")
	}
	return true
}

// recordedInput is what the attribute says.
const recordedInput = "recorded_input"

// record is the expression of the object that gives the same as the input again: all of
// the fields but those that are sensitive, absent or at their defaults, which Terraform
// does not distinguish from those that are left out. Stock CUE takes it, so that it has no null
// that stands for an absent field.
func record(fields []*model.Field, of func(f *model.Field) *model.Expr, has func(f *model.Field) *model.Expr, depth int) *model.Expr {
	e := &model.Expr{Op: model.OpObject, Kind: model.Record}
	for _, f := range fields {
		if f.Sensitive {
			continue
		}
		ref := of(f)
		member := &model.Element{Key: model.NewLiteral(f.Name), Value: recordOf(ref, f.Type, depth)}
		if f.Optional {
			member.Clauses = []*model.Clause{{If: has(f)}}
		} else if f.Default != nil {
			if same := isDefault(ref, f.Default.Value, f.Type); same != nil {
				member.Clauses = []*model.Clause{{If: same.Negate()}}
				if off, ok := f.Default.Value.(bool); ok && !f.Type.Nullable {
					member.Value = model.NewLiteral(!off) // the only other value
				}
			}
		}
		e.Elems = append(e.Elems, member)
	}
	return e
}

// recordInputs is the record of all inputs.
func recordInputs(inputs []*model.Field) *model.Expr {
	input := func(op model.Op) func(*model.Field) *model.Expr {
		return func(f *model.Field) *model.Expr { return &model.Expr{Op: op, Name: f.Name, Kind: kindOf(op, f)} }
	}
	return record(inputs, input(model.OpInput), input(model.OpHas), 0)
}

func kindOf(op model.Op, f *model.Field) model.Kind {
	if op == model.OpHas {
		return model.Bool
	}
	return f.Type.Kind
}

// recordOf is the record of a value: itself where no object is inside it.
func recordOf(ref *model.Expr, t *model.Type, depth int) *model.Expr {
	if !hasObject(t) {
		return ref
	}
	suffix := ""
	if depth > 0 {
		suffix = strconv.Itoa(depth + 1)
	}
	loop := &model.For{Value: "value" + suffix, In: ref}
	elem := func() *model.Expr {
		return recordOf(&model.Expr{Op: model.OpVar, Name: loop.Value, Kind: t.Elem.Kind}, t.Elem, depth+1)
	}
	var e *model.Expr
	switch t.Kind {
	case model.List:
		e = &model.Expr{Op: model.OpList, Elems: []*model.Element{{Clauses: []*model.Clause{{For: loop}}, Value: elem()}}}
	case model.Map:
		loop.Key = "key" + suffix
		key := &model.Expr{Op: model.OpVar, Name: loop.Key, Kind: model.String}
		e = &model.Expr{Op: model.OpObject, Elems: []*model.Element{{Clauses: []*model.Clause{{For: loop}}, Key: key, Value: elem()}}}
	case model.Record:
		attribute := func(op model.Op) func(*model.Field) *model.Expr {
			return func(f *model.Field) *model.Expr {
				return &model.Expr{Op: op, Name: f.Name, Args: []*model.Expr{ref}, Kind: kindOf(op, f)}
			}
		}
		e = record(t.Fields, attribute(model.OpGet), attribute(model.OpHas), depth)
	case model.String, model.Number, model.Bool, model.Null:
		return ref
	default:
		panic("an input of the kind " + string(t.Kind))
	}
	e.Kind = t.Kind
	if t.Nullable {
		return &model.Expr{Op: model.OpIf, Args: []*model.Expr{equals(ref, nil), model.NewLiteral(nil), e}, Kind: t.Kind}
	}
	return e
}

func hasObject(t *model.Type) bool {
	return t != nil && (t.Kind == model.Record || hasObject(t.Elem))
}

// isDefault is the condition that a value is its default. It is nil where that cannot be said:
// for objects, of which each attribute is compared with its own default, and for collections
// that may be null, or are no list of scalars and not empty.
func isDefault(ref *model.Expr, v model.Value, t *model.Type) *model.Expr {
	elems, list := v.([]model.Value)
	object, _ := v.(model.Object)
	size := len(elems) + len(object)
	switch {
	case v == nil || t.Elem == nil && t.Kind != model.Record && (t.Kind != model.Bool || t.Nullable):
		return equals(ref, v)
	case t.Kind == model.Bool && v == true:
		return ref
	case t.Kind == model.Bool:
		return ref.Negate()
	case t.Elem == nil || t.Nullable || size > 0 && (!list || t.Elem.Elem != nil || hasObject(t.Elem)):
		return nil
	}
	length := &model.Expr{Op: model.OpCall, Name: "length", Args: []*model.Expr{ref}, Kind: model.Number}
	all := model.NewLiteral(true)
	for i, elem := range elems {
		at := &model.Expr{Op: model.OpIndex, Args: []*model.Expr{ref, model.NewLiteral(int64(i))}, Kind: t.Elem.Kind}
		same := equals(at, elem)
		if all.IsLiteral(true) {
			all = same
		} else {
			all = &model.Expr{Op: model.OpAnd, Args: []*model.Expr{all, same}, Kind: model.Bool}
		}
	}
	return lazyAnd(equals(length, int64(size)), all)
}

func equals(ref *model.Expr, v model.Value) *model.Expr {
	return &model.Expr{Op: model.OpEqual, Args: []*model.Expr{ref, model.NewLiteral(v)}, Kind: model.Bool}
}
