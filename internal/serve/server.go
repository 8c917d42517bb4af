package serve

import (
	"context"
	"net"
	"net/http"
	"time"
)

// grace is how long a client may take for the rest of an answer when the server ends.
const grace = time.Second

// Serve answers requests until the context is done. On a loopback address it answers
// only those who ask for one.
func Serve(ctx context.Context, l net.Listener, s *Site) error {
	return serve(ctx, l, newServer(l, s))
}

func newServer(l net.Listener, s *Site) *http.Server {
	return &http.Server{
		Handler: s.Handler(OnLoopback(l)),
		// A client that is slow, silent or endless holds a connection for so long.
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      time.Minute,
		IdleTimeout:       time.Minute,
		// Cookies of everything else on localhost are sent here, too.
		MaxHeaderBytes: 64 << 10,
		// "OPTIONS *" is a method like any other.
		DisableGeneralOptionsHandler: true,
	}
}

// OnLoopback reports whether only this machine reaches the listener.
func OnLoopback(l net.Listener) bool {
	address, ok := l.Addr().(*net.TCPAddr)
	return ok && address.IP.IsLoopback()
}

func serve(ctx context.Context, l net.Listener, server *http.Server) error {
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	deadline, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	if err := server.Shutdown(deadline); err != nil {
		server.Close() // whoever is not ready by now
	}
	<-ended
	return nil
}
