package drift

import (
	"encoding/json"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
)

// MarshalJSON writes {"name", "kind", "id", "missing", "path", "stated", "live", "set_by",
// "plan", "kubectl", "effect", "ways", "contract"}. A value that there is none of is left
// out; there are ways where plan and kubectl have different effects.
func (d *Drift) MarshalJSON() ([]byte, error) {
	return model.EncodeJSON(struct {
		Name     string          `json:"name"`
		Kind     string          `json:"kind"`
		ID       string          `json:"id"`
		Missing  bool            `json:"missing,omitempty"`
		Path     string          `json:"path,omitempty"`
		Stated   json.RawMessage `json:"stated,omitempty"`
		Live     json.RawMessage `json:"live,omitempty"`
		SetBy    []Manager       `json:"set_by,omitempty"`
		Plan     Undo            `json:"plan"`
		Kubectl  Undo            `json:"kubectl"`
		Effect   effect.Effect   `json:"effect"`
		Ways     *effect.Ways    `json:"ways,omitempty"`
		Contract *model.Position `json:"contract,omitempty"`
	}{d.Name, d.Kind, d.ID, d.Missing, d.Path, raw(d.Stated), raw(d.Live), d.SetBy, d.Plan, d.Kubectl, d.Effect.Worst(), ways(d.Effect), known(d.Contract)})
}

func raw(l *model.Literal) json.RawMessage {
	if l == nil {
		return nil
	}
	return model.AppendJSON(nil, l.Value)
}

func ways(w effect.Ways) *effect.Ways {
	if !w.Differ() {
		return nil
	}
	return &w
}

func known(p model.Position) *model.Position {
	if p == (model.Position{}) {
		return nil
	}
	return &p
}
