package compat

import (
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue/ast"
)

// rename renames the field at hand, and what is selected with its name: from root, or from
// anything but objects.
func (x *editor) rename(name, root string) {
	e := edit{kind: renamedKey, what: strings.Join(x.path, ".") + " renamed"}
	at := strings.Join(x.path, ".")
	for _, file := range x.names {
		var path []string
		add := func(n ast.Node) {
			p := part{file, n.Pos().Offset(), n.End().Offset(), name + "_renamed"}
			if !slices.Contains(e.parts, p) {
				e.parts = append(e.parts, p)
			}
		}
		isLabel := map[ast.Node]bool{}
		ast.Walk(x.trees[file], func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Field:
				inner, _, _ := ast.LabelName(n.Label)
				if path = append(path, inner); strings.Join(path, ".") == at {
					add(n.Label)
				}
				isLabel[n.Label] = true
			case *ast.SelectorExpr:
				isLabel[n.Sel] = true
				text := x.files[file][n.X.Pos().Offset():n.X.End().Offset()]
				inner, _, _ := ast.LabelName(n.Sel)
				if inner == name && (text == root || root == "" && !strings.HasPrefix(text, "objects")) {
					add(n.Sel)
				}
			case *ast.Ident:
				if n.Name == name && !isLabel[n] && root != "objects" {
					add(n)
				}
			}
			return true
		}, func(n ast.Node) {
			if _, ok := n.(*ast.Field); ok {
				path = path[:len(path)-1]
			}
		})
	}
	x.edits = append(x.edits, e)
}

// label renames a label or annotation, or drops it.
func (x *editor) label(n *ast.Field, name string) {
	if strings.HasPrefix(name, "_") {
		return
	}
	x.labels = append(x.labels, label{x.name, n})
	x.add(movedLabel, n.Label, strconv.Quote(name+"-moved"))
	x.add(movedLabel, n, "")
}

// moved moves labels to where others stand.
func (x *editor) moved() {
	for i, from := range x.labels {
		to := x.labels[(i+1)%len(x.labels)]
		x.name = from.file
		text, at := x.text(from.field), to.field.Pos().Offset()
		if to.file == from.file && at >= from.field.Pos().Offset() && at <= from.field.End().Offset() {
			continue
		}
		x.edits = append(x.edits, edit{movedLabel, text + " moved", []part{x.part(from.field, ""), {to.file, at, at, text + "\n"}}})
	}
}
