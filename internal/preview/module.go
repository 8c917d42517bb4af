package preview

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/base-k8s/base-k8s/internal/model"
)

// moduleSource is where the module is in the project that generates it.
const moduleSource = "./generated/terraform"

// moduleCall is a module block that calls the contract's module with an input, in the
// layout of "terraform fmt". Sensitive inputs are variables of the caller.
func moduleCall(m *model.Model, input model.Object) string {
	c := &hcl{}
	c.WriteString("module " + quoted(m.Name) + " {\n  source = " + quoted(moduleSource) + "\n")
	var members []member
	for _, f := range m.Inputs {
		v, ok := input.Get(f.Name)
		switch {
		case ok && f.Sensitive:
			members = append(members, member{f.Name, reference("var." + f.Name)})
		case ok:
			members = append(members, member{f.Name, v})
		}
	}
	if len(members) > 0 {
		c.WriteString("\n")
	}
	c.members(members, 1)
	c.WriteString("}\n")
	return c.String()
}

// hcl writes values as Terraform's formatter does.
type hcl struct{ strings.Builder }

// member is an attribute of a block or of an object.
type member struct {
	key   string
	value model.Value
}

// reference is an expression that is not a literal.
type reference string

// members writes attributes. Neighbours that take one line each are aligned, and the
// others have empty lines around them.
func (c *hcl) members(members []member, depth int) {
	for i := 0; i < len(members); {
		if i > 0 {
			c.WriteString("\n")
		}
		end := i + 1
		if !members[i].apart() {
			for end < len(members) && !members[end].apart() {
				end++
			}
		}
		c.group(members[i:end], depth)
		i = end
	}
}

// apart reports whether an attribute is aligned with no other: its value takes several
// lines, or its key is not plain ASCII. The formatter aligns what readers take for a
// character, such as a letter with its accent, which this package cannot tell.
func (m member) apart() bool {
	return multiline(m.value) || strings.ContainsFunc(m.key, func(r rune) bool { return r >= utf8.RuneSelf })
}

func (c *hcl) group(members []member, depth int) {
	width := 0
	for _, m := range members {
		width = max(width, len(m.key))
	}
	for _, m := range members {
		c.indent(depth)
		c.WriteString(m.key + strings.Repeat(" ", width-len(m.key)) + " = ")
		c.value(m.value, depth)
		c.WriteString("\n")
	}
}

func (c *hcl) indent(depth int) { c.WriteString(strings.Repeat("  ", depth)) }

// multiline reports whether a value takes several lines.
func multiline(v model.Value) bool {
	switch v := v.(type) {
	case model.Object:
		return len(v) > 0
	case []model.Value:
		return slices.ContainsFunc(v, multiline)
	}
	return false
}

func (c *hcl) value(v model.Value, depth int) {
	switch v := v.(type) {
	case reference:
		c.WriteString(string(v))
	case string:
		c.WriteString(quoted(v))
	case model.Object:
		c.object(v, depth)
	case []model.Value:
		c.list(v, depth)
	default:
		c.Write(model.AppendJSON(nil, v))
	}
}

func (c *hcl) object(o model.Object, depth int) {
	if len(o) == 0 {
		c.WriteString("{}")
		return
	}
	c.WriteString("{\n")
	members := make([]member, len(o))
	for i, m := range o {
		members[i] = member{key(m.Key), m.Value}
	}
	c.members(members, depth+1)
	c.indent(depth)
	c.WriteString("}")
}

func (c *hcl) list(list []model.Value, depth int) {
	if !multiline(list) {
		c.WriteString("[")
		for i, elem := range list {
			if i > 0 {
				c.WriteString(", ")
			}
			c.value(elem, depth)
		}
		c.WriteString("]")
		return
	}
	c.WriteString("[\n")
	for _, elem := range list {
		c.indent(depth + 1)
		c.value(elem, depth+1)
		c.WriteString(",\n")
	}
	c.indent(depth)
	c.WriteString("]")
}

// key is a key of an object, quoted unless it is an identifier that means itself.
func key(name string) string {
	switch name {
	case "for", "null", "true", "false":
		return quoted(name)
	}
	for i, r := range name {
		if r != '_' && !('a' <= r && r <= 'z') && !('A' <= r && r <= 'Z') && (i == 0 || r < '0' || r > '9') {
			return quoted(name)
		}
	}
	if name == "" {
		return quoted(name)
	}
	return name
}

// quoted is a string literal of HCL, which interpolates nothing.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case (r == '$' || r == '%') && strings.HasPrefix(s[i+1:], "{"):
			b.WriteRune(r)
			b.WriteRune(r)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r > 0xffff:
			fmt.Fprintf(&b, `\U%08X`, r)
		default:
			fmt.Fprintf(&b, `\u%04X`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
