package caller

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// partly are expressions with something unknown in them, var.x. Each function that is evaluated is in
// one at least.
var partly = []string{
	`abs(var.x)`, `base64encode(var.x)`, `can(tonumber(var.x))`, `can([var.x])`, `ceil(var.x)`, `chomp("a${var.x}")`,
	`coalesce("", var.x, "c")`, `coalesce("a", var.x)`, `coalescelist([var.x], ["a"])`, `coalescelist([], [var.x, "b"])[1]`,
	`compact([var.x, "a"])`, `length(compact([var.x, "a"]))`, `concat([var.x], ["a"])[1]`, `concat([var.x], ["a"])[0]`,
	`element(["a", "b"], length([var.x]))`, `element([var.x, "b"], 1)`, `endswith("ab", var.x)`, `length(flatten([[var.x], ["b"]]))`,
	`flatten([[var.x], ["b"]])[1]`, `floor(var.x)`, `format("%s-%s", "a", var.x)`, `join(",", ["a", var.x])`,
	`jsonencode({ a = var.x })`, `keys({ a = var.x })`, `length([var.x, var.x])`, `length("a${var.x}")`, `length(toset([var.x, "a"]))`,
	`length({ a = var.x })`, `lower(var.x)`, `max(1, var.x)`, `merge({ a = var.x }, { b = 1 }).b`, `merge({ a = var.x }, { a = 1 })`,
	`keys(merge({ a = var.x }, { b = "c" }))`, `min(1, var.x)`, `one([var.x])`, `one(["a"])`, `one(slice([var.x, "b"], 1, 2))`,
	`parseint(var.x, 10)`, `range(length([var.x]))`, `range(var.x)`, `regex("^a", "a${var.x}")`, `replace("a-b", "-", var.x)`,
	`reverse([var.x, "b"])[0]`, `reverse([var.x, "b"])`, `sha256(var.x)`, `slice(["a", var.x], 0, 1)`, `sort(["b", var.x])`,
	`split(",", "a,${var.x}")`, `startswith("ab", var.x)`, `startswith("a${var.x}", "a")`, `strcontains("ab", var.x)`,
	`substr("ab${var.x}", 0, 1)`, `title("a${var.x}")`, `tobool(var.x)`, `tolist([var.x, "a"])[1]`, `tomap({ a = var.x, b = "c" })["b"]`,
	`tonumber(var.x)`, `toset([var.x, "a"])`, `tostring(var.x)`, `trim("a${var.x}", "a")`, `trimprefix("ab${var.x}", "a")`,
	`trimspace(" a${var.x}")`, `trimsuffix("ab${var.x}", "b")`, `try(tonumber(var.x), "none")`, `try([tonumber(var.x)], "none")`,
	`try(length([tonumber(var.x)]), "none")`, `upper("a${var.x}")`, `values({ a = "b", c = var.x })[0]`, `zipmap(["a", "b"], [var.x, "c"])["b"]`,
	`var.x == "a"`, `var.x == "a" ? 1 : 1`, `[var.x, "b"][1]`, `[{ a = var.x, b = 1 }][*].b`, `[var.x][*]`, `"${var.x}${var.x}"`,
	`!can(var.x)`, `var.x != null || true`, `{ (var.x) = "a" }`, `{ a = var.x }.a`,
}

// values are what var.x may be.
var values = []string{`"a"`, `""`, `"1"`, `1`, `-1`, `true`, `null`, `["b"]`, `{ a = "b" }`}

// TestUnknownIsNotGuessed: what is known of a value though something is not is so whatever that is,
// wherever the expression can be evaluated at all.
func TestUnknownIsNotGuessed(t *testing.T) {
	called := map[string]bool{"try": true, "can": true}
	known := 0
	for _, text := range partly {
		e := parsed(t, text)
		calls, _ := parts(e)
		for _, name := range calls {
			called[name] = true
		}
		got := evaluated(e)
		if got.failed != nil || !got.value.IsKnown() {
			continue
		}
		known++
		for _, v := range values {
			whole := strings.ReplaceAll(strings.ReplaceAll(text, "${var.x}", "${"+v+"}"), "var.x", v)
			want := evaluated(parsed(t, whole))
			if want.failed == nil && !agree(got.value, want.value) {
				t.Errorf("%s is %#v, and %s is %#v", text, got.value, whole, want.value)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(pure)) {
		if !called[name] {
			t.Errorf("no expression calls %s", name)
		}
	}
	if known < 25 {
		t.Errorf("only %d expressions are known", known)
	}
}

func parsed(t *testing.T, text string) hclsyntax.Expression {
	e, diags := hclsyntax.ParseExpression([]byte(text), "", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatalf("%s: %v", text, diags)
	}
	return e
}

func evaluated(e hclsyntax.Expression) *result {
	return newScope(newConfiguration("."), nil, &meter{}).evaluate(e)
}

// agree reports whether what is known of a value is so in another one.
func agree(partly, whole cty.Value) bool {
	switch t := partly.Type(); {
	case !partly.IsKnown() || !whole.IsKnown():
		return true
	case partly.IsNull() || whole.IsNull():
		return partly.IsNull() == whole.IsNull()
	case t.IsObjectType() || t.IsMapType():
		a, b := partly.AsValueMap(), whole.AsValueMap()
		return maps.EqualFunc(a, b, agree)
	case t.IsTupleType() || t.IsListType():
		return slices.EqualFunc(partly.AsValueSlice(), whole.AsValueSlice(), agree)
	case !partly.IsWhollyKnown():
		return true // a set, of which nothing is taken for known
	}
	return partly.RawEquals(whole)
}
