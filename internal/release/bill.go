package release

import (
	"bytes"
	"cmp"
	"path"
	"runtime/debug"
	"slices"
	"strings"

	cyclonedx "github.com/CycloneDX/cyclonedx-go"

	"github.com/base-k8s/base-k8s/internal/output"
)

// Engine is the program that makes the files of a release.
type Engine struct {
	Name    string
	Version string // which identifies its source
	Go      string // the version of Go that has compiled it
	// Modules are those whose packages are in the program.
	Modules []*debug.Module
}

// bill is the bill of materials, in CycloneDX: the files that are released, with their digests
// and what they require; and the program that has made them, with its modules. It has no time
// and no number of its own, which would differ each time.
func (c *Contract) bill(parts []part, files []output.File) (output.File, error) {
	root := c.name() + "@" + c.Model.Surroundings().Version
	components, dependencies, err := c.components(parts, files)
	if err != nil {
		return output.File{}, err
	}
	bom := cyclonedx.NewBOM()
	bom.Metadata = &cyclonedx.Metadata{
		Component: &cyclonedx.Component{BOMRef: root, Type: cyclonedx.ComponentTypeLibrary, Name: c.name(), Version: c.Model.Surroundings().Version},
		Tools:     &cyclonedx.ToolsChoice{Components: &[]cyclonedx.Component{c.Engine.component()}},
	}
	var refs []string
	for _, f := range sorted(files) {
		refs = append(refs, f.Path)
	}
	dependencies = append([]cyclonedx.Dependency{{Ref: root, Dependencies: &refs}}, dependencies...)
	bom.Components, bom.Dependencies = &components, &dependencies
	var text bytes.Buffer
	err = cyclonedx.NewBOMEncoder(&text, cyclonedx.BOMFileFormatJSON).SetPretty(true).SetEscapeHTML(false).EncodeVersion(bom, cyclonedx.SpecVersion1_6)
	return output.File{Path: c.stem() + ".cdx.json", Content: text.Bytes()}, err
}

// components are the files and what they require, and which of them requires what.
func (c *Contract) components(parts []part, files []output.File) (components []cyclonedx.Component, dependencies []cyclonedx.Dependency, err error) {
	for _, f := range sorted(files) {
		hashes := []cyclonedx.Hash{{Algorithm: cyclonedx.HashAlgoSHA256, Value: digest(f.Content)}}
		components = append(components, cyclonedx.Component{BOMRef: f.Path, Type: cyclonedx.ComponentTypeFile, Name: f.Path, Version: c.Model.Surroundings().Version, Hashes: &hashes})
	}
	seen := map[string]bool{}
	for _, p := range parts {
		requires, err := required(p.files)
		if err != nil {
			return nil, nil, err
		}
		var refs []string
		for _, r := range requires {
			component := r.component()
			refs = append(refs, component.BOMRef)
			if !seen[component.BOMRef] {
				seen[component.BOMRef] = true
				components = append(components, component)
			}
		}
		if len(refs) > 0 {
			dependencies = append(dependencies, cyclonedx.Dependency{Ref: p.archive.Path, Dependencies: &refs})
		}
	}
	return components, dependencies, nil
}

// component is a requirement. Its versions are a property: none of them is the one that will
// be used.
func (r requirement) component() cyclonedx.Component {
	group, name := path.Split(r.source)
	kind := cyclonedx.ComponentTypeLibrary
	if r.source == "" {
		name, kind = "terraform", cyclonedx.ComponentTypeApplication
	} else {
		name = "terraform-provider-" + name
	}
	component := cyclonedx.Component{BOMRef: strings.TrimSpace(cmp.Or(r.source, name) + " " + r.versions), Type: kind, Group: strings.TrimSuffix(group, "/"), Name: name, Scope: cyclonedx.ScopeRequired}
	if r.versions != "" {
		component.Properties = &[]cyclonedx.Property{{Name: "terraform:version_constraint", Value: r.versions}}
	}
	return component
}

// component is the program, with its modules in the order of their paths.
func (e Engine) component() cyclonedx.Component {
	modules := []cyclonedx.Component{}
	for _, m := range e.Modules {
		if m.Replace != nil && m.Replace.Version != "" { // by another module, not by a directory
			m = m.Replace
		}
		modules = append(modules, goModule(m))
	}
	slices.SortFunc(modules, func(a, b cyclonedx.Component) int { return cmp.Compare(a.Name, b.Name) })
	return cyclonedx.Component{
		Type: cyclonedx.ComponentTypeApplication, Name: e.Name, Version: e.Version, Components: &modules,
		Properties: &[]cyclonedx.Property{{Name: "go:version", Value: e.Go}},
	}
}

// goModule is a module of Go, with the digest of its files that go.sum has.
func goModule(m *debug.Module) cyclonedx.Component {
	url := "pkg:golang/" + strings.ToLower(m.Path) + "@" + strings.ReplaceAll(m.Version, "+", "%2B")
	component := cyclonedx.Component{BOMRef: url, Type: cyclonedx.ComponentTypeLibrary, Name: m.Path, Version: m.Version, PackageURL: url}
	if m.Sum != "" {
		component.Properties = &[]cyclonedx.Property{{Name: "go:sum", Value: m.Sum}}
	}
	return component
}
