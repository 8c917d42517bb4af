package batch

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
)

// difference is what changes for one workspace.
type difference struct {
	*pair
	// change has no objects when there is nothing to compare.
	change        *effect.Change
	before, after *model.Result
	// diagnostics are why one of the inputs is refused.
	diagnostics model.Diagnostics
	filled      bool // with placeholders for sensitive inputs
	explained   bool
	line        []byte // of JSON
	err         error  // why there is none
}

// compare evaluates a pair and compares what it gives.
func (c *comparing) compare(p *pair) *difference {
	d := &difference{pair: p, change: &effect.Change{}}
	c.evaluate(d)
	switch {
	case d.before == nil:
		d.change.Effect = effect.Ways{Terraform: effect.Invalid, Kubectl: effect.Invalid}
	case d.after == nil:
		d.change.Effect = effect.Ways{Terraform: effect.Refused, Kubectl: effect.Refused}
	default:
		d.change = c.comparer.Compare(d.before, d.after)
	}
	if c.Report == JSON || c.Limit == 0 {
		c.explain(d)
	}
	if c.Report == JSON {
		d.line, d.err = d.json()
	}
	return d
}

// evaluate finds the results for both sides, or why there are none.
func (c *comparing) evaluate(d *difference) {
	if d.old.Document == nil || d.new.Document == nil {
		d.diagnostics = d.old.refused
		if d.old.Document != nil { // the new one cannot be read
			d.before, d.diagnostics = c.Old.Evaluate(c.secrets.given(d.old.Value))
			if d.diagnostics = errorsIn(d.old.Locate(d.diagnostics)); d.before != nil {
				d.diagnostics = d.new.refused
			}
		}
		return
	}
	old, new := c.secrets.hold(d.old.Value, d.new.Value)
	bare := c.both(old, new)
	best := bare
	if bare.before == nil || bare.after == nil {
		if x, y, ok := c.secrets.fill(old, new); ok {
			best, d.filled = bare.or(c.both(x, y))
		}
	}
	d.before, d.after = best.before, best.after
	switch {
	case d.before == nil:
		d.diagnostics = errorsIn(d.old.Locate(best.whyBefore))
	case d.after == nil:
		d.diagnostics = errorsIn(d.new.Locate(best.whyAfter))
	}
}

// verdicts are what both contracts say.
type verdicts struct {
	before, after       *model.Result
	whyBefore, whyAfter model.Diagnostics
}

func (c *comparing) both(old, new model.Value) (v verdicts) {
	v.before, v.whyBefore = c.old.Evaluate(old)
	if c.alike && v.before != nil {
		if after, err := c.new.EvaluateAccepted(v.before.Input); err == nil {
			v.after = after
			return v
		}
	}
	v.after, v.whyAfter = c.new.Evaluate(new)
	return v
}

// or returns the verdicts on an input with placeholders, if both contracts accept it then.
// Otherwise only the contract that refuses the input gets the one with placeholders. It reports whether one is accepted.
func (v verdicts) or(filled verdicts) (verdicts, bool) {
	if filled.before != nil && filled.after != nil {
		return filled, true
	}
	used := false
	if v.before == nil {
		v.before, v.whyBefore = filled.before, filled.whyBefore
		used = v.before != nil
	}
	if v.after == nil {
		v.after, v.whyAfter = filled.after, filled.whyAfter
		used = used || v.after != nil
	}
	return v, used
}

// errorsIn leaves out warnings, which are not about the change.
func errorsIn(all model.Diagnostics) model.Diagnostics {
	return slices.DeleteFunc(slices.Clone(all), func(d model.Diagnostic) bool { return d.Severity != model.Error })
}

// explain adds the causes, once.
func (c *comparing) explain(d *difference) {
	if !d.explained && d.before != nil && d.after != nil {
		c.comparer.Explain(d.change, d.before, d.after)
		d.change.Locate(d.position)
	}
	d.explained = true
}

// effect is the worse one of both ways of applying.
func (d *difference) effect() effect.Effect { return d.change.Effect.Worst() }

// id is what the cluster calls the object with the worst effect. For an input that is refused
// it is an object that has pods, as it is now.
func (d *difference) id(old *model.Model) string {
	if len(d.change.Objects) > 0 {
		return d.change.Objects[0].ID
	}
	if d.before == nil {
		return ""
	}
	whole, _ := old.EvaluateAccepted(d.before.Input)
	if whole == nil {
		return ""
	}
	for _, o := range whole.Objects {
		spec, _ := o.Body.Get("spec")
		if body, _ := spec.(model.Object); len(body) > 0 {
			if _, pods := body.Get("template"); pods {
				return idOf(o.Body)
			}
		}
	}
	return ""
}

// idOf is the namespace and name of an object.
func idOf(body model.Object) string {
	v, _ := body.Get("metadata")
	metadata, _ := v.(model.Object)
	name, _ := metadata.Get("name")
	if namespace, ok := metadata.Get("namespace"); ok {
		return fmt.Sprintf("%v/%v", namespace, name)
	}
	return fmt.Sprint(name)
}

// json is the difference on a line.
func (d *difference) json() ([]byte, error) {
	change, err := d.change.MarshalJSON()
	if err != nil {
		return nil, err
	}
	head, err := model.EncodeJSON(struct {
		Input        string            `json:"input"`
		Document     int               `json:"document"`
		Line         int               `json:"line,omitempty"`
		Placeholders bool              `json:"placeholders,omitempty"`
		Diagnostics  model.Diagnostics `json:"diagnostics,omitempty"`
	}{d.new.file, d.new.number, d.new.position().Line, d.filled, d.diagnostics})
	if err != nil {
		return nil, err
	}
	line := append(bytes.TrimSuffix(head, []byte("}")), ',')
	return append(append(line, change[1:]...), '\n'), nil
}
