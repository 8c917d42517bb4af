package browser

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// profile is what Firefox is asked to do otherwise than by itself: to show what a page asks when it
// is left, to let a page read the clipboard unasked, and to look nothing up for itself.
const profile = `user_pref("dom.disable_beforeunload", false);
user_pref("dom.events.testing.asyncClipboard", true);
user_pref("app.normandy.enabled", false);
user_pref("browser.contentblocking.report.hide_vpn_banner", true);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
`

var listening = regexp.MustCompile(`WebDriver BiDi listening on (ws://\S+)`)

// StartFirefox starts Firefox.
func StartFirefox() (*Browser, error) {
	program, err := find("FIREFOX", "firefox-esr", "firefox")
	if err != nil {
		return nil, err
	}
	said, err := name(program)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "firefox-")
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(dir, "user.js"), []byte(profile), 0o666); err != nil {
		return nil, err
	}
	// What a person prefers is a setting of the whole program, which is not for pages.
	cmd := exec.Command(program, "--headless", "--no-remote", "--profile", dir, "--remote-debugging-port=0", "--remote-allow-system-access", "about:blank")
	stop := func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		_ = os.RemoveAll(dir)
	}
	out, err := cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	address, err := wait(out)
	if err != nil {
		stop()
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	c, err := connect(ctx, address+"/session")
	if err == nil {
		err = c.command(ctx, "session.new", parameters{"capabilities": parameters{"alwaysMatch": parameters{
			"unhandledPromptBehavior": parameters{"default": "accept", "beforeUnload": "accept"},
		}}}, nil)
	}
	if err == nil {
		err = c.command(ctx, "session.subscribe", parameters{"events": []string{
			"log.entryAdded", "network.beforeRequestSent", "network.fetchError", "browsingContext.userPromptOpened",
		}}, nil)
	}
	if err != nil {
		stop()
		return nil, err
	}
	return &Browser{said, stop, func(w *Watch, life time.Duration) (protocol, error) { return newFirefox(c, w, life) }}, nil
}

// wait reads what Firefox prints until it says where it listens.
func wait(out io.Reader) (string, error) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if found := listening.FindStringSubmatch(lines.Text()); found != nil {
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return found[1], nil
		}
	}
	return "", errors.New("firefox ends before it listens")
}

// firefox is a tab of Firefox, which speaks WebDriver BiDi.
type firefox struct {
	*Watch
	*connection
	ctx        context.Context
	cancel     func()
	user, page string // the user context, whose storage is its own, and the browsing context
}

func newFirefox(c *connection, w *Watch, life time.Duration) (*firefox, error) {
	ctx, cancel := context.WithTimeout(context.Background(), life)
	f := &firefox{Watch: w, connection: c, ctx: ctx, cancel: cancel}
	var made struct{ UserContext, Context string }
	if err := f.ask("browser.createUserContext", parameters{}, &made); err != nil {
		return nil, err
	}
	if err := f.ask("browsingContext.create", parameters{"type": "tab", "userContext": made.UserContext}, &made); err != nil {
		return nil, err
	}
	f.user, f.page = made.UserContext, made.Context
	c.listen(f.page, f.hear)
	return f, f.resize(1400, 1000)
}

func (f *firefox) ask(method string, params parameters, into any) error {
	return f.command(f.ctx, method, params, into)
}

func (f *firefox) begin(script string) error {
	return f.ask("script.addPreloadScript", parameters{"functionDeclaration": "() => {" + script + "}", "contexts": []string{f.page}}, nil)
}

func (f *firefox) navigate(url string, wait bool) error {
	until := "none"
	if wait {
		until = "complete"
	}
	return f.ask("browsingContext.navigate", parameters{"context": f.page, "url": url, "wait": until}, nil)
}

func (f *firefox) eval(expression string) ([]byte, error) {
	return f.evalIn(f.page, expression)
}

func (f *firefox) run(statement string) error {
	_, err := f.eval(inFunction(statement))
	return err
}

// evalIn evaluates in a page, which may be one of the program's own. What comes is JSON, as DevTools give it.
func (f *firefox) evalIn(context, expression string) ([]byte, error) {
	var answer struct {
		Type   string
		Result struct {
			Type  string
			Value json.RawMessage
		}
		ExceptionDetails struct{ Text string }
	}
	err := f.ask("script.evaluate", parameters{
		"expression":   "(async () => JSON.stringify(await (" + expression + ")))()",
		"target":       parameters{"context": context},
		"awaitPromise": true,
	}, &answer)
	if err != nil {
		return nil, err
	}
	if answer.Type == "exception" {
		return nil, errors.New(answer.ExceptionDetails.Text)
	}
	if answer.Result.Type != "string" {
		return nil, nil
	}
	var text string
	err = json.Unmarshal(answer.Result.Value, &text)
	return []byte(text), err
}

func (f *firefox) perform(source parameters) error {
	return f.ask("input.performActions", parameters{"context": f.page, "actions": []parameters{source}}, nil)
}

func (f *firefox) click(x, y float64) error {
	return f.perform(parameters{"type": "pointer", "id": "mouse", "actions": []parameters{
		{"type": "pointerMove", "x": int(x), "y": int(y)},
		{"type": "pointerDown", "button": 0},
		{"type": "pointerUp", "button": 0},
	}})
}

func (f *firefox) point(x, y float64) error {
	return f.perform(parameters{"type": "pointer", "id": "mouse", "actions": []parameters{{"type": "pointerMove", "x": int(x), "y": int(y)}}})
}

// keyCodes are WebDriver's for the keys of package kb that have no character
// (https://www.w3.org/TR/webdriver2/#keyboard-actions).
var keyCodes = map[string]string{
	"\b": "\ue003", "\t": "\ue004", "\r": "\ue006", kb.Escape: "\ue00c", kb.Delete: "\ue017",
	kb.End: "\ue010", kb.Home: "\ue011", kb.PageUp: "\ue00e", kb.PageDown: "\ue00f",
	kb.ArrowLeft: "\ue012", kb.ArrowUp: "\ue013", kb.ArrowRight: "\ue014", kb.ArrowDown: "\ue015", kb.F8: "\ue038",
}

var modifierCodes = map[chromedp.Modifier]string{
	chromedp.ModifierShift: "\ue008", chromedp.ModifierCtrl: "\ue009", chromedp.ModifierAlt: "\ue00a", chromedp.ModifierMeta: "\ue03d",
}

func (f *firefox) keys(keys string, modifiers ...chromedp.Modifier) error {
	var held []string
	for _, m := range modifiers {
		held = append(held, modifierCodes[m])
	}
	var actions []parameters
	down := func(key string) { actions = append(actions, parameters{"type": "keyDown", "value": key}) }
	up := func(key string) { actions = append(actions, parameters{"type": "keyUp", "value": key}) }
	for _, m := range held {
		down(m)
	}
	for _, r := range keys {
		key := string(r)
		if code, ok := keyCodes[key]; ok {
			key = code
		}
		down(key)
		up(key)
	}
	for _, m := range slices.Backward(held) {
		up(m)
	}
	return f.perform(parameters{"type": "key", "id": "keyboard", "actions": actions})
}

func (f *firefox) press(key rune) error { return f.keys(string(key)) }

// insert puts a text at the caret as one change. WebDriver has no word for that, and the command
// of editors does it.
func (f *firefox) insert(text string) error {
	return f.run("document.execCommand('insertText', false, " + Quote(text) + ")")
}

func (f *firefox) paste() error { return f.keys("v", chromedp.ModifierCtrl) }

func (f *firefox) resize(width, height int64) error {
	return f.ask("browsingContext.setViewport", parameters{"context": f.page, "viewport": parameters{"width": width, "height": height}}, nil)
}

// prefer changes what the person prefers for all pages, by a setting that only the program's own
// pages may change.
func (f *firefox) prefer(scheme string) error {
	setting := slices.Index([]string{"dark", "light"}, scheme)
	if setting < 0 {
		return fmt.Errorf("there is no scheme %q", scheme)
	}
	var tree struct{ Contexts []struct{ Context string } }
	if err := f.ask("browsingContext.getTree", parameters{"moz:scope": "chrome"}, &tree); err != nil {
		return err
	}
	set := fmt.Sprintf(`Services.prefs.setIntPref("layout.css.prefers-color-scheme.content-override", %d)`, setting)
	if _, err := f.evalIn(tree.Contexts[0].Context, set); err != nil {
		return err
	}
	_, err := f.eval("new Promise(requestAnimationFrame).then(() => null)")
	return err
}

// allowClipboard has nothing to do: the profile allows it.
func (f *firefox) allowClipboard() error { return nil }

func (f *firefox) downloadTo(dir string) error {
	return f.ask("browser.setDownloadBehavior", parameters{
		"downloadBehavior": parameters{"type": "allowed", "destinationFolder": dir},
		"userContexts":     []string{f.user},
	}, nil)
}

func (f *firefox) choose(control, file string) error {
	var found struct{ Result struct{ SharedID string } }
	err := f.ask("script.evaluate", parameters{"expression": control, "target": parameters{"context": f.page}, "awaitPromise": false}, &found)
	if err != nil {
		return err
	}
	return f.ask("input.setFiles", parameters{
		"context": f.page, "element": parameters{"sharedId": found.Result.SharedID}, "files": []string{file},
	}, nil)
}

// workers are none: what happens in a worker, and is no request, Firefox does not say.
func (f *firefox) workers() []Worker { return nil }

func (f *firefox) alive() bool { return f.ctx.Err() == nil }

func (f *firefox) close() {
	_ = f.ask("browsingContext.close", parameters{"context": f.page}, nil)
	_ = f.ask("browser.removeUserContext", parameters{"userContext": f.user}, nil)
	f.cancel()
}

// hear notes an event.
func (f *firefox) hear(method string, params json.RawMessage) {
	var event struct {
		Type, Level, Text, Method string // of what is logged; the type is also a prompt's
		Request                   struct{ URL string }
		ErrorText                 string
	}
	if err := json.Unmarshal(params, &event); err != nil {
		f.problem("%s: %v", method, err)
		return
	}
	switch method {
	case "log.entryAdded":
		if event.Level != "error" && event.Level != "warn" {
			return
		}
		if event.Type == "console" {
			f.problem("console.%s: %s", event.Method, event.Text)
		} else {
			f.problem("%s %s: %s", event.Type, event.Level, event.Text)
		}
	case "network.beforeRequestSent":
		f.request(event.Request.URL)
	case "network.fetchError":
		if event.ErrorText == "NS_BINDING_ABORTED" {
			return // a page that is left gives up what it loads
		}
		f.problem("a request for %s failed: %s", event.Request.URL, event.ErrorText)
	case "browsingContext.userPromptOpened":
		f.dialog(event.Type)
	}
}
