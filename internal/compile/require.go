package compile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// requirement is a constraint on a value outside of #Input: wherever the clauses lead,
// refused must not hold. A use of a local stands for all that the local requires.
type requirement struct {
	clauses []*model.Clause
	refused *model.Expr
	subject *value // what is constrained
	words   string // after its path and value: "must be at most 5"
	keyed   bool   // the subject is a key of what messages name
	// fallback is set when one of the two values of a key is an input with a default or a
	// fallback, which can give way to the other in CUE.
	fallback bool
	oneKey   *oneKey // of what two turns of one loop give a key; nil for any other
	pos      model.Position
	at       *vertex // the vertex with a path that the constraint is in

	local *vertex // the hidden field that is used; nil for a constraint
}

// under compiles something that is there only where the clauses lead.
func (c *compiler) under(clauses []*model.Clause, do func()) {
	before := c.context
	c.context = append(slices.Clip(before), clauses...)
	do()
	c.context = before
}

// surely are the conditions that hold where what is being compiled is.
func (c *compiler) surely() guards { return conditionsOf(c.context) }

// apart compiles something whose constraints are gathered in a list of their own.
func (c *compiler) apart(into *[]*requirement, do func()) {
	context, sink := c.context, c.sink
	c.context, c.sink = nil, into
	do()
	c.context, c.sink = context, sink
}

// valueApart compiles a value whose own constraints are required elsewhere.
func (c *compiler) valueApart(v *vertex, known guards) (x *value) {
	c.apart(new([]*requirement), func() { x = c.value(v, known) })
	return x
}

func (c *compiler) require(r *requirement) {
	r.clauses = append(slices.Clip(c.context), r.clauses...)
	r.at = c.owner
	*c.sink = append(*c.sink, r)
}

// useLocal notes that what the hidden field requires is required here, all of it: to CUE
// a struct with an erroneous field is erroneous.
func (c *compiler) useLocal(top *vertex) {
	c.require(&requirement{local: top})
}

// requirements are the checks that follow from the constraints.
func (c *compiler) requirements() []*model.Check {
	var checks []*model.Check
	for _, r := range c.resolved(c.required) {
		if r.keyed && (c.excluded(r, c.own) || r.oneKey != nil && c.differ(r.oneKey.turns)) {
			continue
		}
		if r.oneKey != nil && c.reportOneKey(r.oneKey) {
			continue
		}
		if r.fallback {
			c.reportAt(r.pos, r.sharedKey()+" is an input with a default or a fallback, which in CUE can give way to a member of the same key",
				`write "\(x)" for the input x, [if x != _|_ {x}, y][0] for the fallback *x | y, or leave the key out of the map: for k, v in m if k != "name" {(k): v}`)
			continue
		}
		if k := c.requirementCheck(r); k != nil {
			checks = append(checks, k)
		}
	}
	return checks
}

// resolved puts what locals require in the place of their uses, each requirement once.
func (c *compiler) resolved(list []*requirement) (all []*requirement) {
	seen := map[string]bool{}
	add := func(r *requirement) {
		if key := r.key(); !seen[key] {
			seen[key] = true
			all = append(all, r)
		}
	}
	for _, r := range list {
		if r.local == nil {
			add(r)
			continue
		}
		for _, inner := range c.requiredBy(c.local(r.local)) {
			used := *inner
			used.clauses = append(slices.Clip(r.clauses), inner.clauses...)
			add(&used)
		}
	}
	return slices.DeleteFunc(all, func(r *requirement) bool { return r.follows(seen) })
}

// follows reports whether one of the requirements with the keys says the same wherever its clauses
// lead, and this one only where further clauses do before them. A local that is used for each element of a
// list, and elsewhere, is not to be checked for each of them.
func (r *requirement) follows(keys map[string]bool) bool {
	for n := range r.clauses {
		wider := *r
		if wider.clauses = r.clauses[n+1:]; keys[wider.key()] {
			return true
		}
	}
	return false
}

// requiredBy is what a local requires, by way of other locals too. It is worked out once,
// and is empty while it is: a cycle is reported elsewhere.
func (c *compiler) requiredBy(l *local) []*requirement {
	if !l.resolved {
		l.resolved = true
		unresolved := l.required
		l.required = nil
		l.required = c.resolved(unresolved)
	}
	return l.required
}

func (r *requirement) key() string {
	return model.ClausesKey(r.clauses) + r.refused.Key() + r.words
}

// requirementCheck is the check that follows from a constraint; nil when it can be left out.
func (c *compiler) requirementCheck(r *requirement) *model.Check {
	return c.impliedCheck(&model.Check{Name: checkLabel(r.at), Clauses: append(slices.Clip(r.clauses), &model.Clause{If: r.refused}), Message: r.message(true), Implied: true, Pos: r.pos}, r)
}

// impliedCheck completes a check that follows from a constraint; nil when it can be left out.
func (c *compiler) impliedCheck(k *model.Check, r *requirement) *model.Check {
	for _, clause := range k.Clauses {
		for e := range clause.Expr().All() {
			if e.Op == model.OpRecorded {
				c.reportAt(r.pos, "a constraint on what Terraform records at the first apply", "remove it: the value is not known when the input is checked")
			}
		}
	}
	if r.keyed && slices.ContainsFunc(k.Clauses, func(clause *model.Clause) bool { return clause.For != nil && c.dependsOnSensitive(clause.For.In) }) {
		// Where the map should not be is said before.
		c.secretMerges = append(c.secretMerges, model.Diagnostic{
			Severity: model.Error, Summary: "a sensitive map may change a field that it is merged with, and Terraform would not say which",
			Detail: `leave the key of the field out of the map: for k, v in m if k != "name" {(k): v}`, Positions: []model.Position{r.pos},
		})
		return nil
	}
	k.Clauses = model.RewriteClauses(k.Clauses, plain)
	k.Message = k.Message.Rewrite(plain)
	k.Inputs = c.mentioned(k)
	if len(k.Inputs) == 0 {
		if !c.neverHolds(k) {
			c.reportAt(r.pos, "the constraint refuses the value, whatever the input is", "change one of them")
		}
		return nil
	}
	k.Target = c.target(k.Clauses)
	if c.showsSensitive(k) {
		k.Message = r.message(false).Rewrite(plain)
	}
	return k
}

// sharedKey names the key of a collision.
func (r *requirement) sharedKey() string {
	same := r.clauses[len(r.clauses)-1].If
	for _, key := range same.Args {
		if name, ok := key.LiteralString(); ok {
			return fmt.Sprintf("the field %q", name)
		}
	}
	return "a field"
}

// message is a sentence that names the value by its path, and shows it if it may be
// shown.
func (r *requirement) message(show bool) *model.Expr {
	path := "a value"
	if r.at != nil {
		path = strings.TrimPrefix(r.at.name(), inputsPrefix)
	}
	kind := r.subject.typ.Kind
	if r.keyed && show {
		return &model.Expr{Op: model.OpText, Kind: model.String, Pos: r.pos, Args: []*model.Expr{
			model.NewLiteral(path + `: the key "`), r.subject.expr, model.NewLiteral(`" ` + r.words),
		}}
	}
	if !show || kind != model.String && kind != model.Number || r.subject.typ.Nullable {
		return model.NewLiteral(path + ": " + r.words)
	}
	quote := ""
	if kind == model.String {
		quote = `"`
	}
	return &model.Expr{Op: model.OpText, Kind: model.String, Pos: r.pos, Args: []*model.Expr{
		model.NewLiteral(path + " = " + quote), r.subject.expr, model.NewLiteral(quote + ": " + r.words),
	}}
}

// neverHolds evaluates a check that depends on no input.
func (c *compiler) neverHolds(k *model.Check) bool {
	m := &model.Model{}
	for _, l := range c.order {
		m.Locals = append(m.Locals, l.model)
	}
	q, err := m.Query(k.Clauses)
	if err != nil {
		return false
	}
	times, err := q.Count(nil)
	return err == nil && times == 0
}

// plain has the value of what it refers to in an object, see [model.Expr.Rewrite]: a check
// depends on inputs alone, and Terraform knows no resource when it validates a variable.
func plain(e *model.Expr) *model.Expr {
	if e.Op == model.OpObjRef {
		return e.Args[0]
	}
	return e
}

// checkLabel is the path of a vertex as a name.
func checkLabel(v *vertex) string {
	if v == nil {
		return "constraint"
	}
	return strings.Map(func(r rune) rune {
		if r < 0x80 && (r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z') {
			return r
		}
		return '_'
	}, strings.TrimPrefix(v.name(), inputsPrefix))
}

// inputsPrefix begins the paths of inputs in a contract, and is no part of their names.
const inputsPrefix = "#Input."
