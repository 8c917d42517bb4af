package typed

import "github.com/base-k8s/base-k8s/internal/model"

// Function is what is known of a function that expressions call: one of the contract's, or
// one of a target's own.
type Function struct {
	Name string
	// Result is the type of the result for arguments of these types.
	Result func(args []*Type) *Type
	// Partial functions refuse some arguments of the right types.
	Partial bool
	// TakesNull says that null is an ordinary argument: other functions fail on it.
	TakesNull bool
	// Catches says that an error in an argument makes no error of the call.
	Catches bool
	// FallsBack says that the value is that of the last of two arguments where the first one
	// is an error.
	FallsBack bool
}

// Always is the result of functions whose values are of one kind, and never null.
func Always(kind model.Kind) func([]*Type) *Type {
	t := &Type{Kind: kind}
	return func([]*Type) *Type { return t }
}

// ListOf is the result of functions whose values are lists with elements of one kind.
func ListOf(elem model.Kind) func([]*Type) *Type {
	t := &Type{Kind: model.List, Elem: &Type{Kind: elem}}
	return func([]*Type) *Type { return t }
}

// First is the result of functions whose values are of the type of the first argument.
func First(args []*Type) *Type { return args[0] }

// Last is the result of functions whose values are of the type of the last argument.
func Last(args []*Type) *Type { return args[len(args)-1] }

// ElementOf is the result of functions whose values are elements of the first argument.
func ElementOf(args []*Type) *Type {
	_, elem := args[0].elements()
	return elem
}

// Converts is the result of functions that convert their argument to a kind, and null to
// null.
func Converts(kind model.Kind) func([]*Type) *Type {
	return func(args []*Type) *Type { return &Type{Kind: kind, Null: args[0].Null} }
}

// Contract is a function of the contract's language.
func Contract(f *model.Function) *Function {
	return &Function{Name: f.Name, Partial: f.Partial, Catches: f.CatchesErrors, Result: resultOf(f)}
}

func resultOf(f *model.Function) func([]*Type) *Type {
	switch {
	case f.Result != model.List:
		return Always(f.Result)
	case f.Elem != "":
		return ListOf(f.Elem)
	case f.Flattens:
		return flattened
	}
	return Joined
}

// flattened is a list with the elements of the first argument's elements.
func flattened(args []*Type) *Type {
	t := &Type{Kind: model.List}
	if inner := args[0].Elem; inner != nil {
		t.Elem = inner.Elem
	}
	return t
}

// Joined is the result of functions whose values are lists with the elements of all arguments.
func Joined(args []*Type) *Type {
	t := &Type{Kind: model.List}
	for _, arg := range args {
		t.Elem = Join(t.Elem, arg.Elem)
	}
	return t
}
