package browser_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/base-k8s/base-k8s/e2e/browser"
	"github.com/base-k8s/base-k8s/internal/golden"
	"github.com/base-k8s/base-k8s/internal/model"
)

const secretsShown = "look.checkbox('Show the data of Secrets')"

// For every input that the contracts come with, the page has the very bytes of "gen
// render", on the screen and to download.
func TestInputs(t *testing.T) {
	for _, c := range []*contract{workspace, reports} {
		t.Run(c.model(t).Name, func(t *testing.T) {
			tab, ran := open(t, c, ""), 0
			for _, e := range examples(t, c) {
				tab.Do("look.choose(" + browser.Quote(e.Name) + ")")
				want := c.expected(t, e.Text, e.Language)
				if want.objects == nil {
					t.Fatalf("%s is refused: %s", e.Name, want.refusals)
				}
				if browser.Eval[bool](tab, "!"+secretsShown+"?.checked") {
					showsAnswer(t, tab, want)
					if browser.Eval[bool](tab, "Boolean("+secretsShown+")") {
						tab.Click(secretsShown)
					}
				}
				shows(t, tab, "look.manifests()", texts(t, want.objects))
				rendered := c.rendered(t, e.Text, e.Language)
				screen := strings.Join(browser.Eval[[]string](tab, "look.manifests()"), "---\n")
				golden.Equal(t, e.Name, strings.TrimPrefix(rendered, "---\n"), screen)
				tab.Do("look.saved.length = 0")
				tab.Click("look.button('Download all manifests')")
				shows(t, tab, "look.saved", []string{rendered})
				ran++
			}
			files, err := filepath.Glob(filepath.Join(c.inputs, "*"))
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("RAN: %d of the %d inputs of %s in the browser", ran, len(files), c.model(t).Name)
		})
	}
}

// What is downloaded comes as a file.
func TestDownload(t *testing.T) {
	tab, value := begin(t, workspace, "default")
	dir := t.TempDir()
	tab.DownloadTo(dir)
	tab.Click("look.button('Download all manifests')")
	file := filepath.Join(dir, "manifests.yaml")
	var got []byte
	done := func() (ok bool) {
		var err error
		got, err = os.ReadFile(file)
		return err == nil && len(got) > 0
	}
	if !browser.Within(tab, 5*time.Second, done) {
		t.Fatalf("there is no %s", file)
	}
	want := strings.Join(workspace.evaluate(t, value).shown(t), "---\n")
	golden.Equal(t, file, want, strings.TrimPrefix(string(got), "---\n"))
}

// Every refused input is refused in the words of "gen vet".
func TestRefusedInputs(t *testing.T) {
	for _, c := range []*contract{workspace, reports} {
		t.Run(c.model(t).Name, func(t *testing.T) {
			tab, ran := open(t, c, ""), 0
			tab.Show("Text")
			tab.Click("look.checkbox('YAML')")
			files, err := filepath.Glob(filepath.Join(c.refused, "*.*"))
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range files {
				text, language := file(t, name)
				value, err := document(text, language)
				if errors.Is(err, errMany) || errors.As(err, new(model.Diagnostics)) {
					t.Logf("%s is not asked: %v", filepath.Base(name), err)
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				want := c.evaluate(t, value)
				tab.Write(text)
				shows(t, tab, "look.refusals()", some(want.refusals))
				ran++
			}
			t.Logf("RAN: %d of the %d refused inputs of %s in the browser", ran, len(files), c.model(t).Name)
		})
	}
}
