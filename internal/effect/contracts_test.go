package effect_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/internal/effect"
)

const older = `
package small

#Input: {
	// Text.
	a: *"x" | string
	// Text.
	b: *"x" | string
	// Attributes.
	size: {
		// Number.
		cpu: *1 | int & >=1 & <=9
	}
	// Flag.
	on: *false | bool
}

input: #Input

objects: [string]: {apiVersion: string, kind: string, ...}
objects: config: {
	apiVersion: "v1"
	kind:       "ConfigMap"
	metadata: name: "c"
	data: {
		a:    input.a
		b:    input.b
		size: "\(input.size.cpu)"
		gone: "x"
		line: "old"
		mixed: "\(input.b) old"
	}
}
objects: home: {
	apiVersion: "v1"
	kind:       "PersistentVolumeClaim"
	metadata: name: "home"
	spec: accessModes: ["ReadWriteOnce"]
	spec: resources: requests: storage: "1Gi"
}
objects: extra: {
	apiVersion: "v1"
	kind:       "ConfigMap"
	metadata: name: "extra"
}
`

const newer = `
package small

#Input: {
	// Text.
	a: *"y" | string
	// Text.
	b: *"x" | string
	// Attributes.
	size: {
		// Number.
		cpu: *1 | int & >=1 & <=9
		// Number.
		memory: *2 | int & >=1 & <=9
	}
	// Flag.
	on: *false | bool
	// Text.
	c: *"z" | string
}

input: #Input

objects: [string]: {apiVersion: string, kind: string, ...}
objects: config: {
	apiVersion: "v1"
	kind:       "ConfigMap"
	metadata: name: "c"
	data: {
		a:    input.a
		b:    input.b
		size: "\(input.size.cpu) \(input.size.memory)"
		line: "new"
		c:    input.c
		more: "x"
		mixed: "\(input.b) new"
	}
}
objects: data: {
	apiVersion: "v1"
	kind:       "PersistentVolumeClaim"
	metadata: name: "home"
	spec: accessModes: ["ReadWriteOnce"]
	spec: resources: requests: storage: "1Gi"
}
objects: added: {
	apiVersion: "v1"
	kind:       "ConfigMap"
	metadata: name: "added"
}
`

// One input and two contracts: each difference has the default, or the line of the
// contract, that causes it; and two inputs as well.
func TestBecauseOfContracts(t *testing.T) {
	old, new := compiled(t, older), compiled(t, newer)
	for _, tc := range []struct {
		name, before, after string
		want                map[string]string
	}{
		{"one input", `{}`, `{}`, map[string]string{
			"config data.a":     `default of a (new a: *"y" | string)`,
			"config data.size":  `default of size.memory (new memory: *2 | int & >=1 & <=9)`,
			"config data.c":     `default of c (new c: *"z" | string)`,
			"config data.line":  `contract (new line: "new")`,
			"config data.mixed": `contract (new mixed: "\(input.b) new")`,
			"config data.more":  `contract (new more: "x")`,
			"config data.gone":  `contract (old gone: "x")`,
			"data":              `contract (new objects: data: {)`,
			"added":             `contract (new objects: added: {)`,
			"extra":             `contract (old objects: extra: {)`,
		}},
		{"two inputs", `{"a": "y"}`, `{"b": "z", "size": {"cpu": 2}}`, map[string]string{
			"config data.b":     `b`,
			"config data.size":  `size.cpu, default of size.memory (new memory: *2 | int & >=1 & <=9)`,
			"config data.c":     `default of c (new c: *"z" | string)`,
			"config data.line":  `contract (new line: "new")`,
			"config data.mixed": `b, contract (new mixed: "\(input.b) new")`,
			"config data.more":  `contract (new more: "x")`,
			"config data.gone":  `contract (old gone: "x")`,
			"data":              `contract (new objects: data: {)`,
			"added":             `contract (new objects: added: {)`,
			"extra":             `contract (old objects: extra: {)`,
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			comparer, x, y := effect.New(old, new), evaluate(t, old, tc.before), evaluate(t, new, tc.after)
			c := comparer.Compare(x, y)
			comparer.Explain(c, x, y)
			got := map[string]string{}
			for _, o := range c.Objects {
				if len(o.Fields) == 0 {
					got[o.Name] = because(o.Because, old.Inputs[0].Pos.File)
				}
				for _, f := range o.Fields {
					got[o.Name+" "+f.Path] = because(f.Because, old.Inputs[0].Pos.File)
				}
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("causes (-want +got):\n%s", diff)
			}
		})
	}
}

// because are the causes with the lines that they are at instead of their places.
func because(causes []effect.Cause, oldFile string) string {
	var all []string
	for _, c := range causes {
		text := c.String()
		if c.Position != nil {
			contract, lines := "new", strings.Split(newer, "\n")
			if c.Position.File == oldFile {
				contract, lines = "old", strings.Split(older, "\n")
			}
			text = strings.ReplaceAll(text, c.Position.String(), contract+" "+strings.TrimSpace(lines[c.Position.Line-1]))
		}
		all = append(all, text)
	}
	return strings.Join(all, ", ")
}

// An object whose key changes is another one to Terraform, unless the contract has its
// former key; kubectl knows no keys.
func TestFormerKeys(t *testing.T) {
	old := compiled(t, older)
	for name, tc := range map[string]struct {
		contract string
		want     effect.Ways
	}{
		"without": {newer, effect.Ways{Terraform: effect.DataLoss, Kubectl: effect.None}},
		"with":    {strings.Replace(newer, "objects: data: {", "objects: data: {\n\t@terraform(moved=home)", 1), effect.Ways{}},
		"what is protected, without": {strings.Replace(newer, "objects: data: {", "objects: data: {\n\t@terraform(prevent_destroy)", 1),
			effect.Ways{Terraform: effect.DataLoss, Kubectl: effect.None}},
	} {
		new := compiled(t, tc.contract)
		var got effect.Ways
		for _, o := range effect.New(old, new).Compare(evaluate(t, old, "{}"), evaluate(t, new, "{}")).Objects {
			if o.Name == "data" {
				got = o.Effect
			}
		}
		if got != tc.want {
			t.Errorf("%s the former key it is %s, want %s", name, got, tc.want)
		}
	}
}

// Terraform protects an object as long as the new contract has its resource, under whatever
// condition; what the old contract said about it is gone.
func TestPreventDestroy(t *testing.T) {
	const protected = `
package p
#Input: {on: *true | bool}
input: #Input
if input.on {
	objects: data: {
		apiVersion: "v1"
		kind:       "PersistentVolumeClaim"
		metadata: name: "data"
		spec: {accessModes: ["ReadWriteOnce"], resources: requests: storage: "1Gi"}
	} @terraform(prevent_destroy)
}
objects: other: {apiVersion: "v1", kind: "ConfigMap", metadata: name: "other"}
`
	const off, on = `{"on": false}`, `{"on": true}`
	old := compiled(t, protected)
	for name, tc := range map[string]struct {
		contract, after string
		want            effect.Effect
	}{
		"condition that does not hold": {protected, off, effect.Blocked},
		"condition that cannot hold":   {strings.Replace(protected, "if input.on {", "if input.on if !input.on {", 1), on, effect.Blocked},
		"not protected any more":       {strings.Replace(protected, "@terraform(prevent_destroy)", "", 1), off, effect.DataLoss},
		"another key":                  {strings.Replace(protected, "objects: data", "objects: renamed", 1), on, effect.DataLoss},
		"another kind": {strings.NewReplacer("PersistentVolumeClaim", "ConfigMap",
			`spec: {accessModes: ["ReadWriteOnce"], resources: requests: storage: "1Gi"}`, "").Replace(protected), on, effect.DataLoss},
		"another name": {strings.Replace(protected, `name: "data"`, `name: "b"`, 1), on, effect.Blocked},
		"nothing":      {protected, on, effect.None},
	} {
		new := compiled(t, tc.contract)
		if got := effect.New(old, new).Compare(evaluate(t, old, on), evaluate(t, new, tc.after)).Effect.Terraform; got != tc.want {
			t.Errorf("%s: it is %s, want %s", name, got, tc.want)
		}
	}
}
