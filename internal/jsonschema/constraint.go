package jsonschema

import "github.com/base-k8s/base-k8s/internal/model"

// constraint describes what limits the values of a type. The words that people read
// are a comment: JSON Schema has no place for messages.
func constraint(t *model.Type, nullable bool) object {
	c := t.Constraint
	if c == nil {
		return nil
	}
	var schema object
	if values, ok := c.Constants(); ok {
		if nullable {
			values = append(values, nil)
		}
		schema = object{{"enum", values}}
	} else if len(c.AnyOf) == 1 {
		schema = rule(c.AnyOf[0], t.Kind)
	} else {
		schema = object{{"anyOf", alternatives(t, nullable)}}
	}
	if c.Words == "" {
		return schema
	}
	return append(schema, member{"$comment", c.Words})
}

func alternatives(t *model.Type, nullable bool) []object {
	var all []object
	for _, r := range t.Constraint.AnyOf {
		all = append(all, rule(r, t.Kind))
	}
	if nullable {
		all = append(all, object{{"type", "null"}})
	}
	return all
}

// rule describes one rule. JSON Schema's keywords limit values of their own type
// only, so that they let null pass.
func rule(r *model.Rule, kind model.Kind) object {
	var schema object
	if r.Equals != nil {
		schema = append(schema, member{"const", r.Equals.Value})
	}
	lowest, highest := limits(kind)
	if r.Min != nil {
		schema = append(schema, member{lowest, *r.Min})
	}
	if r.Max != nil {
		schema = append(schema, member{highest, *r.Max})
	}
	return append(schema, patterns(r)...)
}

func limits(kind model.Kind) (lowest, highest string) {
	if kind == model.List {
		return "minItems", "maxItems"
	}
	if kind == model.Map {
		return "minProperties", "maxProperties"
	}
	return "minimum", "maximum"
}

func patterns(r *model.Rule) object {
	if len(r.Match) == 1 && len(r.NoMatch) == 0 {
		return object{{"pattern", r.Match[0]}}
	}
	var all []object
	for _, pattern := range r.Match {
		all = append(all, object{{"pattern", pattern}})
	}
	for _, pattern := range r.NoMatch {
		all = append(all, object{{"not", object{{"pattern", pattern}}}})
	}
	if all == nil {
		return nil
	}
	return object{{"allOf", all}}
}
