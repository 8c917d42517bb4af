package partial

import (
	"maps"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Never reports whether clauses are known to let nothing through: a condition is false, or
// a loop has nothing to go through.
func (p *Evaluator) Never(clauses []*model.Clause) bool {
	turns, _ := p.turns(clauses)
	return len(turns) == 0
}

// Surely are evaluators for each time that clauses are known to let something through. They know
// the variables of the loops.
func (p *Evaluator) Surely(clauses []*model.Clause) (turns []*Evaluator) {
	if len(clauses) == 0 {
		return []*Evaluator{p}
	}
	var inner []*Evaluator
	if clause := clauses[0]; clause.For != nil {
		all, certain := p.loop(clause.For)
		if certain {
			inner = all
		}
	} else if v, ok := p.Value(clause.If); ok && v == true {
		inner = []*Evaluator{p}
	}
	for _, q := range inner {
		turns = append(turns, q.Surely(clauses[1:])...)
	}
	return turns
}

// turns are the times that clauses may let something through, each with the variables that
// are known. They are certain if nothing about the clauses is unknown.
func (p *Evaluator) turns(clauses []*model.Clause) (turns []*Evaluator, certain bool) {
	if len(clauses) == 0 {
		return []*Evaluator{p}, true
	}
	inner, certain := []*Evaluator{p}, true
	if clause := clauses[0]; clause.For != nil {
		inner, certain = p.loop(clause.For)
	} else if v, ok := p.Value(clause.If); !ok {
		certain = false
	} else if v != true {
		inner = nil
	}
	for _, q := range inner {
		more, known := q.turns(clauses[1:])
		turns = append(turns, more...)
		certain = certain && known
	}
	return turns, certain || len(turns) == 0
}

// loop are the turns of a loop; one, in which its variables are unknown, when they are.
func (p *Evaluator) loop(loop *model.For) (turns []*Evaluator, certain bool) {
	v, ok := p.Value(loop.In)
	if !ok && p.Elements != nil {
		in := p.element(loop.In)
		if keys, ok := p.Elements(in); ok {
			return p.each(loop, in, keys), true
		}
	}
	if !ok {
		return []*Evaluator{p}, false
	}
	add := func(key, value model.Value) {
		q := *p
		if q.vars = maps.Clone(p.vars); q.vars == nil {
			q.vars = map[string]model.Value{}
		}
		q.vars[loop.Key], q.vars[loop.Value] = key, value
		turns = append(turns, &q)
	}
	switch v := v.(type) {
	case []model.Value:
		for i, elem := range v {
			add(int64(i), elem)
		}
	case model.Object:
		for _, m := range v {
			add(m.Key, m.Value)
		}
	}
	return turns, true
}

// each are the turns of a loop over elements that are not all known.
func (p *Evaluator) each(loop *model.For, in *model.Expr, keys []model.Value) (turns []*Evaluator) {
	for _, key := range keys {
		q := *p
		q.vars, q.bound = maps.Clone(p.vars), maps.Clone(p.bound)
		if q.vars == nil {
			q.vars = map[string]model.Value{}
		}
		if q.bound == nil {
			q.bound = map[string]*model.Expr{}
		}
		q.vars[loop.Key] = key
		q.bound[loop.Value] = &model.Expr{Op: model.OpIndex, Args: []*model.Expr{in, model.NewLiteral(key)}}
		turns = append(turns, &q)
	}
	return turns
}
