package compat

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/base-k8s/base-k8s/internal/model"
)

// withLocals changes the names of locals, see [model.Expr.Rewrite].
func withLocals(name func(string) string) func(*model.Expr) *model.Expr {
	return func(e *model.Expr) *model.Expr {
		if e.Op == model.OpLocal {
			e.Name = name(e.Name)
		}
		return e
	}
}

// digests are the locals of a model by what they are: two with the same digest have the same
// value for the same input.
func digests(m *model.Model) func(string) string {
	known := map[string]string{}
	name := func(local string) string { return known[local] }
	for _, l := range m.Locals { // which refer to those before
		sum := sha256.Sum256([]byte(l.Value.Rewrite(withLocals(name)).Key()))
		known[l.Name] = hex.EncodeToString(sum[:])
	}
	return name
}
