package output

import (
	"os"
	"path/filepath"
	"sync"
)

// syncers is how many files are brought to the disk at once. Most of the time goes
// into waiting, and file systems do many files in one go.
const syncers = 16

// sync brings the written files to the disk, so that an exchange never puts a file
// in place that is empty after a power failure.
func (s *Stage) sync() error {
	paths := make(chan string)
	errs := make(chan error, syncers)
	var workers sync.WaitGroup
	for range syncers {
		workers.Go(func() {
			var first error
			for path := range paths {
				if err := syncFile(filepath.Join(s.dir, path)); err != nil && first == nil {
					first = err
				}
			}
			errs <- first
		})
	}
	for path := range s.written {
		paths <- filepath.FromSlash(path)
	}
	close(paths)
	workers.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0) // Windows syncs only what can be written
	if err != nil {
		return err
	}
	err = f.Sync()
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}
