package caller

import (
	"errors"
	"regexp"

	"github.com/hashicorp/hcl/v2/ext/customdecode"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/base-k8s/base-k8s/internal/evaluator/terraform"
)

// ofModules are the functions of Terraform's language whose results are known here, of those that a generated module
// may call: those of go-cty, which Terraform has as they are, and some that look at whole values.
var ofModules = []string{
	"abs", "base64encode", "ceil", "chomp", "coalesce", "compact", "concat", "element", "endswith", "flatten", "floor", "format", "join",
	"jsonencode", "keys", "length", "lower", "max", "merge", "min", "one", "range", "replace", "reverse", "sha256", "slice", "sort", "split",
	"startswith", "strcontains", "substr", "tobool", "tolist", "tomap", "tonumber", "toset", "tostring", "trim", "trimprefix", "trimspace",
	"trimsuffix", "upper", "values", "zipmap",
}

// pure are these, and further ones of go-cty. What any other function gives is unknown. None reads files, the
// time or the environment.
var pure = func() map[string]function.Function {
	all := map[string]function.Function{
		"coalescelist": stdlib.CoalesceListFunc, "parseint": stdlib.ParseIntFunc, "regex": stdlib.RegexFunc, "title": stdlib.TitleFunc,
	}
	shared := terraform.Functions()
	for _, name := range ofModules {
		all[name] = shared[name]
	}
	return all
}()

// The limits on evaluation, in bytes. They keep a text that asks for more than a machine has
// from getting it: what is beyond them is unknown.
const (
	maxOperand = 16 << 10 // of what a call is given, or gives, and of an expression with its locals
	maxWork    = 16 << 20 // of all that is evaluated
)

var hasLongWidth = regexp.MustCompile(`%[^%a-zA-Z]*[0-9]{4}`)

// meter counts what evaluation costs.
type meter struct{ spent int }

// spend reports whether an operation on so many bytes is within the limits. Some functions
// compare each element with each other one.
func (m *meter) spend(bytes int) bool {
	if bytes > maxOperand || m.spent > maxWork {
		return false
	}
	m.spent += bytes + bytes*bytes>>10
	return true
}

var errTooLarge = errors.New("the value is too large")

// sizeOf is about the size of a value. It does not count further than it needs to find it too
// large.
func (m *meter) sizeOf(v cty.Value) int {
	total := 0
	cty.Walk(v, func(_ cty.Path, v cty.Value) (bool, error) {
		total += 8
		if v.Type() == cty.String && v.IsKnown() && !v.IsNull() {
			total += len(v.AsString())
		}
		if total > maxOperand {
			return false, errTooLarge
		}
		return true, nil
	})
	return total
}

// functions are those that an expression calls.
func (m *meter) functions(calls []string) map[string]function.Function {
	functions := map[string]function.Function{}
	for _, name := range calls {
		f, known := pure[name]
		switch {
		case name == "try":
			functions[name] = attempt(try)
		case name == "can":
			functions[name] = attempt(can)
		case known:
			functions[name] = m.metered(name, f)
		default:
			functions[name] = anything
		}
	}
	return functions
}

var anyValue = function.Parameter{
	Name: "value", Type: cty.DynamicPseudoType, AllowNull: true, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true,
}

// anything is a function of which nothing is known.
var anything = function.New(&function.Spec{
	VarParam: &anyValue,
	Type:     function.StaticReturnType(cty.DynamicPseudoType),
	Impl:     func([]cty.Value, cty.Type) (cty.Value, error) { return cty.DynamicVal, nil },
})

// metered is a function within the limits.
func (m *meter) metered(name string, f function.Function) function.Function {
	call := func(args []cty.Value) (cty.Value, error) {
		cost := 0
		for _, arg := range args {
			cost += m.sizeOf(arg)
		}
		if !m.spend(cost) || name == "format" && len(args) > 0 && isWide(args[0]) {
			return cty.DynamicVal, nil
		}
		args, err := converted(f, args)
		if err != nil {
			return cty.DynamicVal, err
		}
		v, err := f.Call(args)
		if err == nil && !m.spend(m.sizeOf(v)) {
			v = cty.DynamicVal
		}
		return v, err
	}
	return function.New(&function.Spec{
		VarParam: &anyValue,
		Type:     function.StaticReturnType(cty.DynamicPseudoType),
		Impl:     func(args []cty.Value, _ cty.Type) (cty.Value, error) { return call(args) },
	})
}

// converted are arguments as a function takes them, which HCL does only for its own parameters.
func converted(f function.Function, args []cty.Value) ([]cty.Value, error) {
	params, rest := f.Params(), f.VarParam()
	all := make([]cty.Value, len(args))
	for i, arg := range args {
		wanted := cty.DynamicPseudoType
		if i < len(params) {
			wanted = params[i].Type
		} else if rest != nil {
			wanted = rest.Type
		}
		var err error
		if all[i], err = convert.Convert(arg, wanted); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func isWide(format cty.Value) bool {
	return format.Type() == cty.String && format.IsKnown() && !format.IsNull() && hasLongWidth.MatchString(format.AsString())
}

// attempt is a function of expressions, of which some may fail. Whether one fails whose
// references are not all known is unknown.
func attempt(do func(exprs []*customdecode.ExpressionClosure) (cty.Value, error)) function.Function {
	return function.New(&function.Spec{
		VarParam: &function.Parameter{Name: "expressions", Type: customdecode.ExpressionClosureType},
		Type:     function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			exprs := make([]*customdecode.ExpressionClosure, len(args))
			for i, arg := range args {
				exprs[i] = customdecode.ExpressionClosureFromVal(arg)
			}
			return do(exprs)
		},
	})
}

func try(exprs []*customdecode.ExpressionClosure) (cty.Value, error) {
	for _, e := range exprs {
		if refersToUnknown(e) {
			return cty.DynamicVal, nil
		}
		v, diags := e.Value()
		if !diags.HasErrors() && !v.IsWhollyKnown() {
			return cty.DynamicVal, nil
		}
		if !diags.HasErrors() {
			return v, nil
		}
	}
	return cty.DynamicVal, errors.New("no expression can be evaluated")
}

func can(exprs []*customdecode.ExpressionClosure) (cty.Value, error) {
	if len(exprs) != 1 || refersToUnknown(exprs[0]) {
		return cty.DynamicVal, nil
	}
	v, diags := exprs[0].Value()
	if !diags.HasErrors() && !v.IsWhollyKnown() {
		return cty.DynamicVal, nil
	}
	return cty.BoolVal(!diags.HasErrors()), nil
}

// refersToUnknown reports whether an expression refers to a value that is not known. What cannot
// be referred to fails, whatever is known.
func refersToUnknown(e *customdecode.ExpressionClosure) bool {
	for _, t := range e.Expression.Variables() {
		if v, diags := t.TraverseAbs(e.EvalContext); !diags.HasErrors() && !v.IsWhollyKnown() {
			return true
		}
	}
	return false
}
