//go:build unix

package main

import (
	"os/signal"
	"syscall"
)

// ignoreFileSizeSignal makes writing beyond a file size limit an error like that of a
// full disk, instead of a crash.
func ignoreFileSizeSignal() { signal.Ignore(syscall.SIGXFSZ) }
