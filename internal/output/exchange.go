package output

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Tests replace these to fail, or to end the process, at a step.
var (
	swap   = exchangeNames
	rename = os.Rename
)

// exchange puts the new tree in the place of the old one, which ends in the staging
// directory. From here on nothing stops the run.
func (s *Stage) exchange(context.Context) error {
	s.close()
	dir := s.old.tree.Dir
	var err error
	switch {
	case s.old.info != nil:
		err = s.exchangeInOneStep()
	case exists(dir):
		err = s.replaced()
	default:
		err = rename(s.staging.new(), dir)
	}
	if err != nil {
		return err
	}
	return syncDirectory(filepath.Dir(dir))
}

func (s *Stage) exchangeInOneStep() error {
	dir, staged := s.old.tree.Dir, s.staging.new()
	err := swap(staged, dir)
	if errors.Is(err, errors.ErrUnsupported) {
		return s.exchangeInTwoSteps()
	}
	if err == nil && !s.isOld(staged) {
		err = s.replaced()
		if back := swap(staged, dir); back != nil {
			os.Remove(s.staging.mark()) // no run removes what is in it now
			return s.abandon(errors.Join(err, back))
		}
	}
	return err
}

// exchangeInTwoSteps is for systems that cannot swap. When it is killed between the
// steps, the next run puts the old directory back.
func (s *Stage) exchangeInTwoSteps() error {
	dir := s.old.tree.Dir
	err := rename(dir, s.staging.old())
	if err != nil {
		return err
	}
	if err = s.replaced(); s.isOld(s.staging.old()) {
		err = rename(s.staging.new(), dir)
	}
	if err != nil {
		if back := rename(s.staging.old(), dir); back != nil {
			return s.abandon(errors.Join(err, back))
		}
	}
	return err
}

// isOld reports whether a directory is the one that the new tree was made from. When
// somebody has put another one in its place, that must not be lost.
func (s *Stage) isOld(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && os.SameFile(info, s.old.info)
}

func (s *Stage) replaced() error {
	return fmt.Errorf("%s was made or replaced by somebody else at this moment: run the command again", s.old.tree.Dir)
}

// abandon leaves the staging directory, because somebody else's files are in it.
func (s *Stage) abandon(err error) error {
	err = fmt.Errorf("%w; what was in %s is in %s", err, s.old.tree.Dir, s.staging)
	s.staging = ""
	return err
}
