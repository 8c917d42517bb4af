package promise

import (
	"errors"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Checker tries inputs on the promises of a model. It is safe for concurrent use.
type Checker struct {
	breaches []*Breach
	queries  []*model.Query
}

// NewChecker prepares to try inputs. It fails when a promise cannot be evaluated.
func NewChecker(m *model.Model) (*Checker, error) {
	c := &Checker{}
	for _, b := range Breaches(m, m.Surroundings().Promises) {
		q, err := m.Query(b.Clauses)
		if err != nil {
			return nil, errors.Join(model.Diagnostics{b.Diagnostic()}, err)
		}
		c.breaches, c.queries = append(c.breaches, b), append(c.queries, q)
	}
	return c, nil
}

// Broken is the first breach that there is with an input which the contract accepts; nil when
// every promise holds. What cannot be evaluated for the input is not shown to hold.
func (c *Checker) Broken(input model.Object) *Breach {
	for i, q := range c.queries {
		if times, err := q.Count(input); times > 0 || err != nil {
			return c.breaches[i]
		}
	}
	return nil
}

// Checks are rules that the contract would have if it refused what breaks its promises: one
// for each place for which inputs have to be tried. An input that such a rule alone refuses
// breaks the promise.
func (c *Checker) Checks() (checks []*model.Check) {
	for _, b := range c.breaches {
		checks = append(checks, &model.Check{Name: b.Promise.Name, Clauses: b.Clauses, Message: model.NewLiteral(b.Must)})
	}
	return checks
}
