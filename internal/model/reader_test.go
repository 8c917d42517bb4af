package model

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"reflect"
	"testing"

	"github.com/base-k8s/base-k8s/internal/golden"
)

// reflected is a model that encoding/json reads by itself.
type reflected Model

// sameRead demands that the reader finds in text what encoding/json does.
func sameRead(t *testing.T, text []byte) {
	t.Helper()
	want, got := &reflected{}, &Model{}
	wantErr, err := json.Unmarshal(text, want), got.UnmarshalJSON(text)
	if wantErr == nil && want.Format > Format {
		if err == nil {
			t.Fatalf("%s: a later format is read", text)
		}
		return
	}
	if (err == nil) != (wantErr == nil) {
		t.Fatalf("%s: got error %v, want %v", text, err, wantErr)
	}
	if err == nil && !reflect.DeepEqual((*Model)(want), got) {
		t.Fatalf("%s: (-want +got):\n%s", text, golden.Diff(asJSON(t, want), asJSON(t, got)))
	}
}

func asJSON(t testing.TB, v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func generated(t testing.TB) []byte {
	text, err := os.ReadFile("../../generated/model.json")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestReadGenerated: the reader of models reads the generated one as encoding/json does.
func TestReadGenerated(t *testing.T) { sameRead(t, generated(t)) }

// Every stored field is set in some of the models: one that the reader forgets fails.
func TestReadAnyModel(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		m := &Model{}
		fill(random, reflect.ValueOf(m).Elem(), 0)
		sameRead(t, []byte(asJSON(t, m)))
	}
}

// fill sets what is stored of v to anything.
func fill(random *rand.Rand, v reflect.Value, depth int) {
	if literal, ok := v.Addr().Interface().(*Literal); ok {
		literal.Value = oddValues[random.IntN(len(oddValues))]
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if field := v.Type().Field(i); field.IsExported() && field.Tag.Get("json") != "-" {
				fill(random, v.Field(i), depth)
			}
		}
	case reflect.Pointer:
		if random.IntN(4+depth) < 4 {
			v.Set(reflect.New(v.Type().Elem()))
			fill(random, v.Elem(), depth+4)
		}
	case reflect.Slice:
		if n := random.IntN(4); n > 0 && random.IntN(4+depth) < 4 {
			v.Set(reflect.MakeSlice(v.Type(), n-1, n-1))
			for i := range v.Len() {
				fill(random, v.Index(i), depth+4)
			}
		}
	case reflect.String:
		v.SetString(oddStrings[random.IntN(len(oddStrings))])
	case reflect.Bool:
		v.SetBool(random.IntN(2) == 0)
	case reflect.Int64:
		v.SetInt(random.Int64() - random.Int64())
	default:
		panic("no model has a " + v.Kind().String())
	}
}

var oddStrings = []string{"", "a", "two words", "null", `"`, `\`, "]},{", "\n\t\r\x00\x7f", "</script>&", "é – 😀\u2028", "\xff"}

var oddValues = []Value{
	nil, true, false, "", "text", "\"\n", int64(0), int64(math.MinInt64), int64(math.MaxInt64),
	[]Value{}, []Value{nil, []Value{"]"}}, Object{}, Object{{Key: "", Value: nil}, {Key: "a}", Value: []Value{Object{{Key: "b", Value: int64(1)}}}}},
}

// oddModels are texts that no compiler writes.
var oddModels = []string{
	` { "name" : "a" , "inputs" : [ { } , null ] , "checks":[ ] } ` + "\n",
	`null`, ` null `, `{}`, `{"name":null,"inputs":null,"locals":[null]}`,
	`{"unknown":{"a":[1,-2.5e9,{"b":"\"]}"},null,true,false,[],{}]},"name":"a"}`,
	`{"n\u0061me":"\u0041\/\b\f\n\r\t\ud83d\ude00\ud83d"}`, "{\"name\":\"\xff\"}",
	`{"inputs":[{"default":[1]},{"default":["\\"]},{"default":[ [1, {"b":1,"a":2,"b":3}] ]},{"default": [ null ] }]}`,
	`{"inputs":[{"optional":true,"sensitive":null,"type":{"constraint":{"any_of":[{"min":-0,"max":null}]}}}]}`,
	`{"readme":[{"table":{"header":null,"rows":[null,[],["a",null]]}}]}`,

	``, ` `, `{`, `[]`, `1`, `"a"`, `nul`, `nulls`, `{}x`, `{} {}`, `{"name":"a",}`, `{"name":"a" "doc":"b"}`, `{"name"}`, `{"name":}`, `{name:"a"}`,
	`{"name":1}`, `{"name":true}`, `{"name":"a`, `{"name":"a\`, `{"name":"\x"}`, `{"name":"\u12"}`, "{\"name\":\"a\n\"}", "{\"name\":\"\t\"}",
	`{"inputs":{}}`, `{"inputs":[}`, `{"inputs":[,]}`, `{"inputs":[{},]}`, `{"inputs":["a"]}`, `{"inputs":[{}`, `{"inputs":[{}}`,
	`{"inputs":[{"optional":1}]}`, `{"inputs":[{"optional":"true"}]}`, `{"inputs":[{"optional":tru}]}`,
	`{"inputs":[{"default":[]}]}`, `{"inputs":[{"default":[1,2]}]}`, `{"inputs":[{"default":1}]}`, `{"inputs":[{"default":{}}]}`,
	`{"inputs":[{"default":[1.5]}]}`, `{"inputs":[{"default":[01]}]}`, `{"inputs":[{"default":[9223372036854775808]}]}`, `{"inputs":[{"default":[[1.5]]}]}`,
	`{"inputs":[{"type":{"constraint":{"any_of":[{"min":1.5}]}}}]}`, `{"inputs":[{"type":{"constraint":{"any_of":[{"min":"1"}]}}}]}`,
	`{"objects":[{"terraform":{"arguments":[{"value":null}]}}]}`,
	`{"unknown":[}`, `{"unknown":{1:2}}`, `{"unknown":+1}`, `{"unknown":1.}`, `{"unknown":'a'}`, `{"unknown":nan}`, `{"unknown":[1 2]}`, `{"unknown":"\z"}`,
}

// TestReadOddModels: the reader of models accepts and refuses unusual JSON as encoding/json
// does.
func TestReadOddModels(t *testing.T) {
	for _, text := range oddModels {
		sameRead(t, []byte(text))
	}
}

// The reader gives up where encoding/json does, long before the stack ends.
func TestReadDeepModel(t *testing.T) {
	for _, depth := range []int{deepest - 2, deepest - 1, deepest, 20 * deepest} {
		text := []byte(`{"unknown":`)
		for range depth {
			text = append(text, '[')
		}
		for range depth {
			text = append(text, ']')
		}
		if err := (&Model{}).UnmarshalJSON(append(text, '}')); (err == nil) != (depth < deepest) {
			t.Errorf("%d: %v", depth, err)
		}
		sameRead(t, append(text, '}'))
	}
}

// FuzzRead reads any text.
func FuzzRead(f *testing.F) {
	for _, text := range oddModels {
		f.Add([]byte(text))
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		m := &Model{}
		fill(random, reflect.ValueOf(m).Elem(), 8)
		f.Add([]byte(asJSON(f, m)))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		got, want := &Model{}, &reflected{}
		if err := got.UnmarshalJSON(text); err == nil {
			if !json.Valid(text) {
				t.Fatalf("%s is read", text)
			}
			sameRead(t, []byte(asJSON(t, got)))
		}
		// Only encoding/json knows what it makes of a name that is there twice, or in
		// another case.
		if err := json.Unmarshal(text, want); err == nil {
			sameRead(t, []byte(asJSON(t, want)))
		}
	})
}

// BenchmarkRead reads a stored model, which a browser waits for.
func BenchmarkRead(b *testing.B) {
	text := generated(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if err := (&Model{}).UnmarshalJSON(text); err != nil {
			b.Fatal(err)
		}
	}
}
