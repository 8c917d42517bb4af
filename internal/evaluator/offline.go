package evaluator

import (
	"context"
	"fmt"

	"cuelang.org/go/mod/modfile"
	"cuelang.org/go/mod/module"
)

// offline is a registry of CUE modules that has none: what a contract imports is in its own
// module.
type offline struct{}

func (offline) ModFile(_ context.Context, m module.Version) (*modfile.File, error) {
	return nil, notFetched(m.String())
}

func (offline) Fetch(_ context.Context, m module.Version) (module.SourceLoc, error) {
	return module.SourceLoc{}, notFetched(m.String())
}

func (offline) ModuleVersions(_ context.Context, path string) ([]string, error) {
	return nil, notFetched(path)
}

func notFetched(name string) error {
	return fmt.Errorf("the module %s is not fetched: copy its packages into cue.mod/pkg", name)
}
