package browser_test

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/browser"
)

// The npm package of the engine runs in a browser as it is, under a policy that allows no more than its
// README says, and renders what gen does. It asks for nothing but its own files.
func TestPackage(t *testing.T) {
	dir := filepath.Join(root, "dist", "npm", "package")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("NOT SHOWN: the package is not built: run make npm")
	}
	url, tab := packageHost(t, dir), newTab(t)
	tab.Open(url)
	tab.Do(`import("/package/web.js").then(async ({ load }) => {
		globalThis.contract = await load(await (await fetch("/model.json")).text());
	})`)
	tab.Until("globalThis.contract !== undefined")
	gen, err := browser.Gen()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"default.yaml", "desktop-options.yaml", "escaping.yaml", "json-everything.json"} {
		file := filepath.Join(root, "testdata", "inputs", name)
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want, err := exec.Command(gen, "render", "--schema", filepath.Join(root, "schema"), "--out", filepath.Join(root, "generated"), "-f", file).Output()
		if err != nil {
			t.Fatal(err)
		}
		if got := browser.Eval[string](tab, "contract.render("+browser.Quote(string(text))+")"); got != string(want) {
			t.Errorf("%s: the package renders\n%s\nand gen\n%s", name, got, want)
		}
	}
	asked := map[string]bool{}
	for _, request := range tab.Requests() {
		asked[strings.TrimPrefix(request, url)] = true
	}
	want := []string{"", "model.json", "package/contract.js", "package/engine.wasm", "package/go.js", "package/web.js"}
	if got := slices.Sorted(maps.Keys(asked)); !slices.Equal(got, want) {
		t.Errorf("it asks for %q, want %q", got, want)
	}
}

// packageHost serves an empty page, the package and the model.
func packageHost(t *testing.T, dir string) (url string) {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle("/package/", http.StripPrefix("/package/", http.FileServer(http.Dir(dir))))
	mux.HandleFunc("/model.json", func(w http.ResponseWriter, r *http.Request) {
		http.ServeFile(w, r, filepath.Join(root, "generated", "model.json"))
	})
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; img-src data:; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'")
		_, _ = w.Write([]byte(`<!doctype html><html lang="en"><title>Package</title><link rel="icon" href="data:,">`))
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL + "/"
}
