// Package serve hands out the preview's page, over HTTP or as files for any static
// host.
//
// What goes in is the data that the page loads, as files; what comes out is a handler,
// or all the files. The page itself is package web's, built and compressed. What the
// data says does not matter here.
package serve

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/base-k8s/base-k8s/internal/output"
	"github.com/base-k8s/base-k8s/web"
)

const (
	index  = "index.html"
	engine = "engine.wasm"
)

// Site is the page and the data that it loads.
type Site struct {
	files map[string]*file // by their paths
}

// New returns the embedded page with the data.
func New(data []output.File) (*Site, error) {
	return newSite(data, web.Engine(), web.Page())
}

func newSite(data []output.File, built ...fs.FS) (*Site, error) {
	s := &Site{files: map[string]*file{}}
	for _, files := range built {
		if err := s.addBuilt(files); err != nil {
			return nil, err
		}
	}
	for _, f := range data {
		compressed, err := compress(f.Content)
		if err != nil {
			return nil, err
		}
		if err := s.add(f.Path, newFile(compressed)); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// addBuilt adds those files that are compressed.
func (s *Site) addBuilt(built fs.FS) error {
	return fs.WalkDir(built, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != web.Extension {
			return err
		}
		compressed, err := fs.ReadFile(built, name)
		if err != nil {
			return err
		}
		return s.add(strings.TrimSuffix(name, web.Extension), newFile(compressed))
	})
}

func (s *Site) add(name string, f *file) error {
	if s.files[name] != nil {
		return fmt.Errorf("the page has a file %s already", name)
	}
	if f.contentType = contentTypes[path.Ext(name)]; f.contentType == "" {
		return fmt.Errorf("%s has an extension without a content type", name)
	}
	s.files[name] = f
	return nil
}
