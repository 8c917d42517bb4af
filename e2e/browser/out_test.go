package browser_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/base-k8s/base-k8s/e2e/browser"
	"github.com/base-k8s/base-k8s/internal/golden"
)

// downloaded is the file that a button gives, once it is complete.
func downloaded(t *testing.T, tab *browser.Tab, dir, button, name string) []byte {
	t.Helper()
	file := filepath.Join(dir, name)
	_ = os.Remove(file)
	tab.Click("look.button(" + browser.Quote(button) + ")")
	var content []byte
	done := func() bool {
		var err error
		content, err = os.ReadFile(file)
		return err == nil && len(content) > 0
	}
	if !browser.Within(tab, 5*time.Second, done) {
		t.Fatalf("there is no %s", name)
	}
	return content
}

// The manifests come as an archive, with a file for each object and the same bytes each time;
// the picture as an SVG that needs no style of the page, and as a PNG.
func TestTakeOut(t *testing.T) {
	tab, value := begin(t, workspace, "desktop")
	dir := t.TempDir()
	tab.DownloadTo(dir)
	archive := downloaded(t, tab, dir, "Download .zip", "manifests.zip")
	files, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	want := workspace.evaluate(t, value)
	shown := want.shown(t)
	if len(files.File) != len(shown) {
		t.Fatalf("the archive has %d files, want %d", len(files.File), len(shown))
	}
	for i, f := range files.File {
		if name := fmt.Sprintf("%02d-%s.yaml", i+1, want.objects[i].Name); f.Name != name {
			t.Errorf("a file is %s, want %s", f.Name, name)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		golden.Equal(t, f.Name, shown[i], string(text))
	}

	tab.PrefersScheme("dark")
	showWhole(t, tab, "Picture")
	drawing := downloaded(t, tab, dir, "Download SVG", "picture.svg")
	words := svgWords(t, drawing)
	if !strings.Contains(words, "Deployment") {
		t.Errorf("the SVG has the words %s", words)
	}
	for _, odd := range []string{"class=", "style=", "var(", "light-dark", "As text", "rgb(20, 22, 26)"} {
		if bytes.Contains(drawing, []byte(odd)) {
			t.Errorf("the SVG has %s", odd)
		}
	}
	tab.PrefersScheme("light")
	golden.Equal(t, "SVG in light and in dark", string(drawing), string(downloaded(t, tab, dir, "Download SVG", "picture.svg")))
	image, err := png.Decode(bytes.NewReader(downloaded(t, tab, dir, "Download PNG", "picture.png")))
	if err != nil {
		t.Fatal(err)
	}
	if size := image.Bounds().Size(); size.X < 800 || size.Y < 300 {
		t.Errorf("the PNG is %v", size)
	}
	if r, g, b, _ := image.At(1, 1).RGBA(); r>>8 != 0xf6 || g>>8 != 0xf7 || b>>8 != 0xf9 {
		t.Errorf("behind the picture is %x %x %x", r>>8, g>>8, b>>8)
	}
}

// svgWords are the texts of an SVG, which is well-formed.
func svgWords(t *testing.T, text []byte) string {
	t.Helper()
	var words strings.Builder
	for d := xml.NewDecoder(bytes.NewReader(text)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return words.String()
		}
		if err != nil {
			t.Fatalf("the SVG is not XML: %v", err)
		}
		if data, ok := token.(xml.CharData); ok {
			words.Write(data)
			words.WriteByte(' ')
		}
	}
}

// What is taken out belongs to the input on the page: one that was just typed is waited for,
// and of one that is refused there is nothing, which the buttons say.
func TestTakeOutNewest(t *testing.T) {
	tab, value := begin(t, workspace, "default")
	tab.AllowClipboard()
	for i, button := range []string{"Copy all manifests", "Copy Deployment"} {
		name := fmt.Sprint("just-typed-", i)
		tab.Do(`const field = look.field("workspace_name");
			field.value = ` + browser.Quote(name) + `;
			field.dispatchEvent(new Event("input", { bubbles: true }));
			look.button(` + browser.Quote(button) + `).click()`)
		tab.Until("look.button('Copied')")
		if got := browser.Eval[string](tab, "navigator.clipboard.readText()"); !strings.Contains(got, name) {
			t.Errorf("%s copies what has not %s: %.300s", button, name, got)
		}
		tab.Until("!look.button('Copied')")
	}

	tab.Fill("workspace_name", "-")
	tab.Until("look.refusals().length > 0")
	tab.Do("look.saved.length = 0; await navigator.clipboard.writeText('before')")
	for view, buttons := range map[string][]string{
		"Manifests":   {"Copy all manifests", "Download all manifests", "Download .zip", "Copy Deployment"},
		"Picture":     {"Download SVG", "Download PNG"},
		"Module call": {"Copy the module call", "Download the module call"},
	} {
		showWhole(t, tab, view)
		tab.Until("look.words(document.querySelectorAll('.pane')[1]).includes('Nothing can be copied or downloaded: the input is refused.')")
		for _, button := range buttons {
			element := "look.button(" + browser.Quote(button) + ")"
			shows(t, tab, element+".ariaDisabled", "true")
			tab.Do("globalThis.pressed = " + element)
			tab.Click("pressed")
			tab.Until("/^Not (copied|downloaded): the input is refused/.test(look.words(pressed))")
		}
	}
	shows(t, tab, "navigator.clipboard.readText()", "before")
	shows(t, tab, "look.saved", []string{})
	showWhole(t, tab, "Manifests")
	tab.Fill("workspace_name", "mended")
	showsAnswer(t, tab, workspace.evaluate(t, value.With("workspace_name", "mended")))
	tab.Until("look.button('Copy all manifests')?.ariaDisabled === 'false'")
}
