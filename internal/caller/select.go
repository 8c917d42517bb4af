package caller

import (
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/base-k8s/base-k8s/internal/model"
)

// selection finds the calls of the contract's module in a configuration.
type selection struct {
	model         *model.Model
	configuration *configuration
	named         []string // module blocks that are calls; empty for those whose source says so
	others        []string // of the module blocks that are none, what their source is
	// differences are what distinguishes the modules in directories from the contract's.
	differences map[string]string
}

// calls are the module blocks that call the contract's module.
func (s *selection) calls() (calls []*moduleBlock) {
	for _, m := range s.configuration.modules {
		if s.configuration.judges(m.file) && s.isCall(m) {
			calls = append(calls, m)
		}
	}
	return calls
}

func (s *selection) isCall(m *moduleBlock) bool {
	if len(s.named) > 0 {
		return slices.Contains(s.named, m.name)
	}
	source, ok := constantText(m.arguments["source"])
	if !ok {
		s.others = append(s.others, fmt.Sprintf("module.%s has no constant source", m.name))
		return false
	}
	if isLocal(source) {
		return s.holdsModule(m, source)
	}
	if s.model.Surroundings().Callers != nil {
		for _, pattern := range s.model.Surroundings().Callers.Sources {
			if re, err := regexp.Compile(pattern); err == nil && re.MatchString(source) {
				return true
			}
		}
	}
	s.others = append(s.others, fmt.Sprintf("module.%s has the source %s", m.name, model.Quote(source)))
	return false
}

// isLocal reports whether a source is a directory beside the configuration.
func isLocal(source string) bool {
	return strings.HasPrefix(source, "./") || strings.HasPrefix(source, "../")
}

func constantText(attribute *hclsyntax.Attribute) (string, bool) {
	if attribute == nil {
		return "", false
	}
	v, diags := attribute.Expr.Value(nil)
	if diags.HasErrors() || v.IsNull() || !v.IsKnown() || v.Type().FriendlyName() != "string" {
		return "", false
	}
	return v.AsString(), true
}

// holdsModule reports whether the directory that a source names holds the contract's module:
// whether its variables are the contract's inputs.
func (s *selection) holdsModule(m *moduleBlock, source string) bool {
	dir := filepath.Join(s.configuration.dir, filepath.FromSlash(source))
	difference, known := s.differences[dir]
	if !known {
		difference = s.compare(dir)
		s.differences[dir] = difference
	}
	if difference != "" {
		s.others = append(s.others, fmt.Sprintf("module.%s has the source %s, %s", m.name, model.Quote(source), difference))
	}
	return difference == ""
}

// compare is what distinguishes the module in a directory from the contract's, "" for nothing.
func (s *selection) compare(dir string) string {
	module, err := load(dir)
	if err != nil || len(module.broken) > 0 || len(module.parsed) == 0 {
		return "where no module can be read"
	}
	for _, f := range s.model.Inputs {
		if !module.variables[f.Name] {
			return "a module that has no variable " + f.Name
		}
	}
	for _, name := range slices.Sorted(maps.Keys(module.variables)) {
		if model.FindField(s.model.Inputs, name) == nil {
			return "a module that has the variable " + name
		}
	}
	return ""
}

// none says that nothing is judged.
func (s *selection) none() *Verdict {
	c := s.configuration
	name := c.dir
	if c.only != "" {
		name = c.only
	}
	summary := "there is no module block"
	if len(s.named) > 0 {
		summary = "there is no module block called " + strings.Join(s.named, " or ")
	} else if len(s.others) > 0 {
		summary = "no module block calls the contract's module: " + strings.Join(s.others[:min(len(s.others), 5)], "; ")
	}
	return &Verdict{File: name, Number: 1, Diagnostics: model.Diagnostics{problem(model.Position{File: name}, summary,
		"a call has the source of a directory whose variables are the contract's inputs, or one that callers.sources of the contract matches; --module names the block of any other")}}
}

// maxCalls is the number of calls that are judged.
const maxCalls = 100

func (s *selection) tooMany(calls []*moduleBlock) *Verdict {
	at := s.configuration.position(calls[maxCalls].at)
	return &Verdict{File: at.File, Number: 1, Diagnostics: model.Diagnostics{problem(at, fmt.Sprintf("there are more than %d calls", maxCalls), "vet fewer files at a time")}}
}
