package web

import (
	"crypto/sha256"
	"fmt"
	"go/build"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
)

// The sources of the page, relative to the project's root.
const (
	programDir = "cmd/wasm"
	scriptsDir = "web"
)

// sourceDigest is one of everything that the page is built from: the Go files of the
// program and of the packages that it imports, with the files that they embed, the versions of Go and of the modules
// that it imports, and the page's own directory.
func sourceDigest(root string) (string, error) {
	text, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return "", err
	}
	module, err := modfile.Parse("go.mod", text, nil)
	if err != nil {
		return "", err
	}
	s := &sources{root: root, module: module, files: map[string]bool{}, packages: map[string]bool{}, versions: map[string]bool{}}
	if err := s.addPackage(programDir); err != nil {
		return "", err
	}
	if err := s.addDirectory(scriptsDir); err != nil {
		return "", err
	}
	h := sha256.New()
	fmt.Fprintf(h, "go %s\n", module.Go.Version)
	for _, version := range slices.Sorted(maps.Keys(s.versions)) {
		fmt.Fprintln(h, version)
	}
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil {
			return "", err
		}
		fmt.Fprintf(h, "%x  %s\n", sha256.Sum256(text), name)
	}
	return fmt.Sprintf("%x", h.Sum(nil)), nil
}

// sources collects what a digest is made of.
type sources struct {
	root     string
	module   *modfile.File
	files    map[string]bool // their paths from root, with slashes
	packages map[string]bool // the directories that were visited
	versions map[string]bool // of other modules
}

// addPackage adds the package in a directory and those of this project that it
// imports. It reads the imports here and does not ask the go command, so that go test
// knows what the result depends on.
func (s *sources) addPackage(dir string) error {
	if s.packages[dir] {
		return nil
	}
	s.packages[dir] = true
	context := build.Default
	context.GOOS, context.GOARCH, context.CgoEnabled = "js", "wasm", false
	p, err := context.ImportDir(filepath.Join(s.root, filepath.FromSlash(dir)), 0)
	if err != nil {
		return err
	}
	if len(p.SFiles) > 0 {
		return fmt.Errorf("%s has assembly: teach the digest about it", dir)
	}
	for _, name := range p.GoFiles {
		s.files[path.Join(dir, name)] = true
	}
	if err := s.addEmbedded(dir, p.EmbedPatterns); err != nil {
		return err
	}
	for _, imported := range p.Imports {
		if inside, ok := strings.CutPrefix(imported, s.module.Module.Mod.Path+"/"); ok {
			if err := s.addPackage(inside); err != nil {
				return err
			}
			continue
		}
		for _, r := range s.module.Require {
			if imported == r.Mod.Path || strings.HasPrefix(imported, r.Mod.Path+"/") {
				s.versions[r.Mod.String()] = true
			}
		}
	}
	return nil
}

// addEmbedded adds the files that a package embeds.
func (s *sources) addEmbedded(dir string, patterns []string) error {
	for _, pattern := range patterns {
		names, err := fs.Glob(os.DirFS(s.root), path.Join(dir, pattern))
		if err != nil {
			return err
		}
		for _, name := range names {
			if err := s.addDirectory(name); err != nil {
				return err
			}
		}
	}
	return nil
}

// addDirectory adds a file, or the files in a directory, apart from those that are no sources.
func (s *sources) addDirectory(dir string) error {
	return fs.WalkDir(os.DirFS(s.root), dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if slices.Contains([]string{"node_modules", "test", "dist"}, path.Base(name)) {
				return fs.SkipDir
			}
			return nil
		}
		s.files[name] = true
		return nil
	})
}
