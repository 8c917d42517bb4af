package controlplane

import (
	"os/exec"
	"syscall"
)

// endWithParent lets the kernel end the program when this one is killed, as by a
// test's timeout.
func endWithParent(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
