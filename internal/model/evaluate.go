package model

import "fmt"

// Result is what a contract gives for an accepted input.
type Result struct {
	// Input is the input with its defaults.
	Input Object
	// Objects are the Kubernetes objects that exist, in the order in which they are
	// applied.
	Objects []Rendered
	// Outputs are the module's outputs. A value that only Terraform records is null.
	Outputs Object
}

// Rendered is a Kubernetes object.
type Rendered struct {
	// Name is the object's key in the contract.
	Name string
	// Body is the object as the API server takes it.
	Body Object
}

// Evaluate gives the verdict on an input and, when it is accepted, its objects and
// outputs. A nil result comes with at least one error; warnings may come with either.
func (m *Model) Evaluate(input Value) (*Result, Diagnostics) {
	f, diagnostics := m.check(input)
	if f == nil {
		return nil, diagnostics
	}
	result, err := f.render()
	if err != nil {
		return nil, append(diagnostics, Diagnostic{Severity: Error, Summary: err.Error()})
	}
	return result, append(diagnostics, f.warnings()...)
}

// EvaluateAccepted is Evaluate for an input that the model is known to accept, as
// Result.Input has it: with all defaults, and as the types have it. Nothing is checked, and
// there are no warnings. It fails when an object or output cannot be evaluated.
func (m *Model) EvaluateAccepted(input Object) (*Result, error) {
	p, err := m.program()
	if err != nil {
		return nil, err
	}
	return p.frame(input).render()
}

// Refusals are the errors that Evaluate has for an input, apart from those of objects
// and outputs that cannot be evaluated.
func (m *Model) Refusals(input Value) Diagnostics {
	_, diagnostics := m.check(input)
	return diagnostics
}

// Accepts reports whether neither a constraint nor a check refuses an input.
func (m *Model) Accepts(input Value) bool {
	f, _ := m.check(input)
	return f != nil
}

// check checks an input, and returns the frame that its objects are evaluated in when
// it is accepted.
func (m *Model) check(input Value) (*frame, Diagnostics) {
	p, err := m.program()
	if err != nil {
		return nil, Diagnostics{{Severity: Error, Summary: err.Error()}}
	}
	var errors Collector
	accepted, refused := p.accept(m, input, &errors)
	if accepted == nil {
		return nil, errors.Diagnostics()
	}
	f := p.frame(accepted)
	var undecided []*linkedCheck // which need what another check refuses
	for i := range p.checks {
		if c := &p.checks[i]; !c.mentions(refused) && !c.run(f, &errors, c.Implied) {
			undecided = append(undecided, c)
		}
	}
	for _, c := range undecided {
		if errors.Count() == 0 {
			c.run(f, &errors, false)
		}
	}
	if errors.Count() > 0 {
		return nil, errors.Diagnostics()
	}
	return f, nil
}

// frame is a frame for an accepted input.
func (p *program) frame(accepted Object) *frame {
	return &frame{
		program: p,
		input:   accepted,
		vars:    make([]Value, p.vars),
		locals:  make([]Value, len(p.locals)),
		done:    make([]bool, len(p.locals)),
	}
}

// mentions reports whether the check is about an input that was refused already.
func (c *Check) mentions(refused map[string]bool) bool {
	for _, name := range c.Inputs {
		if refused[name] {
			return true
		}
	}
	return false
}

// run adds one error for each time that the clauses let something through. It reports
// false for a check that cannot be evaluated: an error, unless it may be put off.
func (c *linkedCheck) run(f *frame, errors *Collector, mayWait bool) bool {
	err := each(f, c.clauses, func() error {
		if o := f.program.observer; o != nil {
			o.Check(c.Check)
		}
		if !errors.room() {
			errors.count++
			return nil
		}
		d, err := c.refusal(f)
		if err == nil {
			errors.Add(func() Diagnostic { return d })
		}
		return err
	})
	if err == nil || mayWait {
		return err == nil
	}
	errors.Add(func() Diagnostic {
		return Diagnostic{Severity: Error, Summary: fmt.Sprintf("the check %s cannot be evaluated: %v", c.Name, err)}
	})
	return true
}

func (c *linkedCheck) refusal(f *frame) (Diagnostic, error) {
	message, err := c.message(f)
	if err != nil {
		return Diagnostic{}, err
	}
	path, err := c.path(f)
	return Diagnostic{Severity: Error, Path: path, Summary: fmt.Sprint(message)}, err
}

// path evaluates the check's target, a list of keys and indices.
func (c *linkedCheck) path(f *frame) (Path, error) {
	if c.target == nil {
		return "", nil
	}
	v, err := c.target(f)
	if err != nil {
		return "", err
	}
	steps, _ := v.([]Value)
	return PathOf(steps), nil
}

func (f *frame) render() (*Result, error) {
	result := &Result{Input: f.input, Objects: make([]Rendered, 0, len(f.program.objects))}
	for i := range f.program.objects {
		o := &f.program.objects[i]
		seen := map[string]bool{}
		err := each(f, o.each, func() error {
			name, err := o.name(f)
			if err != nil || seen[name] {
				return err
			}
			seen[name] = true
			body, err := o.render(f)
			if body != nil {
				result.Objects = append(result.Objects, Rendered{name, body})
			}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("objects.%s cannot be evaluated: %w", o.Name, err)
		}
	}
	for _, o := range f.program.outputs {
		v, err := o.value(f)
		if err != nil {
			return nil, fmt.Errorf("outputs.%s cannot be evaluated: %w", o.name, err)
		}
		result.Outputs = append(result.Outputs, Member{Key: o.name, Value: v})
	}
	return result, nil
}

// name is the object's key in the contract.
func (o *linkedObject) name(f *frame) (string, error) {
	if o.key == nil {
		return o.Name, nil
	}
	key, err := o.key(f)
	return o.Each.Prefix + fmt.Sprint(key) + o.Each.Suffix, err
}

// render is nil for an object that does not exist.
func (o *linkedObject) render(f *frame) (Object, error) {
	if o.exists != nil {
		if ok, err := truth(f, o.exists); err != nil || !ok {
			return nil, err
		}
	}
	v, err := o.body(f)
	if err != nil {
		return nil, err
	}
	return v.(Object), nil
}

func (f *frame) warnings() (diagnostics Diagnostics) {
	for _, w := range f.program.warnings {
		if applies, err := truth(f, w.when); err != nil || !applies {
			continue
		}
		message, err := w.message(f)
		if err != nil {
			continue
		}
		diagnostics = append(diagnostics, Diagnostic{Severity: Warn, Summary: fmt.Sprint(message), Warning: w.Warning})
	}
	return diagnostics
}
