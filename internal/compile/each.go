package compile

import (
	"slices"

	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// eachObject is an object that there is for each member of a map, or for each element of a list
// that has a key: for k, v in input.items {objects: "job_\(k)": {…}}. It becomes one resource
// with for_each, whose keys are what the user wrote.
type eachObject struct {
	name           string  // of the resource
	prefix, suffix string  // of the object's key
	turns                  // whose key is the variable part of the object's
	guards         guards  // of the first field that says something of the object
	vertex         *vertex // of the body
	// items are the object as others refer to it, by key and value of what is referred to.
	items map[string]*vertex
	pos   token.Pos
}

// turns are those of a loop, of which each gives a field a key.
type turns struct {
	loop *model.For
	key  *value // in terms of the variables of the loop
	// unique is set when no two turns have one key: it is that of a map.
	unique bool
}

// repetition is what a vertex is when a loop gives it: a repeated object, or another field.
type repetition struct {
	*turns
	of  *eachObject // nil for another field
	key *model.Expr // for which it is
	// around are the loops around who refers to it, or around its body.
	around []*model.Clause
	// guards are those of a field that is no object.
	guards guards
}

// repeatedObjects are the repeated objects of the contract, as far as it has been expanded.
func (c *compiler) repeatedObjects() []*eachObject {
	objects := c.root.arc("objects")
	if objects == nil {
		return nil
	}
	c.expand(objects)
	news := c.repeatedFields < len(objects.dynamic)
	for c.repeatedFields < len(objects.dynamic) {
		d := objects.dynamic[c.repeatedFields]
		c.repeatedFields++
		d.settled = true
		if r := c.newRepeated(d); r != nil {
			c.addRepeated(objects, r, d)
		}
	}
	if news {
		c.nameRepeated()
	}
	return c.repeated
}

// addRepeated unifies a field of objects with those before it that have the same keys, unless
// their conditions exclude each other.
func (c *compiler) addRepeated(objects *vertex, r *eachObject, d *dynamicField) {
	for _, other := range c.repeated {
		if s, same := r.sameKeys(other); same && !other.guards.excludes(s.guards(r.guards)) {
			c.addField(other, d, s)
			return
		}
	}
	r.vertex = &vertex{up: objects, label: r.prefix + "*" + r.suffix, repetition: &repetition{turns: &r.turns, of: r, key: r.key.expr, around: []*model.Clause{{For: r.loop}}}}
	c.addField(r, d, nil)
	for _, p := range objects.patterns {
		if p.all {
			r.vertex.add(p.on(d.key))
			continue
		}
		c.report(p.expr.Pos(), "a pattern for some of the objects, where others have keys that depend on the input", "write [string]: …, or unify each object with what the pattern says")
	}
	c.repeated = append(c.repeated, r)
}

// addField adds what a field says of the object, in terms of the variables of its loop.
func (c *compiler) addField(r *eachObject, d *dynamicField, s substitution) {
	conj := s.conjunct(d.value)
	conj.guards = s.guards(conditionsOf(d.clauses))
	conj.doc = joinDocs(d.doc, conj.doc)
	(&expansionOf{compiler: c}).addTo(r.vertex, conj)
	clear(r.items)
}

// conditionsOf are the conditions that hold where clauses lead.
func conditionsOf(clauses []*model.Clause) (gs guards) {
	for _, clause := range clauses {
		if clause.If != nil {
			gs = gs.and(conjuncts(clause.If))
		}
	}
	return gs
}

// newRepeated takes the clauses and the key of a field apart; nil when it has been reported.
func (c *compiler) newRepeated(d *dynamicField) *eachObject {
	pos := d.field.Pos()
	r := &eachObject{pos: pos, items: map[string]*vertex{}, guards: conditionsOf(d.clauses)}
	for _, clause := range d.clauses {
		switch {
		case clause.For == nil:
		case r.loop != nil:
			c.report(pos, "two loops make the objects, which have one key", `write one loop over a map: for k, v in m {objects: "job_\(k)": …}`)
			return nil
		default:
			r.loop = clause.For
		}
	}
	if r.loop == nil {
		c.report(pos, "the keys of objects depend on the input", `write each object with its own key, inside an if where it is not always there; or for each of a map: for k, v in m {objects: "job_\(k)": …}`)
		return nil
	}
	if !c.takeKey(r, d.key, pos) || !c.plannable(r, d.clauses) {
		return nil
	}
	return r
}

const keyAdvice = `write the key of the map, or a field of the element that is its key, once in the object's: "job_\(k)", "job_\(x.name)"`

// takeKey finds the key of the map or of the element in the object's key.
func (c *compiler) takeKey(r *eachObject, key *value, pos token.Pos) bool {
	if key.typ == nil {
		return false
	}
	parts := []*model.Expr{key.expr}
	if key.expr.Op == model.OpText {
		parts = key.expr.Args
	}
	var own *model.Expr
	for _, part := range parts {
		text, constant := part.LiteralString()
		switch {
		case constant && own == nil:
			r.prefix += text
		case constant:
			r.suffix += text
		case own != nil:
			c.report(pos, "the object's key has two parts that are not constant", keyAdvice)
			return false
		default:
			own = part
		}
	}
	of := own
	for of != nil && of.Op == model.OpGet {
		of = of.Args[0]
	}
	switch {
	case of == nil || of.Op != model.OpVar || of.Name != r.loop.Key && of.Name != r.loop.Value:
		c.report(pos, "the object's key does not have the key of what the loop goes through", keyAdvice)
		return false
	case of.Name == r.loop.Key && r.loop.In.Kind == model.List:
		c.report(pos, "the object's key has the index of an element: without the first element every object would be another one", "let the elements have a name, and write that: \"job_\\(x.name)\"")
		return false
	case own.Kind != model.String && own.Kind != model.Number:
		c.report(pos, "the object's key is not always a text", keyAdvice)
		return false
	}
	r.key, r.unique = newValue(own, &model.Type{Kind: own.Kind}), of.Name == r.loop.Key
	return true
}

// plannable reports whether Terraform can know the keys while it plans, and may show them.
func (c *compiler) plannable(r *eachObject, clauses []*model.Clause) bool {
	for x := range model.Reached(c.localNamed, append(model.Exprs(clauses), r.key.expr)...) {
		switch {
		case x.Op == model.OpRecorded:
			c.report(r.pos, "which objects there are depends on what Terraform records at the first apply", "let it depend on inputs alone")
			return false
		case c.inputType != nil && c.isSensitiveInput(x):
			c.report(r.pos, "which objects there are depends on the sensitive input "+x.Name+", and Terraform shows the keys of resources", "take the keys from an input that is not sensitive")
			return false
		}
	}
	return true
}

// sameKeys reports whether two objects have the same keys in the same turns, and what the
// variables of r are in the other one.
func (r *eachObject) sameKeys(other *eachObject) (substitution, bool) {
	if r.prefix != other.prefix || r.suffix != other.suffix || !r.loop.In.Same(other.loop.In) || r.unique != other.unique {
		return nil, false
	}
	s := substitution{}
	for from, to := range map[string]string{r.loop.Key: other.loop.Key, r.loop.Value: other.loop.Value} {
		if from == "" {
			continue
		}
		if to == "" { // the other one has not used it
			return nil, false
		}
		s[from] = &model.Expr{Op: model.OpVar, Name: to}
	}
	return s, s.expr(r.key.expr).Same(other.key.expr)
}

// repeatedObject compiles a repeated object.
func (c *compiler) repeatedObject(r *eachObject) *model.KubernetesObject {
	exists, within := c.existence(r.vertex, nil)
	each := &model.Each{Clauses: []*model.Clause{{For: r.loop}}, Key: r.key.expr, Prefix: r.prefix, Suffix: r.suffix}
	if exists != nil {
		var before, inside guards
		for _, g := range conjuncts(exists) {
			if g.cond.Uses(r.loop.Key) || g.cond.Uses(r.loop.Value) {
				inside = append(inside, g)
			} else {
				before = append(before, g)
			}
		}
		each.Clauses = slices.Concat(before.clauses(), each.Clauses, inside.clauses())
	}
	o := c.objectUnder(r.vertex, each.Clauses, within)
	if o == nil {
		return nil
	}
	if !o.Body.Uses(r.loop.Key) && !o.Body.Uses(r.loop.Value) {
		c.report(r.pos, "every turn of the loop gives the same object", "write what the loop goes through in its metadata.name, or the object without the loop")
	}
	o.Name, o.If, o.Each = r.name, nil, each
	each.Clauses = model.RewriteClauses(each.Clauses, plain)
	c.sameForOneKey(r, o)
	return o
}
