package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// interrupted is why a context ended: the process was sent the signal.
type interrupted syscall.Signal

func (i interrupted) Error() string { return syscall.Signal(i).String() }

// interruptible carries out do with a context that ends when a signal asks the process
// to end. Then it returns [interrupted], once do has cleaned up and returned.
func interruptible(ctx context.Context, do func(context.Context) error) error {
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	signals := make(chan os.Signal, 1)
	if asked := interrupts(); len(asked) > 0 { // none would stand for all
		signal.Notify(signals, asked...)
	}
	var cause error
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		if s, ok := <-signals; ok {
			cause = interrupted(s.(syscall.Signal))
			end(cause)
		}
	}()
	err := do(ctx)
	signal.Stop(signals)
	close(signals)
	if <-watched; cause != nil {
		return cause
	}
	return err
}

// interrupts are the signals that ask the process to end, apart from those that whoever
// started it has it ignore, as nohup does.
func interrupts() (asked []os.Signal) {
	for _, s := range endingSignals {
		if !signal.Ignored(s) {
			asked = append(asked, s)
		}
	}
	return asked
}
