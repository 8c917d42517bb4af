package input

import (
	"encoding/json"
	"fmt"
	"math/big"
	"regexp"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
	"go.yaml.in/yaml/v3"
)

// decimal matches digits with a leading zero, which no notation takes for a float.
var decimal = regexp.MustCompile(`^[-+]?0[0-9_]+$`)

// maxDigits bounds the text of a number: the time to convert one grows with its square.
const maxDigits = 1000

// scalar is the value of a scalar node as CUE reads it: dates are strings, and so is
// 089, which is no octal number. The problem, when there is one, does not show the
// scalar.
func scalar(n *yaml.Node) (v model.Value, problem string) {
	tag := n.ShortTag()
	if tag == "!!float" && n.Style&yaml.TaggedStyle == 0 && decimal.MatchString(n.Value) {
		tag = "!!str"
	}
	if (tag == "!!int" || tag == "!!float" || tag == "!!number") && len(n.Value) > maxDigits {
		return nil, fmt.Sprintf("the document has a number of more than %d characters", maxDigits)
	}
	switch tag {
	case "!!str", "!!timestamp", "!!merge":
		return n.Value, ""
	case "!!null":
		return nil, ""
	case "!!bool":
		return strings.EqualFold(n.Value, "true"), ""
	case "!!int", "!!number":
		return number(n.Value), ""
	case "!!float":
		return json.Number(n.Value), ""
	}
	return nil, "the document has a YAML tag that JSON has no value for: remove it"
}

// whole matches the whole numbers of CUE, and the octal ones of YAML 1.1, which CUE
// reads too.
var whole = regexp.MustCompile(`^(?:[-+]?(?:0|[1-9][0-9_]*|0o[0-7_]+|0[xX][0-9a-fA-F_]+|0b[01_]+)|0[0-7]+)$`)

// number is an int64, or a json.Number when the text is another number.
func number(text string) model.Value {
	if !whole.MatchString(text) {
		return json.Number(text)
	}
	n, ok := new(big.Int).SetString(text, 0)
	switch {
	case ok && n.IsInt64():
		return n.Int64()
	case ok:
		return json.Number(n.String())
	}
	return json.Number(text)
}

// keyText is the key that a node stands for. Keys that are numbers, bools or null
// stand for their text, as in CUE.
func keyText(n *yaml.Node) (key, problem string) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if n.Kind != yaml.ScalarNode {
		return "", "the document has a key that is not a string"
	}
	v, problem := scalar(n)
	switch v := v.(type) {
	case nil:
		return "null", problem
	case bool:
		return map[bool]string{true: "true", false: "false"}[v], problem
	}
	return n.Value, problem
}
