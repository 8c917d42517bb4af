package compile

import (
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

const (
	notNormal   = "the text is not in Unicode's normal form C (NFC), and Terraform would change it"
	writeNormal = `write é as one character, \u00e9; in a regular expression write a combining character as \x{301}`
)

// misread reports what a file says that this compiler would read otherwise than cue does,
// or that Terraform would change.
func misread(f *ast.File) model.Diagnostics {
	var found model.Diagnostics
	report := func(pos token.Pos, summary, detail string) {
		found = append(found, model.Diagnostic{Severity: model.Error, Summary: summary, Detail: detail, Positions: []model.Position{Position(pos)}})
	}
	overflow := func(decls []ast.Decl) {
		for _, e := range overflowing(decls) {
			report(e.Pos(), "a struct with conditions is unified with a bound, and CUE does not come to an end with that", "a value is a number or a struct: remove one of them")
		}
	}
	ast.Walk(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.File:
			overflow(n.Decls)
		case *ast.StructLit:
			overflow(n.Elts)
		case *ast.ImportSpec:
			return false
		case *ast.Attribute:
			misreadAttribute(n, report)
		case *ast.Ident, *ast.BasicLit:
			if !model.IsNormal(textOf(n)) {
				report(n.Pos(), notNormal, writeNormal)
			}
		}
		return true
	}, nil)
	return found
}

// isOfModule reports whether a package is none of CUE's own: its path begins with the name
// of a host.
func isOfModule(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return strings.Contains(first, ".")
}

// textOf is the name or string that a label or literal stands for; parts of
// interpolations are seen to where they are compiled.
func textOf(n ast.Node) string {
	switch n := n.(type) {
	case *ast.Ident:
		return n.Name
	case *ast.BasicLit:
		if s, err := literal.Unquote(n.Value); n.Kind == token.STRING && err == nil {
			return s
		}
		return n.Value
	}
	return ""
}

// misreadAttribute reports attributes that change what cue reads, and names that are
// nearly those of a contract's attributes.
func misreadAttribute(a *ast.Attribute, report func(pos token.Pos, summary, detail string)) {
	switch name, _ := a.Split(); name {
	case "embed", "extern":
		report(a.Pos(), "@"+name+" takes a value from outside of the contract", "write the value into the contract, or make it an input")
	case "if", "ignore":
		report(a.Pos(), "@"+name+" leaves the file out of the contract, or not", "remove the attribute, or move the file out of the directory")
	case "effect", "promise", "sensitive", "terraform":
	default:
		for _, known := range []string{"effect", "promise", "sensitive", "terraform"} {
			if editDistance(strings.ToLower(name), known) <= 2 {
				report(a.Pos(), "there is no attribute @"+name, "write @"+known+"(…)")
			}
		}
	}
}
