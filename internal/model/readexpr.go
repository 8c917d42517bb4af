package model

func readExpr(r *reader) *Expr {
	return object(r, func(e *Expr, name string) {
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
		}
	})
}

func readElement(r *reader) *Element {
	return object(r, func(e *Element, name string) {
		switch name {
		case "clauses":
			e.Clauses = list(r, readClause)
		case "key":
			e.Key = readExpr(r)
		case "value":
			e.Value = readExpr(r)
		}
	})
}

func readClause(r *reader) *Clause {
	return object(r, func(c *Clause, name string) {
		switch name {
		case "if":
			c.If = readExpr(r)
		case "for":
			c.For = readFor(r)
		}
	})
}

func readFor(r *reader) *For {
	return object(r, func(f *For, name string) {
		switch name {
		case "key":
			f.Key = r.string()
		case "value":
			f.Value = r.string()
		case "in":
			f.In = readExpr(r)
		}
	})
}
