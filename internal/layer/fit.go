package layer

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/format"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/model"
)

// fit compares what layers write with what a base had, and what a newer one has.
type fit struct {
	old, new, layers *declared
	oldUses, newUses uses // of the bases
	layerUses        uses
	from, to         string // the bases, as messages call them
	faults, notes    model.Diagnostics
	// defaults are those that stand in the layers and the new base, and may differ. CUE says
	// whether they do: they explain why the layers do not compile.
	defaults model.Diagnostics
}

// newFit compares two bases. Files are syntax trees with positions.
func newFit(old, new []*ast.File, from, to string) *fit {
	return &fit{old: declaredIn(old), new: declaredIn(new), oldUses: usesIn(old), newUses: usesIn(new), from: from, to: to}
}

// check finds what the files of the layers refer to, or add to, that is not there any more, and
// what the new base has itself now.
func (f *fit) check(layers []*ast.File) {
	f.layerUses, f.layers = usesIn(layers), declaredIn(layers)
	f.fields(f.layers, nil)
}

// fields compares the fields that the layers write at a path.
func (f *fit) fields(layer *declared, path []string) {
	for _, name := range layer.order {
		f.field(layer.fields[name], append(slices.Clone(path), name))
	}
}

func (f *fit) field(layer *declared, path []string) {
	old, _ := f.old.find(path)
	new, known := f.new.find(path)
	switch {
	case old != nil && new == nil && known:
		f.gone(layer, path)
	case old != nil && new != nil && isInternal(path[0]) && f.oldUses.has(path) && !f.newUses.has(path) && !f.layerUses.has(path):
		f.unused(layer, path)
	case layer.mark != nil && new != nil && new.mark != nil && !same(layer.mark, new.mark):
		f.defaulted(layer, new, path)
	case f.appeared(path) && new != nil:
		f.also(layer, new, path)
	default:
		f.fields(layer, path)
	}
}

// appeared reports whether the old base had nothing at a path for sure.
func (f *fit) appeared(path []string) bool {
	found, known := f.old.find(path)
	return found == nil && known
}

func (f *fit) gone(layer *declared, path []string) {
	f.fault(layer, fmt.Sprintf("%s is not in %s any more, and %s had it: what is written here adds to nothing of the base", joined(path), f.to, f.from),
		"write it for what the base has in its place"+f.instead(path)+", or remove it")
}

// instead names what the new base has beside the path and the old one had not.
func (f *fit) instead(path []string) string {
	old, _ := f.old.find(path[:len(path)-1])
	new, _ := f.new.find(path[:len(path)-1])
	if old == nil || new == nil {
		return ""
	}
	var names []string
	for _, name := range new.order {
		if old.fields[name] == nil && kindOf(name) == kindOf(path[len(path)-1]) {
			names = append(names, name)
		}
	}
	if len(names) == 0 || len(names) > mostNamed {
		return ""
	}
	return " (new there: " + strings.Join(names, ", ") + ")"
}

// mostNamed is how many names a message lists.
const mostNamed = 5

// kindOf is what CUE takes a name for: a hidden field, a definition, or another field.
func kindOf(name string) string { return name[:len(name)-len(strings.TrimLeft(name, "_#"))] }

func (f *fit) unused(layer *declared, path []string) {
	f.fault(layer, fmt.Sprintf("nothing in %s refers to %s any more, and %s did: nothing comes of what is written here", f.to, joined(path), f.from),
		"write it for what the base has in its place, or remove it")
}

func (f *fit) defaulted(layer, new *declared, path []string) {
	at, other := compile.Position(layer.mark.Pos()), compile.Position(new.mark.Pos())
	d := model.Diagnostic{
		Severity: model.Error, Positions: []model.Position{at, other},
		Summary: fmt.Sprintf("%s has a default in %s, too (%s), and CUE takes two that differ for none", joined(path), f.to, other),
		Detail:  "leave one out: remove the mark * here, or set the default where the base keeps it",
	}
	if isLiteral(layer.mark) && isLiteral(new.mark) {
		f.faults = append(f.faults, d)
		return
	}
	f.defaults = append(f.defaults, d)
}

// same reports whether two expressions are the same text.
func same(a, b ast.Expr) bool {
	x, xErr := format.Node(a)
	y, yErr := format.Node(b)
	return xErr == nil && yErr == nil && bytes.Equal(x, y)
}

// isLiteral reports whether a default is written out.
func isLiteral(mark ast.Expr) bool {
	_, ok := mark.(*ast.UnaryExpr).X.(*ast.BasicLit)
	return ok
}

// also says that the new base has what only the layer had.
func (f *fit) also(layer, new *declared, path []string) {
	f.notes = append(f.notes, model.Diagnostic{Severity: model.Warn, Summary: fmt.Sprintf("%s is in the base, too, since %s (%s)", joined(path), f.to, compile.Position(new.labels[0])),
		Detail: "both hold: remove it here where the base's is enough", Positions: []model.Position{compile.Position(layer.labels[0])}})
}

// fault is one at each place where the layers write the field.
func (f *fit) fault(layer *declared, summary, advice string) {
	for _, label := range layer.labels {
		f.faults = append(f.faults, model.Diagnostic{Severity: model.Error, Summary: summary, Detail: advice, Positions: []model.Position{compile.Position(label)}})
	}
}

// joined is a path as messages have it.
func joined(path []string) string {
	var p model.Path
	for i, name := range path {
		if i == 0 || strings.HasPrefix(name, "_") || strings.HasPrefix(name, "#") {
			p = model.Path(strings.TrimPrefix(string(p)+"."+name, "."))
			continue
		}
		p = p.Key(name)
	}
	return string(p)
}
