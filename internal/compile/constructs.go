package compile

// Construct is a construct of CUE that has a form in Terraform.
type Construct struct {
	CUE       string // in Markdown
	Terraform string // its form, "" where there is none
	Note      string // where the languages differ
	Case      string // the case under testdata that shows it
	Sign      string // a text of the case by which the construct is known there
}

// Constructs are the constructs that this package compiles, for the documentation.
func Constructs() []Construct {
	return []Construct{
		{"`bool`, `string`, `int`, `uint8` and the like", "`bool`, `string`, `number` and a `validation`", "", "constraints", `short?: uint8`},
		{"`[...T]`, `[string]: T`, `{a: T}`", "`list(T)`, `map(T)`, `object({ a = T })`", "", "loops", `ports: [...{`},
		{"`{kind: \"a\", path: string} | {kind: \"b\", port: int8}`", "one `object`, and a `validation` for the attributes of each", "the structs have a field with other constants in each; one that has a name in several is of one type", "unions", `#File | #Port`},
		{"`*a | T`, `x?: T`, `x!: T`", "`default`, `optional(T, a)`, `optional(T)`", "null is absent, unless `T` has null", "optional", `timeout?: int`},
		{"`*{a: \"x\"} | #T`, `*[{a: \"x\"}] | [...#T]`, `*{k: \"v\"} | {[string]: string}`", "`default`, and a conditional in a local", "a part of the default that is given stands for it; passed on alone", "default-objects", `*{cpu: "1", memory: "2Gi"} | #Size`},
		{"`\"a\" | \"b\"`, `or([…])`, `and([…])`", "`contains([…], x)`", "a list of constant length", "validators", `*"a" | or(["b", "c"])`},
		{"`>=1 & <=64`, `>0 & <65`, `!=3`", "`x >= 1 && x <= 64`", "", "constraints", `int & >0 & <65536`},
		{"`=~\"re\"`, `!~\"re\"`, `strings.MinRunes(n)`, `strings.MaxRunes(n)`", "`can(regex(\"re\", x))`", "constant patterns", "validators", `strings.MinRunes(2) & strings.MaxRunes(5)`},
		{"`net.IPCIDR`, `string & net.IP`, `net.IPv4`, `net.IPv6`, `string & net.InCIDR(block)`, `net.FQDN`, `time.Time`, `time.Format(layout)`", "`can(regex(\"…\", x))`", "`net.FQDN & !~#\"(?i)(^|\\.)xn--\"#`; a constant block of IPv4; a layout of RFC 3339, or a part of one", "text-validators", `time.Format(time.RFC3339Date)`},
		{"`time.Duration`", "`can(regex(\"…\", x)) && can(timeadd(\"2000-01-01T00:00:00Z\", x))`", "", "text-validators", `wait: time.Duration | *"30s"`},
		{"`math.MultipleOf(n)`", "`x % n == 0`", "", "text-validators", `math.MultipleOf(2)`},
		{"`list.MinItems(n)`, `list.MaxItems(n)`; of what is made of inputs, `struct.MinFields(n)`, `struct.MaxFields(n)` and `list.UniqueItems()`", "`length(x) >= n`", "", "validators", `list.MinItems(1) & list.MaxItems(2)`},
		{"`T | error(\"…\")`", "`error_message`", "", "conditions", `| error("must be small, large or huge")`},
		{"`[if c {a}, b][0]`", "`c ? a : b`", "the last element has no `if`, or the exact opposite of the one before", "conditions", `[if input.tier == "small" {"1"}, if input.tier == "large" {"2"}, "4"][0]`},
		{"`if c {…}` around a field", "`merge(…, c ? {…} : {})`, or an argument that is null", "guarded members of an attribute are of one kind", "conditions", `if input.tier == "huge" {burst: "yes"}`},
		{"`if c {…}` around a block or a list element", "`dynamic` block, `concat(…, c ? […] : [])`", "", "conditions", `["run", if input.debug {"debug"}`},
		{"`if c {…}` around an object", "`count`, and `[0]` in references", "`c` depends on nothing sensitive", "conditions", "if input.debug {\n\tobjects: trace:"},
		{"`for k, v in map {objects: \"job_\\(k)\": …}`, `for x in list {objects: \"job_\\(x.name)\": …}`", "`for_each`, and `[k]` in references", "the keys of no two loops begin alike; nothing sensitive decides which there are; unless a rule of #Input refuses two elements of a list with one key, an object takes single values of one, a default of which gives way to what the other gives", "for-each", `for n, i in input.items if i.volume == _|_`},
		{"`for x in list`, `for k, v in map`", "`for`, `dynamic` block", "unrolled where the source is constant", "loops", `for k, v in input.env if`},
		{"a label in the body of `for`", "a key of `for`", "it depends on the variables: `(k): v`", "errors-labels", `{for k, v in input.m {k: v}}`},
		{"a list made from a map", "", "the order of keys differs: iterate over `list.SortStrings([for k, _ in m {k}])`", "errors-order", `keys:    _keys`},
		{"`for k in list.SortStrings([for k, _ in m {k}]) {m[k]}`", "an element or a block for each, under the condition of its own", "`m` is a struct of the contract, whose members need not be alike", "named-members", `[for n in _names {_volumes[n]}]`},
		{"two struct literals for one field", "one block", "two values at the same time are an error unless their conditions exclude each other", "unification", `#Limits & {limits: memory: "256Mi"}`},
		{"`_labels` beside other fields", "`merge(local.labels, {…})`", "", "unification", "_labels\n\t\tpart: Key"},
		{"`x.key != _|_`", "`x.key != null`, `contains(keys(x), k)`", "", "optional", `if input.limit != _|_`},
		{"`*m.key | b`", "`contains(keys(m), \"key\") ? m.key : b`", "gives way where the key or an optional field is absent", "validators", `*input.tags.a | "none"`},
		{"`&&`, `||`, `!`", "the same", "no short-circuit: guard with nested `if`", "functions", `input.n > 1 && input.n < 5, input.n > 1 || input.n < 5, !(input.n == 1)`},
		{"`\"\\(x)\"`, `+` on strings", "`\"${x}\"`", "strings, whole numbers and bools", "functions", `strconv.Atoi("\(input.n)1")`},
		{"`==`, `!=`", "`==`, `!=`", "scalars and null only", "errors-operators", `input.l == ["a"]`},
		{"`<`, `<=`, `>`, `>=` on strings", "`sort([a, b])[0] == a`", "", "text-validators", `input.text < "b", input.text <= "b", input.text > "b", input.text >= "b"`},
		{"`<`, `<=`, `>`, `>=`", "the same", "whole numbers", "functions", `input.n < 7, input.n <= 7, input.n > 7, input.n >= 7`},
		{"`+`, `-`, `*`", "the same", "whole numbers of 64 bits", "functions", `input.n + 1, input.n - 8, input.n * 3`},
		{"`/`, floats", "", "write `div(a, b)` and `mod(a, b)`", "errors-operators", `input.n / 2`},
		{"`s =~ \"re\"`, `s !~ \"re\"`", "`can(regex(\"re\", s))`", "constant patterns", "functions", `input.s =~ "z", input.s !~ "z"`},
		{"`json.Marshal({a: x, if c {b: y}})`", "`join(\"\", [\"{\\\"a\\\":\", …])`", "the text in the order of CUE, of structs that are written out, lists, scalars and maps in the order of their keys: `{for k in list.SortStrings([for k, _ in m {k}]) {(k): m[k]}}`", "marshal", `for k in list.SortStrings([for k, _ in input.m {k}]) if k != "a" {(k): {v: input.m[k]}}`},
		{"`yaml.Marshal({a: x, if c {b: y}})`", "`join(\"\", [for i, part in split(\"\\u0001\", \"a: …\") : …])`", "as `json.Marshal`, without `@yaml`; the style of each string is CUE's, so that the expression is long: `json.Marshal` writes YAML, too", "marshal-yaml", `yaml.Marshal([for x in input.items {`},
		{"`template.Execute(\"hello {{.name}}\", {name: x})`", "`\"hello ${x}\"`", "fields of a struct that is written out, no other actions", "functions-of-others", `template.Execute(`},
		{"`math.Floor(a / b)`, `math.Ceil(a / b)`, `math.Trunc(a / b)`, `math.MultipleOf(a, b)`", "as `div(a, b)`, `mod(a, b)` and `quo(a, b)`", "whole numbers, and a constant `b` from 1", "functions-of-others", `math.Ceil(input.n / 7)`},
		{"`\"\\(base64.Decode(null, a))\"`", "`try(base64decode(a), …)`", "in an interpolation, which makes text of the bytes: U+FFFD of those that are not UTF-8; text that is not in NFC is refused", "functions-of-others", `base64.Decode(`},
		{"`strings.TrimLeft(a, \"xy\")`, `strings.TrimRight(a, \"xy\")`", "`replace(a, \"/^[xy]+/\", \"\")`", "constant characters", "functions-of-others", `strings.TrimLeft(`},
		{"`path.Dir(a)`, `path.Join([a, b])`", "as `path.Clean(a)`", "of paths with slashes", "functions-of-others", `path.Join(`},
		{"`path.Base(a)`, `path.Ext(a)`", "`replace(a, \"/…/\", \"$${1}\")`", "of paths with slashes", "functions-of-others", `path.Base(`},
		{"`list.Repeat(a, n)`", "`concat([], [for i in range(0, n, 1) : a]...)`", "as `list.Range(0, n, 1)`", "functions-of-others", `list.Repeat(`},
		{"any function and operator of what does not depend on the input", "its value", "CUE evaluates it; no fractions, no bytes", "constant-calls", `j.Marshal(_cfg)`},
	}
}
