package compile

import (
	"path"

	"cuelang.org/go/cue/ast"

	"github.com/base-k8s/base-k8s/internal/model"
)

// scope is one level of the lexical environment of an expression: a struct literal,
// the variables of a comprehension, or a file.
type scope struct {
	up *scope
	// beside has the variables of loops that surround this one without being visible: a
	// variable of the same name would capture what refers to them.
	beside *scope
	// node is the vertex that the literal is unified into. A reference to one of the
	// literal's fields means the vertex's field, with everything that other literals
	// say about it.
	node     *vertex
	declared map[string]bool // the literal's fields
	bindings map[string]any  // see resolve
	file     *ast.File
	in       *pkg // what the file is of
}

// lazy is the value of a let clause or of an element that is iterated over.
type lazy struct {
	expr  ast.Expr
	scope *scope
	node  *vertex
}

// vertex returns the lazy expression as a vertex without a parent.
func (l *lazy) vertex() *vertex {
	if l.node == nil {
		l.node = &vertex{anonymous: true}
		l.node.add(conjunct{expr: l.expr, scope: l.scope})
	}
	return l.node
}

func (s *scope) bind(name string, to any) {
	if s.bindings == nil {
		s.bindings = map[string]any{}
	}
	s.bindings[name] = to
}

// builtin is a predeclared identifier or a package's function.
type builtin string

// resolve finds what an identifier stands for: a *vertex, a *value (a comprehension
// variable or a constant), a builtin, or nil.
func (c *compiler) resolve(id *ast.Ident, s *scope) any {
	for ; s != nil; s = s.up {
		switch b := s.bindings[id.Name].(type) {
		case nil:
		case *lazy:
			return b.vertex()
		default:
			return b
		}
		if s.node != nil && (s.declared[id.Name] || s.node.pkg != nil) {
			if v := s.node.arc(s.label(id)); v != nil {
				return v
			}
		}
		if s.file != nil {
			if found := c.imported(s, id.Name); found != nil {
				return found
			}
		}
	}
	if predeclared[id.Name] {
		return builtin(id.Name)
	}
	return nil
}

// predeclared are the identifiers of CUE that a contract can use.
var predeclared = map[string]bool{
	"_": true, "string": true, "int": true, "bool": true, "number": true, "float": true, "bytes": true,
	"int8": true, "int16": true, "int32": true, "int64": true, "uint": true, "uint8": true, "uint16": true, "uint32": true, "uint64": true,
	"len": true, "close": true, "and": true, "or": true, "div": true, "mod": true, "quo": true, "rem": true, "error": true, "matchN": true, "matchIf": true,
}

// reference finds what an identifier or a selection from one stands for, as resolve
// does. It returns nil for all other expressions, and for a selection that no vertex
// stands for.
func (c *compiler) reference(e ast.Expr, s *scope) any {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return c.reference(e.X, s)
	case *ast.Ident:
		return c.resolve(e, s)
	case *ast.SelectorExpr:
		c.notDefinition(e.X, s)
		return c.member(c.reference(e.X, s), s.label(e.Sel))
	case *ast.IndexExpr:
		c.notDefinition(e.X, s)
		if key, ok := c.constantString(e.Index, s); ok {
			return c.member(c.reference(e.X, s), key)
		}
		if of, ok := c.reference(e.X, s).(*vertex); ok && of == c.root.arc("objects") && len(of.dynamic) > 0 {
			if v := c.repeatedItem(c.expr(e.Index, s)); v != nil {
				return v
			}
		}
	}
	return nil
}

// lookedUp is reference for who does not evaluate the expression, but looks what is unified. What
// the keys in it require is required where it is evaluated.
func (c *compiler) lookedUp(e ast.Expr, s *scope) any {
	defer func(sink *[]*requirement) { c.sink = sink }(c.sink)
	c.sink = new([]*requirement)
	return c.reference(e, s)
}

// notDefinition reports a field taken from #Input, which has types where input has
// values.
func (c *compiler) notDefinition(of ast.Expr, s *scope) {
	if id, ok := of.(*ast.Ident); ok && c.inputs != nil && c.resolve(id, s) == c.inputs {
		c.report(of.Pos(), "a field of #Input is a type, not a value", "write input.name; inside #Input, write name")
	}
}

// member finds the field called name of what reference returned.
func (c *compiler) member(of any, name string) any {
	switch of := of.(type) {
	case builtin:
		return builtin(path.Base(string(of)) + "." + name)
	case *vertex:
		if of == c.root.arc("input") && c.inputs != nil {
			of = c.inputs
		}
		if v := c.lookup(of, name); v != nil {
			return v
		}
		if of == c.root.arc("objects") && len(of.dynamic) > 0 {
			if v := c.repeatedItem(literalValue(name)); v != nil {
				return v
			}
		}
	}
	return nil
}

// constantString evaluates an index that is a constant string.
func (c *compiler) constantString(e ast.Expr, s *scope) (string, bool) {
	switch e.(type) {
	case *ast.BasicLit, *ast.Ident, *ast.SelectorExpr, *ast.Interpolation:
		if x := c.expr(e, s).expr; x.Op == model.OpLiteral {
			key, ok := x.Value.Value.(string)
			return key, ok
		}
	}
	return "", false
}

func labelName(l ast.Label) string {
	name, _, err := ast.LabelName(l)
	if err != nil {
		return ""
	}
	return name
}
