package template

import (
	"errors"
	"fmt"

	hclv2 "github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
)

// written is a value whose strings, keys among them, stand for what text makes of them.
func written(t *model.Tree, text func(*model.Tree) hcl.Expr) hcl.Expr {
	switch t.Kind {
	case model.Bool:
		return hcl.Bool(t.Value.(bool))
	case model.Number:
		return hcl.Int(t.Value.(int64))
	case model.String:
		return text(t)
	case model.List:
		list := make(hcl.Tuple, len(t.List))
		for i, elem := range t.List {
			list[i] = written(elem, text)
		}
		return list
	case model.Record, model.Map:
		var object hcl.Object
		for _, f := range t.Fields {
			key := text(&model.Tree{Kind: model.String, Value: f.Name, Pos: f.Pos})
			object.Members = append(object.Members, hcl.Member{Key: key, Value: written(f.Tree, text)})
		}
		return object
	case model.Null:
	}
	return hcl.Null
}

// expression is a value in Terraform's JSON syntax, in which a string is a template: "${a}" is a.
func (p *printer) expression(t *model.Tree) hcl.Expr { return written(t, p.interpolation) }

// literal is a value in which no string is a template.
func literal(t *model.Tree) hcl.Expr {
	return written(t, func(t *model.Tree) hcl.Expr { return hcl.String(t.Value.(string)) })
}

// interpolation is a string in Terraform's JSON syntax.
func (p *printer) interpolation(t *model.Tree) hcl.Expr {
	return p.parsed(t, hclsyntax.ParseTemplate, true, `write an expression in "${…}", and $${ for what begins with ${`)
}

// address is a string that is an expression without being in "${…}": what depends_on has.
func (p *printer) address(t *model.Tree) hcl.Expr {
	return p.parsed(t, hclsyntax.ParseExpression, true, "write an address, such as coder_agent.main")
}

// typeName is a string that is the type of a variable.
func (p *printer) typeName(t *model.Tree) hcl.Expr {
	return p.parsed(t, hclsyntax.ParseExpression, false, "write a type, such as string or list(number)")
}

type parser func(text []byte, file string, start hclv2.Pos) (hclsyntax.Expression, hclv2.Diagnostics)

// parsed is the expression that a string is, whose references count or not.
func (p *printer) parsed(t *model.Tree, parse parser, refers bool, advice string) hcl.Expr {
	text, _ := t.Value.(string)
	e, diags := parse([]byte(text), "", hclv2.InitialPos)
	if diags.HasErrors() {
		p.refuse(t.Pos, advice, "%q: %s", text, diags[0].Summary)
		return hcl.Null
	}
	for _, traversal := range e.Variables() {
		if _, _, fixed := p.fixed.find(traversal); refers && !fixed {
			p.references = append(p.references, reference{traversal, t.Pos})
		}
	}
	printed, err := p.fixed.tree(e)
	if err != nil {
		p.refuse(t.Pos, advice, "%q: %v", text, err)
		return hcl.Null
	}
	return printed
}

// tree is a parsed expression as internal/hcl writes it.
func (x fixedInputs) tree(e hclsyntax.Expression) (hcl.Expr, error) {
	switch e := e.(type) {
	case *hclsyntax.LiteralValueExpr:
		return constant(e.Val)
	case *hclsyntax.TemplateWrapExpr:
		return x.tree(e.Wrapped)
	case *hclsyntax.ParenthesesExpr:
		return x.tree(e.Expression)
	case *hclsyntax.TemplateExpr:
		return x.template(e)
	case *hclsyntax.ScopeTraversalExpr:
		if value, rest, ok := x.find(e.Traversal); ok {
			return steps(value, rest)
		}
		return steps(hcl.Name(e.Traversal.RootName()), e.Traversal[1:])
	case *hclsyntax.RelativeTraversalExpr:
		of, err := x.tree(e.Source)
		if err != nil {
			return nil, err
		}
		return steps(of, e.Traversal)
	case *hclsyntax.IndexExpr:
		return x.with(func(of []hcl.Expr) hcl.Expr { return hcl.Index{Of: of[0], Key: of[1]} }, e.Collection, e.Key)
	case *hclsyntax.FunctionCallExpr:
		return x.with(func(of []hcl.Expr) hcl.Expr { return hcl.Call{Function: e.Name, Args: of, Expand: e.ExpandFinal} }, e.Args...)
	case *hclsyntax.ConditionalExpr:
		return x.with(func(of []hcl.Expr) hcl.Expr { return hcl.Conditional{Cond: of[0], Then: of[1], Else: of[2]} }, e.Condition, e.TrueResult, e.FalseResult)
	case *hclsyntax.BinaryOpExpr:
		op := operators[e.Op]
		return x.with(func(of []hcl.Expr) hcl.Expr { return hcl.Binary{Op: op, X: of[0], Y: of[1]} }, e.LHS, e.RHS)
	case *hclsyntax.UnaryOpExpr:
		if e.Op == hclsyntax.OpLogicalNot {
			return x.with(func(of []hcl.Expr) hcl.Expr { return hcl.Not{X: of[0]} }, e.Val)
		}
		return x.with(func(of []hcl.Expr) hcl.Expr { return hcl.Binary{Op: hcl.Sub, X: hcl.Int(0), Y: of[0]} }, e.Val)
	case *hclsyntax.TupleConsExpr:
		return x.with(func(of []hcl.Expr) hcl.Expr { return hcl.Tuple(of) }, e.Exprs...)
	case *hclsyntax.ObjectConsExpr:
		return x.object(e)
	}
	return nil, errors.New("for, splats and heredocs cannot be written here: write it with functions")
}

var operators = map[*hclsyntax.Operation]hcl.Op{
	hclsyntax.OpLogicalOr: hcl.Or, hclsyntax.OpLogicalAnd: hcl.And, hclsyntax.OpEqual: hcl.Equal, hclsyntax.OpNotEqual: hcl.NotEqual,
	hclsyntax.OpLessThan: hcl.Less, hclsyntax.OpLessThanOrEqual: hcl.LessEq, hclsyntax.OpGreaterThan: hcl.More, hclsyntax.OpGreaterThanOrEqual: hcl.MoreEq,
	hclsyntax.OpAdd: hcl.Add, hclsyntax.OpSubtract: hcl.Sub, hclsyntax.OpMultiply: hcl.Mul, hclsyntax.OpDivide: hcl.Div, hclsyntax.OpModulo: hcl.Mod,
}

// with makes an expression of others.
func (x fixedInputs) with(f func([]hcl.Expr) hcl.Expr, parts ...hclsyntax.Expression) (hcl.Expr, error) {
	trees := make([]hcl.Expr, len(parts))
	for i, part := range parts {
		t, err := x.tree(part)
		if err != nil {
			return nil, err
		}
		trees[i] = t
	}
	return f(trees), nil
}

func constant(v cty.Value) (hcl.Expr, error) {
	switch {
	case v.IsNull():
		return hcl.Null, nil
	case v.Type() == cty.Bool:
		return hcl.Bool(v.True()), nil
	case v.Type() == cty.String:
		return hcl.String(v.AsString()), nil
	case v.Type() == cty.Number:
		if n, accuracy := v.AsBigFloat().Int64(); accuracy == 0 {
			return hcl.Int(n), nil
		}
	}
	return nil, fmt.Errorf("%#v is no whole number", v)
}

// template is an interpolation, or a text when nothing is interpolated.
func (x fixedInputs) template(e *hclsyntax.TemplateExpr) (hcl.Expr, error) {
	if len(e.Parts) == 0 {
		return hcl.String(""), nil
	}
	return x.with(func(of []hcl.Expr) hcl.Expr {
		if text, ok := of[0].(hcl.String); ok && len(of) == 1 {
			return text
		}
		return hcl.Template(of)
	}, e.Parts...)
}

func steps(of hcl.Expr, traversal hclv2.Traversal) (hcl.Expr, error) {
	for _, step := range traversal {
		switch step := step.(type) {
		case hclv2.TraverseAttr:
			of = hcl.Attribute{Of: of, Name: step.Name}
		case hclv2.TraverseIndex:
			key, err := constant(step.Key)
			if err != nil {
				return nil, err
			}
			of = hcl.Index{Of: of, Key: key}
		default:
			return nil, errors.New("splats cannot be written here: write it with functions")
		}
	}
	return of, nil
}

func (x fixedInputs) object(e *hclsyntax.ObjectConsExpr) (hcl.Expr, error) {
	var o hcl.Object
	for _, item := range e.Items {
		key, diags := item.KeyExpr.Value(nil)
		if diags.HasErrors() || key.Type() != cty.String {
			return nil, errors.New("the key of an object must be constant here")
		}
		value, err := x.tree(item.ValueExpr)
		if err != nil {
			return nil, err
		}
		o.Members = append(o.Members, hcl.Member{Key: hcl.String(key.AsString()), Value: value})
	}
	return o, nil
}
