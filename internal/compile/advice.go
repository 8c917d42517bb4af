package compile

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// instead says what to write for functions that have no exact counterpart in Terraform. The
// rows of those that have one say it themselves.
var instead = map[string]string{
	"strings.SliceRunes":   `it fails past the end; write regexp.Find("^.{1,36}", s)`,
	"strings.ByteAt":       `write regexp.Find("^.", s)`,
	"strings.ByteSlice":    `write regexp.Find("^.{1,36}", s)`,
	"strings.MinRunes":     `write s =~ "^.{3,}$"`,
	"strings.MaxRunes":     `write s =~ "^.{0,63}$"`,
	"json.Unmarshal":       "make what it holds an input with a type",
	"yaml.Unmarshal":       "make what it holds an input with a type",
	"error":                "write it as the value of a field of _checks, or as the last alternative of an input's constraint",
	"math.Floor":           "write math.Floor(a / b) of whole numbers, or div(a, b)",
	"math.Trunc":           "write math.Trunc(a / b) of whole numbers, or quo(a, b)",
	"math.Ceil":            "write math.Ceil(a / b) of whole numbers with a constant b",
	"math.Round":           "write div(2*a + b, 2*b) with a constant b: div(2*n + 3, 6)",
	"list.Avg":             "write div(list.Sum(x), n)",
	"list.IsSorted":        "write list.SortStrings(x), which sorts it",
	"strconv.ParseInt":     "write strconv.Atoi(s), with digits only",
	"path.Base":            unixOnly,
	"path.Dir":             unixOnly,
	"path.Ext":             unixOnly,
	"path.Join":            unixOnly,
	"net.InCIDR":           `make it the type of the input, with a constant block of IPv4: string & net.InCIDR("10.0.0.0/8")`,
	"base64.Decode":        `it gives bytes, which Terraform does not have; write an interpolation, which makes text of them: "\(base64.Decode(null, s))"`,
	"hex.Decode":           "make the decoded text the input",
	"list.MinItems":        "write len(x) >= 1",
	"list.MaxItems":        "write len(x) <= 10",
	"and":                  "write the values with & between them",
	"or":                   "write the values with | between them, or list.Contains([a, b], x)",
	"regexp.FindAll":       "write strings.Split, or regexp.ReplaceAll of what does not match",
	"regexp.Valid":         "leave it out: patterns are constant",
	"regexp.FindSubmatch":  `write regexp.ReplaceAll("^(a+)(b+)$", s, "$1")`,
	"strings.Compare":      "write a == b",
	"strings.ContainsAny":  `write s =~ "[abc]"`,
	"strings.IndexAny":     `write s =~ "[abc]"`,
	"strings.SplitAfter":   "write strings.Split",
	"strings.ToCamelUpper": "write strings.ToUpper",
}

// unixOnly is for functions of the paths of several operating systems.
const unixOnly = `only paths with slashes are supported; leave out the operating system: path.Join([a, b])`

// insteadOf says what to write for a function that is not in the table, or not in this
// form: what is documented for it, its own forms, or those with the nearest names.
func insteadOf(name string) string {
	if hint, ok := instead[name]; ok {
		return hint
	}
	for _, f := range model.Functions() {
		if hint, ok := f.Instead[name]; ok {
			return hint
		}
	}
	var own, near []string
	for _, f := range nearestFunctions(name) {
		if nameOfForm(f) == name {
			own = append(own, model.Spelled(f))
		}
		near = append(near, model.Spelled(f))
	}
	if len(own) > 0 {
		return "write " + strings.Join(own, " or ")
	}
	return "the nearest that there are: " + strings.Join(near, ", ")
}

// nearestFunctions are the calls of three functions, those with the nearest names first:
// of the same package, then of any.
func nearestFunctions(name string) []string {
	var all []string
	for _, f := range model.Functions() {
		all = append(all, f.Forms()[:min(1, len(f.Forms()))]...)
	}
	distance := func(call string) int {
		of := nameOfForm(call)
		d := editDistance(strings.ToLower(path.Ext(name)), strings.ToLower(path.Ext(of)))
		if packageOf(of) != packageOf(name) {
			d += 4
		}
		return d
	}
	slices.SortStableFunc(all, func(a, b string) int { return cmp.Compare(distance(a), distance(b)) })
	return all[:3]
}

func packageOf(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

// nameOfForm is the name of the function that a form calls, the innermost in
// hex.Encode(md5.Sum($1)).
func nameOfForm(call string) string {
	names := strings.Split(call, "(")
	if len(names) > 2 && strings.HasPrefix(names[0], "hex.") {
		return names[1]
	}
	return names[0]
}

// editDistance is the number of letters to add, remove or change to make b of a.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
