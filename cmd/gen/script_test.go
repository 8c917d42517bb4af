package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"gen": main})
}

// TestScript runs the scripts in testdata/script. Each finds a small contract in
// schema, and the whole project in $PROJECT. With UPDATE=1 the expected outputs in
// the scripts are rewritten.
func TestScript(t *testing.T) {
	scripts := filepath.Join("..", "..", "testdata", "script")
	project, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 scripts,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE") != "",
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"await": await, "fetch": fetch},
		Setup: func(env *testscript.Env) error {
			env.Setenv("PROJECT", project)
			return os.CopyFS(filepath.Join(env.WorkDir, "schema"), os.DirFS(filepath.Join(scripts, "schema")))
		},
	})
}
