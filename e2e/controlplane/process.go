package controlplane

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"time"
)

// process is a program that runs until it is stopped, or this one ends.
type process struct {
	name string
	log  string
	cmd  *exec.Cmd
	done chan struct{} // closed when the program has ended
}

// startProcess starts a program that writes its log to a file.
func startProcess(binary, log string, args []string) (*process, error) {
	file, err := os.Create(log)
	if err != nil {
		return nil, err
	}
	p := &process{name: filepath.Base(binary), log: log, cmd: exec.Command(binary, args...), done: make(chan struct{})}
	p.cmd.Stdout, p.cmd.Stderr = file, file
	endWithParent(p.cmd)
	started := make(chan error)
	go func() {
		// The kernel takes the thread that started a program for its parent: the
		// thread has to live as long.
		runtime.LockOSThread()
		defer close(p.done)
		defer file.Close()
		err := p.cmd.Start()
		started <- err
		if err == nil {
			_ = p.cmd.Wait() // how it ended is in the log
		}
	}()
	return p, <-started
}

func (p *process) ended() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

// stop asks the program to end, and makes it end when it does not.
func (p *process) stop() error {
	if p.ended() {
		return nil
	}
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil && !p.ended() {
		return err
	}
	select {
	case <-p.done:
		return nil
	case <-time.After(5 * time.Second):
	}
	err := p.cmd.Process.Kill()
	<-p.done
	return err
}

// tail is the end of the program's log.
func (p *process) tail() string {
	text, err := os.ReadFile(p.log)
	if err != nil {
		return err.Error()
	}
	return string(text[max(0, len(text)-4096):])
}
