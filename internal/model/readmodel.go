package model

import "errors"

// Read reads a stored model and makes it ready for use. It fails on text that is no model, that
// is damaged, and on a model of a later [Format].
func Read(text []byte) (*Model, error) {
	m := &Model{}
	// json.Unmarshal would check the text first, which takes as long as reading it.
	if err := m.UnmarshalJSON(text); err != nil {
		return nil, err
	}
	if m.Digest == "" || m.Inputs == nil && m.Objects == nil { // verified.json has a digest, too
		return nil, errors.New("it has no digest, inputs or objects of a contract, as every model.json has")
	}
	return m, m.Link()
}

// UnmarshalJSON reads a stored model. Browsers wait for it, and reflection is slow
// there. It takes what encoding/json takes by the structs' tags, with names spelled as
// they are there, and checks the whole text: it may be called with any. It fails on a model
// of a later [Format].
func (m *Model) UnmarshalJSON(data []byte) error {
	r := &reader{text: string(data)}
	if r.null() {
		return r.end()
	}
	r.members(func(name string) {
		switch name {
		case "format":
			m.Format = r.format()
		case "digest":
			m.Digest = r.string()
		case "name":
			m.Name = r.string()
		case "doc":
			m.Doc = r.string()
		case "inputs":
			m.Inputs = list(r, readField)
		case "fixed":
			m.Fixed = list(r, readFixedInput)
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
		}
	})
	return r.end()
}

func readField(r *reader) *Field {
	return object(r, func(f *Field, name string) {
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
		case "parts":
			f.Parts = r.bool()
		case "sensitive":
			f.Sensitive = r.bool()
		case "subject":
			f.Subject = r.string()
		case "effect":
			f.Effect = r.string()
		}
	})
}

func readFixedInput(r *reader) *FixedInput {
	return object(r, func(f *FixedInput, name string) {
		switch name {
		case "name":
			f.Name = r.string()
		case "value":
			f.Value = r.literal()
		}
	})
}

func readType(r *reader) *Type {
	return object(r, func(t *Type, name string) {
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
		}
	})
}

func readConstraint(r *reader) *Constraint {
	return object(r, func(c *Constraint, name string) {
		switch name {
		case "any_of":
			c.AnyOf = list(r, readRule)
		case "words":
			c.Words = r.string()
		}
	})
}

func readRule(r *reader) *Rule {
	return object(r, func(rule *Rule, name string) {
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
		}
	})
}

func readCheck(r *reader) *Check {
	return object(r, func(c *Check, name string) {
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
		case "implied":
			c.Implied = r.bool()
		}
	})
}

func readLocal(r *reader) *Local {
	return object(r, func(l *Local, name string) {
		switch name {
		case "name":
			l.Name = r.string()
		case "doc":
			l.Doc = r.string()
		case "value":
			l.Value = readExpr(r)
		}
	})
}

func readKubernetesObject(r *reader) *KubernetesObject {
	return object(r, func(k *KubernetesObject, name string) {
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
		case "each":
			k.Each = readEach(r)
		case "body":
			k.Body = readExpr(r)
		case "terraform":
			k.Terraform = readResourceOptions(r)
		}
	})
}

func readEach(r *reader) *Each {
	return object(r, func(e *Each, name string) {
		switch name {
		case "clauses":
			e.Clauses = list(r, readClause)
		case "key":
			e.Key = readExpr(r)
		case "prefix":
			e.Prefix = r.string()
		case "suffix":
			e.Suffix = r.string()
		}
	})
}

func readOutput(r *reader) *Output {
	return object(r, func(o *Output, name string) {
		switch name {
		case "name":
			o.Name = r.string()
		case "doc":
			o.Doc = r.string()
		case "value":
			o.Value = readExpr(r)
		case "records_input":
			o.RecordsInput = r.bool()
		}
	})
}

func readWarning(r *reader) *Warning {
	return object(r, func(w *Warning, name string) {
		switch name {
		case "name":
			w.Name = r.string()
		case "when":
			w.When = readExpr(r)
		case "message":
			w.Message = readExpr(r)
		case "unchecked":
			w.Unchecked = r.bool()
		}
	})
}

func readSection(r *reader) *Section {
	return object(r, func(s *Section, name string) {
		switch name {
		case "title":
			s.Title = r.string()
		case "text":
			s.Text = r.string()
		case "table":
			s.Table = readTable(r)
		}
	})
}

func readTable(r *reader) *Table {
	return object(r, func(t *Table, name string) {
		switch name {
		case "header":
			t.Header = list(r, (*reader).string)
		case "rows":
			t.Rows = list(r, readRow)
		}
	})
}

func readRow(r *reader) []string { return list(r, (*reader).string) }
