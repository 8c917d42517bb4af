package compile

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// repeatedItem is the repeated object that has a key, as the constant parts of the key show; nil
// when none has it.
func (c *compiler) repeatedItem(key *value) *vertex {
	parts := []*model.Expr{key.expr}
	if key.expr.Op == model.OpText {
		parts = key.expr.Args
	}
	for _, r := range c.repeatedObjects() {
		if own := r.within(parts); own != nil {
			return c.item(r, own)
		}
	}
	return nil
}

// within is what stands between the prefix and the suffix in a text; nil when it does not have
// them, or nothing definite between them.
func (r *eachObject) within(parts []*model.Expr) *model.Expr {
	parts = slices.Clone(parts)
	if text, ok := parts[0].LiteralString(); ok && len(parts) == 1 {
		if !r.may(text) {
			return nil
		}
		return model.NewLiteral(text[len(r.prefix) : len(text)-len(r.suffix)])
	}
	if r.prefix != "" {
		text, ok := parts[0].LiteralString()
		if !ok || text != r.prefix {
			return nil
		}
		parts = parts[1:]
	}
	if last := len(parts) - 1; r.suffix != "" && last >= 0 {
		text, ok := parts[last].LiteralString()
		if !ok || text != r.suffix {
			return nil
		}
		parts = parts[:last]
	}
	if len(parts) != 1 {
		return nil
	}
	return parts[0]
}

// item is the object for a key that something else refers to; nil where it is not known which
// element of a list has the key.
func (c *compiler) item(r *eachObject, key *model.Expr) *vertex {
	value, there := c.valueAt(r, key)
	if value == nil {
		return nil
	}
	id := key.Key() + " " + value.Key()
	if v := r.items[id]; v != nil {
		return v
	}
	s := substitution{r.loop.Value: value}
	if r.unique {
		s[r.loop.Key] = key
	}
	v := &vertex{up: r.vertex.up, label: r.vertex.label, repetition: &repetition{turns: &r.turns, of: r, key: key, around: c.loopsHere()}}
	for _, conj := range r.vertex.conjuncts {
		conj = s.conjunct(conj)
		if there != nil && !conj.constraint {
			conj.guards = guards{newGuard(there)}.and(conj.guards)
		}
		v.add(conj)
	}
	r.items[id] = v
	return v
}

// valueAt is what the map has under a key, or the element of the list, and the condition under
// which it is there: nil for wherever the reference stands.
func (c *compiler) valueAt(r *eachObject, key *model.Expr) (value, there *model.Expr) {
	for _, clause := range slices.Backward(c.loopsHere()) {
		if clause.For == nil || clause.For.Value == "" || !clause.For.In.Same(r.loop.In) {
			continue
		}
		s := substitution{r.loop.Value: &model.Expr{Op: model.OpVar, Name: clause.For.Value}}
		if clause.For.Key != "" {
			s[r.loop.Key] = &model.Expr{Op: model.OpVar, Name: clause.For.Key, Kind: model.String}
		}
		if s.expr(r.key.expr).Same(key) {
			return s[r.loop.Value], nil
		}
	}
	if !r.unique {
		return nil, nil
	}
	value = &model.Expr{Op: model.OpIndex, Args: []*model.Expr{r.loop.In, key}, Pos: key.Pos}
	if c.isKeyOf(key, r.loop.In) {
		return value, nil
	}
	return value, &model.Expr{Op: model.OpHasKey, Args: []*model.Expr{r.loop.In, key}, Kind: model.Bool, Pos: key.Pos}
}

// isKeyOf reports whether a loop around what is being compiled goes through the keys of a map:
// for k, _ in m, or for k in list.SortStrings([for k, _ in m {k}]).
func (c *compiler) isKeyOf(key, m *model.Expr) bool {
	return key.Op == model.OpVar && slices.ContainsFunc(c.loopsHere(), func(clause *model.Clause) bool {
		if clause.For == nil {
			return false
		}
		if clause.For.Key == key.Name {
			return clause.For.In.Same(m)
		}
		in := clause.For.In
		if clause.For.Value != key.Name || in.Op != model.OpCall || in.Name != "list.SortStrings" || in.Args[0].Op != model.OpList {
			return false
		}
		return !slices.ContainsFunc(in.Args[0].Elems, func(elem *model.Element) bool {
			return len(elem.Clauses) == 0 || elem.Clauses[0].For == nil || !elem.Clauses[0].For.In.Same(m) ||
				elem.Value.Op != model.OpVar || elem.Value.Name != elem.Clauses[0].For.Key
		})
	})
}

// loopsHere are the loops around what is being compiled or expanded, the innermost one last.
func (c *compiler) loopsHere() []*model.Clause { return append(slices.Clip(c.around), c.context...) }

// loopsAround are the loops around a vertex, as far as they are known.
func (v *vertex) loopsAround() []*model.Clause {
	for ; v != nil; v = v.up {
		if v.repetition != nil {
			return v.repetition.around
		}
		if v.anonymous && v.around != nil {
			return v.around
		}
	}
	return nil
}
