package browser_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/browser"
)

// folder is the preview as static files, written once.
var folder = sync.OnceValues(func() (string, error) {
	gen, err := browser.Gen()
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "preview-")
	if err != nil {
		return "", err
	}
	ended = append(ended, func() { _ = os.RemoveAll(dir) })
	cmd := exec.Command(gen, "preview", "--out-dir", filepath.Join(dir, "page"))
	cmd.Dir = root
	return filepath.Join(dir, "page"), cmd.Run()
})

// host serves the static files below a path of its own, as any file host does, but for
// the file that instead answers for.
func host(t *testing.T, file string, instead http.HandlerFunc) (url string) {
	t.Helper()
	dir, err := folder()
	if err != nil {
		t.Fatal(err)
	}
	const path = "/some/path/"
	files := http.StripPrefix(path, http.FileServer(http.Dir(dir)))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if instead != nil && r.URL.Path == path+file {
			instead(w, r)
			return
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL + path
}

// The page works from any static file host, at any path.
func TestStatic(t *testing.T) {
	url, tab := host(t, "", nil), newTab(t)
	tab.Open(url)
	tab.Until(ready)
	first := examples(t, workspace)[0]
	showsAnswer(t, tab, workspace.expected(t, first.Text, first.Language))
	for _, view := range append(views, "Text") {
		showWhole(t, tab, view)
	}
	tab.Until("look.editor()")
	for _, asked := range tab.Requests() {
		if !strings.HasPrefix(asked, url) {
			t.Errorf("the page asks for %s", asked)
		}
	}
}

// fails waits until the page says that it cannot run, and why.
func fails(t *testing.T, tab *browser.Tab, why string) {
	t.Helper()
	tab.Until("look.words(document.querySelector('h1')) === 'The preview cannot run'")
	tab.Until("look.words(document.querySelector('[role=alert]')).includes(" + browser.Quote(why) + ")")
}

// loadingFailed begins what Firefox says when it cannot load a module or a worker.
const loadingFailed = "javascript error: Loading"

// Where the engine cannot run, the page says so.
func TestNoEngine(t *testing.T) {
	for _, c := range []struct {
		name    string
		answer  http.HandlerFunc
		why     string
		allowed []string // what the browser itself says about it
	}{
		{"missing", http.NotFound, "engine.wasm cannot be loaded: 404", []string{"network error", "a request for"}},
		{"forbidden", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }, "403", []string{"network error", "a request for"}},
		{"garbage", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<!doctype html>")) }, "magic", nil},
		{"cut", cut, "", []string{"network error", "a request for"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			tab := newTab(t, c.allowed...)
			tab.Open(host(t, "engine.wasm", c.answer))
			fails(t, tab, c.why)
		})
	}
	t.Run("no WebAssembly", func(t *testing.T) {
		tab := newTab(t)
		tab.Open(hostWorker(t, "delete globalThis.WebAssembly;\n"))
		fails(t, tab, "no WebAssembly")
	})
	t.Run("no workers", func(t *testing.T) {
		tab := newTab(t, "network error", "a request for", loadingFailed)
		tab.Open(host(t, "worker.js", http.NotFound))
		fails(t, tab, "")
	})
}

// Whatever file a host has not, the page says something about it, or does without.
func TestMissingFile(t *testing.T) {
	dir, err := folder()
	if err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if file.Name() == "index.html" {
			continue
		}
		t.Run(file.Name(), func(t *testing.T) {
			tab := newTab(t, "network error", "a request for", "security error: Refused to apply style", loadingFailed, "javascript error: The resource from")
			tab.Open(host(t, file.Name(), http.NotFound))
			tab.Until("look.status() || look.words(document.querySelector('.fatal:not(noscript *)')).length > 50")
			tab.Until("look.seen(document.querySelector('.fatal, h1'))")
		})
	}
}

// cut ends the connection after the first bytes.
func cut(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "1000000")
	_, _ = w.Write([]byte("\x00asm\x01\x00\x00\x00"))
	panic(http.ErrAbortHandler)
}

// While the engine loads, the page says so.
func TestProgress(t *testing.T) {
	dir, err := folder()
	if err != nil {
		t.Fatal(err)
	}
	wasm, err := os.ReadFile(filepath.Join(dir, "engine.wasm"))
	if err != nil {
		t.Fatal(err)
	}
	goOn := make(chan struct{})
	release := sync.OnceFunc(func() { close(goOn) })
	tab := newTab(t)
	url := host(t, "engine.wasm", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/wasm")
		_, _ = w.Write(wasm[:len(wasm)/2])
		_ = http.NewResponseController(w).Flush()
		select {
		case <-goOn:
			_, _ = w.Write(wasm[len(wasm)/2:])
		case <-r.Context().Done():
		}
	})
	t.Cleanup(release) // before the host is closed, which waits for its answers
	tab.Begin(url)
	tab.Until("document.querySelector('progress')")
	tab.Until("look.words(document.querySelector('progress').closest('label')) !== ''")
	release()
	tab.Until("look.status() && look.manifests().length > 0")
	tab.Until("!document.querySelector('progress')")
}

// hostWorker serves the page with a worker that first runs a script.
func hostWorker(t *testing.T, script string) string {
	t.Helper()
	dir, err := folder()
	if err != nil {
		t.Fatal(err)
	}
	worker, err := os.ReadFile(filepath.Join(dir, "worker.js"))
	if err != nil {
		t.Fatal(err)
	}
	return host(t, "worker.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		_, _ = w.Write(append([]byte(script), worker...))
	})
}
