package browser

import "github.com/chromedp/cdproto/page"

// Resize gives the page another size, in CSS pixels.
func (t *Tab) Resize(width, height int64) {
	t.Helper()
	t.check(t.protocol.resize(width, height), "resize")
}

// PrefersScheme makes the person prefer light or dark.
func (t *Tab) PrefersScheme(scheme string) {
	t.Helper()
	t.check(t.protocol.prefer(scheme), "prefer "+scheme)
}

// Picture is what is in sight, in the format WebP. Only Chromium takes pictures.
func (t *Tab) Picture() []byte {
	t.Helper()
	return Call(t, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatWebp, Quality: new(int64(80))}).Data
}
