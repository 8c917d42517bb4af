package browser_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/base-k8s/base-k8s/e2e/browser"
)

// An object leads to the inputs that shape it and to where each is seen, and an input to what
// it reaches, conditions included.
func TestShaped(t *testing.T) {
	tab, _ := begin(t, workspace, "desktop")
	const (
		policy  = "look.all('details.manifest').find((d) => look.words(d.querySelector('summary')).startsWith('NetworkPolicy'))"
		pointed = "document.querySelector('.line.pointed')"
	)
	tab.Click(policy + ".querySelector('.shaped summary')")
	tab.Click("look.button('capabilities.network_egress', " + policy + ")")
	tab.Until("document.activeElement.closest('fieldset') === look.find('capabilities.network_egress')")
	tab.Click("look.all('.shaped-by li', " + policy + ").find((li) => look.words(li).startsWith('coder_namespace')).querySelectorAll('button')[1]")
	tab.Until(pointed)

	reaches := func(path string) string {
		t.Helper()
		tab.Select(path)
		tab.Type(kb.Enter, chromedp.ModifierAlt)
		tab.Until("document.activeElement.classList.contains('form-reach') && document.activeElement.ariaExpanded === 'true'")
		tab.Until("document.querySelector('.form-reaches')")
		return browser.Eval[string](tab, "look.words(document.querySelector('.form-reaches'))")
	}
	if said := reaches("home_claim"); !strings.Contains(said, "PersistentVolumeClaim home: whether it exists") {
		t.Errorf("home_claim is said to reach %q", said)
	}
	tab.Type(kb.Escape)
	tab.Until("!document.querySelector('.form-reaches') && document.activeElement === look.field('home_claim')")
	if said := reaches("namespace"); !strings.Contains(said, "metadata.namespace") || strings.Contains(said, "whether") {
		t.Errorf("namespace is said to reach %q", said)
	}
	tab.Do(axe(t))
	for _, scheme := range []string{"light", "dark"} {
		tab.PrefersScheme(scheme)
		noBarrier(t, tab, scheme)
	}
	tab.Click("look.all('.form-reaches li').find((li) => look.words(li).startsWith('Service vnc')).querySelectorAll('button')[1]")
	tab.Until("look.words(document.activeElement).startsWith('Service') && look.words(" + pointed + ").startsWith('namespace:')")
}
