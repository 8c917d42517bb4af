package layer

import (
	"slices"
	"strings"

	"cuelang.org/go/cue/ast"
)

// uses are the places at the top of a contract that its files refer to, such as _labels and
// _defaults.namespace, each as the names on the way. What a field says about itself is no use.
type uses [][]string

func usesIn(files []*ast.File) (all uses) {
	for _, f := range files {
		for _, decl := range f.Decls {
			name := ""
			if field, ok := decl.(*ast.Field); ok {
				name, _ = labelName(field.Label)
				if hasAlias(field) { // what refers to it has another name
					all = append(all, []string{name})
				}
			}
			all.add(decl, name)
		}
	}
	return all
}

func hasAlias(f *ast.Field) bool {
	_, label := f.Label.(*ast.Alias)
	_, value := f.Value.(*ast.Alias)
	return label || value || f.Alias != nil
}

// add adds what is used in a node, apart from one name.
func (u *uses) add(n ast.Node, without string) {
	ast.Walk(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field:
			if _, dynamic := n.Label.(*ast.Ident); dynamic {
				u.add(n.Value, without) // the label is no reference
				return false
			}
		case *ast.SelectorExpr, *ast.Ident:
			if path, ok := selected(n.(ast.Expr)); ok {
				if path[0] != without {
					*u = append(*u, path)
				}
				return false
			}
		}
		return true
	}, nil)
}

// selected are the names of a reference such as _defaults.namespace.
func selected(e ast.Expr) ([]string, bool) {
	switch e := e.(type) {
	case *ast.Ident:
		return []string{e.Name}, true
	case *ast.SelectorExpr:
		path, ok := selected(e.X)
		name, named := labelName(e.Sel)
		return append(path, name), ok && named
	}
	return nil, false
}

// has reports whether something at a path is used: it, a part of it, or what it is a part of.
func (u uses) has(path []string) bool {
	return slices.ContainsFunc(u, func(use []string) bool {
		n := min(len(use), len(path))
		return slices.Equal(use[:n], path[:n])
	})
}

// isInternal reports whether a name at the top is one that only references lead to.
func isInternal(name string) bool {
	return (strings.HasPrefix(name, "_") || strings.HasPrefix(name, "#")) && name != "#Input"
}
