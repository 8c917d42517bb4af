package model

func readExpr(r *reader) *Expr {
	e := &Expr{}
	return object(r, e, func(name string) {
		switch name {
		case "op":
			e.Op = Op(r.string())
		case "name":
			e.Name = r.string()
		case "ref":
			e.Ref = r.string()
		case "value":
			e.Value = r.literal()
		case "args":
			e.Args = list(r, readExpr)
		case "elems":
			e.Elems = list(r, readElement)
		case "kind":
			e.Kind = Kind(r.string())
		default:
			r.skip()
		}
	})
}

func readElement(r *reader) *Element {
	e := &Element{}
	return object(r, e, func(name string) {
		switch name {
		case "clauses":
			e.Clauses = list(r, readClause)
		case "key":
			e.Key = readExpr(r)
		case "value":
			e.Value = readExpr(r)
		default:
			r.skip()
		}
	})
}

func readClause(r *reader) *Clause {
	c := &Clause{}
	return object(r, c, func(name string) {
		switch name {
		case "if":
			c.If = readExpr(r)
		case "for":
			c.For = readFor(r)
		default:
			r.skip()
		}
	})
}

func readFor(r *reader) *For {
	f := &For{}
	return object(r, f, func(name string) {
		switch name {
		case "key":
			f.Key = r.string()
		case "value":
			f.Value = r.string()
		case "in":
			f.In = readExpr(r)
		default:
			r.skip()
		}
	})
}
