package compile

import (
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/promise"
)

// checkSecrets reports sensitive inputs in places where they could be read: anything
// but the data of a Secret, unless they are hashed. Nor may the existence of an object
// hang on one, because Terraform must know it while it plans.
func (c *compiler) checkSecrets(m *model.Model) {
	before := len(c.diagnostics)
	defer func() {
		if len(c.diagnostics) == before {
			c.diagnostics = append(c.diagnostics, c.secretMerges...)
		}
	}()
	for _, o := range m.Objects {
		if o.If != nil && c.dependsOnSensitive(o.If) {
			c.reportSensitive(m, "whether objects."+o.Name+" exists depends on a sensitive input", "let a capability or a flag decide", o.Pos)
		}
		for _, e := range o.Body.Elems {
			if o.Kind == "Secret" && e.Key != nil && isSecretData(e.Key) {
				continue
			}
			c.refuseSensitive(m, e, "objects."+o.Name)
		}
	}
	for _, o := range m.Outputs {
		if c.dependsOnSensitive(o.Value) {
			c.reportSensitive(m, "outputs."+o.Name+" depends on a sensitive input", "leave it out", o.Pos)
		}
	}
	for _, w := range m.Warnings {
		if c.dependsOnSensitive(w.Message) {
			c.reportSensitive(m, "warnings."+w.Name+" shows a sensitive input", "name the input without its value", w.Pos)
		}
	}
}

func isSecretData(key *model.Expr) bool {
	return key.Op == model.OpLiteral && (key.Value.Value == "data" || key.Value.Value == "stringData")
}

// reportSensitive reports a sensitive input. Where the contract promises that there is none, the
// promise has a name.
func (c *compiler) reportSensitive(m *model.Model, summary, detail string, positions ...model.Position) {
	for _, p := range m.Surroundings().Promises {
		if p.Sensitive {
			summary = promise.Broken(p.Name, summary)
			break
		}
	}
	reported := model.Diagnostic{Severity: model.Error, Summary: summary, Detail: detail, Positions: positions}
	c.src.ownFirst(reported)
	c.diagnostics = append(c.diagnostics, reported)
}

// refuseSensitive reports the first place in an element where a sensitive input is
// readable.
func (c *compiler) refuseSensitive(m *model.Model, e *model.Element, where string) {
	if places := c.readable(e.Value); places != nil {
		c.reportSensitive(m, where+" shows a sensitive input", "put it in a Secret and refer to it with secretKeyRef, or hash it", places...)
	}
}

// readable finds a sensitive input in e that is not hashed: where it is in e, and where the contract
// mentions it when that is in a local.
func (c *compiler) readable(e *model.Expr) []model.Position {
	switch {
	case e == nil, e.Op == model.OpCall && isHash(e.Name):
		return nil
	case c.isSensitiveInput(e):
		return []model.Position{e.Pos}
	case e.Op == model.OpLocal:
		inside, known := c.readableLocals[e.Name]
		if !known { // a local can be referred to very often, by way of others
			inside = c.readable(c.localNamed(e.Name))
			c.readableLocals[e.Name] = inside
		}
		if inside != nil {
			return []model.Position{e.Pos, inside[len(inside)-1]}
		}
	}
	for part := range e.Children() {
		if places := c.readable(part); places != nil {
			return places
		}
	}
	return nil
}

// isSensitiveInput reports whether e is a sensitive input, or whether there is one:
// Terraform does not show that either.
func (c *compiler) isSensitiveInput(e *model.Expr) bool {
	return e.IsInput() && c.inputType.Field(e.Name).Sensitive
}

func isHash(function string) bool {
	f := model.LookupFunction(function)
	return f != nil && f.Hash
}

// dependsOnSensitive reports whether the value of e can differ with a sensitive
// input, even if only by a hash.
func (c *compiler) dependsOnSensitive(e *model.Expr) bool {
	for x := range model.Reached(c.localNamed, e) {
		if c.isSensitiveInput(x) {
			return true
		}
	}
	return false
}

// showsSensitive reports whether a check's message contains the value of a sensitive
// input. The keys of a sensitive map may be shown.
func (c *compiler) showsSensitive(k *model.Check) bool {
	if c.readable(k.Message) != nil {
		return true
	}
	secret := map[string]bool{}
	for _, clause := range k.Clauses {
		if clause.For != nil && clause.For.Value != "" && c.dependsOnSensitive(clause.For.In) {
			secret[clause.For.Value] = true
		}
	}
	for e := range k.Message.All() {
		if e.Op == model.OpVar && secret[e.Name] {
			return true
		}
	}
	return false
}
