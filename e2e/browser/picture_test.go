package browser_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/browser"
	"github.com/base-k8s/base-k8s/internal/model"
)

const (
	pictureText = "look.all('.picture details li').map((item) => item.firstChild.textContent).join('\\n')"
	cidrs       = `/[0-9a-f.:]+\/[0-9]+/g`
)

// The picture and its text show the networks and ports that the rendered
// NetworkPolicies have, and no others.
func TestPicture(t *testing.T) {
	tab := open(t, workspace, "")
	tab.Show("Picture")
	ran := 0
	for _, e := range examples(t, workspace) {
		if e.Name != "default" && !strings.HasPrefix(e.Name, "egress-") {
			continue
		}
		ran++
		tab.Do("look.choose(" + browser.Quote(e.Name) + ")")
		objects := workspace.expected(t, e.Text, e.Language).objects
		var networks, facts []string
		for _, object := range objects {
			kind, _ := object.Body.Get("kind")
			facts = append(facts, name(object))
			if kind == "NetworkPolicy" {
				each(object.Body, func(key string, value model.Value) {
					switch text := fmt.Sprint(value); key {
					case "cidr", "except":
						networks = append(networks, text)
					case "port", "kubernetes.io/metadata.name":
						facts = append(facts, text)
					}
				})
			}
		}
		slices.Sort(networks)
		networks = slices.Compact(networks)
		got := "[...new Set(" + pictureText + ".match(" + cidrs + ") ?? [])].sort()"
		shows(t, tab, got, some(networks))
		for _, fact := range facts {
			if text := browser.Eval[string](tab, pictureText); !strings.Contains(text, fact) {
				t.Errorf("%s: the picture does not show %s: %s", e.Name, fact, text)
			}
		}
		if title := browser.Eval[string](tab, "look.words(document.querySelector('.picture svg[role=img] > title'))"); title == "" {
			t.Errorf("%s: the picture has no title", e.Name)
		}
	}
	if ran < 2 {
		t.Errorf("%d examples ran, want several", ran)
	}
}

// each calls yield with every member of the objects in a value; elements have the key of
// their list.
func each(value model.Value, yield func(key string, value model.Value)) {
	inner := func(key string, value model.Value) {
		switch list := value.(type) {
		case []model.Value:
			for _, element := range list {
				if _, isObject := element.(model.Object); isObject {
					each(element, yield)
				} else {
					yield(key, element)
				}
			}
		case model.Object:
			each(list, yield)
		default:
			yield(key, value)
		}
	}
	for _, member := range value.(model.Object) {
		inner(member.Key, member.Value)
	}
}

// A box of the picture leads to the manifest of its object, and a peer to the rule that lets
// it pass. For the keyboard, the same ways are in the text.
func TestPictureLeads(t *testing.T) {
	const (
		atSummary = "document.activeElement.closest('details.manifest > summary')"
		pointed   = "document.querySelector('.line.pointed')"
	)
	tab := open(t, workspace, "")
	tab.Show("Picture")
	tab.Until("document.querySelector('.picture rect.workload.leads')")
	tab.Click("document.querySelector('.picture rect.container.leads')")
	tab.Until("look.tab('Manifests').ariaSelected === 'true' && look.words(" + atSummary + ").startsWith('Deployment')")

	tab.Show("Picture")
	tab.Do("document.querySelector('.picture details').open = true")
	tab.Click("look.all('.picture-way').find((way) => look.words(way).includes('UDP 53') && look.words(way).includes(' to '))")
	tab.Until(pointed + " && look.words(" + atSummary + ").startsWith('NetworkPolicy')")
	shows(t, tab, "(() => { let line = "+pointed+", text = ''; for (let i = 0; i < 9; i++, line = line.nextElementSibling) text += line.textContent; return text.includes('port: 53'); })()", true)
	tab.Until("(({ top, bottom }) => top >= 0 && bottom <= innerHeight)(" + pointed + ".getBoundingClientRect())")
}

// The box beneath the picture answers what may reach what, and leads to the rule.
func TestAsk(t *testing.T) {
	const said = "look.words(document.querySelector('.ask [role=status]'))"
	tab, _ := begin(t, workspace, "default")
	tab.Show("Picture")
	tab.Until("document.querySelector('.ask')")
	choose := func(label, option string) {
		t.Helper()
		tab.Do(`const select = look.all(".ask select").find((s) => s.ariaLabel === ` + browser.Quote(label) + `);
			select.value = look.all("option", select).find((o) => o.text.includes(` + browser.Quote(option) + `)).value;
			select.dispatchEvent(new Event("change", { bubbles: true }));`)
	}
	write := func(control, text string) {
		t.Helper()
		tab.Do("const control = document.querySelector(" + browser.Quote(control) + "); control.focus(); control.select()")
		tab.Insert(text)
	}
	answers := func(beginning string) {
		t.Helper()
		tab.Until(said + ".startsWith(" + browser.Quote(beginning) + ")")
	}
	answers("Which address?")
	write(".ask input[list]", "8.8.8.8")
	answers("✓ Yes")
	write(".ask .port", "22")
	answers("✕ No")
	write(".ask input[list]", "10.0.0.0/40")
	answers("This is no address")
	write(".ask input[list]", "169.254.169.254")
	write(".ask .port", "443")
	answers("✕ No")
	write(".ask input[list]", "0.0.0.0/0")
	answers("? It depends")
	choose("Direction", "reached by")
	answers("✕ No")
	choose("Whom", "every pod, in namespace coder")
	answers("✓ Yes")
	choose("Direction", "connect to")
	choose("Whom", "kube-dns")
	choose("Protocol", "UDP")
	write(".ask .port", "53")
	answers("✓ Yes")
	tab.Click("look.all('.ask .said')[0]")
	tab.Until("document.querySelector('.line.pointed') && look.words(document.activeElement).startsWith('NetworkPolicy')")
	tab.Show("Picture")
	answers("✓ Yes") // the question stays
}
