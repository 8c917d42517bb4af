package main

import (
	"log"
	"net/http"
	"net/http/httptest"
	"testing/fstest"
	"time"

	"github.com/base-k8s/base-k8s/e2e/browser"
)

// leastPage does as little as a page can that asks a worker at each key press. What a
// key press takes in it, the browser and the machine take: no page takes less.
var leastPage = fstest.MapFS{
	"index.html": {Data: []byte(`<!doctype html>
<title>Least</title>
<input autofocus>
<div role="tabpanel"><pre class="code">x</pre></div>
<script src="page.js"></script>
`)},
	"page.js": {Data: []byte(`
const worker = new Worker("worker.js");
const shown = document.querySelector(".code").firstChild;
worker.onmessage = ({ data }) => (shown.data = data);
document.querySelector("input").oninput = ({ target }) => worker.postMessage(target.value);
`)},
	"worker.js": {Data: []byte(`onmessage = ({ data }) => postMessage(data);`)},
}

// leastPress is leastPage, with the cursor in its text.
func leastPress(flags ...string) *pressed {
	server := httptest.NewServer(http.FileServerFS(leastPage))
	b, err := browser.Start(flags...)
	if err != nil {
		log.Fatal(err)
	}
	time.Sleep(time.Second) // a browser that starts is busy with itself
	tab := b.NewTab(failer{}, 20*time.Minute)
	tab.Open(server.URL)
	tab.Do(watchKeys)
	return &pressed{tab: tab, stop: func() {
		b.Stop()
		server.Close()
	}}
}
