package effect

import (
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/manifest"
	"github.com/base-k8s/base-k8s/internal/model"
)

// HoldSecrets copies those of the named inputs, which are sensitive, that only one side has to
// the other. Inputs that every build renews, such as a token, are not recorded, and say
// nothing about the change.
func HoldSecrets(names []string, before, after model.Value) (model.Value, model.Value) {
	old, hadInput := before.(model.Object)
	new, hasInput := after.(model.Object)
	if !hadInput || !hasInput {
		return before, after
	}
	for _, name := range names {
		x, hadIt := old.Get(name)
		y, hasIt := new.Get(name)
		switch {
		case !hadIt && hasIt:
			old = old.With(name, y)
		case hadIt && !hasIt:
			new = new.With(name, x)
		}
	}
	return old, new
}

// mask hides the values in the data of Secrets, those that a sensitive input reaches in
// either contract, and those with a sensitive text in them.
func (c *Comparer) mask(all *Change, before, after *model.Result) {
	if len(all.Objects) == 0 {
		return
	}
	texts := append(c.old.sensitiveTexts(before), c.new.sensitiveTexts(after)...)
	fields := 0
	for _, o := range all.Objects {
		fields += len(o.Fields)
	}
	tooMany := fields*len(texts) > mostSearched
	for _, o := range all.Objects {
		if tooMany || anyIn(o.ID, texts) || c.reached(o, nameSteps) {
			o.ID = manifest.Hidden
		}
		for _, f := range o.Fields {
			if o.Kind == "Secret" && inData(f.steps) || c.reached(o, f.steps) || tooMany || holds(f.Old, texts) || holds(f.New, texts) {
				f.Old, f.New = hidden(f.Old), hidden(f.New)
			}
			if tooMany || anyIn(f.Path, texts) {
				f.Path = pathOf(f.steps[:1]) + ": " + manifest.Hidden
			}
		}
	}
}

var nameSteps = []step{{key: "metadata"}, {key: "name"}}

// reached reports whether a sensitive input of either contract reaches a part of an object.
func (c *Comparer) reached(o *Object, steps []step) bool {
	return c.old.reached(o.before(), steps) || c.new.reached(o.Name, steps)
}

func (c *contract) reached(object string, steps []step) bool {
	o := c.model.Object(object)
	return o != nil && c.secrets.at(o.Body, steps)
}

// sensitiveTexts are the texts in the sensitive inputs of an evaluation.
func (c *contract) sensitiveTexts(r *model.Result) (texts []string) {
	for _, name := range c.model.Sensitive() {
		v, _ := r.Input.Get(name)
		texts = appendTexts(texts, v)
	}
	return texts
}

// mostSearched is how often a sensitive text is looked for in a field. All are masked when
// that would not do.
const mostSearched = 1 << 20

func inData(steps []step) bool { return steps[0].key == "data" || steps[0].key == "stringData" }

func hidden(l *model.Literal) *model.Literal {
	if l == nil {
		return nil
	}
	return &model.Literal{Value: manifest.Hidden}
}

// appendTexts collects the strings in a value.
func appendTexts(texts []string, v model.Value) []string {
	switch v := v.(type) {
	case string:
		if v != "" {
			texts = append(texts, v)
		}
	case []model.Value:
		for _, elem := range v {
			texts = appendTexts(texts, elem)
		}
	case model.Object:
		for _, m := range v {
			texts = appendTexts(texts, m.Value)
		}
	}
	return texts
}

// holds reports whether a sensitive text is in a value, or in one of its keys.
func holds(l *model.Literal, texts []string) bool {
	if l == nil || len(texts) == 0 {
		return false
	}
	return anyIn(string(model.AppendJSON(nil, l.Value)), texts) ||
		slices.ContainsFunc(appendTexts(nil, l.Value), func(s string) bool { return anyIn(s, texts) })
}

// shortest is the length of the shortest text that is looked for inside another one: "1"
// is in many.
const shortest = 4

func anyIn(s string, texts []string) bool {
	return slices.ContainsFunc(texts, func(text string) bool {
		return s == text || len(text) >= shortest && strings.Contains(s, text)
	})
}
