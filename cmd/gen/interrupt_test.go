package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var signals = map[string]syscall.Signal{"INT": syscall.SIGINT, "TERM": syscall.SIGTERM, "HUP": syscall.SIGHUP, "PIPE": syscall.SIGPIPE, "KILL": syscall.SIGKILL}

// interrupt is the script command "interrupt SIGNAL,... PATTERN PROGRAM ARGUMENT...": it
// runs a program whose standard input stays open, sends it the signals once a file matches
// the pattern, and makes how the program ended the script's stdout, such as "signal:
// killed".
func interrupt(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: interrupt SIGNAL,... PATTERN PROGRAM ARGUMENT...")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, find(ts, args[2]), args[3:]...)
	cmd.Dir = ts.MkAbs(".")
	cmd.Env = append(os.Environ(), "PATH="+ts.Getenv("PATH"))
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	cmd.WaitDelay = time.Second
	stdin, err := cmd.StdinPipe()
	ts.Check(err)
	defer stdin.Close()
	ts.Check(cmd.Start())
	for found := []string{}; len(found) == 0 && ctx.Err() == nil; time.Sleep(time.Millisecond) {
		found, err = filepath.Glob(ts.MkAbs(args[1]))
		ts.Check(err)
	}
	for _, name := range strings.Split(args[0], ",") {
		ts.Check(cmd.Process.Signal(signals[name]))
		time.Sleep(20 * time.Millisecond) // signals that wait at the same time have no order
	}
	ended := "exit status 0"
	if err := cmd.Wait(); err != nil {
		ended = err.Error()
	}
	if ctx.Err() != nil {
		ts.Fatalf("it did not end, and was killed: %s", &stderr)
	}
	_, err = ts.Stdout().Write([]byte(ended + "\n"))
	ts.Check(err)
	_, err = ts.Stderr().Write(stderr.Bytes())
	ts.Check(err)
}

// find is the program that the script's PATH has.
func find(ts *testscript.TestScript, name string) string {
	for _, dir := range filepath.SplitList(ts.Getenv("PATH")) {
		if path := filepath.Join(dir, name); !strings.Contains(name, "/") {
			if _, err := os.Stat(path); err == nil {
				return path
			}
		}
	}
	ts.Fatalf("there is no %s", name)
	return ""
}
