package serve

import (
	"context"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// start serves a page of few files, and returns its address and what ends it.
func start(t *testing.T) (address string, stop func()) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := newServer(l, newTestSite(t))
	server.ReadHeaderTimeout = 100 * time.Millisecond
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx, l, server) }()
	return l.Addr().String(), func() {
		t.Helper()
		cancel()
		select {
		case err := <-ended:
			if err != nil {
				t.Errorf("the server ends with %v", err)
			}
		case <-time.After(10 * grace):
			t.Error("the server does not end")
		}
	}
}

// answer sends bytes over a connection of its own, and returns what comes back until
// the server closes it.
func answer(t *testing.T, address string, sent []byte) string {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Error(err)
		return ""
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(10 * time.Second))
	// The server may hang up before all is sent.
	c.Write(sent)
	got, err := io.ReadAll(c)
	if err, ok := err.(net.Error); ok && err.Timeout() {
		t.Errorf("the server holds a connection that sent %.40q", sent)
	}
	return string(got)
}

// Malformed and foreign requests get the right status or none, and leave no goroutine behind.
func TestTheServerSurvivesGarbage(t *testing.T) {
	before := runtime.NumGoroutine()
	address, stop := start(t)
	random := rand.NewChaCha8([32]byte{1})
	noise := make([]byte, 4<<10)
	random.Read(noise)
	const host = "Host: localhost\r\n"
	cases := map[string]struct {
		sent []byte
		want string // how the answer begins; "" for none
	}{
		"random bytes":       {noise, "HTTP/1.1 400 "},
		"nothing":            {nil, ""},
		"TLS":                {[]byte("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"), "HTTP/1.1 400 "},
		"zeros":              {append(make([]byte, 1<<10), "\r\n\r\n"...), "HTTP/1.1 400 "},
		"half a request":     {[]byte("GET / HTTP/1.1\r\nHost: loc"), ""},
		"a huge header":      {[]byte("GET / HTTP/1.1\r\n" + host + "X: " + strings.Repeat("x", 1<<20) + "\r\n\r\n"), "HTTP/1.1 431 "},
		"a huge path":        {[]byte("GET /" + strings.Repeat("x", 1<<20) + " HTTP/1.1\r\n" + host + "\r\n"), "HTTP/1.1 431 "},
		"many headers":       {[]byte("GET / HTTP/1.1\r\n" + host + strings.Repeat("X: y\r\n", 1<<17) + "\r\n"), "HTTP/1.1 431 "},
		"a body":             {[]byte("GET / HTTP/1.1\r\n" + host + "Connection: close\r\nContent-Length: 99999999999\r\n\r\nx"), "HTTP/1.1 200 "},
		"a negative length":  {[]byte("GET / HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n"), "HTTP/1.1 400 "},
		"two lengths":        {[]byte("GET / HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n"), "HTTP/1.1 400 "},
		"an odd encoding":    {[]byte("GET / HTTP/1.1\r\n" + host + "Transfer-Encoding: odd\r\n\r\n"), "HTTP/1.1 501 "},
		"no host":            {[]byte("GET / HTTP/1.1\r\n\r\n"), "HTTP/1.1 400 "},
		"two hosts":          {[]byte("GET / HTTP/1.1\r\n" + host + host + "\r\n"), "HTTP/1.1 400 "},
		"another host":       {[]byte("GET / HTTP/1.1\r\nHost: example.com\r\nConnection: close\r\n\r\n"), "HTTP/1.1 421 "},
		"a proxy's request":  {[]byte("GET http://example.com/ HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n"), "HTTP/1.1 421 "},
		"a tunnel":           {[]byte("CONNECT localhost:1 HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n"), "HTTP/1.1 405 "},
		"OPTIONS *":          {[]byte("OPTIONS * HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n"), "HTTP/1.1 405 "},
		"GET *":              {[]byte("GET * HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n"), "HTTP/1.1 404 "},
		"a path of two dots": {[]byte("GET /../../etc/passwd HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n"), "HTTP/1.1 404 "},
		"no slash":           {[]byte("GET ../main.js HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n"), "HTTP/1.1 400 "},
		"HTTP/1.0":           {[]byte("GET / HTTP/1.0\r\n\r\n"), "HTTP/1.0 421 "},
		"HTTP/2":             {[]byte("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), "HTTP/1.1 "},
	}
	var clients sync.WaitGroup
	for name, c := range cases {
		clients.Go(func() {
			if got := answer(t, address, c.sent); !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
				t.Errorf("%s: the answer is %.200q, want %q", name, got, c.want)
			}
		})
	}
	clients.Wait()
	stillServes(t, address)
	stop()
	noMoreGoroutines(t, before)
}

// A client that sends its header byte by byte is cut off.
func TestASlowClientIsCutOff(t *testing.T) {
	address, stop := start(t)
	defer stop()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	begin := time.Now()
	for _, err := c.Write([]byte("GET / HTTP/1.1\r\n")); err == nil; _, err = c.Write([]byte("X: y\r\n")) {
		if time.Since(begin) > 5*time.Second {
			t.Fatal("it is not")
		}
		time.Sleep(10 * time.Millisecond)
	}
	stillServes(t, address)
}

// Clients that keep a connection and ask for nothing do not keep the server.
func TestTheServerEndsWithClientsAround(t *testing.T) {
	before := runtime.NumGoroutine()
	address, stop := start(t)
	silent, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	r, err := client.Get("http://" + address)
	if err != nil {
		t.Fatal(err)
	}
	io.Copy(io.Discard, r.Body)
	r.Body.Close() // its connection stays
	stop()
	if _, err := net.Dial("tcp", address); err == nil {
		t.Error("the server still listens")
	}
	client.CloseIdleConnections()
	noMoreGoroutines(t, before)
}

func stillServes(t *testing.T, address string) {
	t.Helper()
	got := answer(t, address, []byte("GET /main.js HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
	if !strings.HasPrefix(got, "HTTP/1.1 200 ") || !strings.HasSuffix(got, scriptText) {
		t.Errorf("afterwards the answer is %q", got)
	}
}

// noMoreGoroutines waits for those of closed connections to end.
func noMoreGoroutines(t *testing.T, before int) {
	t.Helper()
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	stacks := make([]byte, 1<<20)
	t.Errorf("goroutines are left:\n%s", stacks[:runtime.Stack(stacks, true)])
}
