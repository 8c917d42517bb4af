package serve

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// TestOnlyLoopbackHosts: a server for this machine alone refuses requests whose Host is another
// name, which a web page could resolve to it.
func TestOnlyLoopbackHosts(t *testing.T) {
	h := newTestSite(t).Handler(true)
	for host, want := range map[string]int{
		"localhost": 200, "localhost:8765": 200, "LOCALHOST:1": 200, "127.0.0.1": 200, "127.0.0.1:80": 200,
		"127.1.2.3:8765": 200, "[::1]": 200, "[::1]:8765": 200,
		"": 421, ":8765": 421, "example.com": 421, "example.com:8765": 421, "localhost.example.com": 421,
		"127.0.0.1.example.com": 421, "127.0.0.1@example.com": 421, "notlocalhost": 421, "localhost:8765:8765": 421,
		"0.0.0.0:8765": 421, "192.168.1.1:8765": 421, "[::]:8765": 421, "[fe80::1]:8765": 421, "2130706433": 421, "127.1": 421,
		"0x7f.0.0.1": 421, "[": 421, "::1": 421, "[127.0.0.1]": 200, "[::1": 421, "example.com\x00localhost": 421,
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Host = host
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("the host %q is %d, want %d", host, w.Code, want)
		}
		if w.Code != http.StatusOK && len(w.Result().Header["Etag"]) > 0 {
			t.Errorf("the host %q gets a file", host)
		}
	}
}
