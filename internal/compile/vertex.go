package compile

import (
	"slices"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// vertex is a value of the contract: everything that is unified at one path. It is
// expanded, when something is first asked of it, into fields, computed fields,
// pattern constraints and leaves.
type vertex struct {
	pkg       *pkg // of which it is the root
	up        *vertex
	label     string
	anonymous bool // has no path: an element, a let, a comprehension's body
	template  bool // a definition, or inside one
	conjuncts []conjunct

	compiling bool // its value, see compiler.value
	listing   bool // its members, see compiler.vertexItems
	reached   bool // see compiler.reach
	input     bool // it is the type of an input or of a part of one

	state    expansion
	arcs     []*vertex
	dynamic  []*dynamicField
	patterns []*pattern
	leaves   []*leaf // not struct literals
	closures []*closure
	ellipses []*ellipsis
	closed   bool // one of the conjuncts is close(…)
	// conditions are those of the comprehensions among the conjuncts.
	conditions []*ast.IfClause
	// mayHave are the bodies of the comprehensions of a definition itself: what they
	// declare is allowed wherever the definition is used. What is retracted is wrong with
	// them in the definition alone, which does not have the values of their conditions.
	mayHave   []ast.Expr
	retracted model.Diagnostics
	literal   bool   // there is a struct literal, if only {}
	about     string // the comment on a vertex without a field of its own
	spread    bool   // one of the leaves is a struct beside others
	attrs     []*ast.Attribute
	// repetition is set for a repeated object, and around for something without a path: the
	// loops that it is in.
	repetition *repetition
	around     []*model.Clause
}

type expansion int

const (
	unexpanded expansion = iota
	expanding
	expanded
)

// conjunct is one of the expressions that are unified in a vertex.
type conjunct struct {
	expr  ast.Expr
	scope *scope
	// guards are the conditions under which the conjunct is there.
	guards guards
	// field is the field that the conjunct is the value of, if it is one.
	field *ast.Field
	// doc is the field's doc comment, and lead a comment on more than the field, which stands
	// above it because the field comes first.
	doc, lead string
	// heading is a comment on all that the conjunct says, which goes to the first field.
	heading string
	// constraint is set when the conjunct does not make the field exist: it comes from
	// a pattern or an optional field.
	constraint bool
	// embeds are the literals that the conjunct is embedded in.
	embeds []*ast.StructLit
}

// leaf is a conjunct that is not a struct literal.
type leaf struct {
	conjunct
	settled bool // see ledger.go
}

// pattern is a constraint on all fields whose label matches.
type pattern struct {
	conjunct
	matches func(label string) bool
	all     bool   // every label matches
	name    string // the alias that stands for the label; "" if there is none
	settled bool   // see ledger.go
}

// ellipsis is the … of an open struct.
type ellipsis struct {
	at      *ast.Ellipsis
	settled bool // see ledger.go
}

func (v *vertex) add(c conjunct) { v.conjuncts = append(v.conjuncts, c) }

func (v *vertex) addLeaf(c conjunct) { v.leaves = append(v.leaves, &leaf{conjunct: c}) }

// arc returns the field called label as far as v has been expanded.
func (v *vertex) arc(label string) *vertex {
	for _, a := range v.arcs {
		if a.label == label {
			return a
		}
	}
	return nil
}

// ensure returns the field called label, which it makes if need be, with the patterns
// that apply to it.
func (v *vertex) ensure(label string) *vertex {
	if a := v.arc(label); a != nil {
		return a
	}
	a := &vertex{up: v, label: label, template: v.template || isDefinition(label)}
	v.arcs = append(v.arcs, a)
	for _, p := range v.patterns {
		p.apply(a)
	}
	return a
}

// apply adds the pattern's constraint to a field that it matches.
func (p *pattern) apply(a *vertex) {
	if isHidden(a.label) || isDefinition(a.label) || !p.matches(a.label) {
		return
	}
	a.add(p.on(literalValue(a.label)))
}

// on is the pattern's constraint on the field whose label is the value.
func (p *pattern) on(label *value) conjunct {
	added := p.conjunct
	if p.name != "" {
		added.scope = &scope{up: p.scope}
		added.scope.bind(p.name, label)
	}
	return added
}

// defined reports whether the field exists under some condition, and is not only
// constrained.
func (v *vertex) defined() bool {
	for _, c := range v.conjuncts {
		if !c.constraint {
			return true
		}
	}
	return false
}

// alwaysDefined reports whether the field exists without a condition of its own.
func (v *vertex) alwaysDefined() bool {
	return slices.ContainsFunc(v.conjuncts, func(c conjunct) bool { return !c.constraint && len(c.guards) == 0 })
}

// mark is the position of a ! after the field's name, with which it has to be given.
func (v *vertex) mark() token.Pos {
	for _, c := range v.conjuncts {
		if c.field != nil && c.field.Constraint == token.NOT {
			return c.field.Pos()
		}
	}
	return token.NoPos
}

// isStruct reports whether v, which has been expanded, is a struct.
func (v *vertex) isStruct() bool {
	return len(v.arcs) > 0 || len(v.dynamic) > 0 || len(v.patterns) > 0 || v.spread || v.literal && len(v.leaves) == 0
}

// pos is the position of the field, or of the first expression.
func (v *vertex) pos() token.Pos {
	for _, c := range v.conjuncts {
		if c.constraint {
			continue
		}
		if pos := c.pos(); pos.IsValid() {
			return pos
		}
	}
	if len(v.conjuncts) > 0 {
		return v.conjuncts[0].expr.Pos()
	}
	return token.NoPos
}

// pos is the position of the field, or of the expression.
func (c conjunct) pos() token.Pos {
	if c.field != nil {
		return c.field.Pos()
	}
	return c.expr.Pos()
}

// path is the path of v from the top of the contract.
func (v *vertex) path() string {
	switch {
	case v.up == nil:
		return ""
	case v.up.pkg != nil && v.up.pkg.imported:
		return v.up.pkg.PkgName + "." + shown(v.label)
	case v.up.up == nil:
		return v.label
	}
	return v.up.path() + "." + shown(v.label)
}

// name is the path of v in a message.
func (v *vertex) name() string {
	if name := strings.TrimPrefix(v.path(), "."); name != "" {
		return name
	}
	return "this"
}

func isHidden(label string) bool { return label != "" && label[0] == '_' }

func isDefinition(label string) bool {
	return label != "" && label[0] == '#' || len(label) > 1 && label[:2] == "_#"
}

// lookup expands v and returns its field called label, or nil.
func (c *compiler) lookup(v *vertex, label string) *vertex {
	c.expand(v)
	return v.arc(label)
}

// fields expands v and returns its regular fields.
func (c *compiler) fields(v *vertex) []*vertex {
	c.expand(v)
	var fields []*vertex
	for _, a := range v.arcs {
		if !isHidden(a.label) && !isDefinition(a.label) && a.defined() {
			fields = append(fields, a)
		}
	}
	return fields
}
