package input

import (
	"encoding/json"
	"strings"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	cueyaml "cuelang.org/go/encoding/yaml"
	"github.com/base-k8s/base-k8s/internal/model"
)

// TestScalarsMeanWhatTheyMeanToCUE reads the same YAML with CUE's own reader.
func TestScalarsMeanWhatTheyMeanToCUE(t *testing.T) {
	for _, text := range []string{
		"x", "''", `""`, "yes", "no", "on", "off", "y", "n", "Yes", "ON", "true", "True", "TRUE", "tRUE", "false", "null", "Null", "~", `"null"`,
		"0", "1", "-1", "+1", "007", "017", "0o17", "0O17", "089", "0129", "-089", "0x1F", "-0x1F", "0b101", "1_000", "1__0", "_1", "0x", "1e3", "1E3", "1.0", ".5",
		"5.", ".", "-", "-.5", "1_0.5", ".inf", "-.INF", ".nan", ".NaN", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
		"18446744073709551615", "18446744073709551616", "123456789012345678901234567890", "1:30", "190:20:30", "12:30:45",
		"2026-01-02", "2026-01-02T03:04:05Z", "2026-01-02 03:04:05", "8Gi", "500m", "1.2.0", "1-2", "0.0.0.0/0", "::/0", "a:b", "$(X)", "${x}",
		"!!str 5", "!!str true", "!!int 5", `!!int "5"`, "!!float 3", "!!float 3.5", "! 5", "!!bool true", "!!null null", "=", "0X1F", "0B1", "+0x1F", "-0o17", "0_7", "-017", "+017", "- 5", "-0", "|\n  two\n  lines\n", ">\n  fol\n  ded\n",
		`"\x41\u00e9\U0001F600"`, "'it''s'", "a#b", "a # b", "[]", "{}", "[a, 1]", "{k: v}", "{1: a}", "{true: a}", "{null: a}", "{0x10: a}", "{1.5: a}", "{~: a}", "{TRUE: a}",
	} {
		want, cueRefuses := readWithCUE(text)
		d, err := NewReader(strings.NewReader("a: "+text+"\n"), "x.yaml", YAML).Next()
		if err != nil {
			if !cueRefuses {
				t.Errorf("%q is refused (%v), but is %s in CUE", text, err, want)
			}
			continue
		}
		got, _ := d.Value.(model.Object).Get("a")
		if _, other := got.(json.Number); other {
			if !cueRefuses {
				t.Errorf("%q is no whole number here, but is %s in CUE", text, want)
			}
			continue
		}
		if s := string(model.AppendJSON(nil, got)); s != want {
			t.Errorf("%q is %s, but is %s in CUE", text, s, want)
		}
	}
}

// readWithCUE returns the value as JSON, or that CUE refuses it. A contract has no
// type for floats and for numbers beyond 64 bits, so that CUE refuses these.
func readWithCUE(text string) (string, bool) {
	file, err := cueyaml.Extract("x.yaml", "a: "+text+"\n")
	if err != nil {
		return "", true
	}
	v := cuecontext.New().BuildFile(file).LookupPath(cue.ParsePath("a"))
	data, err := v.MarshalJSON()
	if err != nil || v.Kind() == cue.FloatKind {
		return "", true
	}
	if v.Kind() == cue.IntKind {
		if n, err := v.Int(nil); err != nil || !n.IsInt64() {
			return "", true
		}
	}
	return string(data), false
}
