package conformance

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestMarshal puts inputs before contracts that marshal random structs: with conditions in
// conditions, hidden and optional fields, structs in structs and in lists. The order of the
// fields is that of CUE whatever stands where.
func TestMarshal(t *testing.T) {
	for seed := range uint64(24) {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			t.Parallel()
			r := &marshaled{rand.New(rand.NewPCG(seed, 0))}
			schema := "package p\n\nimport (\n\t\"encoding/json\"\n\t\"list\"\n)\n\n" +
				"#Input: {\n\ts: *\"\" | string\n\tn: *1 | int & >=0 & <=3\n\tb: *false | bool\n\tc: *true | bool\n\tl: [...string]\n\tm: [string]: string\n}\ninput: #Input\nobjects: {}\n" +
				"_named: " + r.fields(0) + "\n" +
				"outputs: {\n\there: json.Marshal(" + r.fields(0) + ")\n\tnamed: json.Marshal(_named)\n" +
				"\teach: [for i in input.l {json.Marshal(" + r.fields(1) + ")}]\n" +
				"\tmap: json.Marshal({for k in list.SortStrings([for k, _ in input.m {k}]) {(k): " + r.fields(2) + "}})\n}\n"
			t.Log(schema)
			constructCase(t, map[string][]byte{
				"schema.cue": []byte(schema),
				"one.json":   []byte(`{"s": "\u0001<&>\\u003c\u2028\"", "n": 3, "b": true, "l": ["", "\u001f\u007f"], "m": {"é": "1", "Z": "2"}}`),
				"two.json":   []byte(`{"n": 2, "b": true, "c": false, "l": ["\t"], "m": {"<": "\\"}}`),
			}, 10)
		})
	}
}

// marshaled makes structs to marshal.
type marshaled struct{ *rand.Rand }

// fields is a struct literal with names in no order.
func (r *marshaled) fields(depth int) string {
	names := make([]string, 200)
	for i := range names {
		names[i] = fmt.Sprintf("%c%d", 'a'+r.IntN(26), i)
	}
	return r.literal(depth, &names)
}

// literal is a struct literal, of the names that are left.
func (r *marshaled) literal(depth int, names *[]string) string {
	name := func() string {
		first := (*names)[0]
		*names = (*names)[1:]
		return first
	}
	decls := []string{}
	for n := 1 + r.IntN(4); n > 0; n-- {
		switch r.IntN(10) {
		case 0:
			decls = append(decls, "_"+name()+": 1")
		case 1:
			decls = append(decls, name()+"?: int")
		case 2:
			decls = append(decls, "#"+name()+": 1")
		case 3, 4:
			decls = append(decls, "if "+r.condition()+" "+r.literal(depth, names))
		case 5:
			either := name()
			decls = append(decls, "if input.n == 2 {"+either+": "+r.scalar()+"}", "if input.n != 2 {"+either+": "+r.scalar()+"}")
		default:
			decls = append(decls, name()+": "+r.value(depth))
		}
	}
	return "{\n" + strings.Join(append(decls, name()+": "+r.scalar()), "\n") + "\n}"
}

func (r *marshaled) condition() string {
	return []string{"input.b", "input.c", "input.n > 0", "input.n == 3"}[r.IntN(4)]
}

func (r *marshaled) scalar() string {
	return []string{"input.s", "\"x\\(input.n)<\"", `"é\u0085"`, "input.s + \"\\\\\""}[r.IntN(4)]
}

func (r *marshaled) value(depth int) string {
	if depth > 2 {
		return r.scalar()
	}
	switch r.IntN(8) {
	case 0:
		return r.fields(depth + 1)
	case 1:
		return "[" + r.value(depth+1) + ", " + r.fields(depth+1) + ", if input.b {" + r.scalar() + "}]"
	case 2:
		return "[for x in input.l if x != \"\" " + r.fields(depth+1) + "]"
	case 3:
		return "{for k in list.SortStrings([for k, _ in input.m {k}]) if k != \"a\" {(k): input.m[k]}}"
	case 4:
		return []string{"input.n", "input.b", "null", "17", "input.l", "{}"}[r.IntN(6)]
	}
	return r.scalar()
}
