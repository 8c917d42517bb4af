package change

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/cue/token"
)

// finder finds the edits of one file.
type finder struct {
	*Edits
	name, text string
	objects    map[string][]part // the labels of each object, in all files
}

// find finds the edits of all files: of texts, numbers, conditions and fields, what is added,
// and the keys of objects.
func (e *Edits) find() error {
	objects := map[string][]part{}
	for _, name := range slices.Sorted(maps.Keys(e.files)) {
		tree, err := parser.ParseFile(name, e.files[name])
		if err != nil {
			return err
		}
		f := &finder{e, name, e.files[name], objects}
		for _, d := range tree.Decls {
			f.walk(d, false)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(objects)) {
		parts := objects[name]
		reference := regexp.MustCompile(`\bobjects\.` + name + `\b`)
		for _, file := range slices.Sorted(maps.Keys(e.files)) {
			for _, at := range reference.FindAllStringIndex(e.files[file], -1) {
				parts = append(parts, part{file, at[1] - len(name), at[1], name + "_renamed"})
			}
		}
		e.add("object's key", name, parts...)
	}
	return nil
}

// elsewhere are fields of a contract that no object is made of.
var elsewhere = regexp.MustCompile(`^(#|readme$|prerequisites$|warnings$|outputs$)`)

// walk finds the edits in a node. In objects the labels are keys of objects.
func (f *finder) walk(node ast.Node, objects bool) {
	ast.Walk(node, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportDecl, *ast.Package, *ast.Attribute, *ast.CallExpr:
			return false
		case *ast.Field:
			return f.field(n, n == node && objects)
		case *ast.Interpolation:
			last := n.Elts[len(n.Elts)-1]
			f.put("end of a text", last, strings.TrimSuffix(f.of(last), `"`)+`x"`)
			return false
		case *ast.UnaryExpr:
			return n.Op == token.MUL
		case *ast.IfClause:
			f.put("condition", n.Condition, "!("+f.of(n.Condition)+")")
			f.put("condition", n.Condition, "true")
			return false
		case *ast.ListLit:
			if len(n.Elts) > 1 {
				f.put("element removed", n, "["+f.text[n.Elts[1].Pos().Offset():n.End().Offset()])
			}
		case *ast.BasicLit:
			f.literal(n)
		}
		return true
	}, nil)
}

// field finds the edits of a field, and of its value where it is not a plain one.
func (f *finder) field(n *ast.Field, isObject bool) bool {
	name, _, err := ast.LabelName(n.Label)
	if err != nil {
		return true // a pattern
	}
	if elsewhere.MatchString(name) {
		return false
	}
	if isObject {
		at := part{f.name, n.Label.Pos().Offset(), n.Label.End().Offset(), name + "_renamed"}
		f.objects[name] = append(f.objects[name], at)
	}
	if label, ok := n.Label.(*ast.BasicLit); ok {
		f.put("key", label, strconv.Quote(name+"x"))
	}
	f.put("field removed", n, "")
	f.added(n.Value)
	if name == "objects" {
		if values, ok := n.Value.(*ast.StructLit); ok {
			for _, elem := range values.Elts {
				f.walk(elem, true)
			}
			return false
		}
	}
	f.walk(n.Value, false)
	return false
}

// added puts another member into a struct of texts, as labels and variables are.
func (f *finder) added(v ast.Expr) {
	s, ok := v.(*ast.StructLit)
	if !ok {
		return
	}
	for _, elem := range s.Elts {
		field, ok := elem.(*ast.Field)
		if !ok {
			continue
		}
		value, ok := field.Value.(*ast.BasicLit)
		if !ok || value.Kind != token.STRING {
			continue
		}
		at := field.Pos().Offset()
		f.add("member added", f.place(field), part{f.name, at, at, "\"added\": \"x\"\n"})
		return
	}
}

var quantity = regexp.MustCompile(`^"(\d+)([KMGT]i?|m)"$`)

func (f *finder) literal(n *ast.BasicLit) {
	switch n.Kind {
	case token.INT:
		if v, err := strconv.Atoi(n.Value); err == nil {
			f.put("number", n, strconv.Itoa(v+1))
			f.put("number", n, strconv.Itoa(v/2))
		}
	case token.TRUE:
		f.put("bool", n, "false")
	case token.FALSE:
		f.put("bool", n, "true")
	case token.STRING:
		if q := quantity.FindStringSubmatch(n.Value); q != nil {
			v, _ := strconv.Atoi(q[1])
			f.put("quantity", n, fmt.Sprintf("%q", fmt.Sprint(2*v, q[2])))
			f.put("quantity", n, fmt.Sprintf("%q", fmt.Sprint((v+1)/2, q[2])))
		} else if strings.HasPrefix(n.Value, `"`) && strings.HasSuffix(n.Value, `"`) && len(n.Value) > 1 {
			f.put("text", n, strings.TrimSuffix(n.Value, `"`)+`x"`)
		}
	}
}

func (f *finder) of(n ast.Node) string { return f.text[n.Pos().Offset():n.End().Offset()] }

// put replaces a node.
func (f *finder) put(kind string, n ast.Node, text string) {
	f.add(kind, f.place(n), part{f.name, n.Pos().Offset(), n.End().Offset(), text})
}

func (f *finder) place(n ast.Node) string {
	return fmt.Sprintf("%s:%d:%d", f.name, n.Pos().Line(), n.Pos().Column())
}
