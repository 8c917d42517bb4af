// Package output replaces a tree of files as a whole.
//
// What goes in is a directory and the files that it should have; what comes out is
// the list of what changed. The directory is the old tree or the new one, also when
// the run is killed, the disk is full or two runs meet: a complete tree is staged
// beside it and the two are exchanged. Files in the directory that are somebody
// else's are in both. The package refuses to know what the files say.
package output

import (
	"fmt"
	"io/fs"
	"path/filepath"
)

// File is a file of a tree. Its path is relative to the tree, with slashes.
type File struct {
	Path    string
	Content []byte
}

// Action is what happens to a file.
type Action string

// The actions.
const (
	Created Action = "created"
	Changed Action = "changed"
	Deleted Action = "deleted"
)

// Change is a file in which a tree differs from what it should be.
type Change struct {
	Action Action
	Path   string
}

// String is the change on one line.
func (c Change) String() string { return fmt.Sprintf("%s %s", c.Action, c.Path) }

// Tree describes a directory that is written as a whole.
type Tree struct {
	Dir string
	// Owned tells which files, apart from those that are written, are the tree's:
	// when they are not written again, they are deleted.
	Owned func(path string) bool
	// Marker is a file that every tree of the kind has. A directory without it that is
	// not empty is somebody else's, and is refused. When there is no marker, a
	// directory with any file that is not owned is refused.
	Marker string
	// Mode is the mode of the files, before umask.
	Mode fs.FileMode
}

// Write makes the directory have the files, and returns what changed. It touches
// nothing when nothing does.
func (t *Tree) Write(files []File) ([]Change, error) {
	// Another run may replace the tree during this look, which then finds changes or
	// fails; the stage, which holds the lock, looks again.
	if changes, err := t.Changes(files); err == nil && len(changes) == 0 {
		return nil, nil
	}
	stage, err := t.Stage()
	if err != nil {
		return nil, err
	}
	defer stage.Abort()
	for _, f := range files {
		if err := stage.Add(f); err != nil {
			return nil, err
		}
	}
	return stage.Commit()
}

func (t *Tree) path(path string) string { return filepath.Join(t.Dir, filepath.FromSlash(path)) }
