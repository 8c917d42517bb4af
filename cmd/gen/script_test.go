package main

import (
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"gen": main})
}

// TestScript runs the scripts in testdata/script: how each command is used.
func TestScript(t *testing.T) { runScripts(t, "script") }

// TestAttacks runs the scripts in testdata/attacks: what the commands must withstand. An
// attack that is added there runs here.
func TestAttacks(t *testing.T) { runScripts(t, "attacks") }

// cpuSeconds is the limit on the time of the processor for a command: many times what each takes,
// which the race detector makes several times as much.
func cpuSeconds() int {
	if info, ok := debug.ReadBuildInfo(); ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		return 100
	}
	return 10
}

// runScripts runs the scripts in a directory. Each finds a small contract in schema, the
// whole project in $PROJECT and a limit on its time in $CPU_SECONDS. With UPDATE=1 the expected outputs in the scripts are
// rewritten.
func runScripts(t *testing.T, directory string) {
	testdata := filepath.Join("..", "..", "testdata")
	project, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join(testdata, directory),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE") != "",
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"await": await, "fetch": fetch, "interrupt": interrupt, "printable": printable},
		Setup: func(env *testscript.Env) error {
			env.Setenv("PROJECT", project)
			env.Setenv("CPU_SECONDS", strconv.Itoa(cpuSeconds()))
			for name, value := range hostileNames {
				env.Setenv(name, value)
			}
			return os.CopyFS(filepath.Join(env.WorkDir, "schema"), os.DirFS(filepath.Join(testdata, "script", "schema")))
		},
	})
}
