package main

import (
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/chromedp/chromedp/kb"

	"github.com/base-k8s/base-k8s/e2e/browser"
)

const presses = 500

// watchKeys notes for every key press when the manifests have changed and are laid
// out, and when the frame that shows them has been made.
const watchKeys = `
globalThis.samples = [];
let pressed = 0, noted = () => {};
addEventListener("keydown", (event) => (pressed = event.timeStamp), true);
new MutationObserver(() => {
	if (pressed === 0) return;
	const since = pressed;
	pressed = 0;
	void document.body.offsetHeight;
	const laidOut = performance.now() - since;
	requestAnimationFrame(() => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = () => {
			samples.push([laidOut, performance.now() - since]);
			noted();
		};
		port2.postMessage(0);
	});
}).observe(document.querySelector("[role=tabpanel]:has(.code)"), { subtree: true, childList: true, characterData: true });
globalThis.sample = async (n) => { while (samples.length <= n) await new Promise((done) => (noted = done)); };`

// keys measures the way from a key press to the new manifests on screen, in the form
// and in the editor.
func keys(url string) []figure {
	var figures []figure
	for _, mode := range []struct {
		name  string
		flags []string
	}{
		{"at 60 frames a second", nil},
		{"without waiting for the screen", []string{"disable-gpu-vsync", "disable-frame-rate-limit"}},
	} {
		laidOut, shown := leastPress(mode.flags...)
		figures = append(figures,
			times("key in an empty page whose worker has its answer ready, "+mode.name, shown, 0, 0),
			times("… until it is laid out", laidOut, 0, 0))
		tab, stop := start(url, mode.flags...)
		tab.Do("look.choose('" + begin + "')")
		tab.Do(watchKeys)
		tab.Select(input)
		tab.Type(kb.End)
		laidOut, shown = press(tab)
		median, worst := 16.0, 50.0
		figures = append(figures,
			times("key in the form to manifests on screen, "+mode.name, shown, median, worst),
			times("… until they are laid out", laidOut, 0, 0))
		tab.Show("Text")
		tab.Write(lastLine(tab))
		laidOut, shown = press(tab)
		figures = append(figures,
			times("key in the editor to manifests on screen, "+mode.name, shown, median, worst),
			times("… until they are laid out", laidOut, 0, 0))
		stop()
	}
	return figures
}

// lastLine is the text in the editor with the input on its last line, where the cursor
// goes.
func lastLine(tab *browser.Tab) string {
	tab.Until("look.editor()")
	return browser.Eval[string](tab, `look.text().split("\n").filter((line) => line !== "" && !line.startsWith("`+input+`:")).join("\n") + "\n`+input+`: dev"`)
}

// press presses keys that each change the manifests, with the pauses of a quick typist.
func press(tab *browser.Tab) (laidOut, shown []float64) {
	time.Sleep(time.Second) // until nothing is under way
	tab.Do("samples.length = 0")
	for i := range presses {
		key := rune('a' + i%10)
		if i%20 >= 10 {
			key = '\b'
		}
		tab.Press(key)
		tab.Do("await sample(" + strconv.Itoa(i) + ")")
		time.Sleep(time.Duration(20+rand.IntN(40)) * time.Millisecond)
	}
	for _, sample := range browser.Eval[[][2]float64](tab, "samples") {
		laidOut, shown = append(laidOut, sample[0]), append(shown, sample[1])
	}
	return laidOut, shown
}
