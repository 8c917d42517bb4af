package main

import (
	"bytes"
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

	"github.com/base-k8s/base-k8s/internal/gosource"
)

// program is the directory of the engine's program, relative to the project's root.
const program = "cmd/wasm"

// sources are what the engine is built from.
type sources struct {
	root     string
	module   *modfile.File
	packages map[string]bool   // the directories that were visited
	versions map[string]bool   // of the language, and of the modules that are imported
	files    map[string][]byte // what is compiled of Go files, and the embedded files; by paths from root, with slashes
}

// read finds the sources below the project's root: the Go files of the program and of the
// packages of this project that it imports, the files that they embed, and the versions of
// the other modules.
func read(root string) (*sources, error) {
	text, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return nil, err
	}
	module, err := modfile.Parse("go.mod", text, nil)
	if err != nil {
		return nil, err
	}
	s := &sources{
		root: root, module: module,
		packages: map[string]bool{}, versions: map[string]bool{"go " + module.Go.Version: true}, files: map[string][]byte{},
	}
	return s, s.addPackage(program)
}

// digest is one of the sources, and of how they are compiled. It is the same on every
// machine, for every Go, and whatever comments say.
func (s *sources) digest() string {
	h := sha256.New()
	fmt.Fprintln(h, flags, environment)
	for _, version := range slices.Sorted(maps.Keys(s.versions)) {
		fmt.Fprintln(h, version)
	}
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		fmt.Fprintf(h, "%x  %s\n", sha256.Sum256(s.files[name]), name)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
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
		return fmt.Errorf("%s has assembly, which is not among the sources yet", dir)
	}
	for _, name := range p.GoFiles {
		if err := s.add(path.Join(dir, name), gosource.Reduce); err != nil {
			return err
		}
	}
	if err := s.addEmbedded(dir, p.EmbedPatterns); err != nil {
		return err
	}
	return s.addImports(p.Imports)
}

func (s *sources) addImports(paths []string) error {
	for _, imported := range paths {
		if inside, ok := strings.CutPrefix(imported, s.module.Module.Mod.Path+"/"); ok {
			if err := s.addPackage(inside); err != nil {
				return err
			}
			continue
		}
		if len(s.module.Replace) > 0 {
			return fmt.Errorf("go.mod replaces %s, which the digest of the sources does not say", s.module.Replace[0].Old.Path)
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
		if len(names) == 0 {
			return fmt.Errorf("%s embeds %s, which is no plain pattern of files that are there", dir, pattern)
		}
		for _, name := range names {
			if err := s.addTree(name); err != nil {
				return err
			}
		}
	}
	return nil
}

// addTree adds a file, or the files in a directory.
func (s *sources) addTree(name string) error {
	return fs.WalkDir(os.DirFS(s.root), name, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		return s.add(name, unixLines)
	})
}

// add adds what of a file counts.
func (s *sources) add(name string, reduce func([]byte) []byte) error {
	text, err := os.ReadFile(filepath.Join(s.root, filepath.FromSlash(name)))
	if err != nil {
		return err
	}
	s.files[name] = reduce(text)
	return nil
}

// unixLines undoes what Git may have done to line ends when it checked out a file.
func unixLines(text []byte) []byte {
	return bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
}
