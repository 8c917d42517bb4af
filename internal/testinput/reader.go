package testinput

import (
	"cmp"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput/texts"
)

// few is how many strings of a rule's pattern are tried.
const few = 4

// reader collects what a check or a warning mentions: locations and constants.
type reader struct {
	finder    *finder
	words     words
	locations []*location          // what it mentions, and all that is inside
	inner     map[*model.Expr]bool // what a selector selects from
	locals    map[string]bool
	over      map[string][]*model.Expr // what a comprehension variable goes through
	sample    texts.Visitor
}

func (f *finder) read(clauses []*model.Clause) *reader {
	r := &reader{finder: f, inner: map[*model.Expr]bool{}, locals: map[string]bool{}, over: f.over}
	r.sample = texts.Visitor{
		Text:    func(s string) { r.words.texts = append(r.words.texts, s) },
		Pattern: r.pattern,
		Expr:    r.expr,
	}
	r.sample.Clauses(clauses)
	slices.SortFunc(r.locations, func(a, b *location) int { return cmp.Compare(a.number, b.number) })
	r.locations = slices.Compact(r.locations)
	return r
}

// pattern takes a few strings that the pattern matches, and the same with a letter after
// them, which a pattern for the beginning of a string matches as well.
func (r *reader) pattern(expr string) {
	left := few
	for s := range r.finder.strings(expr) {
		if left--; left < 0 {
			return
		}
		lower := strings.ToLower(s)
		r.words.texts = append(r.words.texts, lower, lower+"a", s)
	}
}

func (r *reader) expr(e *model.Expr) {
	switch {
	case e.Op == model.OpLocal && !r.locals[e.Name]:
		r.locals[e.Name] = true
		if i := slices.IndexFunc(r.finder.model.Locals, func(l *model.Local) bool { return l.Name == e.Name }); i >= 0 {
			r.sample.Visit(r.finder.model.Locals[i].Value)
		}
	case e.Op == model.OpLiteral:
		if n, ok := e.Value.Value.(int64); ok {
			r.words.numbers = append(r.words.numbers, n, n+1, n-1)
		}
	case !r.inner[e]:
		r.mention(r.path(e))
	}
}

func (r *reader) mention(path []string) {
	for _, s := range r.finder.locations {
		if path != nil && s.beneath(path) {
			r.locations = append(r.locations, s)
		}
	}
}

// path is the path from the inputs to what an expression selects, nil for other
// expressions. An element of a list or map counts as the whole.
func (r *reader) path(e *model.Expr) []string {
	switch {
	case e.IsInput():
		return []string{e.Name}
	case e.Op == model.OpGet, e.Op == model.OpHas, e.Op == model.OpGiven:
		r.inner[e.Args[0]] = true
		if outer := r.path(e.Args[0]); outer != nil && !r.element(e.Args[0]) {
			return append(outer, e.Name)
		} else {
			return outer
		}
	case e.Op == model.OpIndex, e.Op == model.OpHasKey:
		r.inner[e.Args[0]] = true
		return r.path(e.Args[0])
	case e.Op == model.OpVar:
		for _, in := range r.over[e.Name] {
			if path := r.path(in); path != nil {
				return path
			}
		}
	}
	return nil
}

// element reports whether an expression selects an element of a list or map, or what is
// inside of one.
func (r *reader) element(e *model.Expr) bool {
	return e.Op == model.OpVar || e.Op == model.OpIndex || e.Op == model.OpGet && r.element(e.Args[0])
}
