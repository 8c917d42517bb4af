package output

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// Stage is a tree that is being written.
type Stage struct {
	old     *existing
	staging staging
	root    *os.Root // of the new tree; nothing is written outside it
	unlock  func()
	written record
	modes   map[string]fs.FileMode // of files that keep that of their predecessor
	changes []Change
}

// Stage begins a tree file by file, for those too large to be held in memory. It
// waits for other runs in the same parent directory, and clears away what a killed
// one left there.
func (t *Tree) Stage(ctx context.Context) (*Stage, error) {
	if err := t.resolve(); err != nil {
		return nil, err
	}
	if err := notAround(t.Dir); err != nil {
		return nil, err
	}
	parent := filepath.Dir(filepath.Clean(t.Dir))
	if err := os.MkdirAll(parent, 0o777); err != nil {
		return nil, err
	}
	unlock, err := lock(ctx, parent)
	if err != nil {
		return nil, err
	}
	s := &Stage{unlock: unlock, written: record{}, modes: map[string]fs.FileMode{}}
	if err := s.begin(ctx, t); err != nil {
		s.Abort()
		return nil, err
	}
	return s, nil
}

// begin needs the lock: without it, the directory may be an old tree that another run
// is removing.
func (s *Stage) begin(ctx context.Context, t *Tree) (err error) {
	if err := recoverTree(ctx, t.Dir); err != nil {
		return err
	}
	if s.old, err = t.look(); err != nil {
		return err
	}
	if s.staging, err = newStaging(ctx, t.Dir); err != nil {
		return err
	}
	s.root, err = os.OpenRoot(s.staging.new())
	return err
}

// Add writes a file into the new tree. It refuses a path that is not inside the tree,
// that was added before, or where something lies that is not the tree's.
func (s *Stage) Add(ctx context.Context, f File) error {
	if err := checkPath(f.Path); err != nil {
		return err
	}
	if _, ok := s.written[f.Path]; ok {
		return fmt.Errorf("two files would be called %s", f.Path)
	}
	s.written[f.Path] = []digest{sha256.Sum256(f.Content)}
	return s.add(ctx, f)
}

func (s *Stage) add(ctx context.Context, f File) error {
	if err := stopped(ctx); err != nil {
		return err
	}
	action, err := s.old.compare(f)
	if err != nil {
		return err
	}
	if action != "" {
		s.changes = append(s.changes, Change{action, f.Path})
	}
	if err := s.root.MkdirAll(path.Dir(f.Path), 0o777); err != nil {
		return err
	}
	return s.write(f)
}

// private is the mode of files that are for their owner alone.
const private fs.FileMode = 0o600

// write makes a file with the default mode, and records when it needs another one.
func (s *Stage) write(f File) error {
	mode := fs.FileMode(0o666)
	if s.old.tree.Private {
		mode = private
	}
	if s.old.owned(f.Path) {
		info, err := s.old.root.Lstat(f.Path)
		if err != nil {
			return err
		}
		s.modes[f.Path] = info.Mode().Perm()
		if s.old.tree.Private {
			s.modes[f.Path] &= private
		}
	}
	file, err := s.root.OpenFile(f.Path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = file.Write(f.Content)
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	return err
}

// Commit puts the new tree in the place of the old one and returns what changed.
// When nothing did, the old tree stays.
func (s *Stage) Commit(ctx context.Context) ([]Change, error) {
	defer s.Abort()
	t := s.old.tree
	if err := s.add(ctx, File{RecordName, s.written.format(t.Writer, t.About)}); err != nil {
		return nil, err
	}
	stale, err := s.old.stale(s.written)
	if err != nil {
		return nil, err
	}
	changes := sorted(append(s.changes, stale...))
	if len(changes) == 0 {
		return nil, nil
	}
	for _, step := range []func(context.Context) error{s.sync, s.carry, stopped, s.exchange} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return changes, nil
}

// close closes both trees, because open ones cannot be moved on every system.
func (s *Stage) close() {
	if s.root != nil {
		s.root.Close()
	}
	if s.old != nil {
		s.old.close()
	}
}

// Abort discards a tree that was not committed. It does nothing after Commit.
func (s *Stage) Abort() {
	if s.unlock == nil {
		return
	}
	s.close()
	s.staging.remove() // what cannot be removed now, the next run removes
	s.unlock()
	s.unlock = nil
}
