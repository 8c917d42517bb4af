package model

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// program is a model made ready for evaluation: names resolved to slots, members in
// the order of an [Object], each expression a Go function.
type program struct {
	checks   []linkedCheck
	locals   []evalFunc
	objects  []linkedObject
	outputs  []linkedMember // in the order of an Object's members
	warnings []linkedWarning
	defaults map[*Field]Value // the defaults, with those of their attributes
	vars     int              // how many comprehension variables are in scope at most
	observer *Observer        // nil for no one
}

type linkedCheck struct {
	*Check
	clauses []linkedClause
	message evalFunc
	target  evalFunc
}

type linkedObject struct {
	*KubernetesObject
	exists evalFunc // nil: always
	each   []linkedClause
	key    evalFunc // nil for an object that is not repeated
	body   evalFunc
}

type linkedMember struct {
	name  string
	value evalFunc
}

type linkedWarning struct {
	*Warning
	when, message evalFunc
}

// program links the model at its first use.
func (m *Model) program() (*program, error) {
	m.once.Do(func() { m.linked, m.linkErr = link(m, m.observer) })
	return m.linked, m.linkErr
}

// Link makes the model ready for use. It fails when an expression refers to
// something that the model does not have; a compiled model never does.
func (m *Model) Link() error {
	_, err := m.program()
	return err
}

// linker resolves names while it turns expressions into functions.
type linker struct {
	program *program
	locals  map[string]int
	vars    []string // comprehension variables in scope; the index is the slot
	most    int      // the longest vars was
	err     error    // the first error
	// observer sees what is linked and evaluated; it may be nil.
	observer *Observer
}

func newLinker(o *Observer) *linker {
	p := &program{defaults: map[*Field]Value{}, observer: o}
	return &linker{program: p, locals: map[string]int{}, observer: o}
}

func (l *linker) addLocal(local *Local) {
	value := l.expr(local.Value)
	l.locals[local.Name] = len(l.program.locals)
	l.program.locals = append(l.program.locals, value)
}

func link(m *Model, o *Observer) (*program, error) {
	l := newLinker(o)
	p := l.program
	p.addDefaults(m.Inputs)
	for _, local := range m.Locals {
		l.addLocal(local)
	}
	for _, c := range m.Checks {
		p.checks = append(p.checks, l.check(c))
	}
	for _, o := range m.Objects {
		each, leave := l.clauses(o.Each.clauses())
		linked := linkedObject{o, l.optional(o.If, l.condition), each, nil, l.expr(o.Body)}
		if o.Each != nil {
			linked.key = l.expr(o.Each.Key)
		}
		p.objects = append(p.objects, linked)
		leave()
	}
	for _, o := range m.Outputs {
		p.outputs = append(p.outputs, linkedMember{o.Name, l.expr(o.Value)})
	}
	slices.SortFunc(p.outputs, func(a, b linkedMember) int { return strings.Compare(a.name, b.name) })
	for _, w := range m.Warnings {
		p.warnings = append(p.warnings, linkedWarning{w, l.condition(w.When), l.expr(w.Message)})
	}
	p.vars = l.most
	return p, l.err
}

// addDefaults fills in the defaults of the attributes of objects that are left out.
func (p *program) addDefaults(fields []*Field) {
	for _, f := range fields {
		for t := f.Type; t != nil; t = t.Elem {
			p.addDefaults(t.Fields)
		}
		if f.Default != nil {
			a := acceptance{Collector: &Collector{}, defaults: p.defaults}
			p.defaults[f] = a.value(f.Default.Value, f.Type, &place{name: f.Name, kind: Record})
		}
	}
}

func (l *linker) fail(format string, args ...any) evalFunc {
	if l.err == nil {
		l.err = fmt.Errorf("the model is damaged, or of a later version: "+format, args...)
	}
	return nil
}

func (l *linker) check(c *Check) linkedCheck {
	clauses, leave := l.clauses(c.Clauses)
	defer leave()
	return linkedCheck{c, clauses, l.expr(c.Message), l.optional(c.Target, l.expr)}
}

func (l *linker) optional(e *Expr, link func(*Expr) evalFunc) evalFunc {
	if e == nil {
		return nil
	}
	return link(e)
}

// linkedClause is an if clause, or a for clause with the slots of its variables.
type linkedClause struct {
	cond       evalFunc // nil in a for clause
	in         evalFunc
	key, value int // slots; -1 when not used
}

// clauses links the clauses and brings their variables into scope until leave is
// called.
func (l *linker) clauses(clauses []*Clause) (linked []linkedClause, leave func()) {
	before := len(l.vars)
	for _, c := range clauses {
		if c.For == nil {
			linked = append(linked, linkedClause{cond: l.condition(c.If)})
			continue
		}
		in := l.expr(c.For.In)
		linked = append(linked, linkedClause{in: in, key: l.declare(c.For.Key), value: l.declare(c.For.Value)})
	}
	return linked, func() { l.vars = l.vars[:before] }
}

func (l *linker) declare(name string) int {
	if name == "" {
		return -1
	}
	l.vars = append(l.vars, name)
	l.most = max(l.most, len(l.vars))
	return len(l.vars) - 1
}

// slot is the slot of the innermost variable called name, or -1.
func (l *linker) slot(name string) int {
	for i := len(l.vars) - 1; i >= 0; i-- {
		if l.vars[i] == name {
			return i
		}
	}
	return -1
}

// linkState keeps the linked form beside a model, which stays plain data.
type linkState struct {
	once    sync.Once
	linked  *program
	linkErr error
	// observer is set before the model is linked.
	observer *Observer
}
