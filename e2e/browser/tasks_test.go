package browser_test

import (
	"testing"

	"github.com/base-k8s/base-k8s/e2e/browser"
	"github.com/base-k8s/base-k8s/internal/model"
)

// TestTasks does what people come for, with as few actions as the page allows: a click, a choice,
// a paste, or what is typed without a pause.
func TestTasks(t *testing.T) {
	for _, task := range []struct {
		name  string
		start string // the example
		// before comes to the start, and is not counted.
		before  func(tab *browser.Tab)
		actions []func(tab *browser.Tab)
		end     func(t *testing.T, tab *browser.Tab, value model.Object)
	}{
		{"an input is found and set", "default", nil, []func(*browser.Tab){
			func(tab *browser.Tab) {
				search(tab, "network_egress\r")
				tab.Until("look.find('capabilities.network_egress').contains(document.activeElement)")
			},
			func(tab *browser.Tab) { tab.Click("look.option('capabilities.network_egress', 'none')") },
		}, func(t *testing.T, tab *browser.Tab, value model.Object) {
			capabilities, _ := value.Get("capabilities")
			members, _ := capabilities.(model.Object)
			showsAnswer(t, tab, workspace.evaluate(t, value.With("capabilities", members.With("network_egress", "none"))))
		}},
		{"a desktop that is refused is mended", "desktop", func(tab *browser.Tab) {
			tab.Fill("home_path", "/home/kasm-user")
			tab.Until("look.refusals().length === 1")
			tab.Do("scrollTo(0, 0); document.activeElement.blur()")
		}, []func(*browser.Tab){
			func(tab *browser.Tab) { // says why, and leads to what the rule is about
				tab.Click("look.button('desktop.home =', document.querySelector('.verdict'))")
				tab.Until("look.find('capabilities.gui_vnc') === document.activeElement")
			},
			func(tab *browser.Tab) {
				search(tab, "home_path\r")
				tab.Until("look.find('home_path') === document.activeElement")
			},
			func(tab *browser.Tab) { tab.Do("document.activeElement.select()"); tab.Type("/home/coder") },
		}, func(t *testing.T, tab *browser.Tab, value model.Object) {
			showsAnswer(t, tab, workspace.evaluate(t, value.With("home_path", "/home/coder")))
		}},
		{"two states are compared", "default", nil, []func(*browser.Tab){
			func(tab *browser.Tab) { tab.Click("look.button('Pin to compare')") },
			func(tab *browser.Tab) { tab.Do("look.choose('home-ephemeral')") },
		}, func(t *testing.T, tab *browser.Tab, value model.Object) {
			for _, e := range examples(t, workspace) {
				if e.Name == "home-ephemeral" {
					shows(t, tab, "look.changes()", differences(t, workspace.evaluate(t, value), workspace.expected(t, e.Text, e.Language)))
				}
			}
		}},
		{"a template's call is imported", "default", nil, []func(*browser.Tab){
			func(tab *browser.Tab) {
				tab.Click(pasteButton)
				tab.Until("document.activeElement === " + pasteBox)
			},
			func(tab *browser.Tab) { tab.Paste(call) },
		}, func(_ *testing.T, tab *browser.Tab, _ model.Object) {
			tab.Until("look.field('owner').value === 'alice' && look.field('toolchain_template.name').value === 'tools'")
		}},
		{"a state is shared without its secrets", "secrets", nil, []func(*browser.Tab){
			func(tab *browser.Tab) { tab.Click("look.button('Copy link')") },
		}, func(t *testing.T, tab *browser.Tab, value model.Object) {
			tab.Until("look.button('Link copied, without coder_agent_token and secrets')")
			link := browser.Eval[string](tab, "navigator.clipboard.readText()")
			state := stateIn(t, link[len(tab.Address()):])
			secrets, _ := value.Get("secrets")
			for _, m := range secrets.(model.Object) {
				if secret := m.Value.(string); secret != "" && has(state, secret) {
					t.Errorf("the link has %s", m.Value)
				}
			}
		}},
	} {
		t.Run(task.name, func(t *testing.T) {
			tab, value := begin(t, workspace, task.start)
			tab.AllowClipboard()
			if task.before != nil {
				task.before(tab)
			}
			for _, act := range task.actions {
				act(tab)
			}
			task.end(t, tab, value)
		})
	}
}
