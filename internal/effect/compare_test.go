package effect_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/input"
	"github.com/base-k8s/base-k8s/internal/model"
)

// TestCompare compares the two documents of each case, objects by their names in a
// contract, and writes what is found to NAME.want: what differs, the effect, and the row of
// the rules' data that decided. NAME.options has those of objects, as JSON. Every row has a case.
func TestCompare(t *testing.T) {
	decided := map[string]bool{}
	golden.Run(t, "testdata/*.txtar", func(t *testing.T, archive *txtar.Archive) *txtar.Archive {
		got := &txtar.Archive{Comment: archive.Comment}
		for _, f := range archive.Files {
			name, isCase := strings.CutSuffix(f.Name, ".yaml")
			if !isCase {
				continue
			}
			got.Files = append(got.Files, f)
			options := map[string]*model.ResourceOptions{}
			if golden.JSON(t, archive, name+".options", &options) {
				got.Files = append(got.Files, txtar.File{Name: name + ".options", Data: golden.Data(archive, name+".options")})
			}
			want := describe(compare(t, f.Data, options), decided)
			got.Files = append(got.Files, txtar.File{Name: name + ".want", Data: []byte(want)})
		}
		return got
	})
	for _, r := range effect.Rules() {
		if !decided[r.String()] {
			t.Errorf("no case shows the rule %q", r)
		}
	}
}

func compare(t *testing.T, documents []byte, options map[string]*model.ResourceOptions) *effect.Change {
	t.Helper()
	r := input.NewReader(bytes.NewReader(documents), "case", input.YAML)
	var results []*model.Result
	m := &model.Model{}
	for range 2 {
		d, err := r.Next()
		if err != nil {
			t.Fatal(err)
		}
		result := &model.Result{}
		for _, o := range d.Value.(model.Object) {
			result.Objects = append(result.Objects, model.Rendered{Name: o.Key, Body: o.Value.(model.Object)})
			kind, _ := model.At(o.Value, "kind").(string)
			apiVersion, _ := model.At(o.Value, "apiVersion").(string)
			m.Objects = append(m.Objects, &model.KubernetesObject{Name: o.Key, APIVersion: apiVersion, Kind: kind, Terraform: options[o.Key]})
		}
		results = append(results, result)
	}
	return effect.New(m, m).Compare(results[0], results[1])
}

// describe is the whole effect, and a line for each part.
func describe(c *effect.Change, decided map[string]bool) string {
	var b strings.Builder
	fmt.Fprintln(&b, c.Effect)
	for _, o := range c.Objects {
		if o.TrafficCut {
			fmt.Fprintf(&b, "%s: traffic cut\n", o.Name)
		}
		if o.Rule != nil {
			decided[o.Rule.String()] = true
			fmt.Fprintf(&b, "%s: %s, by %s\n", strings.TrimPrefix(o.Was+" → "+o.Name, " → "), o.Effect, o.Rule)
		}
		for _, f := range o.Fields {
			decided[f.Rule.String()] = true
			fmt.Fprintf(&b, "%s.%s %s → %s: %s, by %s\n", o.Name, f.Path, value(f.Old), value(f.New), f.Effect, f.Rule)
		}
	}
	return b.String()
}

func value(l *model.Literal) string {
	if l == nil {
		return "-"
	}
	return string(model.AppendJSON(nil, l.Value))
}
