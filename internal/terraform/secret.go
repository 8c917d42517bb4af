package terraform

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
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
	data := s.resolve(m.value)
	if data.Op != model.OpObject {
		m.name = "binaryData"
		return []member{m}
	}
	plain, encoded := *data, *data
	plain.Elems, encoded.Elems = nil, nil
	for _, elem := range s.flattenSpreads(data.Elems) {
		if text := elem.Value; text.Op == model.OpCall && text.Name == "base64" && elem.Key != nil {
			decoded := *elem
			decoded.Value = text.Args[0]
			plain.Elems = append(plain.Elems, &decoded)
			continue
		}
		encoded.Elems = append(encoded.Elems, elem)
	}
	var all []member
	if len(plain.Elems) > 0 || len(encoded.Elems) == 0 {
		all = append(all, member{"data", m.clauses, &plain, m.doc, m.scope})
	}
	if len(encoded.Elems) > 0 {
		all = append(all, member{"binaryData", m.clauses, &encoded, "", m.scope})
	}
	return all
}

// flattenSpreads puts the members of spread objects in the place of the spreads, as far
// as they are written out.
func (s *scope) flattenSpreads(elems []*model.Element) []*model.Element {
	var all []*model.Element
	for _, elem := range elems {
		object := s.resolve(elem.Value)
		if elem.Key != nil || object.Op != model.OpObject {
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
			both := &model.Expr{Op: model.OpObject, Kind: model.Map, Pos: m.value.Pos}
			for _, part := range []member{all[at], m} {
				both.Elems = append(both.Elems, &model.Element{Clauses: part.clauses, Value: part.value})
			}
			all[at].value, all[at].clauses = both, nil
		}
	}
	return all
}
