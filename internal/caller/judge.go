package caller

import (
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/terraform"
)

// judge judges the calls in a configuration.
type judge struct {
	model         *model.Model
	configuration *configuration
	callers       *model.Callers
	states        []*state
}

// state is one in which a call is judged.
type state struct {
	name  string // "" for the only one
	scope *scope
}

func newJudge(m *model.Model, c *configuration) *judge {
	j := &judge{model: m, configuration: c, callers: m.Surroundings().Callers}
	if j.callers == nil {
		j.callers = &model.Callers{}
	}
	meter := &meter{}
	for _, s := range j.callers.States {
		j.states = append(j.states, &state{s.Name, newScope(c, s.Facts, meter)})
	}
	if len(j.states) == 0 {
		j.states = []*state{{scope: newScope(c, nil, meter)}}
	}
	return j
}

// call judges a call in each state. What is found in some states only is said of these.
func (j *judge) call(m *moduleBlock) model.Diagnostics {
	var found []*finding
	var evaluations []*evaluation
	there := 0 // the states in which the call is
	for _, s := range j.states {
		t := &evaluation{judge: j, state: s, call: m, reader: newReader(s.scope)}
		t.read()
		if evaluations = append(evaluations, t); t.away == nil {
			there++
		}
	}
	for _, t := range evaluations {
		found = append(found, t.findings()...)
	}
	found = append(found, j.sources(evaluations[0])...)
	found = append(found, j.failures(evaluations)...)
	return bounded(combined(found, there), j.configuration.position(m.at))
}

// evaluation judges one call in one state.
type evaluation struct {
	*judge
	*reader
	state    *state
	call     *moduleBlock
	away     *hclsyntax.Attribute // the count and the like that is known to leave the call out
	given    model.Object
	accepted model.Object
	refused  map[string]bool // the inputs that were
}

// read reads the arguments of the call.
func (t *evaluation) read() {
	t.away = t.leftOut()
	if t.away != nil {
		return
	}
	given := map[string]model.Value{}
	for _, name := range slices.Sorted(maps.Keys(t.call.arguments)) {
		if terraform.IsReserved(name) {
			continue
		}
		attribute, at := t.call.arguments[name], model.Path("").Key(name)
		t.positions[at] = attribute.NameRange
		var of *model.Type
		if f := model.FindField(t.model.Inputs, name); f != nil {
			of = f.Type
		}
		given[name] = t.reader.read(attribute.Expr, of, at)
	}
	for _, block := range t.call.blocks {
		if at := model.Path("").Key(block.Type); !terraform.IsReserved(block.Type) {
			t.positions[at] = block.TypeRange
			given[block.Type] = t.notKnown(at)
		}
	}
	t.given = objectOf(given)
}

// leftOut is what is known to leave the call out in the state: a count or for_each, or OpenTofu's
// enabled.
func (t *evaluation) leftOut() *hclsyntax.Attribute {
	if a := repeat(t.call.arguments); a != nil {
		if n, known := times(a.Name, t.scope.evaluate(a.Expr).value); known && n == 0 {
			return a
		}
	}
	for _, block := range t.call.blocks {
		if a := block.Body.Attributes["enabled"]; block.Type == "lifecycle" && a != nil {
			if v := t.scope.evaluate(a.Expr).value; v.IsWhollyKnown() && plain(v) == false {
				return a
			}
		}
	}
	return nil
}

// findings are what is wrong with the call in the state.
func (t *evaluation) findings() (found []*finding) {
	var all model.Diagnostics
	if t.away == nil {
		all = t.accept()
		all = slices.Concat(all, t.checks(), t.warnings())
	}
	for _, d := range all {
		found = append(found, &finding{d, t.state.name})
	}
	return append(found, t.rules()...)
}

// at gives a diagnostic the position of what it is about: of the call, when that is not written.
func (t *evaluation) at(d model.Diagnostic) model.Diagnostic {
	r, ok := t.reader.position(d.Path)
	if !ok {
		r = t.call.at
	}
	d.Positions = []model.Position{t.configuration.position(r)}
	if r.Filename != t.call.file {
		d.Positions = append(d.Positions, t.configuration.position(t.call.at))
	}
	return d
}

func (t *evaluation) placed(r hcl.Range, severity model.Severity, path model.Path, summary string) model.Diagnostic {
	return model.Diagnostic{Severity: severity, Path: path, Summary: summary, Positions: []model.Position{t.configuration.position(r)}}
}
