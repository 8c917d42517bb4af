package compile

import (
	"path"

	"cuelang.org/go/cue/build"

	"github.com/base-k8s/base-k8s/internal/model"
)

// nameless are errors about the files of the contract's directory that have no package
// clause. CUE leaves them out without a word, and so would what they say be lost.
func (f *contractFiles) nameless(instance *build.Instance) error {
	var found model.Diagnostics
	for _, file := range instance.IgnoredFiles {
		if file.ExcludeReason == nil || file.ExcludeReason.Error() != "no package name" {
			continue
		}
		found = append(found, model.Diagnostic{
			Severity:  model.Error,
			Positions: []model.Position{{File: f.named(file.FilenameLoc.Path), Line: 1, Column: 1}},
			Summary:   "the file belongs to no package, and CUE leaves it out",
			Detail:    "begin " + path.Base(file.FilenameLoc.Path) + " with package " + instance.PkgName + ", or move it to another directory",
		})
	}
	if len(found) == 0 {
		return nil
	}
	return found
}
