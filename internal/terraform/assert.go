package terraform

import (
	"strconv"

	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
)

// mostAssertions bounds how much one run asserts, so that it can be read.
const mostAssertions = 4

// assertion is what must hold of a plan: a value that an expression has.
type assertion struct {
	condition hcl.Expr
	message   string
}

func (t *testPrinter) assertAll(b *hcl.Body, all []assertion) {
	for _, a := range all {
		content := &hcl.Body{}
		content.Attribute("condition", a.condition)
		content.Attribute("error_message", hcl.String(a.message))
		b.Block("", content, "assert")
	}
}

// equal asserts that an expression is a constant.
func (p *printer) equal(e hcl.Expr, v model.Value) assertion {
	return assertion{
		hcl.Chain{Op: hcl.Equal, Operands: []hcl.Expr{e, p.constant(v)}},
		hcl.Flat(e) + " must be " + string(model.AppendJSON(nil, v)) + ".",
	}
}

// counts asserts how many elements a list or map has, or how many instances a resource.
func counts(e hcl.Expr, n int) assertion {
	return assertion{
		hcl.Binary{Op: hcl.Equal, X: call("length", e), Y: hcl.Int(n)},
		hcl.Flat(e) + " must have length " + strconv.Itoa(n) + ".",
	}
}

// lacks asserts that a map has no such key.
func lacks(e hcl.Expr, key string) assertion {
	return assertion{
		hcl.Not{X: call("contains", call("keys", e), hcl.String(key))},
		hcl.Flat(e) + " must have no " + key + ".",
	}
}

// outputs asserts all outputs. Null may stand for what only Terraform records.
func (t *testPrinter) outputs(result *model.Result) (all []assertion) {
	for _, o := range t.model.Outputs {
		v, _ := result.Outputs.Get(o.Name)
		expr := hcl.Name("output." + o.Name)
		switch composite := isComposite(v); {
		case isRecorded(o.Value):
			all = t.values(all, expr, nil, v)
		case composite: // types differ where values do not: an object is no map
			all = append(all, assertion{
				hcl.Chain{Op: hcl.Equal, Operands: []hcl.Expr{call("jsonencode", expr), call("jsonencode", t.constant(v))}},
				hcl.Flat(expr) + " must be as the contract has it.",
			})
		default:
			all = append(all, t.equal(expr, v))
		}
	}
	return all
}

// isRecorded reports whether a value has something that only Terraform records.
func isRecorded(e *model.Expr) bool {
	for x := range e.All() {
		if x.Op == model.OpRecorded {
			return true
		}
	}
	return false
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
func (p *printer) values(all []assertion, expr hcl.Expr, before, after model.Value) []assertion {
	switch after := after.(type) {
	case model.Object:
		return p.members(all, expr, before, after)
	case []model.Value:
		list, _ := before.([]model.Value)
		if len(list) != len(after) {
			return append(all, counts(expr, len(after)))
		}
		for i := range after {
			all = p.values(all, hcl.Index{Of: expr, Key: hcl.Int(i)}, list[i], after[i])
		}
		return all
	}
	if model.Equal(before, after) {
		return all
	}
	return append(all, p.equal(expr, after))
}

func (p *printer) members(all []assertion, expr hcl.Expr, before model.Value, after model.Object) []assertion {
	object, _ := before.(model.Object)
	for _, m := range after {
		was, _ := object.Get(m.Key)
		all = p.values(all, hcl.Attribute{Of: expr, Name: m.Key}, was, m.Value)
	}
	for _, m := range object {
		if _, ok := after.Get(m.Key); !ok {
			all = append(all, lacks(expr, m.Key))
		}
	}
	return all
}
