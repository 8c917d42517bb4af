package compile

import (
	"slices"
	"strings"

	"cuelang.org/go/cue/ast"
)

// doc is the doc comment of the field: that of the first literal which has one. What another
// package says of the field, such as the definition of a kind of object, is for the readers of
// that package.
func (v *vertex) doc() string {
	for _, c := range v.conjuncts {
		if c.doc == "" && c.lead == "" || v.isForeign(c.scope.pkg()) || c.constraint && (c.field == nil || c.field.Constraint == 0) || isPathForm(c.expr) {
			continue
		}
		return joinDocs(c.lead, c.doc)
	}
	return v.about
}

// ownDoc is the comment of a field alone.
func (v *vertex) ownDoc() string {
	for _, c := range v.conjuncts {
		if c.doc != "" && !(c.constraint && (c.field == nil || c.field.Constraint == 0)) && !isPathForm(c.expr) {
			return c.doc
		}
	}
	return ""
}

// nearestDoc is the comment of a field, or of the nearest one around it that is not at the
// top and has one.
func (v *vertex) nearestDoc() string {
	for doc := v.doc(); ; doc = v.doc() {
		if v = v.up; doc != "" || v == nil || v.up == nil || v.up.up == nil {
			return doc
		}
	}
}

// isPathForm reports whether the value of a field is the rest of a: b: c, whose
// comment is about the last field. It may be a pattern, which is none.
func isPathForm(value ast.Expr) bool {
	lit, ok := value.(*ast.StructLit)
	if !ok || lit.Lbrace.IsValid() || len(lit.Elts) == 0 {
		return false
	}
	f, ok := lit.Elts[0].(*ast.Field)
	if !ok {
		return true
	}
	_, pattern := f.Label.(*ast.ListLit)
	return !pattern
}

// note adds a comment to those of the line that is being compiled: that of something which
// is written out there, and so has no line of its own.
func (c *compiler) note(doc string) {
	if c.notes != nil && doc != "" && !slices.Contains(*c.notes, doc) {
		*c.notes = append(*c.notes, doc)
	}
}

// noted are the comments on what f writes out.
func (c *compiler) noted(f func()) string { return joinDocs(c.notesOf(f)...) }

func (c *compiler) notesOf(f func()) (notes []string) {
	defer func(before *[]string) { c.notes = before }(c.notes)
	c.notes = &notes
	f()
	return notes
}

// taken are the notes so far, which are none after that.
func (c *compiler) taken() string {
	if c.notes == nil {
		return ""
	}
	all := joinDocs(*c.notes...)
	*c.notes = nil
	return all
}

// forgetting is for what may come to nothing: the function that it returns takes back the
// notes since then.
func (c *compiler) forgetting() func() {
	if c.notes == nil {
		return func() {}
	}
	notes, n := c.notes, len(*c.notes)
	return func() { *notes = (*notes)[:min(n, len(*notes))] }
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

func joinDocs(docs ...string) (all string) {
	for _, doc := range docs {
		switch {
		case doc == "":
		case all == "":
			all = doc
		case !strings.Contains("\n\n"+all+"\n\n", "\n\n"+doc+"\n\n"): // as paragraphs
			all += "\n\n" + doc
		}
	}
	return all
}
