package output

import (
	"errors"
	"os"
	"path/filepath"
)

// exchange puts the directory staged in the place of dir. The old directory, if
// there is one, ends up under the name staged or old, for the caller to remove.
func exchange(staged, dir, old string) error {
	err := swap(staged, dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		err = os.Rename(staged, dir)
	case errors.Is(err, errors.ErrUnsupported):
		err = exchangeInTwoSteps(staged, dir, old)
	}
	if err != nil {
		return err
	}
	return syncDirectory(filepath.Dir(dir))
}

// exchangeInTwoSteps is for systems that cannot swap. When it is killed between the
// steps, the next run puts the old directory back.
func exchangeInTwoSteps(staged, dir, old string) error {
	err := os.Rename(dir, old)
	if errors.Is(err, os.ErrNotExist) {
		return os.Rename(staged, dir)
	}
	if err != nil {
		return err
	}
	if err := os.Rename(staged, dir); err != nil {
		return errors.Join(err, os.Rename(old, dir))
	}
	return os.RemoveAll(old)
}
