package release

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/output"
)

// part is something that is released as a directory and as an archive of it.
type part struct {
	dir     string
	files   []output.File // by their paths in the directory, which are sorted
	archive output.File
}

// parts are those of the contract. A template's archive is not compressed: what takes one
// from its standard input reads it so.
func (c *Contract) parts() ([]part, error) {
	module, err := c.module()
	if err != nil {
		return nil, err
	}
	parts := []part{c.part(ModulePart, ".tar.gz", module)}
	for _, name := range slices.Sorted(maps.Keys(c.Model.Surroundings().Release.Forms)) {
		form := c.Model.Surroundings().Release.Forms[name]
		if name == ModulePart || name == TemplatePart || name == PrerequisitePart {
			return nil, refused(form, "choose another name", "a release has a part %s of its own", name)
		}
		files, err := shape(form, module, c.leftOut(module))
		if err != nil {
			return nil, err
		}
		parts = append(parts, c.part(name, ".tar.gz", files))
	}
	for _, p := range []struct{ name, extension string }{{TemplatePart, ".tar"}, {PrerequisitePart, ".tar.gz"}} {
		if files := under(p.name, c.Generated); len(files) > 0 {
			parts = append(parts, c.part(p.name, p.extension, files))
		}
	}
	return parts, nil
}

// part is one of these files, and of the included ones that they do not replace.
func (c *Contract) part(name, extension string, files []output.File) part {
	dir := c.stem() + "-" + name
	return part{dir: dir, files: replaced(c.Included, files), archive: output.File{Path: dir + extension}}
}

// pack makes the archive.
func (p *part) pack() (err error) {
	p.archive.Content, err = archive(p.files, strings.HasSuffix(p.archive.Path, ".gz"))
	return err
}

// replaced are files in the order of their paths, with others added or in their place.
func replaced(files, by []output.File) []output.File {
	all := map[string]output.File{}
	for _, f := range slices.Concat(files, by) {
		all[f.Path] = f
	}
	return sorted(slices.Collect(maps.Values(all)))
}

// sorted are files in the order of their paths.
func sorted(files []output.File) []output.File {
	return slices.SortedFunc(slices.Values(files), func(a, b output.File) int { return cmp.Compare(a.Path, b.Path) })
}

// leftOut are the directories of the examples that the module does not have, for want of their inputs.
func (c *Contract) leftOut(module []output.File) (dirs []string) {
	for _, name := range slices.Sorted(maps.Keys(c.Model.Surroundings().Release.Examples)) {
		dir := path.Join(ExamplesDir, name) + "/"
		if !slices.ContainsFunc(module, func(f output.File) bool { return within(f.Path, dir) }) {
			dirs = append(dirs, dir)
		}
	}
	return dirs
}

// shape is the module in one of its forms. What the form says of examples that are left out does not
// concern the module.
func shape(form *model.Form, module []output.File, leftOut []string) ([]output.File, error) {
	found := map[string]bool{}
	var files []output.File
	for _, f := range module {
		without := slices.IndexFunc(form.Without, func(path string) bool { return within(f.Path, path) })
		if without >= 0 {
			found[form.Without[without]] = true
			continue
		}
		if to, ok := form.Move[f.Path]; ok {
			found[f.Path] = true
			f.Path = to
		}
		files = append(files, f)
	}
	for _, path := range slices.Concat(form.Without, slices.Sorted(maps.Keys(form.Move))) {
		ofExample := func(dir string) bool { return within(path, dir) || within(dir, path) }
		if !found[path] && !slices.ContainsFunc(leftOut, ofExample) {
			return nil, refused(form, "write the path of a file, or of a directory with a slash behind it", "the module has no %s", path)
		}
	}
	return replaced(files, texts(form.Files)), nil
}

// refused is the error of a form.
func refused(form *model.Form, detail, format string, args ...any) error {
	d := model.Diagnostic{Severity: model.Error, Summary: fmt.Sprintf(format, args...), Detail: detail}
	if form.Pos != (model.Position{}) {
		d.Positions = []model.Position{form.Pos}
	}
	return model.Diagnostics{d}
}

// within reports whether a file has a path, or is in the directory that the path is.
func within(file, path string) bool {
	return file == path || strings.HasSuffix(path, "/") && strings.HasPrefix(file, path)
}

func texts(byPath map[string]string) (files []output.File) {
	for path, text := range byPath {
		files = append(files, output.File{Path: path, Content: []byte(text)})
	}
	return files
}
