package browser

import (
	"context"
	"sync"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Chromium returns Chromium's program, or that of another browser of its family.
func Chromium() (string, error) {
	return find("CHROMIUM", "chromium", "chromium-browser", "google-chrome")
}

// Start starts Chromium. The flags are names of switches without their dashes.
func Start(flags ...string) (*Browser, error) {
	program, err := Chromium()
	if err != nil {
		return nil, err
	}
	said, err := name(program)
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program),
		chromedp.NoSandbox, // containers have none
		chromedp.DisableGPU,
		chromedp.WindowSize(1400, 1000), // the page's two panes beside each other
	)
	for _, flag := range append([]string{"disable-quic", "disable-component-update", "hide-scrollbars"}, flags...) {
		options = append(options, chromedp.Flag(flag, true))
	}
	allocator, release := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocator)
	b := &Browser{said, func() { cancel(); release() }, func(w *Watch, life time.Duration) (protocol, error) {
		return newChromium(ctx, w, life), nil
	}}
	if err := chromedp.Do(ctx); err != nil {
		b.stop()
		return nil, err
	}
	return b, nil
}

// chromium is a tab or a worker of Chromium, which speaks the DevTools protocol.
type chromium struct {
	*Watch
	ctx context.Context
	end func()

	mu      sync.Mutex
	threads map[target.SessionID]*chromium // the workers
}

func newChromium(b context.Context, w *Watch, life time.Duration) *chromium {
	c := &chromium{Watch: w, threads: map[target.SessionID]*chromium{}}
	ctx, cancel := chromedp.NewContext(b, chromedp.WithNewBrowserContext(), chromedp.WithListener(c.listen))
	limited, expire := context.WithTimeout(ctx, life)
	c.ctx, c.end = limited, func() { expire(); cancel() }
	return c
}

// Call sends a command of the DevTools protocol, which only Chromium understands.
func Call[P, R any](t *Tab, command cdp.Command[P, R], params P) R {
	t.Helper()
	result, err := send(t.protocol.(*chromium), command, params)
	t.check(err, command.Method)
	return result
}

// CallWorker sends it to a worker.
func CallWorker[P, R any](w Worker, command cdp.Command[P, R], params P) (R, error) {
	return send(w.protocol.(*chromium), command, params)
}

func send[P, R any](c *chromium, command cdp.Command[P, R], params P) (R, error) {
	return chromedp.Call(c.ctx, command, params)
}

// PID is the process of a tab's browser, which is Chromium.
func (t *Tab) PID() int {
	return chromedp.FromContext(t.protocol.(*chromium).ctx).Browser.Process().Pid
}

func (c *chromium) begin(script string) error {
	_, err := send(c, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
	return err
}

func (c *chromium) navigate(url string, wait bool) error {
	if wait {
		return chromedp.Do(c.ctx, chromedp.Navigate(url))
	}
	_, err := send(c, page.Navigate, page.NavigateParams{URL: url})
	return err
}

func (c *chromium) eval(expression string) ([]byte, error) {
	return chromedp.Run(c.ctx, chromedp.Evaluate[[]byte](expression, chromedp.EvalAwaitPromise))
}

func (c *chromium) run(statement string) error {
	return chromedp.Do(c.ctx, chromedp.Evaluate[chromedp.Void](inFunction(statement), chromedp.EvalAwaitPromise))
}

func (c *chromium) click(x, y float64) error { return chromedp.Do(c.ctx, chromedp.MouseClickXY(x, y)) }

func (c *chromium) point(x, y float64) error {
	_, err := send(c, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseMoved, X: x, Y: y})
	return err
}

func (c *chromium) keys(keys string, modifiers ...chromedp.Modifier) error {
	return chromedp.Do(c.ctx, chromedp.KeyEvent(keys, chromedp.KeyModifiers(modifiers...)))
}

func (c *chromium) press(key rune) error {
	events := kb.Encode(key)
	down, up := *events[0], *events[len(events)-1]
	if len(events) > 2 {
		down.Text, down.UnmodifiedText = events[1].Text, events[1].UnmodifiedText
	}
	if _, err := send(c, input.DispatchKeyEvent, down); err != nil {
		return err
	}
	_, err := send(c, input.DispatchKeyEvent, up)
	return err
}

func (c *chromium) insert(text string) error {
	_, err := send(c, input.InsertText, input.InsertTextParams{Text: text})
	return err
}

// paste names the command: without a window, keys do not lead to it.
func (c *chromium) paste() error {
	_, err := send(c, input.DispatchKeyEvent, input.DispatchKeyEventParams{
		Type: input.DispatchKeyEventTypeKeyDown, Key: "v", Code: "KeyV", Modifiers: int64(chromedp.ModifierCtrl), Commands: []string{"paste"},
	})
	return err
}

func (c *chromium) resize(width, height int64) error {
	_, err := send(c, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1})
	return err
}

func (c *chromium) prefer(scheme string) error {
	_, err := send(c, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
	return err
}

func (c *chromium) allowClipboard() error {
	if _, err := send(c, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
		return err
	}
	for _, name := range []string{"clipboard-read", "clipboard-write"} {
		_, err := chromedp.CallBrowser(c.ctx, browser.SetPermission, browser.SetPermissionParams{
			Permission:       &browser.PermissionDescriptor{Name: name},
			Setting:          browser.PermissionSettingGranted,
			BrowserContextID: chromedp.FromContext(c.ctx).BrowserContextID,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *chromium) downloadTo(dir string) error {
	_, err := chromedp.CallBrowser(c.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior:         browser.SetDownloadBehaviorBehaviorAllow,
		DownloadPath:     dir,
		BrowserContextID: chromedp.FromContext(c.ctx).BrowserContextID,
	})
	return err
}

func (c *chromium) choose(control, file string) error {
	found, err := send(c, runtime.Evaluate, runtime.EvaluateParams{Expression: control})
	if err != nil {
		return err
	}
	_, err = send(c, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: []string{file}, ObjectID: found.Result.ObjectID})
	return err
}

func (c *chromium) workers() (list []Worker) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, worker := range c.threads {
		list = append(list, Worker{worker})
	}
	return list
}

func (c *chromium) alive() bool { return c.ctx.Err() == nil }

func (c *chromium) close() { c.end() }
