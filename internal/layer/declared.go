package layer

import (
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"
)

// declared is what files write at a path: the fields there, as far as their names are written
// out. Conditions do not matter: a field that is there for some inputs is declared.
type declared struct {
	name   string
	labels []token.Pos // none for the top
	mark   ast.Expr    // what is marked as a default, the first one; nil for nothing
	fields map[string]*declared
	order  []string
	// more is set when there may be fields whose names are not written out here: the value
	// is a reference, or a label is computed. A pattern declares none.
	more bool
}

// declaredIn is what some files declare.
func declaredIn(files []*ast.File) *declared {
	top := &declared{}
	for _, f := range files {
		top.decls(f.Decls)
	}
	return top
}

func (d *declared) decls(all []ast.Decl) {
	for _, decl := range all {
		switch decl := decl.(type) {
		case *ast.Field:
			d.field(decl)
		case *ast.EmbedDecl:
			d.value(decl.Expr)
		case *ast.Comprehension:
			d.value(decl.Value)
		}
	}
}

func (d *declared) field(f *ast.Field) {
	name, ok := labelName(f.Label)
	if !ok {
		_, pattern := f.Label.(*ast.ListLit)
		d.more = d.more || !pattern
		return
	}
	inner := d.fields[name]
	if inner == nil {
		if d.fields == nil {
			d.fields = map[string]*declared{}
		}
		inner = &declared{name: name}
		d.fields[name] = inner
		d.order = append(d.order, name)
	}
	inner.labels = append(inner.labels, f.Label.Pos())
	inner.value(f.Value)
}

// value adds what an expression declares.
func (d *declared) value(e ast.Expr) {
	switch e := e.(type) {
	case *ast.StructLit:
		d.decls(e.Elts)
	case *ast.ParenExpr:
		d.value(e.X)
	case *ast.BinaryExpr:
		d.value(e.X)
		d.value(e.Y)
	case *ast.UnaryExpr:
		if e.Op == token.MUL && d.mark == nil {
			d.mark = e
		}
		d.value(e.X)
	case *ast.Comprehension:
		d.value(e.Value)
	case *ast.BasicLit, *ast.BottomLit, *ast.Interpolation, nil:
	default:
		d.more = true
	}
}

// labelName is the name of a field that is written out. An optional field has the name of
// another one.
func labelName(label ast.Label) (string, bool) {
	name, _, err := ast.LabelName(label)
	return name, err == nil
}

// find is what is declared at a path, and false when nothing is and there is no more.
func (d *declared) find(path []string) (found *declared, known bool) {
	for _, name := range path {
		inner := d.fields[name]
		if inner == nil {
			return nil, !d.more
		}
		d = inner
	}
	return d, true
}

// nearest is the last of the names on a path that is declared, and how many lead to it.
func (d *declared) nearest(path []string) (*declared, int) {
	for i, name := range path {
		inner := d.fields[name]
		if inner == nil {
			return d, i
		}
		d = inner
	}
	return d, len(path)
}
