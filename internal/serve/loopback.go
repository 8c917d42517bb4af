package serve

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// refuseHost answers a request for another host than this machine. A site on the
// internet can give its own name this machine's address, and would then be taken for
// the origin of the answer: its scripts could read the contract.
func refuseHost(w http.ResponseWriter, host string) {
	message := fmt.Sprintf("the preview is at localhost only, not at %q: open it there, or serve it with --listen", host)
	http.Error(w, message, http.StatusMisdirectedRequest)
}

// isLoopback reports whether a host, with or without a port, is this machine.
func isLoopback(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name, _, err = net.SplitHostPort(host + ":")
	}
	if err != nil {
		return false
	}
	if strings.EqualFold(name, "localhost") {
		return true
	}
	address, err := netip.ParseAddr(name)
	return err == nil && address.IsLoopback()
}
