// Command figures measures the preview in a real browser and prints how that compares
// with what it may take:
//
//	go run ./browser/figures [--beside address] [sizes] [starts] [keys] [memory] [tasks]
//
// With the address of another build of the page, such as one that is served from an older
// checkout, the two are started in turn. It exits with 0 even when a bar is missed: a busy machine
// is no fault of the page.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/base-k8s/base-k8s/e2e/browser"
)

// The contract that is measured, and one of its inputs that every manifest has.
const (
	schema = "schema"
	input  = "workspace_name"
	begin  = "default" // the example
)

// failer ends the program where a test would fail.
type failer struct{}

func (failer) Helper()                           {}
func (failer) Fatalf(format string, args ...any) { log.Fatalf(format, args...) }

// A figure is measured, and compared with a bar when it has one.
type figure struct {
	what     string
	measured string
	bar      string
	over     bool
}

var beside = flag.String("beside", "", "the `address` of another build of the page")

func main() {
	log.SetFlags(0)
	flag.Parse()
	server, err := browser.Serve(schema)
	if err != nil {
		log.Fatal(err)
	}
	defer server.Stop()
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "what\tmeasured\tbar\t\n")
	for _, m := range measurements {
		if flag.NArg() > 0 && !slices.Contains(flag.Args(), m.name) {
			continue
		}
		for _, f := range m.measure(server.URL) {
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", f.what, f.measured, f.bar, f.verdict())
		}
	}
	table.Flush()
}

// measurements are all of them, by the names that the command takes.
var measurements = []struct {
	name    string
	measure func(url string) []figure
}{{"sizes", sizes}, {"starts", starts}, {"keys", keys}, {"memory", memory}, {"tasks", tasks}}

func (f figure) verdict() string {
	switch {
	case f.over:
		return "OVER"
	case f.bar != "":
		return "ok"
	}
	return ""
}

// start starts a browser, with a tab at an address.
func start(url string, flags ...string) (*browser.Tab, func()) {
	b, err := browser.Start(flags...)
	if err != nil {
		log.Fatal(err)
	}
	time.Sleep(time.Second) // a browser that starts is busy with itself
	tab := b.NewTab(failer{}, 20*time.Minute)
	tab.Open(url)
	tab.Until("look.manifests().length > 0")
	return tab, b.Stop
}
