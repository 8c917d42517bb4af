package serve

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/base-k8s/base-k8s/internal/output"
)

// Files are the files of the site for a static host, which compresses by itself.
func (s *Site) Files() ([]output.File, error) {
	files := make([]output.File, 0, len(s.files))
	for name, f := range s.files {
		content, err := f.plain()
		if err != nil {
			return nil, fmt.Errorf("%s cannot be decoded: %w", name, err)
		}
		files = append(files, output.File{Path: name, Content: content})
	}
	slices.SortFunc(files, func(a, b output.File) int { return cmp.Compare(a.Path, b.Path) })
	return files, nil
}

// Tree is the directory that the files go to. Parts of an older page, whose names
// change with what is in them, go; what a host wants to have there stays.
func Tree(dir string) *output.Tree { return &output.Tree{Dir: dir, Writer: "gen preview"} }
