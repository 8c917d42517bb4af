//go:build unix

package main

import (
	"os"
	"os/signal"
	"syscall"
	"time"
)

// endingSignals ask a process to end. SIGPIPE does when nobody reads what it writes.
var endingSignals = []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGPIPE}

// ignoreFileSizeSignal makes writing beyond a file size limit an error like that of a
// full disk, instead of a crash.
func ignoreFileSizeSignal() { signal.Ignore(syscall.SIGXFSZ) }

// endBySignal ends the process by a signal, for whoever waits for it to see. It returns
// where that cannot be: the first process of a container gets no signal from itself, and
// Go takes SIGPIPE only from a write.
func endBySignal(number int) {
	s := syscall.Signal(number)
	if os.Getpid() == 1 || s == syscall.SIGPIPE {
		return
	}
	signal.Reset(s)
	if syscall.Kill(os.Getpid(), s) == nil {
		time.Sleep(time.Second) // another thread may receive it
	}
}
