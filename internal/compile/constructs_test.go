package compile_test

import (
	"os"
	"testing"

	"github.com/base-k8s/base-k8s/internal/compile"
)

func TestConstructsHaveCases(t *testing.T) {
	for _, c := range compile.Constructs() {
		if _, err := os.Stat("testdata/" + c.Case + ".txtar"); err != nil {
			t.Errorf("%s: %v", c.CUE, err)
		}
	}
}
