package terraform

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/base-k8s/base-k8s/internal/model"
)

// yamlPieces are what strings are made of that YAML writes in another way, or reads as another
// type than a string.
var yamlPieces = []string{
	"", "a", "b", "Z", " ", "  ", "\t", "\n", "\n\n", "\r", "\u2028", "\u2029", "\u0085", "\u00a0", "\u00e9", "\u20ac", "\U0001f600", "\ufeff", "\ufffe", "\ud7ff", "\ue000",
	"\x00", "\x01", "\x07", "\x08", "\x0b", "\x0c", "\x1b", "\x1f", "\x7f", "#", ":", ": ", " #", "-", "- ", "?", "? ", "'", "\"", "\\", ",", "[", "]", "{", "}", "&", "*", "!",
	"|", ">", "%", "@", "`", "~", "=", "<<", "---", "...", "0", "1", "7", "8", "9", "00", "+", ".", "_", "e", "E", "x", "X", "o", "O", "0b", "0o", "0x", "0X", "f", "T", "Z", "z",
	"inf", ".inf", "nan", ".nan", "null", "true", "yes", "No", "on", "y", "2001-", "2000", "02", "12", "29", "30", ",5", "t", "+24:60", "${a}", "%{b}", "$1",
	"308", "309", "310", "400", strings.Repeat("0", 300), strings.Repeat("f", 15), strings.Repeat("7", 20), strings.Repeat("1", 62), strings.Repeat("k", 127),
}

// yamlStrings are strings that are one of the borders of what YAML reads as a number, a date or
// a word.
var yamlStrings = []string{
	"179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880177904174497791",
	"179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880177904174497792",
	"1.7976931348623157e308", "1.7976931348623158e308", "1.7976931348623159e308", "0.00017976931348623158e312", "9.99e307", "1e308", "1e309", "-1e309", "1e-400", "0e999", "0.0e99999999999999999999",
	"1e99999999999999999999", "1e-99999999999999999999", "1e+99999999999999999999", "1e999999999", "0x1ffffffffffffffff", "0X1ffffffffffffffff", "0Xffffffffffffffff", "+0Xffffffffffffffff", "+0X7fffffffffffffff",
	"-0x8000000000000000", "-0x8000000000000001", "0o1777777777777777777777", "0o2000000000000000000000", "+0o1000000000000000000000", "-0o1000000000000000000000", "-0o1000000000000000000001", "0o-17", "0O-17", "-0o-17",
	"0b" + strings.Repeat("1", 64), "0b" + strings.Repeat("1", 65), "+0b" + strings.Repeat("1", 64), "-0b1" + strings.Repeat("0", 63), "0b-1", "0B-1", "1_000", "_1", "._1", ".1__0", ".1_", ".1_e5", ".1e1_0", ".1e_1", "1__e1_", "0_x1F", ".1_0", "+.5", "5.", ".", "+", "1e5_0", "0888", "09", "+_",
	"2001-02-29", "2000-2-29T1:2:3,5Z", "2001-2-29T1:2:3,5Z", "2001-1-1 1:2:3,5", "2001-1-1  1:2:3,55", "2001-13-1T1:2:3,5Z", "2001-1-1t1:2:3,5+24:60", "2001-1-1t1:2:3,5+25:60", "2001-1-1T24:2:3,5Z", "1:2", "12:30:45.5", "2001-1-1T1:2:3z",
	".Nan", "+.inf", "-.INF", "+.nan", "TrUe", "NULL", "<<", "=", "~", "", "\ufeffa \u20ac\u00a0\"", "a\u2028b", "a\u2028 b", "a \u2028b", "\u2028", "a\u2028", "\u2028\n", "a\n\u2028", "a\nb\u2028", "\n", " \n", "\n ", "a\n", "a\n\n", "a\n b\n", "a \nb", "\ta", "a\tb\n",
}

// yamlPlaces are the places of a string s, as CUE has them and in the form of yaml_text, with B for
// the base64 of the string.
var yamlPlaces = [][2]string{
	{"#s", "\x01  B\n"},
	{"[#s, [#s]]", "- \x01  B\n- - \x01    B\n"},
	{"{zz: {b: #s, c: 1}, (#s): #s}", "zz:\n  b: \x01    B\n  c: 1\n\x01  B: \x01  B\n"},
	{`[{(#s): {"\(#s)": 1, zz: 2}}]`, "- \x01    B:\n    \x01      B: 1\n    zz: 2\n"},
}

// TestYAMLText holds the style of strings in YAML against CUE's: the borders, and random ones.
func TestYAMLText(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	all := slices.Clone(yamlStrings)
	for range 500 {
		var s strings.Builder
		for range 1 + random.IntN(6) {
			s.WriteString(yamlPieces[random.IntN(len(yamlPieces))])
		}
		if model.IsNormal(s.String()) {
			all = append(all, s.String())
		}
	}
	f := model.LookupFunction("yaml_text")
	form, diags := hclsyntax.ParseExpression([]byte(model.Fill(f.HCL, []string{"text"})), "form", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	for _, s := range all {
		quoted, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		asCUE := strings.ReplaceAll(string(quoted), "\ufeff", `\ufeff`) // CUE has no byte order mark in its files
		for _, place := range yamlPlaces {
			want, err := byCUE(fmt.Sprintf("{#s: %s, text: yaml.Marshal(%s)}.text", asCUE, place[0]))
			if err != nil {
				t.Fatal(err)
			}
			text := strings.ReplaceAll(place[1], "B", base64.StdEncoding.EncodeToString([]byte(s)))
			if got, err := f.Call(text); err != nil || got != want {
				t.Errorf("%s of %q is %q in the model (%v), and in CUE %q", place[0], s, got, err, want)
			}
			got, diags := form.Value(&hcl.EvalContext{Functions: functions, Variables: map[string]cty.Value{"text": cty.StringVal(text)}})
			if diags.HasErrors() || got.AsString() != want {
				t.Errorf("%s of %q is %#v in Terraform (%v), and in CUE %q", place[0], s, got, diags, want)
			}
		}
	}
}
