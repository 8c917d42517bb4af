package output

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// exchangeNames swaps two directories in one step. It fails with errors.ErrUnsupported
// when the kernel or the file system cannot.
func exchangeNames(a, b string) error {
	err := unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
	if err == nil {
		return nil
	}
	if err == unix.EINVAL {
		err = errors.ErrUnsupported
	}
	return &os.LinkError{Op: "exchange", Old: a, New: b, Err: err}
}
