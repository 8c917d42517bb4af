package browser_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/base-k8s/base-k8s/e2e/browser"
)

// limit is how long a test may take, loops over all inputs included.
const limit = 90 * time.Second

// ended are stopped after the last test.
var ended []func()

func TestMain(m *testing.M) {
	code := m.Run()
	for _, end := range ended {
		end()
	}
	os.Exit(code)
}

// inFirefox reports whether the tests run in Firefox, and not in Chromium.
var inFirefox = os.Getenv("BROWSER") == "firefox"

// running is the one browser of the tests.
var running = sync.OnceValues(func() (b *browser.Browser, err error) {
	if inFirefox {
		b, err = browser.StartFirefox()
	} else {
		b, err = browser.Start()
	}
	if err == nil {
		ended = append(ended, b.Stop)
	}
	return b, err
})

var servers sync.Map // schema → func() (*browser.Server, error)

func serve(t *testing.T, schema string) *browser.Server {
	t.Helper()
	start, _ := servers.LoadOrStore(schema, sync.OnceValues(func() (*browser.Server, error) {
		s, err := browser.Serve(schema)
		if err == nil {
			ended = append(ended, func() { _ = s.Stop() })
		}
		return s, err
	}))
	s, err := start.(func() (*browser.Server, error))()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// newTab is an empty tab. When the test ends, nothing may have gone wrong in it but
// what the test allows: the beginnings of problems.
func newTab(t *testing.T, allowed ...string) *browser.Tab {
	t.Helper()
	b, err := running()
	if errors.Is(err, browser.ErrMissing) && os.Getenv("CI") != "true" {
		t.Skipf("NOT SHOWN: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("RAN: %s", b.Name)
	tab := b.NewTab(t, limit)
	t.Cleanup(func() {
		tab.Close()
		for _, problem := range tab.Problems() {
			if !begins(problem, allowed) {
				t.Errorf("in the page: %s", problem)
			}
		}
	})
	return tab
}

func begins(text string, beginnings []string) bool {
	for _, b := range beginnings {
		if strings.HasPrefix(text, b) {
			return true
		}
	}
	return false
}

// ready holds when the page is complete: the form comes after the result.
const ready = "look.status() && (document.querySelector('.form[aria-busy=false]') || look.editor())"

// open opens the preview of a contract, and waits until it shows a result. No other
// host than the server's may be asked for anything.
func open(t *testing.T, c *contract, fragment string) *browser.Tab {
	t.Helper()
	tab := newTab(t)
	url := serve(t, c.schema).URL
	tab.Open(url + fragment)
	tab.Until(ready)
	t.Cleanup(func() {
		if t.Failed() {
			return // and the page may not answer
		}
		for _, asked := range tab.Requests() {
			if !strings.HasPrefix(asked, url) {
				t.Errorf("the page asks for %s", asked)
			}
		}
	})
	return tab
}

// offered is an input that the page offers.
type offered struct{ Name, Text, Language string }

// examples are those of the page, in its order.
func examples(t *testing.T, c *contract) (list []offered) {
	t.Helper()
	response, err := http.Get(serve(t, c.schema).URL + "examples.json")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(&list); err != nil {
		t.Fatal(err)
	}
	if len(list) == 0 {
		t.Fatal(fmt.Errorf("%s has no examples", c.schema))
	}
	return list
}
