package conformance

import (
	"testing"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/parser"
	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/internal/testinput"
)

// TestVocabulary shows what inputs are made from: the bounds that CUE's names for numbers
// stand for, too, and not what is for people.
func TestVocabulary(t *testing.T) {
	file, err := parser.ParseFile("contract.cue", `
#Input: {
	port: uint16 & >79 | error("must be from 80")
	size: *"s" | =~"^m+$" | error("must be s or m")
}
readme: [{title: "Prerequisites", text: "none"}]
`)
	if err != nil {
		t.Fatal(err)
	}
	want := testinput.Vocabulary{
		Texts: []string{"#Input", "port", "s", "size"}, Numbers: []int64{0, 79, 65535}, Patterns: []string{"^m+$"},
	}
	if diff := cmp.Diff(want, vocabulary([]*ast.File{file})); diff != "" {
		t.Error(diff)
	}
}
