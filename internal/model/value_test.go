package model

import (
	"encoding/json"
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// anyValue generates a JSON-like value.
func anyValue() *rapid.Generator[Value] {
	scalar := rapid.OneOf(
		rapid.Just(Value(nil)),
		rapid.Map(rapid.Bool(), func(b bool) Value { return b }),
		rapid.Map(rapid.Int64(), func(n int64) Value { return n }),
		rapid.Map(rapid.String(), func(s string) Value { return s }),
	)
	return rapid.Deferred(func() *rapid.Generator[Value] {
		return rapid.OneOf(scalar, scalar,
			rapid.Map(rapid.SliceOfN(anyValue(), 0, 4), func(l []Value) Value { return l }),
			rapid.Map(rapid.MapOfN(rapid.String(), anyValue(), 0, 4), func(m map[string]Value) Value {
				object := Object{}
				for key, v := range m {
					object = append(object, Member{Key: key, Value: v})
				}
				object.Sort()
				return object
			}),
		)
	})
}

func TestJSONRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := anyValue().Draw(t, "value")
		got, err := ParseJSON(AppendJSON(nil, want))
		if err != nil {
			t.Fatal(err)
		}
		if !Equal(got, want) {
			t.Fatal(cmp.Diff(want, got))
		}
		stored, err := json.Marshal(Literal{want})
		if err != nil {
			t.Fatal(err)
		}
		var loaded *Literal
		if err := json.Unmarshal(stored, &loaded); err != nil {
			t.Fatal(err)
		}
		if !Equal(loaded.Value, want) {
			t.Fatal(cmp.Diff(want, loaded.Value))
		}
	})
}

// AppendJSON's strings mean what they are made from, and are printable. Printable text
// is in them as it is.
func TestAppendJSONStrings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := hostileText().Draw(t, "s")
		got := Quote(s)
		var decoded string
		if err := json.Unmarshal([]byte(got), &decoded); err != nil || decoded != string([]rune(s)) {
			t.Fatalf("%q is read as %q, %v", got, decoded, err)
		}
		if Printable(got) != got {
			t.Fatalf("%q is not printable", got)
		}
		if Printable(s) == s && !strings.ContainsAny(s, `"\\`) && got != `"`+s+`"` {
			t.Fatalf("%s is escaped to %s", s, got)
		}
	})
}

func TestParseJSONRefusesFractions(t *testing.T) {
	for _, text := range []string{"1.5", "4.0", "1e3", "9223372036854775808", `{"a":[0.1]}`} {
		if v, err := ParseJSON([]byte(text)); err == nil {
			t.Errorf("%s: got %v, want an error", text, v)
		}
	}
}

// Arithmetic is exact or refuses; it never wraps around.
func TestArithmeticIsExact(t *testing.T) {
	operations := map[string]struct {
		ours  func(a, b int64) (int64, error)
		exact func(z, a, b *big.Int) *big.Int
	}{
		"+": {addInt, (*big.Int).Add},
		"-": {subInt, (*big.Int).Sub},
		"*": {mulInt, (*big.Int).Mul},
	}
	for name, op := range operations {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				a, b := rapid.Int64().Draw(t, "a"), rapid.Int64().Draw(t, "b")
				want := op.exact(new(big.Int), big.NewInt(a), big.NewInt(b))
				got, err := op.ours(a, b)
				switch {
				case err != nil && want.IsInt64() && new(big.Int).Abs(want).Cmp(big.NewInt(1<<62)) < 0:
					t.Fatalf("%d %s %d: %v", a, name, b, err)
				case err == nil && want.Cmp(big.NewInt(got)) != 0:
					t.Fatalf("%d %s %d = %d, want %d", a, name, b, got, want)
				}
			})
		})
	}
}

func TestObjectGet(t *testing.T) {
	o := Object{{Key: "a", Value: int64(1)}, {Key: "c", Value: nil}}
	for key, want := range map[string]bool{"a": true, "b": false, "c": true, "": false, "d": false} {
		if _, got := o.Get(key); got != want {
			t.Errorf("Get(%q) = %v, want %v", key, got, want)
		}
	}
}

// TestPath: paths are written as in CUE, with quoted keys where they need quotes.
func TestPath(t *testing.T) {
	for want, path := range map[string]Path{
		"compute_profile.cpu":           Path("").Key("compute_profile").Key("cpu"),
		"tolerations[2].key":            Path("").Key("tolerations").Index(2).Key("key"),
		`labels["example.com/team"]`:    Path("").Key("labels").Key("example.com/team"),
		`labels["quote\"and\\slash"].x`: Path("").Key("labels").Key(`quote"and\slash`).Key("x"),
	} {
		if string(path) != want {
			t.Errorf("got %s, want %s", path, want)
		}
	}
}

func TestSteps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		step := rapid.OneOf(
			rapid.Map(rapid.IntMin(0), func(i int) any { return i }),
			rapid.Map(rapid.OneOf(hostileText(), rapid.StringMatching(`[a-z.\[\]"]{0,4}`)), func(s string) any { return string([]rune(s)) }),
		)
		want := rapid.SliceOfN(step, 0, 4).Draw(t, "steps")
		path := Path("")
		for _, step := range want {
			if key, ok := step.(string); ok {
				path = path.Key(key)
			} else {
				path = path.Index(step.(int))
			}
		}
		if diff := cmp.Diff(want, path.Steps(), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%s: %s", path, diff)
		}
	})
	for _, broken := range []Path{"[", `["a`, `["a"`, "[a]", "[1"} {
		broken.Steps() // ends
	}
}

// Numbers that are no value of a contract stay as they were written, to be refused at
// their place; all else is read as ParseJSON does.
func TestParseInput(t *testing.T) {
	for text, want := range map[string]Value{
		`9223372036854775807`:          int64(9223372036854775807),
		`9223372036854775808`:          json.Number("9223372036854775808"),
		`-9223372036854775808`:         int64(-9223372036854775808),
		`4.0`:                          json.Number("4.0"),
		`1e3`:                          json.Number("1e3"),
		`[1, {"b": 0.5, "a": -0}]`:     []Value{int64(1), Object{{Key: "a", Value: int64(0)}, {Key: "b", Value: json.Number("0.5")}}},
		` {"z": null, "a": "\u00e9"} `: Object{{Key: "a", Value: "é"}, {Key: "z", Value: nil}},
	} {
		got, err := ParseInput([]byte(text))
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
	for _, text := range []string{``, `{`, `{"a": }`, `'a'`} {
		if v, err := ParseInput([]byte(text)); err == nil {
			t.Errorf("%s: got %v, want an error", text, v)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		want := anyValue().Draw(t, "value")
		got, err := ParseInput(AppendJSON(nil, want))
		if err != nil {
			t.Fatal(err)
		}
		if !Equal(got, want) {
			t.Fatal(cmp.Diff(want, got))
		}
	})
}
