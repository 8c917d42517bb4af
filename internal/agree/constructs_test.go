package agree

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/golden"
)

// TestConstructs puts random inputs before the referees of small contracts, each of
// which shows one construct of the subset of CUE, or a difference that was found
// with it once. A file NAME.json of a case is an input of its own.
func TestConstructs(t *testing.T) {
	golden.Each(t, "testdata/constructs/*.txtar", func(t *testing.T, _ string, archive *txtar.Archive) {
		t.Parallel()
		constructCase(t, byName(archive))
	})
}

func constructCase(t *testing.T, files map[string][]byte) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "schema.cue"), files["schema.cue"], 0o666); err != nil {
		t.Fatal(err)
	}
	contract := compileAndPrint(dir)
	if contract.err != nil {
		t.Fatal(contract.err)
	}
	referees := contract.referees(t, dir)
	for _, name := range sortedKeys(files) {
		if !strings.HasSuffix(name, ".json") {
			continue
		}
		if _, _, err := referees.Judge(files[name]); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	inputs, seed := number(t, "AGREE", 2000)/20, number(t, "AGREE_SEED", 1)
	all := judgeRandom(referees, NewGenerator(contract.model, uint64(seed)), inputs)
	all.report(t, seed)
	if t.Failed() {
		t.Logf("%s", contract.module["variables.tf"])
		t.Logf("%s", contract.module["main.tf"])
	}
}
