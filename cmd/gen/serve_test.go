package main

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// await is the script command "await FILE": it waits until a program that runs in the
// background has written a line to the file.
func await(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: await FILE")
	}
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if text, err := os.ReadFile(ts.MkAbs(args[0])); err == nil && bytes.HasSuffix(text, []byte("\n")) {
			return
		}
	}
	ts.Fatalf("%s has no line", args[0])
}

var serverURL = regexp.MustCompile(`http://[^/\s]+`)

// fetch is the script command "fetch FILE PATH TYPE": it gets a path from the server
// whose URL is in the file, and makes the answer the script's stdout. With "!" it
// demands that there is no such path.
func fetch(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 2 || neg != (len(args) == 2) {
		ts.Fatalf("usage: fetch FILE PATH TYPE, or ! fetch FILE PATH")
	}
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 30 * time.Second}
	r, err := client.Get(serverURL.FindString(ts.ReadFile(args[0])) + args[1])
	ts.Check(err)
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	ts.Check(err)
	if neg {
		if r.StatusCode != http.StatusNotFound {
			ts.Fatalf("%s is %s", args[1], r.Status)
		}
		return
	}
	if got := r.Header.Get("Content-Type"); r.StatusCode != http.StatusOK || !strings.HasPrefix(got, args[2]) {
		ts.Fatalf("%s is %s, %s", args[1], r.Status, got)
	}
	_, err = ts.Stdout().Write(text)
	ts.Check(err)
}
