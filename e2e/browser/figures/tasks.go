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

// tasks measures the longest task of the page while a text comes into the editor, and while
// one types there.
func tasks(url string) []figure {
	tab, stop := start(url)
	defer stop()
	tab.Show("Text")
	tab.Until("look.editor()")
	tab.Do(watchTasks)
	rows := func(n int) string { return "startup_command:\n" + strings.Repeat("- some row\n", n) }
	var figures []figure
	for _, pasted := range []struct{ what, text string }{
		{"of 10 MB", rows(1_000_000)},
		{"of 900 KB", rows(80_000)},
		{"of 60 KB", rows(5_500)},
		{"of 16 KB", rows(1_500)},
		{"with 30,000 brackets", "x: " + strings.Repeat("[", 30_000)},
	} {
		tab.Write("x: 1\n")
		// The text is there before it is pasted, which is what is measured.
		tab.Do("globalThis.pasted = " + browser.Quote(pasted.text))
		figures = append(figures,
			longest(tab, "pasting a text "+pasted.what, func() { tab.Type("a", ctrl); tab.Do("look.paste(pasted)") }),
			longest(tab, "typing in it", func() { tab.Type(kb.End + "x") }))
	}
	return figures
}

const ctrl = 2 // the modifier

func longest(tab *browser.Tab, what string, do func()) figure {
	const rest = time.Second
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
