package layer

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/output"
)

// maxCopied is the size of the files of a module that are copied, all together: far beyond what
// one takes.
const maxCopied = 64 << 20

// with makes a temporary copy of the module that the vendored base is in, with another base in
// the place of that one. Links are copied as links.
func (v *Vendored) with(to *Base) (root string, err error) {
	up, err := compile.ModuleRoot(v.dir)
	if err != nil {
		return "", err
	}
	if up != ".." {
		return "", fmt.Errorf("there is no cue.mod in %s, which makes it a module of CUE: restore it", filepath.Dir(filepath.Clean(v.dir)))
	}
	if root, err = os.MkdirTemp("", "gen-upgrade-*"); err != nil {
		return "", err
	}
	c := &copying{from: filepath.Join(v.dir, up), base: filepath.Clean(v.dir), to: root, left: maxCopied}
	if err = filepath.WalkDir(c.from, c.entry); err == nil {
		err = writeFiles(to.Files, filepath.Join(root, Dir))
	}
	if err != nil {
		return "", errors.Join(err, os.RemoveAll(root))
	}
	return root, nil
}

// copying copies what a contract can have of a module: CUE files, definitions of custom resources and
// links to these, but none of the files of its base.
type copying struct {
	from, base, to string
	left           int64 // bytes
}

func (c *copying) entry(path string, entry fs.DirEntry, err error) error {
	hidden := strings.HasPrefix(entry.Name(), ".") && path != c.from
	switch {
	case err != nil:
		return err
	case entry.IsDir() && hidden:
		return filepath.SkipDir
	case entry.IsDir() || hidden || c.isOfBase(path):
		return nil
	}
	inside, err := filepath.Rel(c.from, path)
	if err != nil {
		return err
	}
	return c.file(path, filepath.Join(c.to, inside), entry.Type())
}

func (c *copying) isOfBase(path string) bool {
	dir := filepath.Dir(path)
	return compile.IsPart(path) && (dir == c.base || dir == filepath.Join(c.base, compile.DefinitionsDir))
}

func (c *copying) file(path, to string, kind fs.FileMode) error {
	isLink := kind&fs.ModeSymlink != 0
	if !isLink && (!kind.IsRegular() || !compile.IsPart(path)) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	if !isLink {
		return c.text(path, to)
	}
	target, err := os.Readlink(path)
	if err == nil {
		err = os.Symlink(target, to)
	}
	return err
}

func (c *copying) text(path, to string) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	text, err := io.ReadAll(io.LimitReader(in, c.left+1))
	if err != nil {
		return err
	}
	if c.left -= int64(len(text)); c.left < 0 {
		return fmt.Errorf("the contracts in %s have more than %d MiB", c.from, maxCopied>>20)
	}
	return os.WriteFile(to, text, 0o600)
}

// writeFiles writes files that only this user reads, below a directory.
func writeFiles(files []output.File, root string) error {
	for _, f := range files {
		name := filepath.Join(root, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(name, f.Content, 0o600); err != nil {
			return err
		}
	}
	return nil
}
