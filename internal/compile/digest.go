package compile

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io/fs"

	"cuelang.org/go/cue/build"

	basek8s "github.com/base-k8s/base-k8s"
)

// Digest identifies the CUE files of the contract in dir, of the packages that it imports and
// of its module, the definitions of custom resources beside it, and this version of the compiler: two contracts with the same digest compile
// to the same model. The error is a [model.Diagnostics].
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

func (f *contractFiles) digest(instance *build.Instance) (string, error) {
	h := sha256.New()
	fmt.Fprintf(h, "compiler %s\n", basek8s.Compiler())
	done := map[string]bool{}
	if _, err := fs.Stat(f.fs, moduleFile); err == nil {
		done[moduleFile] = true
		if err := f.addTo(h, moduleFile); err != nil {
			return "", err
		}
	}
	for _, of := range append([]*build.Instance{instance}, instance.Dependencies()...) {
		for _, file := range of.BuildFiles {
			if name := file.FilenameLoc.Path; !done[name] {
				done[name] = true
				if err := f.addTo(h, name); err != nil {
					return "", err
				}
			}
		}
	}
	names, err := f.definitionFiles(instance)
	if err != nil {
		return "", err
	}
	for _, name := range names {
		if err := f.addTo(h, name); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// addTo writes a file, by its path from the contract: files of several directories may have
// one name. It takes no notice of carriage returns at the ends of lines, as CUE does not.
func (f *contractFiles) addTo(h hash.Hash, name string) error {
	data, err := fs.ReadFile(f.fs, name)
	if err != nil {
		return unreadable(err, "")
	}
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	fmt.Fprintf(h, "%s %d\n%s", f.inside(name), len(data), data)
	return nil
}
