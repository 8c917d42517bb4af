//go:build !linux

package output

import "errors"

func exchangeNames(a, b string) error { return errors.ErrUnsupported }
