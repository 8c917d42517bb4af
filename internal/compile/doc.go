package compile

import (
	"strings"

	"cuelang.org/go/cue/ast"
)

// doc is the doc comment of the field: that of the first literal which has one.
func (v *vertex) doc() string {
	for _, c := range v.conjuncts {
		if c.doc == nil || c.constraint && c.field.Constraint == 0 || isPathForm(c.expr) {
			continue
		}
		if text := docText(c.doc); text != "" {
			return text
		}
	}
	return ""
}

// isPathForm reports whether the value of a field is the rest of a: b: c, whose
// comment is about the last field.
func isPathForm(value ast.Expr) bool {
	lit, ok := value.(*ast.StructLit)
	return ok && !lit.Lbrace.IsValid()
}

// docText is the comment above a node, without its slashes.
func docText(n ast.Node) string {
	var doc string
	for _, group := range ast.Comments(n) {
		if group.Doc {
			doc = joinDocs(doc, strings.TrimSpace(group.Text()))
		}
	}
	return doc
}

// packageDoc is the comment above the package clause.
func packageDoc(f *ast.File) string {
	for _, decl := range f.Decls {
		if pkg, ok := decl.(*ast.Package); ok {
			return docText(pkg)
		}
	}
	return ""
}

func joinDocs(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "\n\n" + b
}
