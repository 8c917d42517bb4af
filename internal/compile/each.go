package compile

import (
	"slices"
	"strings"

	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// eachObject is an object that there is for each member of a map, or for each element of a list
// that has a key: for k, v in input.items {objects: "job_\(k)": {…}}. It becomes one resource
// with for_each, whose keys are what the user wrote.
type eachObject struct {
	name           string // of the resource
	prefix, suffix string // of the object's key
	loop           *model.For
	// key is the variable part of the object's key, in terms of the variables of the loop.
	key *value
	// unique is set when no two turns have one key: it is that of a map.
	unique bool
	guards guards  // of the first field that says something of the object
	vertex *vertex // of the body
	// items are the object as others refer to it, by key and value of what is referred to.
	items map[string]*vertex
	pos   token.Pos
}

// repetition is the repeated object that a vertex is, and for which key.
type repetition struct {
	of  *eachObject
	key *model.Expr
	// around are the loops around who refers to it, or around its body.
	around []*model.Clause
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
	r.vertex = &vertex{up: objects, label: r.prefix + "*" + r.suffix, repetition: &repetition{r, r.key.expr, []*model.Clause{{For: r.loop}}}}
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

// conditionsOf are the conditions among clauses.
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

// overlaps reports whether two objects may have one key.
func (r *eachObject) overlaps(other *eachObject) bool {
	return eitherWay(strings.HasPrefix, r.prefix, other.prefix) && eitherWay(strings.HasSuffix, r.suffix, other.suffix)
}

func eitherWay(is func(s, part string) bool, a, b string) bool { return is(a, b) || is(b, a) }

// may reports whether the object may have a key.
func (r *eachObject) may(key string) bool {
	return len(key) >= len(r.prefix)+len(r.suffix) && strings.HasPrefix(key, r.prefix) && strings.HasSuffix(key, r.suffix)
}

// refuseSharedKeys reports objects that may have one key: what CUE would unify Terraform has
// no form for.
func (c *compiler) refuseSharedKeys(fixed []*vertex) {
	for i, r := range c.repeated {
		for _, v := range fixed {
			if r.may(v.label) {
				c.reportBoth(r.pos, v.pos(), "the object can have the key "+v.label+", which another one has", "begin the keys in another way than that of any other object")
			}
		}
		for _, other := range c.repeated[:i] {
			s, same := r.sameKeys(other)
			if r.overlaps(other) && !(same && r.unique && other.guards.excludes(s.guards(r.guards))) {
				c.reportBoth(r.pos, other.pos, "the object can have the key of another one", "begin the keys in another way than those of any other object")
			}
		}
	}
}

// nameRepeated gives the resources their names: the constant part of the keys, or that of what
// the loop goes through. Where conditions choose between two kinds, they have the kind in it.
func (c *compiler) nameRepeated() {
	base := func(r *eachObject) string {
		var parts []string
		for _, part := range []string{r.prefix, r.suffix} {
			if part = strings.Trim(part, "_-."); part != "" {
				parts = append(parts, part)
			}
		}
		if parts == nil && r.loop.In.Name != "" {
			parts = []string{r.loop.In.Name}
		}
		return strings.Join(append(parts, "object")[:max(1, len(parts))], "_")
	}
	for _, r := range c.repeated {
		r.name = base(r)
		for _, other := range c.repeated {
			if other != r && base(other) == r.name && r.overlaps(other) {
				if kind := c.lookup(r.vertex, "kind"); kind != nil {
					text, _ := c.valueApart(kind, c.within(kind)).constantString()
					r.name += "_" + model.SnakeCase(text)
					break
				}
			}
		}
	}
}

// refuseSharedNames reports resources that would have one name.
func (c *compiler) refuseSharedNames(fixed []*vertex) {
	taken := map[string]token.Pos{}
	for _, v := range fixed {
		taken[v.label] = v.pos()
	}
	for _, r := range c.repeated {
		if at, is := taken[r.name]; is {
			c.reportBoth(r.pos, at, "the name of the resource would be "+r.name+", which is that of another one", "begin the keys in another way")
		}
		taken[r.name] = r.pos
	}
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
	v := &vertex{up: r.vertex.up, label: r.vertex.label, repetition: &repetition{r, key, c.loopsHere()}}
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

// sameForOneKey adds a check that elements with one key give one object: CUE unifies what they
// give, which comes to the same where only single values can differ.
func (c *compiler) sameForOneKey(r *eachObject, o *model.KubernetesObject) {
	if r.unique {
		return
	}
	u := &usesOf{compiler: c, r: r}
	u.expr(o.Body)
	if u.shape != nil {
		c.reportAt(Position(r.pos), "two elements with one key would give one object, which CUE puts together, and there is no form for that in Terraform",
			"make the list a map, whose keys are the names: [name=string]: {…}; or let the object take only single values of an element: text, numbers, true and false", *u.shape)
		return
	}
	if u.fallback != nil {
		c.reportAt(*u.fallback, "two elements with one key may give one object, and this has a default or a fallback, which in CUE gives way to what the other element has",
			`write "\(x)" for a text x, or make the list a map, whose keys are the names: [name=string]: {…}`)
		return
	}
	if len(u.values) == 0 {
		return
	}
	first, second := *r.loop, *r.loop
	for _, name := range []*string{&first.Key, &second.Key, &second.Value} {
		*name = r.loop.Value + map[*string]string{&first.Key: "_at", &second.Key: "_other_at", &second.Value: "_other"}[name]
	}
	s := substitution{r.loop.Value: &model.Expr{Op: model.OpVar, Name: second.Value}}
	at := func(f model.For) *model.Expr { return &model.Expr{Op: model.OpVar, Name: f.Key, Kind: model.Number} }
	k := &model.Check{Name: checkLabel(r.vertex), Implied: true, Pos: Position(r.pos), Clauses: []*model.Clause{{For: &first}, {For: &second}}}
	add := func(op model.Op, x, y *model.Expr) *model.Expr {
		return &model.Expr{Op: op, Args: []*model.Expr{x, y}, Kind: model.Bool, Pos: k.Pos}
	}
	if r.loop.In.Kind == model.List {
		k.Clauses = append(k.Clauses, &model.Clause{If: add(model.OpLess, at(first), at(second))})
	}
	k.Clauses = append(k.Clauses, &model.Clause{If: add(model.OpEqual, r.key.expr, s.expr(r.key.expr))})
	for _, clause := range o.Each.Clauses {
		switch {
		case clause.For != nil:
		case clause.If.Uses(r.loop.Value):
			k.Clauses = append(k.Clauses, clause, &model.Clause{If: s.expr(clause.If)})
		default:
			k.Clauses = append([]*model.Clause{clause}, k.Clauses...)
		}
	}
	var differ *model.Expr
	for _, value := range u.values {
		ne := add(model.OpNotEqual, value, s.expr(value))
		if differ == nil {
			differ = ne
			continue
		}
		differ = add(model.OpOr, differ, ne)
	}
	k.Clauses = append(k.Clauses, &model.Clause{If: differ})
	k.Message = &model.Expr{Op: model.OpText, Kind: model.String, Pos: k.Pos, Args: []*model.Expr{
		model.NewLiteral("objects." + r.prefix), r.key.expr, model.NewLiteral(r.suffix + ": two elements have this key and give different objects: leave one out, or give it another key"),
	}}
	if k = c.impliedCheck(k, &requirement{pos: k.Pos}); k != nil {
		c.onePerKey = append(c.onePerKey, k)
	}
}

// usesOf collects what of an element, besides its key, an object depends on.
type usesOf struct {
	r *eachObject
	*compiler
	values []*model.Expr // single values
	// fallback is the place of a value that gives way to another one in CUE; nil for none.
	fallback *model.Position
	shape    *model.Position // of what is not one; nil for none
}

// uses reports whether more than the key of an element is in an expression.
func (u *usesOf) uses(e *model.Expr) bool {
	rest := e.Rewrite(func(e *model.Expr) *model.Expr {
		if e.Same(u.r.key.expr) {
			return model.NewLiteral("")
		}
		return e
	})
	return rest.Uses(u.r.loop.Value) || rest.Uses(u.r.loop.Key)
}

func (u *usesOf) expr(e *model.Expr) {
	switch {
	case !u.uses(e):
	case e.Op == model.OpObjRef:
		u.expr(e.Args[0])
	case e.Op == model.OpObject || e.Op == model.OpList:
		for _, elem := range e.Elems {
			decides := elem.Key == nil && e.Op == model.OpObject || slices.ContainsFunc(model.Exprs(elem.Clauses), u.uses) || elem.Key != nil && u.uses(elem.Key)
			if decides {
				u.shape = &elem.Value.Pos
			}
			if u.uses(elem.Value) && (u.fallbacks[elem] || u.chooses(elem.Value)) {
				u.fallback = &elem.Value.Pos
			}
			u.expr(elem.Value)
		}
	case (e.Kind == model.String || e.Kind == model.Number || e.Kind == model.Bool) && !e.Uses(u.r.loop.Key):
		if !slices.ContainsFunc(u.values, e.Same) {
			u.values = append(u.values, e)
		}
	default:
		u.shape = &e.Pos
	}
}

// chooses reports whether a value is a choice, of which a part may have a default.
func (u *usesOf) chooses(e *model.Expr) bool {
	return e.Op == model.OpIf && (e.Args[0].Op == model.OpHas || slices.ContainsFunc(e.Args[1:], func(e *model.Expr) bool { return u.hasDefault(e) || u.chooses(e) }))
}

// hasDefault reports whether a value is an attribute of the element that has a default, or is in
// something that has one.
func (u *usesOf) hasDefault(e *model.Expr) bool {
	_, has := u.attribute(e)
	return has
}

// attribute is the type of an attribute of the element, nil for other expressions, and whether
// it has a default, or is in something that has one.
func (u *usesOf) attribute(e *model.Expr) (t *model.Type, hasDefault bool) {
	switch {
	case e.Op == model.OpVar && e.Name == u.r.loop.Value:
		return u.elements[u.r.loop], false
	case e.Op != model.OpGet:
		return nil, false
	}
	of, hasDefault := u.attribute(e.Args[0])
	if of == nil || of.Field(e.Name) == nil {
		return nil, hasDefault
	}
	f := of.Field(e.Name)
	return f.Type, hasDefault || f.Default != nil
}
