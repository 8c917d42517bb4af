//go:build !unix

package output

import "context"

// lock does nothing where directories have no locks: two runs at once must be
// avoided by other means.
func lock(context.Context, string) (unlock func(), err error) { return func() {}, nil }

func syncDirectory(string) error { return nil }
