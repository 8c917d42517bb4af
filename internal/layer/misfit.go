package layer

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"cuelang.org/go/cue"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/model"
)

// fits compiles the layers with the newer base, and collects what does not fit.
func (u *Upgrade) fits(f *fit) error {
	u.Faults = f.faults
	for _, c := range u.Contracts {
		var err error
		c.New, err = compile.CompileFrom(c.After, c.Name, u.source)
		var found model.Diagnostics
		if err != nil && !errors.As(err, &found) {
			return err
		}
		if err != nil {
			u.Faults = append(u.Faults, f.explained(u.placed(found, f.layers))...)
		}
	}
	slices.SortStableFunc(u.Faults, model.ByPlace)
	u.Faults = slices.CompactFunc(u.Faults, func(a, b model.Diagnostic) bool { return a.String() == b.String() })
	return nil
}

// explained are CUE's messages, apart from those about lines that other faults explain. Two defaults
// are a fault when CUE takes them for one.
func (f *fit) explained(found model.Diagnostics) (all model.Diagnostics) {
	for _, e := range f.defaults {
		if slices.ContainsFunc(found, func(d model.Diagnostic) bool { return about(d, e) }) {
			all = append(all, e)
		}
	}
	explained := append(slices.Clone(f.faults), all...)
	for _, d := range found {
		if !slices.ContainsFunc(explained, func(e model.Diagnostic) bool { return about(d, e) }) {
			all = append(all, d)
		}
	}
	return all
}

// about reports whether a message is about a line that a fault is about.
func about(d, fault model.Diagnostic) bool {
	return slices.ContainsFunc(d.Positions, func(p model.Position) bool {
		return slices.ContainsFunc(fault.Positions, func(q model.Position) bool { return p.File == q.File && p.Line == q.Line })
	})
}

// inTheWay finds files of the newer base where something else is.
func (u *Upgrade) inTheWay() (all model.Diagnostics) {
	for _, f := range u.To.Files {
		name := filepath.Join(u.From.dir, f.Path)
		if _, err := os.Lstat(name); err == nil && !u.From.recorded.Has(f.Path) {
			all = append(all, u.From.edit(f.Path, u.To.String()+" has a file of this name", "rename what is here, or move it into a layer"))
		}
	}
	return all
}

// source is where a file of a layer with the newer base comes from.
func (u *Upgrade) source(name string) string {
	if filepath.Dir(name) == filepath.Clean(u.From.dir) {
		return filepath.Join(u.To.name, filepath.Base(name))
	}
	return name
}

// placed gives messages of the compiler their places in the layers first, and says where the base
// has its part.
func (u *Upgrade) placed(found model.Diagnostics, layers *declared) model.Diagnostics {
	for i, d := range found {
		var own, base []model.Position
		for _, p := range d.Positions {
			if filepath.Dir(p.File) == filepath.Clean(u.To.name) {
				base = append(base, p)
			} else {
				own = append(own, p)
			}
		}
		if len(own) == 0 {
			own = written(d.Summary, layers)
		}
		if d.Detail == "" && len(own) > 0 {
			found[i].Detail = "mend it here"
			if len(base) > 0 {
				found[i].Detail += fmt.Sprintf("; the base's part is in %s", base[0])
			}
		}
		found[i].Positions = append(own, base...)
	}
	return found
}

// written is where the layers write the field that a message begins with, or what it is in; nothing
// where that is not below the top.
func written(summary string, layers *declared) []model.Position {
	text, _, _ := strings.Cut(summary, ": ")
	var path []string
	for _, s := range cue.ParsePath(text).Selectors() {
		name := s.String()
		if s.IsString() {
			name = s.Unquoted()
		}
		path = append(path, name)
	}
	if found, n := layers.nearest(path); n > 1 {
		return []model.Position{compile.Position(found.labels[0])}
	}
	return nil
}
