package compile

import "cuelang.org/go/cue/token"

// The ledger. Unification takes conjuncts apart into fields, leaves, patterns, computed
// fields, closed definitions and ellipses. Whoever makes something of one of them
// settles it: it has become part of the model, or follows from what has. A field is
// settled by being reached itself. When all is compiled, whatever a reached vertex still
// has open is an error, so that a construct nobody thought of is refused and not skipped.

// reach notes that the model depends on everything that v consists of.
func (c *compiler) reach(v *vertex) {
	if !v.reached {
		v.reached = true
		c.reached = append(c.reached, v)
	}
}

// settleAccounts reports what is still open.
func (c *compiler) settleAccounts() {
	for _, v := range c.reached {
		for _, a := range v.arcs {
			c.account(a.reached || !a.isPart(), a.pos(), "the field "+a.name())
		}
		for _, l := range v.leaves {
			c.account(l.settled, l.expr.Pos(), "this part of "+v.name())
		}
		for _, p := range v.patterns {
			c.account(p.settled, p.expr.Pos(), "this pattern of "+v.name())
		}
		for _, d := range v.dynamic {
			c.account(d.settled, d.field.Pos(), "this field of "+v.name())
		}
		for _, e := range v.ellipses {
			c.account(e.settled, e.at.Pos(), "this ellipsis of "+v.name())
		}
		for _, k := range v.closures {
			c.account(k.settled, v.pos(), "the definition "+k.by.name())
		}
	}
}

// isPart reports whether a field belongs to the value of the struct that it is in, or is
// an attribute of an input, which may be optional.
func (v *vertex) isPart() bool {
	return !isHidden(v.label) && !isDefinition(v.label) && (v.defined() || v.up.input)
}

func (c *compiler) account(settled bool, pos token.Pos, what string) {
	if !settled {
		c.report(pos, what+" has no part in what is generated", "write it in another way, or leave it out: what CUE would make of it is not known here")
	}
}
