package browser

import "github.com/chromedp/chromedp"

// Click clicks the middle of an element, which has to be in sight or scrolled to.
func (t *Tab) Click(element string) {
	t.Helper()
	t.Until(element)
	at := Eval[struct {
		X, Y float64
		Hit  bool
	}](t, `(async () => {
		const element = `+element+`;
		const place = () => JSON.stringify(element.getBoundingClientRect());
		for (let tries = 0; ; tries++) {
			element.scrollIntoView({ block: "center" });
			for (let last = "", rests = 0; rests < 3; ) { // until it rests for some frames
				rests = last === place() ? rests + 1 : 0;
				last = place();
				await new Promise(requestAnimationFrame);
			}
			const { x, y, width, height } = element.getBoundingClientRect();
			const at = { x: x + width / 2, y: y + height / 2 };
			const found = element.getRootNode().elementFromPoint(at.x, at.y);
			const hit = element.contains(found) || found?.contains(element) === true;
			if (hit || tries === 20) return { ...at, hit };
		}
	})()`)
	if !at.Hit {
		t.Fatalf("something covers %s", element)
	}
	t.check(t.protocol.click(at.X, at.Y), "click "+element)
}

// Type types a text or keys of package kb, key by key, into what has the focus.
func (t *Tab) Type(keys string, modifiers ...chromedp.Modifier) {
	t.Helper()
	t.check(t.protocol.keys(keys, modifiers...), "type "+keys)
}

// Press presses a key of package kb as a keyboard does. Type, by contrast, waits until
// the page has seen the key before it sends the character.
func (t *Tab) Press(key rune) {
	t.Helper()
	t.check(t.protocol.press(key), "press "+string(key))
}

// Insert inserts a text at once, as input methods do.
func (t *Tab) Insert(text string) {
	t.Helper()
	t.check(t.protocol.insert(text), "insert a text")
}

// Select focuses an input and selects all of its text.
func (t *Tab) Select(path string) {
	t.Helper()
	t.Until("look.field(" + Quote(path) + ")?.select")
	t.Do("const field = look.field(" + Quote(path) + "); field.focus(); field.select()")
}

// Fill replaces the text of an input.
func (t *Tab) Fill(path, text string) {
	t.Helper()
	t.Select(path)
	if text == "" {
		t.Type("\b")
	} else {
		t.Insert(text)
	}
}

// Show opens a tab of the page by its title. The tab may move away from under the mouse when a
// large text has been read, which takes buttons out of the line above it; the form is drawn in
// several frames.
func (t *Tab) Show(title string) {
	t.Helper()
	tab := "look.tab(" + Quote(title) + ")"
	t.Click(tab)
	if !Eval[bool](t, tab+".ariaSelected === 'true'") {
		t.Click(tab)
	}
	t.Until(tab + ".ariaSelected === 'true'")
	if title == "Form" {
		t.Until("document.querySelector('.form[aria-busy=false]')")
	}
}

// Write replaces the text in the editor, which has to be open.
func (t *Tab) Write(text string) {
	t.Helper()
	t.Until("look.editor()")
	t.Do("look.editor().focus()")
	t.Type("a", chromedp.ModifierCtrl)
	t.Do("look.paste(" + Quote(text) + ")")
}

// AllowClipboard lets the page use the clipboard, as the person would.
func (t *Tab) AllowClipboard() {
	t.Helper()
	t.check(t.protocol.allowClipboard(), "allow the clipboard")
}

// DownloadTo puts what the page lets download into a directory.
func (t *Tab) DownloadTo(dir string) {
	t.Helper()
	t.check(t.protocol.downloadTo(dir), "allow downloads")
}

// Choose chooses a file of this machine in a file control.
func (t *Tab) Choose(element, file string) {
	t.Helper()
	t.Until(element)
	t.check(t.protocol.choose(element, file), "choose "+file)
}

// Paste puts a text into the clipboard and pastes it into what has the focus, as the keys do.
func (t *Tab) Paste(text string) {
	t.Helper()
	t.AllowClipboard()
	t.Do("await navigator.clipboard.writeText(" + Quote(text) + ")")
	t.check(t.protocol.paste(), "paste")
}

// Point moves the pointer.
func (t *Tab) Point(x, y float64) {
	t.Helper()
	t.check(t.protocol.point(x, y), "point")
}
