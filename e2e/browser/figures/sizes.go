package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"strings"
	"time"

	"github.com/andybalholm/brotli"
)

// sizes are what the page loads, compressed as it comes over the wire.
func sizes(url string) []figure {
	tab, stop := start(url)
	defer stop()
	engine, raw := load(url + "engine.wasm")
	first := sum(tab.Requests())
	for _, title := range []string{"Text", "Picture", "Changes", "Module files"} {
		tab.Show(title)
		time.Sleep(500 * time.Millisecond) // until it is loaded
	}
	all := sum(tab.Requests())
	return []figure{
		{"engine.wasm, brotli", bytes(engine), bytes(1_200_000), engine > 1_200_000},
		{"engine.wasm, raw", bytes(raw), bytes(6_000_000), raw > 6_000_000},
		{"loaded until the first manifest, brotli", bytes(first), bytes(1_600_000), first > 1_600_000},
		{"with all that is loaded later, brotli", bytes(all), bytes(1_600_000), all > 1_600_000},
	}
}

func sum(addresses []string) (total int) {
	seen := map[string]bool{}
	for _, address := range addresses {
		address, _, _ = strings.Cut(address, "#")
		if !seen[address] {
			seen[address] = true
			compressed, _ := load(address)
			total += compressed
		}
	}
	return total
}

// load returns the size of a file as it comes, and of its content.
func load(address string) (compressed, raw int) {
	request, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Accept-Encoding", "br")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK || response.Header.Get("Content-Encoding") != "br" {
		log.Fatalf("%s: %s, %v", address, response.Status, err)
	}
	n, err := io.Copy(io.Discard, brotli.NewReader(strings.NewReader(string(body))))
	if err != nil {
		log.Fatalf("%s: %v", address, err)
	}
	return len(body), int(n)
}

func bytes(n int) string { return fmt.Sprintf("%.3f MB", float64(n)/1e6) }
