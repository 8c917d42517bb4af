package terraform

import (
	"strconv"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/base-k8s/base-k8s/internal/model"
)

// mostAssertions bounds how much one run asserts, so that it can be read.
const mostAssertions = 4

// assertion is what must hold of a plan: a value that an expression has.
type assertion struct {
	condition code
	message   string
}

func (t *testPrinter) assertAll(b *body, all []assertion) {
	for _, a := range all {
		content := &body{}
		content.attribute("condition", a.condition)
		content.attribute("error_message", postfix(quoted(a.message)))
		b.block("", "assert", content)
	}
}

// equal asserts that an expression is a constant.
func (p *printer) equal(expr string, v model.Value) assertion {
	constant := p.constant(v)
	return assertion{
		operators("==", precEqual, []code{postfix(expr), constant}, false),
		expr + " must be " + string(model.AppendJSON(nil, v)) + ".",
	}
}

// counts asserts how many elements a list or map has, or how many instances a resource.
func (p *printer) counts(expr string, n int) assertion {
	return assertion{
		operators("==", precEqual, []code{postfix("length(" + expr + ")"), postfix(strconv.Itoa(n))}, true),
		expr + " must have length " + strconv.Itoa(n) + ".",
	}
}

// lacks asserts that a map has no such key.
func lacks(expr, key string) assertion {
	return assertion{
		code{text: "!contains(keys(" + expr + "), " + quoted(key) + ")", prec: precUnary},
		expr + " must have no " + key + ".",
	}
}

// outputs asserts all outputs. Null may stand for what only Terraform records.
func (t *testPrinter) outputs(result *model.Result) (all []assertion) {
	for _, o := range t.model.Outputs {
		v, _ := result.Outputs.Get(o.Name)
		expr := "output." + o.Name
		recorded := anyExpr(o.Value, func(e *model.Expr) bool { return e.Op == model.OpRecorded })
		switch composite := isComposite(v); {
		case recorded:
			all = t.values(all, expr, nil, v)
		case composite: // types differ where values do not: an object is no map
			all = append(all, assertion{
				operators("==", precEqual, []code{call("jsonencode", []code{postfix(expr)}, false), call("jsonencode", []code{t.constant(v)}, false)}, false),
				expr + " must be as the contract has it.",
			})
		default:
			all = append(all, t.equal(expr, v))
		}
	}
	return all
}

func isComposite(v model.Value) bool {
	switch v.(type) {
	case []model.Value, model.Object:
		return true
	}
	return false
}

// values asserts what is in a value and not in another one. Terraform compares types
// too, so that scalars alone are compared.
func (p *printer) values(all []assertion, expr string, before, after model.Value) []assertion {
	switch after := after.(type) {
	case model.Object:
		return p.members(all, expr, before, after)
	case []model.Value:
		list, _ := before.([]model.Value)
		if len(list) != len(after) {
			return append(all, p.counts(expr, len(after)))
		}
		for i := range after {
			all = p.values(all, expr+"["+strconv.Itoa(i)+"]", list[i], after[i])
		}
		return all
	}
	if model.Equal(before, after) {
		return all
	}
	return append(all, p.equal(expr, after))
}

// selector selects a member of an object or map.
func selector(key string) string {
	if hclsyntax.ValidIdentifier(key) {
		return "." + key
	}
	return "[" + quoted(key) + "]"
}

func (p *printer) members(all []assertion, expr string, before model.Value, after model.Object) []assertion {
	object, _ := before.(model.Object)
	for _, m := range after {
		was, _ := object.Get(m.Key)
		all = p.values(all, expr+selector(m.Key), was, m.Value)
	}
	for _, m := range object {
		if _, ok := after.Get(m.Key); !ok {
			all = append(all, lacks(expr, m.Key))
		}
	}
	return all
}
