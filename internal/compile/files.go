package compile

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/load"

	basek8s "github.com/base-k8s/base-k8s"
	"github.com/base-k8s/base-k8s/internal/model"
)

// contractFiles are the files that a contract can have: those of its CUE module, which has
// a cue.mod in its root, or of one directory. A layer is a contract in a directory below
// another one of the same package, whose files CUE unifies with its own.
type contractFiles struct {
	fs   fs.FS  // of the module
	dir  string // of the contract in it
	name string // what positions and messages call dir
}

// openContract finds the files of the contract in dir. Positions and messages have another
// name for dir.
func openContract(dir, name string) (*contractFiles, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, unreadable(err, "name its directory with --schema")
	}
	if !slices.ContainsFunc(entries, isContractFile) {
		return nil, schemaError("name the schema's directory with --schema", "there are no CUE files in %s", name)
	}
	root, err := moduleRoot(dir)
	if err != nil {
		return nil, unreadable(err, "")
	}
	return &contractFiles{os.DirFS(root.dir), root.inside, name}, nil
}

// rooted is a directory as a path inside of another one, with slashes.
type rooted struct{ dir, inside string }

// moduleRoot finds the directory around dir that has a cue.mod, which is dir itself when none
// has: as cue does.
func moduleRoot(dir string) (rooted, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return rooted{}, err
	}
	for root := abs; ; root = filepath.Dir(root) {
		if info, err := os.Stat(filepath.Join(root, "cue.mod")); err == nil && info.IsDir() {
			inside, err := filepath.Rel(root, abs)
			return rooted{root, filepath.ToSlash(inside)}, err
		}
		if root == filepath.Dir(root) {
			return rooted{abs, "."}, nil
		}
	}
}

// named is what messages call a file of the module.
func (f *contractFiles) named(file string) string {
	inside, err := filepath.Rel(filepath.FromSlash("/"+f.dir), filepath.FromSlash("/"+strings.TrimPrefix(file, "/")))
	if err != nil {
		return file
	}
	return filepath.Join(f.name, inside)
}

// load parses the files of the contract and of the directories above it, and evaluates
// nothing.
func (f *contractFiles) load() (*build.Instance, error) {
	instance := load.Instances([]string{"."}, &load.Config{
		FS:          &limitedFS{fs: f.fs, left: maxSchema},
		FromFSPath:  f.named,
		Dir:         "/" + f.dir,
		ModuleRoot:  "/",
		SkipImports: true, // see misread
		AllCUEFiles: true, // see misreadAttribute
	})[0]
	if errors.Is(instance.Err, errTooLarge) {
		return nil, schemaError("", "the CUE files in %s have more than %d MiB", f.name, maxSchema>>20)
	}
	if instance.Err != nil {
		return nil, cueDiagnostics(instance.Err)
	}
	return instance, f.nameless(instance)
}

// errTooLarge says that the files of a contract have more bytes than are read.
var errTooLarge = errors.New("too large")

// limitedFS are files of which CUE files are read as long as bytes are left for them.
type limitedFS struct {
	fs   fs.FS
	left int64
}

func (l *limitedFS) Open(name string) (fs.File, error) {
	file, err := l.fs.Open(name)
	if err != nil || !strings.HasSuffix(name, ".cue") {
		return file, err
	}
	info, err := file.Stat()
	if err == nil && info.Mode().IsRegular() {
		if l.left -= info.Size(); l.left < 0 {
			err = errTooLarge
		}
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

func isContractFile(entry os.DirEntry) bool {
	name := entry.Name()
	return !entry.IsDir() && strings.HasSuffix(name, ".cue") && !strings.HasSuffix(name, "_tool.cue") &&
		!strings.HasSuffix(name, "_test.cue") && name[0] != '_' && name[0] != '.'
}

// Digest identifies the CUE files of the contract in dir and this version of the compiler:
// two contracts with the same digest compile to the same model. The error is a
// [model.Diagnostics].
func Digest(dir string) (string, error) {
	files, err := openContract(dir, dir)
	if err != nil {
		return "", err
	}
	instance, err := files.load()
	if err != nil {
		return "", err
	}
	return files.digest(instance)
}

// digest takes no notice of carriage returns at the ends of lines, as CUE does not.
func (f *contractFiles) digest(instance *build.Instance) (string, error) {
	h := sha256.New()
	fmt.Fprintf(h, "compiler %s\n", basek8s.Compiler())
	for _, file := range instance.BuildFiles {
		data, err := fs.ReadFile(f.fs, file.FilenameLoc.Path)
		if err != nil {
			return "", unreadable(err, "")
		}
		data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
		fmt.Fprintf(h, "%s %d\n%s", path.Base(file.FilenameLoc.Path), len(data), data)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func unreadable(err error, advice string) error {
	return schemaError(advice, "the schema cannot be read: %v", err)
}

func schemaError(advice, format string, args ...any) error {
	return model.Diagnostics{{Severity: model.Error, Summary: fmt.Sprintf(format, args...), Detail: advice}}
}
