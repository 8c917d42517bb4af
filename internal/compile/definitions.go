package compile

import (
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"

	"cuelang.org/go/cue/build"

	"github.com/base-k8s/base-k8s/internal/kubernetes"
	"github.com/base-k8s/base-k8s/internal/model"
)

// DefinitionsDir is the directory beside the files of a contract that has the definitions of
// custom resources, in YAML.
const DefinitionsDir = "crds"

// IsPart reports whether a contract can have a file of this path as a part: a CUE file, or a file with
// definitions of custom resources.
func IsPart(file string) bool {
	if filepath.Ext(file) == ".cue" {
		return true
	}
	return isDefinitionFile(filepath.ToSlash(file))
}

func isDefinitionFile(file string) bool {
	ext := path.Ext(file)
	return path.Base(path.Dir(file)) == DefinitionsDir && (ext == ".yaml" || ext == ".yml")
}

// definitionFiles are the files with definitions beside those of the contract, which a layer
// has in several directories.
func (f *contractFiles) definitionFiles(instance *build.Instance) (names []string, err error) {
	for _, file := range instance.BuildFiles {
		found, err := fs.Glob(f.fs, path.Join(path.Dir(file.FilenameLoc.Path), DefinitionsDir, "*"))
		if err != nil {
			return nil, unreadable(err, "")
		}
		for _, name := range found {
			if isDefinitionFile(name) {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// definitions reads the definitions of custom resources.
func (f *contractFiles) definitions(instance *build.Instance) (all []*kubernetes.Definition, err error) {
	names, err := f.definitionFiles(instance)
	if err != nil {
		return nil, err
	}
	left := maxImports
	for _, name := range names {
		text, err := fs.ReadFile(f.fs, name)
		if err != nil {
			return nil, unreadable(err, "")
		}
		if left -= len(text); left < 0 {
			return nil, schemaError("keep those of the kinds that the contract has", "the definitions beside the contract have more than %d MiB", maxImports>>20)
		}
		found, err := kubernetes.ReadDefinitions(f.named("/"+name), text)
		if err != nil {
			return nil, err
		}
		for _, d := range found {
			if other := kubernetes.DefinitionOf(d.APIVersion, d.Kind, all); other != nil {
				return nil, model.Diagnostics{{
					Severity: model.Error, Summary: fmt.Sprintf("there are two definitions of %s %s", d.APIVersion, d.Kind),
					Detail: "remove one of them", Positions: []model.Position{d.Pos, other.Pos},
				}}
			}
			all = append(all, d)
		}
	}
	return all, nil
}

// customKinds are the kinds of custom resources that objects have.
func (c *compiler) customKinds(objects []*model.KubernetesObject) (all []model.CustomKind) {
	for _, o := range objects {
		same := func(k model.CustomKind) bool { return k.APIVersion == o.APIVersion && k.Kind == o.Kind }
		if !model.IsCustom(o.APIVersion) || slices.ContainsFunc(all, same) {
			continue
		}
		checked := kubernetes.DefinitionOf(o.APIVersion, o.Kind, c.src.definitions) != nil
		all = append(all, model.CustomKind{APIVersion: o.APIVersion, Kind: o.Kind, Checked: checked, Pos: o.Pos})
	}
	return all
}
