// Package revision reads a contract as it was in a revision of a git repository.
//
// What goes in is REV:DIR, as git names a directory of a revision; what comes out is a
// temporary directory with the files that a contract in DIR can have. The git program on
// the PATH reads them, in the repository of the current directory. The package passes it no
// path of the user's and no file content, and nothing that the repository configures, such as
// a filter, is run. Whether the files are a contract is for the compiler to say.
package revision

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Name is a directory of a revision.
type Name struct {
	Revision string // as git names one: a branch, a tag, HEAD~1
	// Dir is from the root of the repository, or from the current directory when it begins
	// with ./ or ../, as git has it.
	Dir string
}

// Parse reads REV:DIR. It reports false for a text without a colon outside of braces; inside
// of braces a colon is part of the revision.
func Parse(text string) (Name, bool) {
	depth := 0
	for i, c := range text {
		switch {
		case c == '{':
			depth++
		case c == '}':
			depth--
		case c == ':' && depth <= 0 && i > 0:
			return Name{text[:i], text[i+1:]}, true
		}
	}
	return Name{}, false
}

func (n Name) String() string { return n.Revision + ":" + n.Dir }

// Copy is a copy of a directory of a revision, with the files that a contract in it can have.
type Copy struct {
	// Dir is the directory.
	Dir  string
	root string
}

// Remove deletes the copy.
func (c *Copy) Remove() error { return os.RemoveAll(c.root) }

// Checkout copies the files of a contract in a directory of a revision, and where one of the
// directories around it has a cue.mod, the root of a CUE module, those of the module with the
// packages that are vendored in it. Symbolic links to CUE files in other directories of the
// module are copied as links. It fails when there is no git, no repository, no such revision or
// directory, on a CUE file in the directory that is a symbolic link, when the files are larger
// than [MaxBytes], and when ctx ends; then nothing is left behind. A contract can have the files
// that isPart reports.
func Checkout(ctx context.Context, name Name, isPart func(file string) bool) (*Copy, error) {
	checkout, err := copyTree(ctx, name, isPart)
	if cause := context.Cause(ctx); err != nil && cause != nil {
		return nil, cause
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return checkout, nil
}

func copyTree(ctx context.Context, name Name, isPart func(file string) bool) (*Copy, error) {
	r, err := open(ctx)
	if err != nil {
		return nil, err
	}
	tree, err := r.tree(ctx, name.Revision)
	if err != nil {
		return nil, err
	}
	dir, err := r.within(name.Dir)
	if err != nil {
		return nil, err
	}
	entries, err := r.entries(ctx, tree)
	if err != nil {
		return nil, err
	}
	if !entries.has(dir) {
		return nil, fmt.Errorf("the revision has no directory %s: name one from the root of the repository, or from here with ./ before it", dir)
	}
	blobs, err := entries.parts(entries.module(dir), dir, isPart)
	if err != nil {
		return nil, err
	}
	root, err := os.MkdirTemp("", "gen-revision-*")
	if err != nil {
		return nil, err
	}
	c := &Copy{Dir: filepath.Join(root, filepath.FromSlash(dir)), root: root}
	err = os.MkdirAll(c.Dir, 0o700)
	if err == nil {
		err = r.write(ctx, blobs, root)
	}
	if err != nil {
		return nil, errors.Join(err, c.Remove())
	}
	return c, nil
}

// within is the path of a directory from the root of the repository.
func (r *repository) within(dir string) (string, error) {
	from := dir
	if dir == "." || dir == ".." || strings.HasPrefix(dir, "./") || strings.HasPrefix(dir, "../") {
		from = path.Join(r.prefix, dir)
	}
	from = path.Clean(from)
	if from == ".." || strings.HasPrefix(from, "../") || path.IsAbs(from) {
		return "", fmt.Errorf("%s is outside of the repository: name a directory from its root, or from here with ./ before it", dir)
	}
	return from, nil
}
