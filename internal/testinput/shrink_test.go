package testinput_test

import (
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput"
)

// TestShrink shows that nothing is left of an input but what makes it fail.
func TestShrink(t *testing.T) {
	input, err := model.ParseJSON([]byte(`{"a": {"b": [1, "xy$z", 2], "c": 3}, "d": "e"}`))
	if err != nil {
		t.Fatal(err)
	}
	fails := func(input model.Value) bool { return strings.Contains(string(model.AppendJSON(nil, input)), "$") }
	got := string(model.AppendJSON(nil, testinput.Shrink(input, fails)))
	if want := `{"a":{"b":["$"]}}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
