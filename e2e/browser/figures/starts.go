package main

import (
	"github.com/base-k8s/base-k8s/e2e/browser"
)

// firstManifest notes when the first manifest is in the document, and when the frame
// that shows it has been made; both since the navigation began.
const firstManifest = `
new MutationObserver((_, observer) => {
	if (!document.querySelector("pre.code[aria-label^='Manifest of ']")) return;
	observer.disconnect();
	const there = performance.now();
	requestAnimationFrame(() => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = () => (globalThis.first = [there, performance.now()]);
		port2.postMessage(0);
	});
}).observe(document, { childList: true, subtree: true });`

const startRuns = 15

// starts measures the way to the first manifest, each time in a new browser with an
// empty profile.
func starts(url string) []figure {
	var there, shown []float64
	for range startRuns {
		tab, stop := start(url, firstManifest)
		tab.Until("globalThis.first")
		first := browser.Eval[[2]float64](tab, "first")
		there, shown = append(there, first[0]), append(shown, first[1])
		stop()
	}
	return []figure{
		times("navigation to the first manifest on screen", shown, 700, 0),
		times("… until it is in the document", there, 0, 0),
	}
}
