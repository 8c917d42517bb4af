package browser_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/base-k8s/base-k8s/e2e/browser"
	"github.com/base-k8s/base-k8s/internal/golden"
)

// scenes are the pictures of docs/preview.md, by the names of their files: what somebody does
// on a page that shows the default example, until it shows what is in the picture.
var scenes = map[string]func(t *testing.T, tab *browser.Tab){
	"start": func(_ *testing.T, tab *browser.Tab) { tab.Show("Picture") },
	"question": func(_ *testing.T, tab *browser.Tab) {
		tab.Show("Picture")
		tab.Until("document.querySelector('.ask')")
		for control, text := range map[string]string{"input[list]": "8.8.8.8", ".port": "22"} {
			tab.Do("const control = document.querySelector('.ask " + control + "'); control.focus(); control.select()")
			tab.Insert(text)
		}
		tab.Until("look.words(document.querySelector('.ask [role=status]')).startsWith('✕ No')")
		tab.Do("document.querySelector('.ask').scrollIntoView({ block: 'end' })")
	},
	"text": func(_ *testing.T, tab *browser.Tab) {
		tab.Show("Text")
		tab.Write(commented + "capabilities:\n  network_egress: ")
		tab.Type(" ", chromedp.ModifierCtrl)
		tab.Until(offers + ".includes('https-only')")
	},
	"find": func(_ *testing.T, tab *browser.Tab) {
		search(tab, "egress")
		tab.Until(seen("capabilities.network_egress"))
	},
	"refused": func(_ *testing.T, tab *browser.Tab) {
		tab.Do("look.choose('desktop')")
		tab.Fill("home_path", "/home/kasm-user")
		tab.Until("look.refusals().length === 1")
		tab.Do("scrollTo(0, 0)")
	},
	"import": func(t *testing.T, tab *browser.Tab) {
		imported(t, tab, call)
		tab.Until("look.refusals().length > 0")
	},
	"changes": func(_ *testing.T, tab *browser.Tab) {
		tab.Click("look.button('Pin')")
		tab.Do("look.choose('home-ephemeral')")
		tab.Show("Changes")
		tab.Until("look.changes().length > 0")
	},
	"link": func(t *testing.T, tab *browser.Tab) {
		value := parse(t, commented, "yaml")
		tab.Begin(tab.Address() + olderLink(t, value.With("forgotten", "x")))
		tab.Until("look.button('Remove forgotten')")
	},
	"rows": func(t *testing.T, tab *browser.Tab) {
		lines, _ := recorded(t, 40)
		lines[3] = `{"owner": `
		lines[7] = `{"workspace_name": "w7", "owner": "-"}`
		tab.Choose(openedFile, save(t, "fleet.ndjson", strings.Join(lines, "\n")))
		tab.Until(rowsStatus + ".startsWith('40 inputs')")
		tab.Click("look.button('Verdict', " + inTheTable + ")")
	},
}

const tour = "../../docs/preview.md"

// TestTour goes through docs/preview.md and takes its pictures, light and dark. What the page
// shows in them is also kept as words: those in testdata/tour are what the pictures in docs/preview
// show, which UPDATE=1 writes with them.
func TestTour(t *testing.T) {
	text, err := os.ReadFile(tour)
	if err != nil {
		t.Fatal(err)
	}
	var named []string
	for _, found := range regexp.MustCompile(`preview/(\w+)-(?:light|dark)\.webp`).FindAllStringSubmatch(string(text), -1) {
		named = append(named, found[1])
	}
	slices.Sort(named)
	for name, play := range scenes {
		t.Run(name, func(t *testing.T) {
			if n := len(slices.DeleteFunc(slices.Clone(named), func(other string) bool { return other != name })); n != 2 {
				t.Errorf("%s shows it %d times, and should do so light and dark", tour, n)
			}
			tab := open(t, workspace, "")
			tab.Resize(1400, 900)
			play(t, tab)
			for _, scheme := range []string{"light", "dark"} {
				tab.PrefersScheme(scheme)
				file := filepath.Join("../../docs/preview", name+"-"+scheme+".webp")
				picture := tab.Picture()
				if os.Getenv("UPDATE") == "" {
					if _, err := os.Stat(file); err != nil {
						t.Error(err)
					}
				} else if err := os.WriteFile(file, picture, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			golden.Compare(t, filepath.Join("testdata/tour", name+".txt"), []byte(browser.Eval[string](tab, "look.inSight()")))
		})
	}
	for _, name := range slices.Compact(named) {
		if scenes[name] == nil {
			t.Errorf("%s has a picture %s that nobody takes", tour, name)
		}
	}
}
