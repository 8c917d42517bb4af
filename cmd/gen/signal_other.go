//go:build !unix

package main

import "os"

// endingSignals ask a process to end.
var endingSignals = []os.Signal{os.Interrupt}

func ignoreFileSizeSignal() {}

func endBySignal(int) {}
