package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"github.com/base-k8s/base-k8s/e2e/browser"
)

// firstManifest reports to the server when the first manifest is in the document, and when
// the frame that shows it has been made; both since the navigation began.
const firstManifest = `
new MutationObserver((_, observer) => {
	if (!document.querySelector(".manifest pre.code")) return;
	observer.disconnect();
	const there = performance.now();
	requestAnimationFrame(() => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = () => fetch("first?there=" + there + "&shown=" + performance.now());
		port2.postMessage(0);
	});
}).observe(document, { childList: true, subtree: true });`

const (
	startRuns = 15
	// settling is how long a new browser is busy with itself.
	settling = 3 * time.Second
)

// starts measures the way to the first manifest, each time in a new browser with an
// empty profile. Nothing is attached to the browser, because that takes as long as the
// page itself: the page has one script more, which reports what it sees.
func starts(page string) []figure {
	here, stop := startsOf(page)
	defer stop()
	if *beside == "" {
		for range startRuns {
			here.visit()
		}
		return here.figures("navigation to the first manifest on screen", 700)
	}
	other, stopOther := startsOf(*beside)
	defer stopOther()
	for range 2 * startRuns {
		here.visit()
		other.visit()
	}
	ratio := at(here.shown, 0.5) / at(other.shown, 0.5)
	return append(append(here.figures("navigation to the first manifest on screen", 700),
		other.figures("the same of the other page", 0)...),
		figure{what: "ratio of the medians on screen", measured: fmt.Sprintf("%.2f", ratio), bar: "1.00", over: ratio > 1})
}

// started is a page and when its first manifest was there, in milliseconds.
type started struct {
	url          string
	first        chan url.Values
	there, shown []float64
}

// startsOf serves a page with the script that reports.
func startsOf(page string) (*started, func()) {
	first := make(chan url.Values)
	target, err := url.Parse(page)
	if err != nil {
		log.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(target)
			r.Out.Header["Accept-Encoding"] = r.In.Header["Accept-Encoding"]
			if r.In.URL.Path == "/" {
				r.Out.Header.Set("Accept-Encoding", "identity")
			}
		},
		ModifyResponse: addScript,
	}
	mux := http.NewServeMux()
	mux.Handle("/", proxy)
	mux.HandleFunc("/first.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		io.WriteString(w, firstManifest)
	})
	mux.HandleFunc("/first", func(_ http.ResponseWriter, r *http.Request) { first <- r.URL.Query() })
	server := httptest.NewServer(mux)
	return &started{url: server.URL, first: first}, server.Close
}

func (s *started) visit() {
	reported := visit(s.url, s.first)
	s.there, s.shown = append(s.there, milliseconds(reported, "there")), append(s.shown, milliseconds(reported, "shown"))
}

func (s *started) figures(what string, bar float64) []figure {
	return []figure{times(what, s.shown, bar, 0), times("… until it is in the document", s.there, 0, 0)}
}

// addScript adds firstManifest to the page.
func addScript(r *http.Response) error {
	if r.Request.URL.Path != "/" {
		return nil
	}
	text, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	changed := strings.Replace(string(text), "<title>", `<script async src="first.js"></script><title>`, 1)
	r.Body = io.NopCloser(strings.NewReader(changed))
	r.ContentLength = int64(len(changed))
	r.Header.Set("Content-Length", strconv.Itoa(len(changed)))
	return nil
}

// visit opens an address in a new browser, and returns what the page reports.
func visit(address string, first <-chan url.Values) url.Values {
	program, err := browser.Chromium()
	if err != nil {
		log.Fatal(err)
	}
	profile, err := os.MkdirTemp("", "profile-")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(profile)
	cmd := exec.Command(program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
		"--disable-background-networking", "--disable-component-update", "--window-size=1400,1000",
		"--remote-debugging-port=0", "--user-data-dir="+profile, "about:blank")
	if err := cmd.Start(); err != nil {
		log.Fatal(err)
	}
	defer func() {
		cmd.Process.Kill()
		cmd.Wait()
	}()
	time.Sleep(settling)
	if err := openTab(profile, address); err != nil {
		log.Fatal(err)
	}
	select {
	case times := <-first:
		return times
	case <-time.After(time.Minute):
		log.Fatal("the page shows no manifest")
		return nil
	}
}

// openTab opens an address in the browser of a profile.
func openTab(profile, address string) error {
	port, err := os.ReadFile(profile + "/DevToolsActivePort")
	if err != nil {
		return err
	}
	number, _, _ := strings.Cut(string(port), "\n")
	request, err := http.NewRequest(http.MethodPut, fmt.Sprintf("http://127.0.0.1:%s/json/new?%s/", number, address), nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	return response.Body.Close()
}

func milliseconds(times url.Values, name string) float64 {
	ms, err := strconv.ParseFloat(times.Get(name), 64)
	if err != nil {
		log.Fatalf("the page reports %s=%q", name, times.Get(name))
	}
	return ms
}
