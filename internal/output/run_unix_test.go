//go:build unix

package output

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
	"pgregory.net/rapid"
)

// run is a run of Write, and how it is disturbed.
type run struct {
	Dir     string
	Files   []File
	Private bool
	User    int    // who runs it, where that can be chosen
	Fault   string // "kill", "interrupt", "disk" or none
	Step    int    // at which the fault is
	// TwoSteps has a system that cannot swap directories.
	TwoSteps bool

	err error
}

func drawRun(r *rapid.T, dir string) run {
	one := run{
		Dir:      dir,
		Files:    drawFiles(r, "files"),
		Private:  rapid.Bool().Draw(r, "private"),
		Fault:    rapid.SampledFrom([]string{"", "", "kill", "kill move", "interrupt", "disk"}).Draw(r, "fault"),
		Step:     rapid.IntRange(0, 40).Draw(r, "step"),
		TwoSteps: rapid.Bool().Draw(r, "two steps"),
	}
	if os.Getuid() == 0 && rapid.IntRange(0, 3).Draw(r, "user") == 0 {
		one.User = 65534
	}
	return one
}

// end is how a run ended.
type end string

const (
	succeeded end = "succeeded"
	failed    end = "failed"
	killed    end = "killed"
)

// carryOut does the run, in a process of its own where it is killed, limited or another
// user's.
func (one *run) carryOut(r *rapid.T) end {
	if one.User == 0 && (one.Fault == "" || one.Fault == "interrupt") {
		one.err = one.write()
	} else {
		one.err = one.writeInChild(r)
	}
	var exit *exec.ExitError
	switch {
	case one.err == nil:
		return succeeded
	case errors.As(one.err, &exit) && !exit.Exited():
		return killed
	}
	return failed
}

// runVariable makes the test binary carry out the run that is on its standard input.
const runVariable = "OUTPUT_TEST_RUN"

func (one *run) writeInChild(r *rapid.T) error {
	description, err := json.Marshal(one)
	check(r, err)
	child := exec.Command(os.Args[0])
	child.Env = []string{runVariable + "=1"}
	child.Dir = "/"
	child.Stdin = strings.NewReader(string(description))
	message, err := child.CombinedOutput()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.Exited() && exit.ExitCode() != 1 || err != nil && exit == nil {
		r.Fatalf("the child failed: %v\n%s", err, message)
	}
	if err != nil {
		return fmt.Errorf("%w: %s", err, message)
	}
	return nil
}

// runChild is the child's part.
func runChild() {
	var one run
	description, err := io.ReadAll(os.Stdin)
	if err = errors.Join(err, json.Unmarshal(description, &one)); err == nil {
		err = one.disturb()
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(3)
	}
	if err := one.write(); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	os.Exit(0)
}

func (one *run) disturb() error {
	syscall.Umask(umask)
	switch one.Fault {
	case "kill move":
		left := one.Step % 4
		rename = func(a, b string) error {
			if left--; left < 0 {
				die()
			}
			return os.Rename(a, b)
		}
	case "disk":
		signal.Ignore(syscall.SIGXFSZ)
		limit := uint64(one.Step * 40)
		if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: limit, Max: limit}); err != nil {
			return err
		}
	}
	if one.User != 0 {
		return errors.Join(syscall.Setgroups(nil), syscall.Setgid(one.User), syscall.Setuid(one.User))
	}
	return nil
}

func die() { syscall.Kill(os.Getpid(), syscall.SIGKILL) }

func (one *run) write() error {
	if one.TwoSteps {
		swaps := swap
		defer func() { swap = swaps }()
		swap = func(string, string) error { return errors.ErrUnsupported }
	}
	ctx := context.Background()
	switch one.Fault {
	case "interrupt":
		ctx = endsAfter(ctx, one.Step)
	case "kill":
		ctx = &killing{endsAfter(ctx, one.Step)}
	}
	_, err := (&Tree{Dir: one.Dir, Writer: "gen", Private: one.Private}).Write(ctx, one.Files)
	return err
}

// killing is a context that kills the process instead of ending.
type killing struct{ context.Context }

func (k *killing) Err() error {
	if k.Context.Err() != nil {
		die()
		select {}
	}
	return nil
}
