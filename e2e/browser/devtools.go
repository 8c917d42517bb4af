package browser

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

func (c *chromium) listen(event any) {
	switch event := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if event.Type == runtime.ConsoleAPICalledTypeError || event.Type == runtime.ConsoleAPICalledTypeWarning || event.Type == runtime.ConsoleAPICalledTypeAssert {
			c.problem("console.%s: %s", event.Type, arguments(event.Args))
		}
	case *runtime.EventExceptionThrown:
		c.problem("not caught: %s", exception(event.ExceptionDetails))
	case *log.EventEntryAdded:
		if event.Entry.Level == log.EntryLevelError || event.Entry.Level == log.EntryLevelWarning {
			c.problem("%s %s: %s %s", event.Entry.Source, event.Entry.Level, event.Entry.Text, event.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		c.request(event.Request.URL)
	case *network.EventLoadingFailed:
		c.problem("a request for a %s failed: %s", event.Type, event.ErrorText)
	case *page.EventJavascriptDialogOpening:
		c.dialog(string(event.Type))
		go func() {
			_, _ = send(c, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
		}()
	case *target.EventAttachedToTarget:
		if event.TargetInfo.Type == "worker" {
			go c.attach(event.SessionID, event.TargetInfo.TargetID)
		}
	case *target.EventDetachedFromTarget:
		c.mu.Lock()
		delete(c.threads, event.SessionID)
		c.mu.Unlock()
	}
}

// attach watches a worker, too.
func (c *chromium) attach(session target.SessionID, id target.ID) {
	ctx, _ := chromedp.NewContext(c.ctx, chromedp.WithTargetID(id), chromedp.WithDetachOnCancel(), chromedp.WithListener(c.listen))
	if err := chromedp.Do(ctx); err != nil {
		return // it has ended, or the tab has
	}
	c.mu.Lock()
	c.threads[session] = &chromium{Watch: c.Watch, ctx: ctx}
	c.mu.Unlock()
}

// exception is all that the browser says about an exception: one without an object, such as
// an overflow of the stack, has at most a place.
func exception(details *runtime.ExceptionDetails) string {
	text, err := json.Marshal(details)
	if err != nil {
		return fmt.Sprintf("%v, %v", details, err)
	}
	if details.Exception == nil {
		return string(text)
	}
	return details.Exception.Description + " " + string(text)
}

func arguments(args []*runtime.RemoteObject) string {
	var words []string
	for _, arg := range args {
		if arg.Description != "" {
			words = append(words, arg.Description)
		} else {
			words = append(words, string(arg.Value))
		}
	}
	return strings.Join(words, " ")
}
