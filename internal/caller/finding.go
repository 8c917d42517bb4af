package caller

import (
	"fmt"
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// finding is a diagnostic, and the state that it holds in.
type finding struct {
	model.Diagnostic
	state string // "" for all
}

// combined are the diagnostics in the order of the file, without the contract's warnings where there
// is an error, as for other inputs. What is found in so many states is found in all.
func combined(found []*finding, every int) (all model.Diagnostics) {
	states := map[string]map[string]bool{}
	for _, f := range found {
		key := f.String()
		if states[key] == nil {
			states[key] = map[string]bool{}
		}
		states[key][f.state] = true
	}
	said := map[string]bool{}
	for _, f := range found {
		d := f.Diagnostic
		if f.state != "" && len(states[d.String()]) < every {
			d.Summary = "when " + f.state + ": " + d.Summary
		}
		if key := d.String(); !said[key] {
			said[key] = true
			all = append(all, d)
		}
	}
	if all.HasErrors() {
		all = slices.DeleteFunc(all, func(d model.Diagnostic) bool { return d.Warning != nil })
	}
	slices.SortStableFunc(all, model.ByPlace)
	return all
}

// bounded is as much of what is said about a call as is said about an input. How much more there
// is is said of the call.
func bounded(all model.Diagnostics, call model.Position) model.Diagnostics {
	var kept model.Collector
	more := 0
	for _, d := range all {
		if more += d.More; d.More == 0 {
			kept.Add(func() model.Diagnostic { return d })
		}
	}
	said := kept.Diagnostics()
	if n := len(said) - 1; n >= 0 && said[n].More > 0 {
		more += said[n].More
		said = said[:n]
	}
	if more > 0 {
		said = append(said, model.Diagnostic{
			Severity: model.Error, Summary: fmt.Sprintf("and %d more: correct those above first", more), More: more,
			Positions: []model.Position{call},
		})
	}
	return said
}
