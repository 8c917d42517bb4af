package model

// UnmarshalJSON reads a stored model. Browsers wait for it, and reflection is slow
// there. It takes what encoding/json takes by the structs' tags, with names spelled as
// they are there, and checks the whole text: it may be called with any.
func (m *Model) UnmarshalJSON(data []byte) error {
	r := &reader{text: string(data)}
	object(r, m, func(name string) {
		switch name {
		case "digest":
			m.Digest = r.string()
		case "name":
			m.Name = r.string()
		case "doc":
			m.Doc = r.string()
		case "inputs":
			m.Inputs = list(r, readField)
		case "checks":
			m.Checks = list(r, readCheck)
		case "locals":
			m.Locals = list(r, readLocal)
		case "objects":
			m.Objects = list(r, readKubernetesObject)
		case "outputs":
			m.Outputs = list(r, readOutput)
		case "warnings":
			m.Warnings = list(r, readWarning)
		case "readme":
			m.Readme = list(r, readSection)
		default:
			r.skip()
		}
	})
	if r.next(); r.at < len(r.text) {
		r.fail("want nothing more")
	}
	return r.err
}

func readField(r *reader) *Field {
	f := &Field{}
	return object(r, f, func(name string) {
		switch name {
		case "name":
			f.Name = r.string()
		case "doc":
			f.Doc = r.string()
		case "type":
			f.Type = readType(r)
		case "optional":
			f.Optional = r.bool()
		case "default":
			f.Default = r.literal()
		case "sensitive":
			f.Sensitive = r.bool()
		default:
			r.skip()
		}
	})
}

func readType(r *reader) *Type {
	t := &Type{}
	return object(r, t, func(name string) {
		switch name {
		case "kind":
			t.Kind = Kind(r.string())
		case "nullable":
			t.Nullable = r.bool()
		case "elem":
			t.Elem = readType(r)
		case "fields":
			t.Fields = list(r, readField)
		case "constraint":
			t.Constraint = readConstraint(r)
		default:
			r.skip()
		}
	})
}

func readConstraint(r *reader) *Constraint {
	c := &Constraint{}
	return object(r, c, func(name string) {
		switch name {
		case "any_of":
			c.AnyOf = list(r, readRule)
		case "words":
			c.Words = r.string()
		default:
			r.skip()
		}
	})
}

func readRule(r *reader) *Rule {
	rule := &Rule{}
	return object(r, rule, func(name string) {
		switch name {
		case "equals":
			rule.Equals = r.literal()
		case "min":
			rule.Min = r.number()
		case "max":
			rule.Max = r.number()
		case "match":
			rule.Match = list(r, (*reader).string)
		case "no_match":
			rule.NoMatch = list(r, (*reader).string)
		default:
			r.skip()
		}
	})
}

func readCheck(r *reader) *Check {
	c := &Check{}
	return object(r, c, func(name string) {
		switch name {
		case "name":
			c.Name = r.string()
		case "clauses":
			c.Clauses = list(r, readClause)
		case "message":
			c.Message = readExpr(r)
		case "inputs":
			c.Inputs = list(r, (*reader).string)
		case "target":
			c.Target = readExpr(r)
		default:
			r.skip()
		}
	})
}

func readLocal(r *reader) *Local {
	l := &Local{}
	return object(r, l, func(name string) {
		switch name {
		case "name":
			l.Name = r.string()
		case "doc":
			l.Doc = r.string()
		case "value":
			l.Value = readExpr(r)
		default:
			r.skip()
		}
	})
}

func readKubernetesObject(r *reader) *KubernetesObject {
	k := &KubernetesObject{}
	return object(r, k, func(name string) {
		switch name {
		case "name":
			k.Name = r.string()
		case "doc":
			k.Doc = r.string()
		case "api_version":
			k.APIVersion = r.string()
		case "kind":
			k.Kind = r.string()
		case "if":
			k.If = readExpr(r)
		case "body":
			k.Body = readExpr(r)
		case "terraform":
			k.Terraform = readResourceOptions(r)
		default:
			r.skip()
		}
	})
}

func readResourceOptions(r *reader) *ResourceOptions {
	o := &ResourceOptions{}
	return object(r, o, func(name string) {
		switch name {
		case "create_before_destroy":
			o.CreateBeforeDestroy = r.bool()
		case "depends_on":
			o.DependsOn = list(r, (*reader).string)
		case "arguments":
			o.Arguments = list(r, readArgument)
		default:
			r.skip()
		}
	})
}

func readArgument(r *reader) *Argument {
	a := &Argument{}
	return object(r, a, func(name string) {
		switch name {
		case "name":
			a.Name = r.string()
		case "value":
			a.Value = r.constant()
		default:
			r.skip()
		}
	})
}

func readOutput(r *reader) *Output {
	o := &Output{}
	return object(r, o, func(name string) {
		switch name {
		case "name":
			o.Name = r.string()
		case "doc":
			o.Doc = r.string()
		case "value":
			o.Value = readExpr(r)
		default:
			r.skip()
		}
	})
}

func readWarning(r *reader) *Warning {
	w := &Warning{}
	return object(r, w, func(name string) {
		switch name {
		case "name":
			w.Name = r.string()
		case "when":
			w.When = readExpr(r)
		case "message":
			w.Message = readExpr(r)
		default:
			r.skip()
		}
	})
}

func readSection(r *reader) *Section {
	s := &Section{}
	return object(r, s, func(name string) {
		switch name {
		case "title":
			s.Title = r.string()
		case "text":
			s.Text = r.string()
		case "table":
			s.Table = readTable(r)
		default:
			r.skip()
		}
	})
}

func readTable(r *reader) *Table {
	t := &Table{}
	return object(r, t, func(name string) {
		switch name {
		case "header":
			t.Header = list(r, (*reader).string)
		case "rows":
			t.Rows = list(r, readRow)
		default:
			r.skip()
		}
	})
}

func readRow(r *reader) []string { return list(r, (*reader).string) }
