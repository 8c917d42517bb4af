// Package output replaces a tree of files as a whole.
//
// What goes in is a directory and the files that it should have; what comes out is
// the list of what changed. The directory is the old tree or the new one, also when
// the run is interrupted or killed, the disk is full or two runs meet: a complete tree
// is staged beside it and the two are exchanged.
//
// A record in the tree lists the files that were written. Only these are ever replaced
// or deleted, and an edited one is never deleted. Everything else in the directory is
// somebody else's and is in both trees, with its mode; where it is in the way of a
// file, the run is refused. What the files say does not matter.
package output

import (
	"context"
	"fmt"
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
	// Writer is the command that writes trees of this kind, such as "gen render". A
	// directory that another command has written is refused.
	Writer string
	// About is what the tree says about itself, a line in its record; "" for nothing.
	About string
	// Private makes files that only their owner can read and write, whatever their
	// mode was. Otherwise a file keeps its mode, and umask decides about a new one.
	Private bool
}

// Write replaces the files of the directory, and returns what changed. It changes nothing on
// the disk when the files are the same, when it fails, and when ctx ends before it is done;
// then the error is ctx's cause.
func (t *Tree) Write(ctx context.Context, files []File) ([]Change, error) {
	// Another run may replace the tree during this look, which then finds changes or
	// fails; the stage, which holds the lock, looks again.
	if changes, err := t.Changes(files); err == nil && len(changes) == 0 {
		return nil, nil
	}
	stage, err := t.Stage(ctx)
	if err != nil {
		return nil, err
	}
	defer stage.Abort()
	for _, f := range files {
		if err := stage.Add(ctx, f); err != nil {
			return nil, err
		}
	}
	return stage.Commit(ctx)
}

// stopped returns why ctx has ended, or nil. It is asked before every step on the disk.
func stopped(ctx context.Context) error {
	if ctx.Err() == nil {
		return nil
	}
	return context.Cause(ctx)
}
