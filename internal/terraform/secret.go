package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/typed"
)

// A Secret's data is base64 in Kubernetes. The provider's data takes the plain text and
// encodes it, its binary_data takes base64.

// secretMembers spells the data of a Secret as the provider wants it.
func (s *scope) secretMembers(members []member) []member {
	var all []member
	for _, m := range members {
		switch m.name {
		case "data":
			all = append(all, m.scope.secretData(m)...)
		case "stringData":
			m.name = "data"
			all = append(all, m)
		default:
			all = append(all, m)
		}
	}
	return mergeData(all)
}

// secretData splits data into values that are encoded plain text and other values.
func (s *scope) secretData(m member) []member {
	data, ok := s.resolve(m.value).(*typed.Object)
	if !ok {
		m.name = "binaryData"
		return []member{m}
	}
	var plain, encoded []*typed.Element
	for _, elem := range s.flattenSpreads(data.Elems) {
		if text := encodedText(elem); text != nil {
			decoded := *elem
			decoded.Value = text
			plain = append(plain, &decoded)
			continue
		}
		encoded = append(encoded, elem)
	}
	var all []member
	if len(plain) > 0 || len(encoded) == 0 {
		all = append(all, member{"data", m.clauses, typed.At(typed.NewObject(plain), data.Pos()), m.doc, m.scope})
	}
	if len(encoded) > 0 {
		all = append(all, member{"binaryData", m.clauses, typed.At(typed.NewObject(encoded), data.Pos()), "", m.scope})
	}
	return all
}

// encodedText is the text that a member has the base64 of, nil for other members.
func encodedText(elem *typed.Element) typed.Expr {
	call, ok := elem.Value.(*typed.Call)
	if !ok || call.Function.Name != "base64" || elem.Key == nil {
		return nil
	}
	return call.Args[0]
}

// flattenSpreads puts the members of spread objects in the place of the spreads, as far
// as they are written out.
func (s *scope) flattenSpreads(elems []*typed.Element) []*typed.Element {
	var all []*typed.Element
	for _, elem := range elems {
		object, written := s.resolve(elem.Value).(*typed.Object)
		if elem.Key != nil || !written {
			all = append(all, elem)
			continue
		}
		for _, inner := range s.flattenSpreads(object.Elems) {
			c := *inner
			c.Clauses = slices.Concat(elem.Clauses, inner.Clauses)
			all = append(all, &c)
		}
	}
	return all
}

// mergeData makes one member of several that have plain text: Kubernetes merges
// stringData into data.
func mergeData(members []member) []member {
	var all []member
	at := -1
	for _, m := range members {
		switch {
		case m.name != "data":
			all = append(all, m)
		case at < 0:
			at = len(all)
			all = append(all, m)
		default:
			var spreads []*typed.Element
			for _, part := range []member{all[at], m} {
				spreads = append(spreads, &typed.Element{Clauses: part.clauses, Value: part.value})
			}
			all[at].value, all[at].clauses = typed.At(typed.NewObject(spreads), m.value.Pos()), nil
		}
	}
	return all
}
