package main

import (
	"fmt"
	"log"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	cdpmemory "github.com/chromedp/cdproto/memory"
	"github.com/chromedp/cdproto/runtime"

	"github.com/base-k8s/base-k8s/e2e/browser"
)

// edits changes an input so many times, and waits for the manifests each time.
const edits = `
const field = look.field("` + input + `");
const panel = document.querySelector(".code").closest("[role=tabpanel]");
for (let i = 0; i < %d; i++) {
	const changed = new Promise((done) => new MutationObserver((_, observer) => { observer.disconnect(); done(); })
		.observe(panel, { subtree: true, childList: true, characterData: true }));
	field.value = "edit-" + (i %% 89);
	field.dispatchEvent(new InputEvent("input", { bubbles: true }));
	await changed;
}`

const few, many, most = 500, 5000, 1.2

// memory compares what the page holds after many edits with that after few.
func memory(url string) []figure {
	tab, stop := start(url)
	defer stop()
	tab.Do("look.choose('" + begin + "')")
	tab.Until("look.field('" + input + "')")
	tab.Do(fmt.Sprintf(edits, few))
	before := usage(tab)
	for range (many - few) / few {
		tab.Do(fmt.Sprintf(edits, few))
	}
	after := usage(tab)
	var figures []figure
	for i, m := range after {
		ratio := m.amount / before[i].amount
		f := figure{
			what:     fmt.Sprintf("%s after %d and %d edits", m.what, few, many),
			measured: fmt.Sprintf("%.*f and %.*f %s, %+.1f %%", m.digits, before[i].amount, m.digits, m.amount, m.unit, 100*(ratio-1)),
		}
		if m.bar {
			f.bar, f.over = "within 20 %", ratio > most
		}
		figures = append(figures, f)
	}
	return figures
}

// measure is an amount of something.
type measure struct {
	what   string
	amount float64
	unit   string
	digits int
	bar    bool
}

func usage(tab *browser.Tab) []measure {
	workers := tab.Workers()
	if len(workers) != 1 {
		log.Fatalf("the page has %d workers", len(workers))
	}
	worker := workers[0]
	// Several times, as finalizers free what the next collection takes.
	for range 3 {
		browser.Call(tab, heapprofiler.CollectGarbage, cdp.Empty{})
		call(worker, heapprofiler.CollectGarbage, cdp.Empty{})
	}
	page := browser.Call(tab, runtime.GetHeapUsage, cdp.Empty{})
	engine := call(worker, runtime.GetHeapUsage, cdp.Empty{})
	dom := browser.Call(tab, cdpmemory.GetDOMCounters, cdp.Empty{})
	const mega = 1e6
	heaps := page.UsedSize + engine.UsedSize
	wasm := wasmMemory(worker)
	return []measure{
		{"memory in all", (heaps + wasm) / mega, "MB", 2, true},
		{"… JavaScript of the page", page.UsedSize / mega, "MB", 2, true},
		{"… JavaScript of the worker", engine.UsedSize / mega, "MB", 2, true},
		{"… memory of the engine", wasm / mega, "MB", 2, true},
		{"nodes of documents", float64(dom.Nodes), "nodes", 0, true},
		{"event listeners", float64(dom.JsEventListeners), "listeners", 0, true},
		{"resident memory of the page's processes", resident(tab.PID()) / mega, "MB", 1, false},
	}
}

// wasmMemory is the size of the memories in a worker, in bytes.
func wasmMemory(worker browser.Worker) float64 {
	prototype := call(worker, runtime.Evaluate, runtime.EvaluateParams{Expression: "WebAssembly.Memory.prototype"})
	found := call(worker, runtime.QueryObjects, runtime.QueryObjectsParams{PrototypeObjectID: prototype.Result.ObjectID})
	yes := true
	size := call(worker, runtime.CallFunctionOn, runtime.CallFunctionOnParams{
		FunctionDeclaration: "function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }",
		ObjectID:            found.Objects.ObjectID,
		ReturnByValue:       &yes,
	})
	var bytes float64
	if _, err := fmt.Sscan(string(size.Result.Value), &bytes); err != nil {
		log.Fatalf("the engine's memory: %v", err)
	}
	return bytes
}

func call[P, R any](worker browser.Worker, command cdp.Command[P, R], params P) R {
	result, err := browser.CallWorker(worker, command, params)
	if err != nil {
		log.Fatalf("%s: %v", command.Method, err)
	}
	return result
}
