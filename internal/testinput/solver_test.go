package testinput

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/model"
)

const solverContract = `package c

#Input: {
	name!: =~"^[a-z]+$"
	size: *"s" | "m" | "l"
	cpus: *1 | int & >=1 & <=8
	jobs: [...{name!: string, retries?: uint8}]
	tags: [string]: *"" | =~"^[a-z]+$"
	_checks: [string]: true
	_checks: {
		if size == "l" if cpus < 4 {few: error("size = \(size): needs 4 cpus")}
		for k, _ in tags if k !~ "^x-" {"key_\(k)": error("tags: \(k) must begin with x-")}
	}
}
input: #Input
objects: {}
`

// TestSolver asks for inputs with and without values at places of a small contract, and for
// inputs that one check alone refuses.
func TestSolver(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "c.cue"), []byte(solverContract), 0o644); err != nil {
		t.Fatal(err)
	}
	m, err := compile.Compile(dir)
	if err != nil {
		t.Fatal(err)
	}
	a, err := NewSolver(m)
	if err != nil {
		t.Fatal(err)
	}
	shown := func(input model.Object, path model.Path, ok bool) string {
		if !ok {
			return "none"
		}
		if m.Refusals(input).HasErrors() {
			t.Errorf("%s is refused", encode(input))
		}
		return string(path) + " " + encode(input)
	}
	broken := func(input model.Object, ok bool) string {
		if !ok || len(m.Refusals(input)) != 1 {
			return "none"
		}
		return encode(input)
	}
	any := func(model.Object) bool { return true }
	several := func(input model.Object) bool { v, _ := input.Get("cpus"); n, _ := v.(int64); return n > 1 }
	for _, test := range []struct{ name, got, want string }{
		{"what a check asks for is added", shown(a.With([]string{"size"}, "l")), `size {"cpus":8,"name":"a","size":"l"}`},
		{"a value that is refused", shown(a.With([]string{"cpus"}, int64(9))), "none"},
		{"inside of a list", shown(a.With([]string{"jobs", Element, "retries"}, int64(3))), `jobs[0].retries {"jobs":[{"name":"example-name","retries":3}],"name":"a"}`},
		{"inside of a map", shown(a.With([]string{"tags", Element}, "b")), `tags["x-"] {"name":"a","tags":{"x-":"b"}}`},
		{"no such place", shown(a.With([]string{"jobs", "name"}, "b")), "none"},
		{"without an attribute", shown(a.Without([]string{"jobs", Element, "retries"})), `jobs[0].retries {"jobs":[{"name":"example-name"}],"name":"a"}`},
		{"without what is required", shown(a.Without([]string{"name"})), "none"},
		{"two elements", encode(a.Sized([]string{"jobs"}, 2)), `[{"name":"example-name"},{"name":"example-name"}]`},
		{"what a check refuses", broken(a.Breaking(m.Checks[0], any)), `{"name":"a","size":"l"}`},
		{"what a check refuses with several cpus", broken(a.Breaking(m.Checks[0], several)), `{"cpus":3,"name":"a","size":"l"}`},
	} {
		if test.got != test.want {
			t.Errorf("%s: %s, want %s", test.name, test.got, test.want)
		}
	}
}
