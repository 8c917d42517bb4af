package main

import (
	"errors"
	"fmt"
	"net"
	"os/signal"
	"strconv"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/serve"
)

// newServe is the command that serves the preview.
func newServe(c *cli) *cobra.Command {
	listen := address("127.0.0.1:8765")
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the preview of a contract to a browser",
		Long: `serve compiles the contract and serves the preview until it is interrupted: a page
that shows what an input gives before it exists. Inputs stay in the browser. Each input
file of one document is an example; the page begins with the one called default.

It answers this machine only, unless --listen names another address: then everyone who
reaches that can see the contract and the examples.`,
		Example: `  gen serve
  gen serve --schema contract/schema --listen 127.0.0.1:0`,
		Args: noArguments,
	}
	inputs := addInputs(cmd)
	cmd.Flags().Var(&listen, "listen", "address to serve at; port 0 is any free one")
	cmd.RunE = c.command(func(cmd *cobra.Command) error {
		site, err := c.site(cmd, inputs)
		if err != nil {
			return err
		}
		ctx, stop := signal.NotifyContext(cmd.Context(), syscall.SIGINT, syscall.SIGTERM)
		defer stop()
		l, err := net.Listen("tcp", string(listen))
		if err != nil {
			return fmt.Errorf("%w: name another address with --listen, such as 127.0.0.1:0 for any free port", err)
		}
		defer l.Close()
		if !serve.OnLoopback(l) {
			say(cmd)(model.Diagnostic{Severity: model.Warn, Summary: fmt.Sprintf("everyone who reaches %s can see the contract and the examples", l.Addr())})
		}
		if err := line(cmd.OutOrStdout(), "the preview is at http://"+reachable(l)+"/"); err != nil {
			return err
		}
		return serve.Serve(ctx, l, site)
	})
	return cmd
}

// reachable is the listener's address as a browser on this machine takes it.
func reachable(l net.Listener) string {
	if tcp, ok := l.Addr().(*net.TCPAddr); ok && tcp.IP.IsUnspecified() {
		return net.JoinHostPort("localhost", strconv.Itoa(tcp.Port))
	}
	return l.Addr().String()
}

// address is a flag that names a host and a port.
type address string

// Set accepts an address. Whether one can listen there is found out later.
func (a *address) Set(value string) error {
	_, port, err := net.SplitHostPort(value)
	if err != nil {
		return errors.New("must be a host and a port, such as 127.0.0.1:8765")
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return errors.New("the port must be a number from 0 to 65535")
	}
	*a = address(value)
	return nil
}

func (a *address) String() string { return string(*a) }

// Type is what --help calls the value.
func (a *address) Type() string { return "address" }
