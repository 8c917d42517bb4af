// Package caller judges the calls of a contract's module in Terraform configurations, without
// running Terraform.
//
// What goes in is a model and a .tf file or a directory of such files; what comes out, for each
// module block that calls the contract's module, is a list of diagnostics at positions in these
// files. Arguments are evaluated as far as they are constant, and the model is asked about what
// is known; what is not known is not judged. What the contract says about its callers is held
// against them too, in each of the states that it names. The package knows the language of
// Terraform, and nothing of any provider.
package caller

import (
	"fmt"
	"os"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Verdict is what is said about one call, or about a file that cannot be read.
type Verdict struct {
	// File is the file of the call, as messages call it.
	File string
	// Block is the address of the call, such as module.app, or "".
	Block string
	// Number counts the calls of a file from 1.
	Number int
	// Diagnostics are in the order of the file. The call is refused if one of them is an error.
	Diagnostics model.Diagnostics
}

// Judge judges the calls in a .tf file, or in those of a directory. The names of module blocks
// say which ones call the contract's module; without any, their sources do. Modules
// in directories below are not looked at. There is at least one verdict: an error when there is no
// call. It fails when the file or directory cannot be read.
func Judge(m *model.Model, name string, blocks []string) ([]*Verdict, error) {
	c, err := load(name)
	if err != nil {
		return nil, err
	}
	return judgeAll(m, c, blocks), nil
}

// JudgeText judges the calls in a text that is all of a configuration, as Judge does. The name is that of
// its file in messages.
func JudgeText(m *model.Model, name string, text []byte, blocks []string) []*Verdict {
	c := newConfiguration(".")
	f, diagnostics := parse(name, text)
	if len(diagnostics) > 0 {
		c.refuse(name, diagnostics)
	} else {
		c.add(f)
		c.merge()
	}
	return judgeAll(m, c, blocks)
}

func judgeAll(m *model.Model, c *configuration, blocks []string) []*Verdict {
	if len(c.broken) > 0 {
		return c.broken
	}
	m = called(m)
	s := &selection{model: m, configuration: c, named: blocks, differences: map[string]string{}}
	calls := s.calls()
	if len(calls) == 0 {
		return []*Verdict{s.none()}
	}
	if len(calls) > maxCalls {
		return []*Verdict{s.tooMany(calls)}
	}
	counts := map[string]int{}
	j := newJudge(m, c)
	var verdicts []*Verdict
	for _, call := range calls {
		counts[call.file]++
		verdicts = append(verdicts, &Verdict{
			File: call.file, Block: "module." + call.name, Number: counts[call.file], Diagnostics: j.call(call),
		})
	}
	return verdicts
}

// IsConfiguration reports whether a name is that of a .tf file, or of a directory.
func IsConfiguration(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir() || isFile(name)
}

// HasFiles reports whether a directory has .tf files.
func HasFiles(dir string) bool {
	names, err := filesOf(dir)
	return err == nil && len(names) > 0
}

func isFile(name string) bool { return strings.HasSuffix(name, ".tf") }

func problem(pos model.Position, summary, detail string) model.Diagnostic {
	return model.Diagnostic{Severity: model.Error, Summary: summary, Detail: detail, Positions: []model.Position{pos}}
}

func unreadable(name string, err error) error { return fmt.Errorf("%s cannot be read: %w", name, err) }
