package browser

import (
	"github.com/chromedp/cdproto/emulation"
)

// Resize gives the page another size, in CSS pixels.
func (t *Tab) Resize(width, height int64) {
	t.Helper()
	Call(t, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1})
}

// PrefersScheme makes the person prefer light or dark.
func (t *Tab) PrefersScheme(scheme string) {
	t.Helper()
	Call(t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
}
