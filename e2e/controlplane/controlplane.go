// Package controlplane runs etcd and kube-apiserver, and on demand
// kube-controller-manager, on the loopback interface.
//
// What goes in is a directory for their data and logs; what comes out is an address, a
// token and a [Client]. There are no nodes, no scheduler and no kubelet: a pod is
// accepted, and then waits. The package knows nothing of the objects that tests put in.
package controlplane

import (
	"context"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"time"
)

// Version is the version of Kubernetes. It has to be the one in kubernetes/go.mod: the
// programs do not know it unless they are told.
const Version = "v1.37.2"

// startTimeout is how long a program may take to answer; on two busy cores the API
// server takes half a minute.
const startTimeout = 2 * time.Minute

// ControlPlane is a running control plane.
type ControlPlane struct {
	*Client
	// CAFile and Token are what other clients need.
	CAFile string
	Token  string

	dir       string
	processes []*process
}

// Start starts etcd and kube-apiserver, with their data in dir. Stop has to be called,
// even by a caller that goes on without the control plane.
func Start(dir string) (*ControlPlane, error) {
	c := &ControlPlane{dir: dir, Token: "example-administrator"}
	if err := c.start(); err != nil {
		return nil, errors.Join(err, c.Stop())
	}
	return c, nil
}

func (c *ControlPlane) start() error {
	identity, err := newIdentity(c.dir)
	if err != nil {
		return err
	}
	c.CAFile = identity.certificate
	ports, err := freePorts(3)
	if err != nil {
		return err
	}
	etcd, err := c.startEtcd(ports[0], ports[1])
	if err != nil {
		return err
	}
	server := fmt.Sprintf("https://127.0.0.1:%d", ports[2])
	if c.Client, err = newClient(server, c.Token, identity); err != nil {
		return err
	}
	return c.startAPIServer(etcd, ports[2], identity)
}

// run starts a program with its log in dir.
func (c *ControlPlane) run(binary string, args ...string) error {
	p, err := startProcess(binary, filepath.Join(c.dir, filepath.Base(binary)+".log"), args)
	if err == nil {
		c.processes = append(c.processes, p)
	}
	return err
}

// wait asks until the answer is yes. It fails when a program ends or time is up.
func (c *ControlPlane) wait(ready func(context.Context) bool) error {
	ctx, cancel := context.WithTimeout(context.Background(), startTimeout)
	defer cancel()
	for !ready(ctx) {
		for _, p := range c.processes {
			if p.ended() {
				return fmt.Errorf("%s ended:\n%s", p.name, p.tail())
			}
		}
		select {
		case <-ctx.Done():
			last := c.processes[len(c.processes)-1]
			return fmt.Errorf("%s does not answer within %v:\n%s", last.name, startTimeout, last.tail())
		case <-time.After(100 * time.Millisecond):
		}
	}
	return nil
}

// Stop ends all programs, those that were started last first.
func (c *ControlPlane) Stop() (err error) {
	for i := len(c.processes) - 1; i >= 0; i-- {
		err = errors.Join(err, c.processes[i].stop())
	}
	c.processes = nil
	return err
}

// freePorts finds ports that nothing listens on.
func freePorts(n int) (ports []int, err error) {
	for range n {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer listener.Close() // at the end, so that no port is found twice
		ports = append(ports, listener.Addr().(*net.TCPAddr).Port)
	}
	return ports, nil
}
