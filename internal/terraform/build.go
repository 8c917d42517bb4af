package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// opFunction is an operation of this package only: a function of Terraform that no
// contract can call, under the name Name.
const opFunction model.Op = "function"

// opAttributes is the table of the attributes of the object Name.
const opAttributes model.Op = "attributes"

var (
	exprTrue  = &model.Expr{Op: model.OpLiteral, Kind: model.Bool, Value: &model.Literal{Value: true}}
	exprFalse = &model.Expr{Op: model.OpLiteral, Kind: model.Bool, Value: &model.Literal{Value: false}}
	exprNull  = &model.Expr{Op: model.OpLiteral, Kind: model.Null, Value: &model.Literal{}}
)

func operation(op model.Op, args ...*model.Expr) *model.Expr {
	return &model.Expr{Op: op, Kind: model.Bool, Args: args, Pos: args[0].Pos}
}

func function(name string, args ...*model.Expr) *model.Expr {
	return &model.Expr{Op: opFunction, Name: name, Args: args, Pos: args[0].Pos}
}

func variable(name string, kind model.Kind) *model.Expr {
	return &model.Expr{Op: model.OpVar, Name: name, Kind: kind}
}

func textLiteral(s string) *model.Expr {
	return &model.Expr{Op: model.OpLiteral, Kind: model.String, Value: &model.Literal{Value: s}}
}

func numberLiteral(n int64) *model.Expr {
	return &model.Expr{Op: model.OpLiteral, Kind: model.Number, Value: &model.Literal{Value: n}}
}

func interpolation(parts []*model.Expr) *model.Expr {
	return &model.Expr{Op: model.OpText, Kind: model.String, Args: parts}
}

// chain joins two conditions, either of which may be nil.
func chain(op model.Op, x, y *model.Expr) *model.Expr {
	switch {
	case x == nil:
		return y
	case y == nil:
		return x
	}
	return operation(op, x, y)
}

// extend appends to a copy.
func extend(list []*model.Expr, more ...*model.Expr) []*model.Expr {
	return slices.Concat(list, more)
}
