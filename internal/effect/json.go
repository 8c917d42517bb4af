package effect

import (
	"encoding/json"

	"github.com/base-k8s/base-k8s/internal/model"
)

// effects is an effect in JSON: the worse one, and both where they differ.
type effects struct {
	Effect Effect `json:"effect"`
	Ways   *Ways  `json:"ways,omitempty"`
}

func effectsOf(w Ways) effects {
	e := effects{Effect: w.Worst()}
	if w.Differ() {
		e.Ways = &w
	}
	return e
}

// MarshalJSON writes {"effect", "ways", "traffic_cut", "objects"}. There are ways where it matters how
// the change is applied; the effect is the worse one.
func (c *Change) MarshalJSON() ([]byte, error) {
	objects := c.Objects
	if objects == nil {
		objects = []*Object{}
	}
	return model.EncodeJSON(struct {
		effects
		TrafficCut bool      `json:"traffic_cut,omitempty"`
		Objects    []*Object `json:"objects"`
	}{effectsOf(c.Effect), c.TrafficCut, objects})
}

// MarshalJSON writes {"name", "was", "kind", "id", "created", "deleted", "readdressed",
// "effect", "ways", "traffic_cut", "fields", "because", "contract", "source"}.
func (o *Object) MarshalJSON() ([]byte, error) {
	return model.EncodeJSON(struct {
		Name        string `json:"name"`
		Was         string `json:"was,omitempty"`
		Kind        string `json:"kind"`
		ID          string `json:"id"`
		Created     bool   `json:"created,omitempty"`
		Deleted     bool   `json:"deleted,omitempty"`
		Readdressed bool   `json:"readdressed,omitempty"`
		effects
		TrafficCut bool            `json:"traffic_cut,omitempty"`
		Fields     []*Field        `json:"fields,omitempty"`
		Because    []Cause         `json:"because,omitempty"`
		Contract   *model.Position `json:"contract,omitempty"`
		Source     string          `json:"source,omitempty"`
	}{o.Name, o.Was, o.Kind, o.ID, o.Created, o.Deleted, o.Readdressed, effectsOf(o.Effect), o.TrafficCut, o.Fields, o.Because, known(o.Contract), source(o.Rule)})
}

// MarshalJSON writes {"path", "old", "new", "effect", "ways", "because", "contract",
// "source"}. A value
// that there is none of is left out.
func (f *Field) MarshalJSON() ([]byte, error) {
	return model.EncodeJSON(struct {
		Path string          `json:"path"`
		Old  json.RawMessage `json:"old,omitempty"`
		New  json.RawMessage `json:"new,omitempty"`
		effects
		Because  []Cause         `json:"because,omitempty"`
		Contract *model.Position `json:"contract,omitempty"`
		Source   string          `json:"source,omitempty"`
	}{f.Path, raw(f.Old), raw(f.New), effectsOf(f.Effect), f.Because, known(f.Contract), f.source()})
}

// known is nil for a position that is not.
func known(p model.Position) *model.Position {
	if p == (model.Position{}) {
		return nil
	}
	return &p
}

func raw(l *model.Literal) json.RawMessage {
	if l == nil {
		return nil
	}
	return model.AppendJSON(nil, l.Value)
}

// source is where the effects of the field are documented.
func (f *Field) source() string {
	switch text := source(f.Rule); {
	case f.ignored:
		return text + "; Terraform: the contract has ignore_changes for it, so that its value is kept"
	case f.Kept:
		return text + "; hashicorp/kubernetes: the argument is optional and computed, so that its value is kept"
	case f.Forced:
		return text + "; hashicorp/kubernetes: the argument has ForceNew"
	default:
		return text
	}
}

func source(r *Rule) string {
	if r == nil {
		return ""
	}
	return r.Source
}
