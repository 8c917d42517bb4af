package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/chromedp/kb"

	"github.com/base-k8s/base-k8s/e2e/browser"
)

// watchTasks notes how long tasks take that the browser calls long, which are those over
// 50 ms.
const watchTasks = `
globalThis.tasks = [];
new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => tasks.push(duration))).observe({ type: "longtask" });`

// tasks measures the longest task of the page while much comes into it, and while one works
// with that.
func tasks(url string) []figure {
	tab, stop := start(url)
	defer stop()
	tab.Do(watchTasks)
	editor := func() {
		tab.Show("Text")
		tab.Until("look.editor()")
	}
	rows := func(n int) string { return "startup_command:\n" + strings.Repeat("- some row\n", n) }
	var figures []figure
	measure := func(what string, do func()) { figures = append(figures, longest(tab, what, do)) }
	for _, pasted := range []struct{ what, text string }{
		{"of 10 MB", rows(1_000_000)},
		{"of 900 KB", rows(80_000)},
		{"of 60 KB", rows(5_500)},
		{"of 16 KB", rows(1_500)},
		{"with 30,000 brackets", "x: " + strings.Repeat("[", 30_000)},
	} {
		editor()
		tab.Write("x: 1\n")
		// The text is there before it is pasted, which is what is measured.
		tab.Do("globalThis.pasted = " + browser.Quote(pasted.text))
		measure("pasting a text "+pasted.what, func() { tab.Type("a", ctrl); tab.Do("look.paste(pasted)") })
		measure("typing in it", func() { tab.Type(kb.End + "x") })
	}
	tab.Write(rows(5_500))
	measure("formatting a text of 60 KB", func() { tab.Click("look.button('Format')") })
	measure("writing it as JSON", func() { tab.Click("look.checkbox('JSON')") })
	measure("writing it as YAML", func() { tab.Click("look.checkbox('YAML')") })
	measure("showing its form", func() { tab.Show("Form") })
	tab.Select("owner")
	measure("typing in its form", func() { tab.Type("some-owner") })
	measure("undoing that", func() { tab.Click("look.button('Undo')") })
	drop := func(name, text string) func() {
		tab.Do("globalThis.dropped = " + browser.Quote(text))
		return func() { tab.Do("look.drop(document.body, " + browser.Quote(name) + ", dropped)") }
	}
	measure("opening a file of 60 KB", drop("input.yaml", rows(5_500)))
	measure("importing variables of 60 KB", drop("x.tfvars", "startup_command = [\n"+strings.Repeat("\"some row\",\n", 4_500)+"]\n"))
	measure("importing variables of 900 KB", drop("x.tfvars", "startup_command = [\n"+strings.Repeat("\"some row\",\n", 75_000)+"]\n"))
	measure("opening 4,000 errors", drop("input.yaml", "dns_cidrs:\n"+strings.Repeat("- wrong\n", 4_000)))
	measure("opening a table of 3,000 rows", drop("x.ndjson", strings.Repeat("{\"workspace_name\":\"a\",\"owner\":\"b\"}\n", 3_000)))
	return figures
}

const ctrl = 2 // the modifier

func longest(tab *browser.Tab, what string, do func()) figure {
	const rest = 1500 * time.Millisecond
	time.Sleep(rest)
	tab.Do("tasks.length = 0")
	do()
	time.Sleep(rest)
	worst := slices.Max(append(browser.Eval[[]float64](tab, "tasks"), 0))
	f := figure{what: "longest task of " + what, measured: fmt.Sprintf("%.0f ms", worst), bar: "50 ms", over: worst > 50}
	if worst == 0 {
		f.measured = "below 50 ms"
	}
	return f
}
