package testinput

import (
	"testing"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Values are given to what is required, always or under a condition, and to nothing else.
func TestGiven(t *testing.T) {
	m := compiled(t, `package p
#Input: {
	token:  string @sensitive()
	key:    *"" | string @sensitive()
	pair:   {[string]: string} @sensitive()
	locked: *false | bool
	size:   *1 | int & >=0 & <=3 | error("must be at most 3")
	_checks: [string]: true
	_checks: {
		if size == 3 if token !~ "^[a-z]{8}$" {form: error("size = 3: token must be eight letters")}
		if locked if key == "" {key: error("locked = true: set key")}
		if locked if size == 2 if len(pair) == 0 {pair: error("size = 2: set pair")}
	}
}
input: #Input
objects: {}
`)
	solver, err := NewSolver(m)
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"token", "key", "pair", "unknown"}
	for text, want := range map[string]string{
		`{}`:                            `{"token":"example-token"}`,
		`{"token":"bbbbbbbb"}`:          `{"token":"bbbbbbbb"}`,
		`{"locked":true}`:               `{"key":"example-key","locked":true,"token":"example-token"}`,
		`{"locked":true,"size":2}`:      `{"key":"example-key","locked":true,"pair":{"example":"example-pair"},"size":2,"token":"example-token"}`,
		`{"size":4}`:                    "",
		`{"size":3}`:                    `{"size":3,"token":"aaaaaaaa"}`,
		`{"size":3,"token":"b"}`:        "",
		`{"key":"","locked":true}`:      "",
		`{"locked":true,"unknown":"x"}`: "",
	} {
		v, err := model.ParseJSON([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if given, ok := solver.Given(v.(model.Object), names); ok {
			got = string(model.AppendJSON(nil, given))
		}
		if got != want {
			t.Errorf("%s becomes %s, want %s", text, got, want)
		}
	}
}
