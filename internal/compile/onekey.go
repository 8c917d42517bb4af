package compile

import "github.com/base-k8s/base-k8s/internal/model"

// sameForOneKey adds a check that elements with one key give one object: CUE unifies what they
// give, which comes to the same where only single values can differ.
func (c *compiler) sameForOneKey(r *eachObject, o *model.KubernetesObject) {
	if r.unique || c.differ(&r.turns) {
		return
	}
	u := &usesOf{compiler: c, turns: &r.turns}
	u.expr(o.Body)
	u.stoodIn(o.Body)
	u.hidden(r.vertex, false)
	if u.shape != nil {
		c.reportAt(Position(r.pos), "two elements with one key would give one object, which CUE puts together, and there is no form for that in Terraform",
			"make the list a map, whose keys are the names: [name=string]: {…}; refuse such elements in #Input: for i, a in list for j, b in list if i < j if a.name == b.name {…}; or let the object take only single values of an element: text, numbers, true and false", *u.shape)
		return
	}
	if u.fallback != nil {
		c.reportAt(*u.fallback, "two elements with one key may give one object, and this has a default or a fallback, which in CUE gives way to what the other element has",
			`write "\(x)" for a text x, refuse such elements in #Input, or make the list a map, whose keys are the names: [name=string]: {…}`)
		return
	}
	if len(u.values)+len(u.attributes) == 0 {
		return
	}
	first, second := *r.loop, *r.loop
	for _, name := range []*string{&first.Key, &second.Key, &second.Value} {
		*name = r.loop.Value + map[*string]string{&first.Key: "_at", &second.Key: "_other_at", &second.Value: "_other"}[name]
	}
	other := renaming(map[string]string{first.Key: second.Key, first.Value: second.Value})
	at := func(f model.For) *model.Expr { return &model.Expr{Op: model.OpVar, Name: f.Key, Kind: model.Number} }
	k := &model.Check{Name: checkLabel(r.vertex), Implied: true, Pos: Position(r.pos), Clauses: []*model.Clause{{For: &first}, {For: &second}}}
	add := func(op model.Op, x, y *model.Expr) *model.Expr {
		return &model.Expr{Op: op, Args: []*model.Expr{x, y}, Kind: model.Bool, Pos: k.Pos}
	}
	if r.loop.In.Kind == model.List {
		k.Clauses = append(k.Clauses, &model.Clause{If: add(model.OpLess, at(first), at(second))})
	}
	k.Clauses = append(k.Clauses, &model.Clause{If: add(model.OpEqual, r.key.expr, r.key.expr.Rewrite(other))})
	for _, clause := range o.Each.Clauses {
		switch {
		case clause.For != nil:
		case clause.If.Uses(r.loop.Value):
			k.Clauses = append(k.Clauses, clause, &model.Clause{If: clause.If.Rewrite(other)})
		default:
			k.Clauses = append([]*model.Clause{clause}, k.Clauses...)
		}
	}
	var differ *model.Expr
	for _, value := range u.values {
		differ = orElse(differ, add(model.OpNotEqual, value, value.Rewrite(other)))
	}
	for _, attribute := range u.attributes {
		differ = orElse(differ, c.conflict(&r.turns, attribute, at(first), other, k.Pos))
	}
	k.Clauses = append(k.Clauses, &model.Clause{If: differ})
	k.Message = &model.Expr{Op: model.OpText, Kind: model.String, Pos: k.Pos, Args: []*model.Expr{
		model.NewLiteral("objects." + r.prefix), r.key.expr, model.NewLiteral(r.suffix + ": two elements have this key and give different objects: leave one out, or give it another key"),
	}}
	if k = c.impliedCheck(k, &requirement{pos: k.Pos}); k != nil {
		c.onePerKey = append(c.onePerKey, k)
	}
}
