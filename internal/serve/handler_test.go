package serve

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/andybalholm/brotli"

	"github.com/base-k8s/base-k8s/internal/output"
)

// The contents of the page that the tests serve, and of its data.
const (
	indexText  = "<!doctype html><title>Page</title>"
	scriptText = "console.log('the script')"
	dataText   = `{"some":"data"}`
)

// newTestSite is a page of few files.
func newTestSite(t testing.TB) *Site {
	t.Helper()
	page := fstest.MapFS{"digest": {Data: []byte("0123")}}
	for name, text := range map[string]string{
		"index.html": indexText, "main.js": scriptText, "main.css": "p{}", "engine.wasm": "\x00asm",
		"licenses.txt": "MIT", "deep/chunk.js": "deep",
	} {
		compressed, err := compress([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		page[name+".br"] = &fstest.MapFile{Data: compressed}
	}
	s, err := newSite([]output.File{{Path: "data.json", Content: []byte(dataText)}}, page)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// request asks a handler; the header is given as names and values in turn.
func request(h http.Handler, method, target string, header ...string) *http.Response {
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

// text is the decoded body.
func text(t *testing.T, r *http.Response) string {
	t.Helper()
	body := io.Reader(r.Body)
	if r.Header.Get("Content-Encoding") == "br" {
		body = brotli.NewReader(body)
	}
	content, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestFilesAreServed(t *testing.T) {
	h := newTestSite(t).Handler(false)
	for path, want := range map[string]struct{ kind, text string }{
		"/":              {"text/html; charset=utf-8", indexText},
		"/index.html":    {"text/html; charset=utf-8", indexText},
		"/?x=/../digest": {"text/html; charset=utf-8", indexText},
		"/main.js":       {"text/javascript; charset=utf-8", scriptText},
		"/main.css":      {"text/css; charset=utf-8", "p{}"},
		"/engine.wasm":   {"application/wasm", "\x00asm"},
		"/licenses.txt":  {"text/plain; charset=utf-8", "MIT"},
		"/deep/chunk.js": {"text/javascript; charset=utf-8", "deep"},
		"/data.json":     {"application/json", dataText},
	} {
		for accept, encoding := range map[string]string{"": "", "gzip": "", "gzip, deflate, br, zstd": "br"} {
			r := request(h, "GET", path, "Accept-Encoding", accept)
			if r.StatusCode != http.StatusOK || r.Header.Get("Content-Type") != want.kind || r.Header.Get("Content-Encoding") != encoding {
				t.Errorf("%s as %q is %d %v", path, accept, r.StatusCode, r.Header)
			}
			if got := text(t, r); got != want.text {
				t.Errorf("%s as %q is %q", path, accept, got)
			}
		}
	}
}

func TestEveryAnswerHasTheHeaders(t *testing.T) {
	h := newTestSite(t).Handler(false)
	for _, r := range []*http.Response{
		request(h, "GET", "/"),
		request(h, "HEAD", "/main.js"),
		request(h, "GET", "/missing"),
		request(h, "POST", "/"),
		request(h, "GET", "/", "Accept-Encoding", "identity;q=0"),
		request(h, "GET", "/", "If-None-Match", "*"),
		request(newTestSite(t).Handler(true), "GET", "/"), // httptest asks for example.com
	} {
		for name, want := range map[string]string{
			"Content-Security-Policy":      ContentSecurityPolicy,
			"Cross-Origin-Opener-Policy":   "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin",
			"Referrer-Policy":              "no-referrer",
			"X-Content-Type-Options":       "nosniff",
			"Vary":                         "Accept-Encoding",
			"Cache-Control":                "no-cache",
		} {
			if got := r.Header.Get(name); got != want {
				t.Errorf("status %d has %s: %s", r.StatusCode, name, got)
			}
		}
		if r.StatusCode >= 400 && r.Header.Get("Content-Type") != "text/plain; charset=utf-8" {
			t.Errorf("status %d is %s", r.StatusCode, r.Header.Get("Content-Type"))
		}
	}
}

func TestNothingElseIsServed(t *testing.T) {
	h := newTestSite(t).Handler(false)
	for _, path := range []string{
		"/digest", "/digest.br", "/index.html.br", "/index.html/", "/deep", "/deep/", "/page/index.html", "/INDEX.HTML",
		"//", "//main.js", "/./main.js", "/deep/../main.js", "/../main.js", "/%2e%2e/main.js", "/deep/%2e%2e/main.js",
		"/..%2fmain.js", "/%2fmain.js", "/..%5cmain.js", `/..\main.js`, `/\main.js`, "/main.js%00", "/main.js%00.css",
		"/main.js;x", "/%20main.js", "/main.js%20", "/etc/passwd", "/../../../../etc/passwd", "/%252e%252e/main.js", "/.",
	} {
		r := request(h, "GET", path)
		if r.StatusCode != http.StatusNotFound || r.Header.Get("Location") != "" {
			t.Errorf("%s is %d %v", path, r.StatusCode, r.Header)
		}
		if got := text(t, r); got != "the preview has no such file\n" {
			t.Errorf("%s is %q", path, got)
		}
	}
	for _, odd := range []string{"", "*", "main.js"} {
		r := httptest.NewRequest("GET", "/", nil)
		r.URL.Path = odd
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusNotFound {
			t.Errorf("the path %q is %d", odd, w.Code)
		}
	}
}

func TestOnlyReading(t *testing.T) {
	h := newTestSite(t).Handler(false)
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "BREW"} {
		for _, path := range []string{"/", "/missing"} {
			r := request(h, method, path)
			if r.StatusCode != http.StatusMethodNotAllowed || r.Header.Get("Allow") != "GET, HEAD" {
				t.Errorf("%s %s is %d %v", method, path, r.StatusCode, r.Header)
			}
		}
	}
	for _, accept := range []string{"", "br"} {
		get, head := request(h, "GET", "/main.js", "Accept-Encoding", accept), request(h, "HEAD", "/main.js", "Accept-Encoding", accept)
		if body, _ := io.ReadAll(head.Body); head.StatusCode != http.StatusOK || len(body) > 0 {
			t.Errorf("HEAD is %d with the body %q", head.StatusCode, body)
		}
		for name := range get.Header {
			if get.Header.Get(name) != head.Header.Get(name) {
				t.Errorf("HEAD has %s: %s and GET %s", name, head.Header.Get(name), get.Header.Get(name))
			}
		}
	}
}

func TestADamagedFile(t *testing.T) {
	s, err := newSite(nil, fstest.MapFS{"main.js.br": {Data: []byte("this is no brotli")}})
	if err != nil {
		t.Fatal(err)
	}
	if r := request(s.Handler(false), "GET", "/main.js"); r.StatusCode != http.StatusInternalServerError || r.Header.Get("ETag") != "" {
		t.Errorf("it is %d %v", r.StatusCode, r.Header)
	}
	if _, err := s.Files(); err == nil || !strings.Contains(err.Error(), "main.js cannot be decoded") {
		t.Errorf("the error is %v", err)
	}
}

func TestASiteIsRefused(t *testing.T) {
	page := fstest.MapFS{"main.js.br": {Data: nil}}
	for name, want := range map[string]string{
		"main.js": "the page has a file main.js already",
		"x.weird": "x.weird has an extension without a content type",
	} {
		if _, err := newSite([]output.File{{Path: name}}, page); err == nil || err.Error() != want {
			t.Errorf("the error is %v, want %s", err, want)
		}
	}
}
