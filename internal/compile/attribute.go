package compile

import (
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// argument is one argument of an attribute: name, or name=expression.
type argument struct {
	name  string
	value ast.Expr // nil for a bare name
	pos   token.Pos
	// text is where the value begins. Positions in it count from there.
	text token.Pos
}

// position is that of a part of the value.
func (a argument) position(part ast.Expr) token.Pos { return a.text.Add(part.Pos().Offset()) }

// arguments are those of all attributes called name on v.
func (c *compiler) arguments(v *vertex, name string) (args []argument, found bool) {
	for _, attr := range c.attributesOf(v, name) {
		args = append(args, c.attributes[attr]...)
		found = true
	}
	return args, found
}

// attributesOf are all attributes called name on v, whose arguments have been read.
func (c *compiler) attributesOf(v *vertex, name string) (found []*ast.Attribute) {
	attrs := v.attrs
	for _, conj := range v.conjuncts {
		if conj.field != nil && !isPattern(conj.field) {
			attrs = append(attrs[:len(attrs):len(attrs)], conj.field.Attrs...)
		}
	}
	for _, attr := range attrs {
		if key, _ := attr.Split(); key != name {
			continue
		}
		if _, ok := c.attributes[attr]; !ok {
			c.attributes[attr] = c.parseArguments(attr)
		}
		found = append(found, attr)
	}
	return found
}

// parseArguments reads the arguments of @name(a, b=c), each with its own position.
func (c *compiler) parseArguments(attr *ast.Attribute) (args []argument) {
	_, body := attr.Split()
	offset := strings.Index(attr.Text, "(") + 1
	for _, text := range splitArguments(body) {
		blank := len(text) - len(strings.TrimLeft(text, " \t\n"))
		args = append(args, c.argument(text, attr.Pos().Add(offset+blank)))
		offset += len(text) + len(",")
	}
	return args
}

// isPattern reports whether a field is [string]: T, whose attributes are not those of
// the fields that it constrains.
func isPattern(f *ast.Field) bool {
	_, list := f.Label.(*ast.ListLit)
	return list
}

func (c *compiler) argument(text string, pos token.Pos) argument {
	name, body, hasValue := strings.Cut(text, "=")
	arg := argument{name: strings.TrimSpace(name), pos: pos}
	if hasValue {
		e, err := parser.ParseExpr("", body)
		if err != nil {
			c.report(pos, "the attribute's "+arg.name+" cannot be read", "write "+arg.name+"=true, a number, a string or a list")
			return arg
		}
		arg.value, arg.text = e, pos.Add(len(strings.TrimLeft(name, " \t\n"))+len("="))
	}
	return arg
}

// splitArguments splits at commas that are not inside brackets or quotes.
func splitArguments(body string) []string {
	var args []string
	depth, start, quoted := 0, 0, false
	for i := 0; i < len(body); i++ {
		switch b := body[i]; {
		case b == '\\' && quoted:
			i++
		case b == '"':
			quoted = !quoted
		case quoted:
		case b == '[' || b == '{' || b == '(':
			depth++
		case b == ']' || b == '}' || b == ')':
			depth--
		case b == ',' && depth == 0:
			args = append(args, body[start:i])
			start = i + 1
		}
	}
	if rest := strings.TrimSpace(body[start:]); rest != "" {
		args = append(args, rest)
	}
	return args
}

func (c *compiler) isSensitive(v *vertex) bool {
	_, found := c.arguments(v, "sensitive")
	return found
}

// isRecorded reports whether an output's field is a timestamp that Terraform records
// at the first apply.
func (c *compiler) isRecorded(v *vertex) bool {
	if v.up == nil || c.isInObjects(v) {
		return false
	}
	args, _ := c.arguments(v, "terraform")
	for _, arg := range args {
		if arg.name == recordedInput && arg.value == nil && len(args) == 1 && v.up == c.lookup(c.root, "outputs") {
			return false // see isRecordedInput
		}
		if arg.name != "recorded_timestamp" || arg.value != nil {
			c.report(arg.pos, "@terraform("+arg.name+") has no meaning on a field of an output", "write @terraform(recorded_timestamp), or @terraform(recorded_input) behind an output, or leave it out")
			return false
		}
	}
	return len(args) > 0
}

// unchecked reports whether a warning is @terraform(check=false).
func (c *compiler) unchecked(v *vertex) bool {
	args, _ := c.arguments(v, "terraform")
	for _, arg := range args {
		if value, ok := c.argumentValue(arg); arg.name != "check" || !ok || value != false {
			c.report(arg.pos, "@terraform("+arg.name+") has no meaning on a warning", "write @terraform(check=false), or leave it out")
			return false
		}
	}
	return len(args) > 0
}

// isInObjects reports whether v is an object or a field of one.
func (c *compiler) isInObjects(v *vertex) bool {
	for ; v != nil && v.up != nil; v = v.up {
		if object, metadata := c.objectOf(v); object != nil && !metadata {
			return true
		}
	}
	return false
}

// unusedAttributes reports attributes that nothing has asked for: those of the contract, and
// those of other packages on what the contract has of them.
func (c *compiler) unusedAttributes() {
	for _, f := range c.src.instance.Files {
		ast.Walk(f, func(n ast.Node) bool {
			if attr, ok := n.(*ast.Attribute); ok {
				c.unusedAttribute(attr)
			}
			return true
		}, nil)
	}
	for _, v := range c.reached {
		for _, conj := range v.conjuncts {
			if conj.field != nil {
				for _, attr := range conj.field.Attrs {
					c.unusedAttribute(attr)
				}
			}
		}
	}
}

func (c *compiler) unusedAttribute(attr *ast.Attribute) {
	if _, used := c.attributes[attr]; used {
		return
	}
	switch name, _ := attr.Split(); name {
	case "sensitive":
		c.report(attr.Pos(), "@sensitive() has no meaning here", "put it behind an input of #Input")
	case "effect":
		c.report(attr.Pos(), "@effect has no meaning here", "put it behind an input of #Input, or an attribute of one")
	case "terraform":
		c.report(attr.Pos(), "@terraform has no meaning here", "put it behind an object, or @terraform(recorded_timestamp) behind a field of an output")
	case "yaml":
		c.report(attr.Pos(), "@yaml puts a tag before what yaml.Marshal writes, which is not kept", "remove it")
	}
}

// argumentValue is a literal: an attribute is outside of all scopes.
func (c *compiler) argumentValue(arg argument) (model.Value, bool) {
	lit, ok := arg.value.(*ast.BasicLit)
	if !ok || lit == nil || lit.Kind == token.FLOAT || lit.Kind == token.NULL {
		return nil, false
	}
	return c.basicLit(lit).constant()
}
