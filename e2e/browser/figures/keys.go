package main

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/chromedp/chromedp/kb"

	"github.com/base-k8s/base-k8s/e2e/browser"
)

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
		pages := []*pressed{leastPress(mode.flags...), edited(url, mode.flags...)}
		if *beside != "" {
			pages = append(pages, edited(*beside, mode.flags...))
		}
		for _, page := range pages[1:] {
			page.tab.Select(input)
			page.tab.Type(kb.End)
		}
		inTurn(pages)
		figures = append(figures, pages[0].figures("key in an empty page whose worker has its answer ready, "+mode.name, 0, 0)...)
		figures = append(figures, compared(pages, "key in the form to manifests on screen, "+mode.name)...)
		for _, page := range pages[1:] {
			page.tab.Show("Text")
			page.tab.Write(lastLine(page.tab))
		}
		inTurn(pages)
		figures = append(figures, compared(pages, "key in the editor to manifests on screen, "+mode.name)...)
		for _, page := range pages {
			page.stop()
		}
	}
	return figures
}

// pressed is a page with the cursor in a text, and how long after a key press it showed
// what has changed, in milliseconds.
type pressed struct {
	tab            *browser.Tab
	stop           func()
	laidOut, shown []float64
}

// edited is a preview with the input that keys are pressed in.
func edited(url string, flags ...string) *pressed {
	tab, stop := start(url, flags...)
	tab.Do("look.choose('" + begin + "')")
	tab.Do(watchKeys)
	return &pressed{tab: tab, stop: stop}
}

// compared are the figures of the page and of the other one, each also as a multiple of the empty
// page, which comes first.
func compared(pages []*pressed, what string) []figure {
	const median, worst = 16, 50
	here := pages[1]
	figures := here.figures(what, median, worst)
	ratio := func(p *pressed) float64 { return at(p.shown, 0.5) / at(pages[0].shown, 0.5) }
	of := figure{what: "… as a multiple of the empty page", measured: fmt.Sprintf("%.2f", ratio(here))}
	if len(pages) == 2 {
		return append(figures, of)
	}
	other := pages[2]
	of.bar, of.over = fmt.Sprintf("%.2f", ratio(other)), ratio(here) > ratio(other)
	return append(append(figures, other.figures("the same in the other page", 0, 0)...), of)
}

// lastLine is the text in the editor with the input on its last line, where the cursor
// goes.
func lastLine(tab *browser.Tab) string {
	tab.Until("look.editor()")
	return browser.Eval[string](tab, `look.text().split("\n").filter((line) => line !== "" && !line.startsWith("`+input+`:")).join("\n") + "\n`+input+`: dev"`)
}

// The pages take turns, because a busy machine is busy for a while. Half of the keys of a turn
// write, the others delete what was written.
const (
	rounds  = 15
	presses = 20
)

// inTurn presses keys in each of the pages that each change what it shows, with the pauses of a
// quick typist.
func inTurn(pages []*pressed) {
	for _, page := range pages {
		page.laidOut, page.shown = nil, nil
	}
	for range rounds {
		for _, page := range pages {
			page.press()
		}
	}
}

func (p *pressed) press() {
	time.Sleep(time.Second / 2) // until nothing is under way
	p.tab.Do("samples.length = 0")
	for i := range presses {
		key := rune('a' + i)
		if i >= presses/2 {
			key = '\b'
		}
		p.tab.Press(key)
		p.tab.Do("await sample(" + strconv.Itoa(i) + ")")
		time.Sleep(time.Duration(20+rand.IntN(40)) * time.Millisecond)
	}
	for _, sample := range browser.Eval[[][2]float64](p.tab, "samples") {
		p.laidOut, p.shown = append(p.laidOut, sample[0]), append(p.shown, sample[1])
	}
}

func (p *pressed) figures(what string, median, worst float64) []figure {
	return []figure{times(what, p.shown, median, worst), times("… until it is laid out", p.laidOut, 0, 0)}
}
