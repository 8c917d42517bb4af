package main

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
)

// extension is that of compressed files. It is web.Extension, of a package that does not
// compile before there are such files.
const extension = ".br"

// saveDist makes a directory have the files, compressed, and no other compressed ones. A file
// that has the content already is left alone: compressing takes long.
func saveDist(dir string, files map[string][]byte) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	stale, err := staleFiles(dir, files)
	if err != nil {
		return err
	}
	for _, name := range stale {
		path := filepath.Join(dir, name+extension)
		content, wanted := files[name]
		if !wanted {
			if err := os.Remove(path); err != nil {
				return err
			}
			continue
		}
		compressed, err := compress(content)
		if err != nil {
			return err
		}
		if err := os.WriteFile(path, compressed, 0o666); err != nil {
			return err
		}
		fmt.Printf("%s: %d bytes, %d compressed\n", name, len(content), len(compressed))
	}
	return nil
}

// compareDist fails when a directory has other files. Only their contents are compared:
// another version of the compressor may give other bytes.
func compareDist(dir string, files map[string][]byte) error {
	stale, err := staleFiles(dir, files)
	if err == nil && len(stale) > 0 {
		err = fmt.Errorf("%s stale: run go generate ./web", strings.Join(stale, ", "))
	}
	return err
}

// staleFiles are the names of those files that a directory does not have with their
// content, and of those that it has besides.
func staleFiles(dir string, files map[string][]byte) ([]string, error) {
	stale := map[string]bool{}
	for name, content := range files {
		built, err := decompress(filepath.Join(dir, name+extension))
		if err != nil && !os.IsNotExist(err) {
			return nil, err
		}
		if err != nil || !bytes.Equal(built, content) {
			stale[name] = true
		}
	}
	there, err := filepath.Glob(filepath.Join(dir, "*"+extension))
	for _, path := range there {
		name := strings.TrimSuffix(filepath.Base(path), extension)
		if _, wanted := files[name]; !wanted {
			stale[name] = true
		}
	}
	return slices.Sorted(maps.Keys(stale)), err
}

// compress compresses as much as brotli can, for a window that has all of the engine.
func compress(content []byte) ([]byte, error) {
	var out bytes.Buffer
	w := brotli.NewWriterOptions(&out, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: 24})
	if _, err := w.Write(content); err != nil {
		return nil, err
	}
	err := w.Close()
	return out.Bytes(), err
}

func decompress(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(brotli.NewReader(f))
}
