package browser

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
