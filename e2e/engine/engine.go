// Package engine finds and runs the programs that users run a module with: Terraform
// and OpenTofu, with hashicorp/kubernetes or a stand-in for it.
//
// What goes in is a directory with a root module; what comes out is the engine's
// verdict, its diagnostics and its plan as data. The package knows no contract:
// what an engine should answer is for the tests to say.
package engine

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/e2e/build"
)

// Engine is a program that evaluates modules.
type Engine struct {
	// Name is what its users call it, with its version: "Terraform 1.11.4".
	Name string
	// Path is the program's file.
	Path string
	// FirstRuleOnly is set when of the validation rules that a variable breaks the
	// engine names the first one only, as OpenTofu does.
	FirstRuleOnly bool
}

// Terraform is the terraform in PATH. It reports false when there is none.
func Terraform() (*Engine, bool, error) {
	path, err := exec.LookPath("terraform")
	if errors.Is(err, exec.ErrNotFound) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	e, err := newEngine("Terraform", path)
	return e, true, err
}

// OpenTofu is built from its module, in the folder tofu.
func OpenTofu() (*Engine, error) {
	const release = "-ldflags=-s -w -X github.com/opentofu/opentofu/version.dev=no" // 1.12.6, not 1.12.6-dev
	path, err := build.Binary("tofu", "github.com/opentofu/opentofu/cmd/tofu", release)
	if err != nil {
		return nil, err
	}
	e, err := newEngine("OpenTofu", path)
	if e != nil {
		e.FirstRuleOnly = true
	}
	return e, err
}

// noSettings keeps the user's settings away: about a file that is not there, OpenTofu
// complains in the middle of its JSON.
const noSettings = "TF_CLI_CONFIG_FILE=" + os.DevNull

func newEngine(name, path string) (*Engine, error) {
	cmd := exec.Command(path, "version", "-json")
	cmd.Env = append(os.Environ(), noSettings)
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s version: %w", path, err)
	}
	var version struct {
		Version string `json:"terraform_version"`
	}
	err = json.Unmarshal(out, &version)
	return &Engine{Name: name + " " + version.Version, Path: path}, err
}

// Diagnostic is a message of an engine.
type Diagnostic struct {
	Severity string // error or warning
	Summary  string
	Detail   string
	Range    struct {
		Filename string
		Start    struct{ Line int }
	}
}

// Failed is the error of an engine that ran and did not succeed. What it said is in
// the diagnostics or, of a command that has none, in the output.
type Failed struct {
	Command string
	Output  string
}

func (f *Failed) Error() string { return f.Command + " failed:\n" + f.Output }

// Run runs a command of the engine in dir with a provider, and returns its output.
// The error is a [*Failed] when the engine said no.
func (e *Engine) Run(dir string, provider *Provider, args ...string) ([]byte, error) {
	cmd := exec.Command(e.Path, args...)
	cmd.Dir = dir
	cmd.Env = append(slices.DeleteFunc(os.Environ(), ofCoder), "TF_IN_AUTOMATION=1", "CHECKPOINT_DISABLE=1", "TF_CLI_ARGS_init=-no-color", "TF_CLI_ARGS_apply=-no-color", "TF_CLI_ARGS_plan=-no-color", "TF_CLI_ARGS=", "TF_REGISTRY_CLIENT_TIMEOUT=5", "TF_REGISTRY_DISCOVERY_RETRY=0")
	cmd.Env = append(cmd.Env, provider.environment...)
	var out, log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &log
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		command := filepath.Base(e.Path) + " " + strings.Join(args, " ")
		return out.Bytes(), &Failed{Command: command, Output: out.String() + log.String()}
	}
	return out.Bytes(), err
}

// ofCoder reports whether Coder's provider reads a variable of the environment: what a workspace has
// in which the tests run is not what they ask about.
func ofCoder(variable string) bool { return strings.HasPrefix(variable, "CODER_") }

// Validate runs "validate".
func (e *Engine) Validate(dir string, provider *Provider) ([]Diagnostic, error) {
	out, err := e.Run(dir, provider, "validate", "-json")
	if failed := (*Failed)(nil); err != nil && !errors.As(err, &failed) {
		return nil, err
	}
	var verdict struct{ Diagnostics []Diagnostic }
	if err := json.Unmarshal(out, &verdict); err != nil {
		return nil, fmt.Errorf("validate: %w in %s", err, out)
	}
	return verdict.Diagnostics, nil
}

// PlanFile is the file in which Plan leaves the plan, for apply.
const PlanFile = "plan.bin"

// Plan runs "plan". The plan is nil when there are errors among the diagnostics.
func (e *Engine) Plan(dir string, provider *Provider) (*Plan, []Diagnostic, error) {
	out, err := e.Run(dir, provider, "plan", "-json", "-input=false", "-lock=false", "-out="+PlanFile)
	if failed := (*Failed)(nil); err != nil && !errors.As(err, &failed) {
		return nil, nil, err
	}
	diagnostics, err2 := Diagnostics(out)
	if err2 != nil || err != nil {
		if err2 == nil && len(diagnostics) == 0 {
			err2 = err
		}
		return nil, diagnostics, err2
	}
	text, err := e.Run(dir, provider, "show", "-json", PlanFile)
	if err != nil {
		return nil, diagnostics, err
	}
	plan := new(Plan)
	return plan, diagnostics, json.Unmarshal(text, plan)
}

// State is what the last apply in dir has left.
func (e *Engine) State(dir string, provider *Provider) (*State, error) {
	text, err := e.Run(dir, provider, "show", "-json")
	if err != nil {
		return nil, err
	}
	state := new(State)
	return state, json.Unmarshal(text, state)
}

// Diagnostics finds the diagnostics in a plan's log, a JSON object on each line.
func Diagnostics(log []byte) (diagnostics []Diagnostic, err error) {
	for line := range bytes.Lines(log) {
		var message struct{ Diagnostic *Diagnostic }
		if err := json.Unmarshal(line, &message); err != nil {
			return nil, fmt.Errorf("plan: %w in %s", err, line)
		}
		if message.Diagnostic != nil {
			diagnostics = append(diagnostics, *message.Diagnostic)
		}
	}
	return diagnostics, nil
}
