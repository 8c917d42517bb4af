package compile

import (
	"slices"
	"strconv"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/literal"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// ignoredPlaces reads ignore_changes=[spec.replicas, metadata.annotations["example.com/key"]],
// and appends the places to those of an object. Whether objects of the kind have them is asked
// where their shape is known.
func (c *compiler) ignoredPlaces(places []*model.Ignored, arg argument) []*model.Ignored {
	list, ok := arg.value.(*ast.ListLit)
	if !ok || len(list.Elts) == 0 {
		c.report(arg.pos, "ignore_changes is not a list of fields", "write the fields that others set: ignore_changes=[spec.replicas]")
		return places
	}
	for _, elem := range list.Elts {
		path, ok := placeOf(elem)
		if !ok {
			c.report(arg.position(elem), "ignore_changes has something that is not a field of the object",
				`write fields as objects have them: spec.replicas, metadata.annotations["example.com/key"], spec.template.spec.containers[0].image`)
			continue
		}
		switch other := overlapping(places, path); {
		case other == path:
			c.report(arg.position(elem), "ignore_changes has "+string(path)+" twice", "leave one out")
			continue
		case other != "":
			c.report(arg.position(elem), "ignore_changes has "+string(path)+" beside "+string(other), "keep one of them: what is inside a field goes with it")
			continue
		}
		places = append(places, &model.Ignored{Path: path, Pos: Position(arg.position(elem))})
	}
	return places
}

// placeOf is the place that an expression of fields and indices leads to from an object.
func placeOf(e ast.Expr) (model.Path, bool) {
	switch e := e.(type) {
	case *ast.Ident:
		return model.Path("").Key(e.Name), true
	case *ast.SelectorExpr:
		of, ok := placeOf(e.X)
		return of.Key(labelName(e.Sel)), ok
	case *ast.IndexExpr:
		of, ok := placeOf(e.X)
		lit, isLiteral := e.Index.(*ast.BasicLit)
		if !ok || !isLiteral {
			return "", false
		}
		if lit.Kind == token.STRING {
			key, err := literal.Unquote(lit.Value)
			return of.Key(key), err == nil
		}
		i, err := strconv.Atoi(lit.Value)
		return of.Index(i), err == nil
	}
	return "", false
}

// overlapping is one of the places that has another one in it, or is in it.
func overlapping(places []*model.Ignored, path model.Path) model.Path {
	for _, p := range places {
		a, b := p.Path.Steps(), path.Steps()
		if n := min(len(a), len(b)); slices.Equal(a[:n], b[:n]) {
			return p.Path
		}
	}
	return ""
}
