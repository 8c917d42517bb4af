package model_test

import (
	"encoding/json"
	"fmt"

	"github.com/base-k8s/base-k8s/internal/model"
)

// stored is a model as it is kept in a file: one input with bounds, a check and an object.
const stored = `{
	"name": "shop",
	"inputs": [
		{"name": "replicas", "type": {"kind": "number", "constraint": {"any_of": [{"min": 1, "max": 9}], "words": "must be from 1 to 9"}}},
		{"name": "spot", "type": {"kind": "bool"}, "default": [false]}
	],
	"checks": [{"name": "single", "clauses": [
		{"if": {"op": "input", "name": "spot"}},
		{"if": {"op": "==", "args": [{"op": "input", "name": "replicas"}, {"op": "literal", "value": [1]}]}}
	], "message": {"op": "literal", "value": ["replicas = 1: must be 2 or more on spot nodes"]}, "inputs": ["replicas", "spot"]}],
	"objects": [{"name": "web", "api_version": "apps/v1", "kind": "Deployment", "body": {"op": "object", "elems": [
		{"key": {"op": "literal", "value": ["replicas"]}, "value": {"op": "input", "name": "replicas"}}
	]}}]
}`

// A program that embeds a contract loads its model once, and asks it about each input.
func Example() {
	var m model.Model
	if err := json.Unmarshal([]byte(stored), &m); err != nil {
		panic(err)
	}
	if err := m.Link(); err != nil {
		panic(err)
	}
	for _, text := range []string{`{"replicas": 2, "spot": true}`, `{"replicas": 1, "spot": true}`, `{"replicas": 99}`} {
		input, err := model.ParseInput([]byte(text))
		if err != nil {
			panic(err)
		}
		result, diagnostics := m.Evaluate(input)
		for _, d := range diagnostics {
			fmt.Println(d)
		}
		if result == nil {
			continue
		}
		for _, o := range result.Objects {
			fmt.Println(o.Name, string(model.AppendJSON(nil, o.Body)))
		}
	}
	// Output:
	// web {"replicas":2}
	// error: replicas = 1: must be 2 or more on spot nodes
	// error: replicas = 99: must be from 1 to 9
}

// A query is about some clauses alone, such as those of one check.
func ExampleModel_Query() {
	var m model.Model
	if err := json.Unmarshal([]byte(stored), &m); err != nil {
		panic(err)
	}
	q, err := m.Query(m.Checks[0].Clauses)
	if err != nil {
		panic(err)
	}
	for _, replicas := range []int64{1, 2} {
		times, err := q.Count(model.Object{{Key: "replicas", Value: replicas}, {Key: "spot", Value: true}})
		fmt.Println(times, err)
	}
	// Output:
	// 1 <nil>
	// 0 <nil>
}

func ExampleExpr_Negate() {
	n := &model.Expr{Op: model.OpInput, Name: "n"}
	few := &model.Expr{Op: model.OpLess, Args: []*model.Expr{n, model.NewLiteral(int64(3))}}
	fmt.Println(few.Negate().Key())
	// Output: >=(input "n"(),literal 3(),)
}
