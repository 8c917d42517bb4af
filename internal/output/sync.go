package output

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// syncers is how many files are brought to the disk at once. Most of the time goes
// into waiting, and file systems do many files in one go.
const syncers = 16

// sync brings the written files and the record to the disk.
func (s *Stage) sync(ctx context.Context) error {
	return s.syncFiles(ctx, append(slices.Collect(maps.Keys(s.written)), RecordName))
}

// syncFiles brings files to the disk, so that an exchange never puts a file in place that
// is empty after a power failure.
func (s *Stage) syncFiles(ctx context.Context, files []string) error {
	names := make(chan string)
	errs := make(chan error, syncers)
	var workers sync.WaitGroup
	for range syncers {
		workers.Go(func() {
			var first error
			for name := range names {
				if first == nil {
					first = s.syncFile(ctx, name)
				}
			}
			errs <- first
		})
	}
	for _, name := range files {
		names <- name
	}
	close(names)
	workers.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// syncFile gives the file its mode on the way: a write-protected one could not be
// opened here.
func (s *Stage) syncFile(ctx context.Context, name string) error {
	if err := stopped(ctx); err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(s.staging.new(), filepath.FromSlash(name)), os.O_RDWR, 0) // Windows syncs only what can be written
	if err != nil {
		return err
	}
	if mode, ok := s.modes[name]; ok {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}
