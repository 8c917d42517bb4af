package browser_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/manifest"
	"github.com/base-k8s/base-k8s/internal/model"
)

// change is what the page says about an object that differs.
type change struct {
	What  string   `json:"what"`
	Name  string   `json:"name"` // in the contract
	Lines []string `json:"lines"`
}

// TestCompare pins a state and goes to others. The objects that differ are those that
// really do, and the lines lead from one manifest to the other.
func TestCompare(t *testing.T) {
	tab, value := begin(t, workspace, "default")
	pinned := workspace.evaluate(t, value)
	tab.Click("look.button('Pin')")
	tab.Show("Changes")
	shows(t, tab, "look.changes()", []change{})

	tab.Fill("workspace_name", "renamed")
	renamed := differences(t, pinned, workspace.evaluate(t, value.With("workspace_name", "renamed")))
	shows(t, tab, "look.changes()", renamed)
	seen := map[string]bool{}
	note := func(list []change) {
		for _, c := range list {
			seen[c.What] = true
		}
	}
	note(renamed)
	for _, name := range []string{"desktop", "home-ephemeral", "egress-none", "stopped", "default"} {
		for _, e := range examples(t, workspace) {
			if e.Name == name {
				tab.Do("look.choose('" + name + "')")
				want := differences(t, pinned, workspace.expected(t, e.Text, e.Language))
				shows(t, tab, "look.changes()", want)
				note(want)
			}
		}
	}
	for _, what := range []string{"added", "removed", "changed", "replaced"} {
		if !seen[what] {
			t.Errorf("no example has an object %s", what)
		}
	}
}

// differences are the objects that differ, by their names.
func differences(t *testing.T, before, after answer) []change {
	t.Helper()
	old, list := map[string]model.Rendered{}, []change{}
	for _, object := range manifest.Mask(before.objects) {
		old[object.Name] = object
	}
	for _, object := range manifest.Mask(after.objects) {
		previous, there := old[object.Name]
		delete(old, object.Name)
		from, to := "", texts(t, []model.Rendered{object})[0]
		what := "added"
		if there {
			from, what = texts(t, []model.Rendered{previous})[0], "changed"
			if name(previous) != name(object) {
				what = "replaced"
			}
		}
		if from != to {
			list = append(list, change{what, object.Name, lines(from, to)})
		}
	}
	for _, object := range manifest.Mask(before.objects) {
		if _, gone := old[object.Name]; gone {
			list = append(list, change{"removed", object.Name, lines(texts(t, []model.Rendered{object})[0], "")})
		}
	}
	slices.SortFunc(list, func(a, b change) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// name is the name that makes an object another one to a cluster.
func name(object model.Rendered) string {
	metadata, _ := object.Body.Get("metadata")
	name, _ := metadata.(model.Object).Get("name")
	return name.(string)
}

// lines are the lines that a shortest difference has, those that go before those that
// come in each place.
func lines(before, after string) []string {
	from, to := split(before), split(after)
	// common[i][j] is the length of the longest common part of from[i:] and to[j:].
	common := make([][]int, len(from)+1)
	for i := range common {
		common[i] = make([]int, len(to)+1)
	}
	for i, line := range slices.Backward(from) {
		for j := range slices.Backward(to) {
			if line == to[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	list := []string{}
	for i, j := 0, 0; i < len(from) || j < len(to); {
		switch {
		case i < len(from) && j < len(to) && from[i] == to[j]:
			i, j = i+1, j+1
		case j == len(to) || i < len(from) && common[i+1][j] >= common[i][j+1]:
			list = append(list, "- "+from[i])
			i++
		default:
			list = append(list, "+ "+to[j])
			j++
		}
	}
	return list
}

func split(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}
