package browser_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/base-k8s/base-k8s/e2e/browser"
	"github.com/base-k8s/base-k8s/internal/model"
)

const (
	pasteButton  = "look.button('Paste a text')"
	pasteBox     = "document.querySelector('dialog textarea')"
	importReport = "look.words(document.querySelector('.import-report'))"
)

// paste imports a text in two actions: the box opens, and what is pasted there is taken.
func paste(t *testing.T, tab *browser.Tab, text string) {
	t.Helper()
	tab.Click(pasteButton)
	tab.Until("document.activeElement === " + pasteBox)
	tab.Paste(text)
}

// imported waits until a text was pasted and taken.
func imported(t *testing.T, tab *browser.Tab, text string) {
	t.Helper()
	paste(t, tab, text)
	tab.Until("!" + pasteBox + " && document.activeElement === " + pasteButton)
}

const call = `# as in a template
module "workspace" {
  source  = "./generated/terraform"
  version = "1.1.0"

  workspace_name  = data.coder_workspace.me.name
  owner           = "alice" # a comment
  replica_count   = "1"
  compute_profile = { cpu = 2, memory = "4Gi", storage = var.home }
  startup_command = ["sh", "-c", coder_agent.main.init_script]
  colour          = "red"
  toolchain_template = {
    name    = "tools"
    version = "1.0.0"
    source  = <<-EOT
      of $${people}
    EOT
  }
}
`

// A call of the module replaces the input in one step; what is an expression is listed with
// its place, leads to its field, and is no more listed when it has a value.
func TestImportCall(t *testing.T) {
	tab, value := begin(t, workspace, "default")
	imported(t, tab, call)
	want := `owner: alice
replica_count: 1
compute_profile:
  cpu: 2
  memory: 4Gi
toolchain_template:
  name: tools
  version: "1.0.0"
  source: |
    of ${people}
`
	tab.Show("Text")
	shows(t, tab, "look.text()", want)
	tab.Click(undoButton) // it is one step
	showsAnswer(t, tab, workspace.evaluate(t, value))
	tab.Until("!document.querySelector('.import-report')")
	tab.Click(redoButton)
	for _, words := range []string{
		"4 inputs taken from the pasted text. 3 are expressions",
		"workspace_name at line 6, column 21: data.coder_workspace.me.name", "compute_profile.storage at line 9, column 58: var.home",
		"startup_command[2] at line 10, column 34: coder_agent.main.init_script",
		"source (line 3) says where the module is", "version (line 4)", "no such input: colour (line 11)",
	} {
		tab.Until(importReport + ".includes(" + browser.Quote(words) + ")")
	}
	tab.Click("look.button('workspace_name', document.querySelector('.import-report'))")
	tab.Until("document.activeElement === look.find('workspace_name')")
	tab.Insert("dev")
	tab.Until(importReport + ".includes('2 are expressions') && !" + importReport + ".includes('workspace_name')")
	tab.Fill("compute_profile.storage", "20Gi")
	tab.Until("look.refusals().length === 0")
	tab.Do("history.back()")
	showsAnswer(t, tab, workspace.evaluate(t, value))
	tab.Until("!document.querySelector('.import-report')")
	tab.Do("history.forward()")
	shows(t, tab, "look.field('workspace_name').value", "dev")
}

// Files of variables and of the environment are opened and dropped like any other.
func TestImportFiles(t *testing.T) {
	tab, value := begin(t, workspace, "default")
	tab.Show("Text")
	tab.Choose(openedFile, save(t, "terraform.tfvars", "workspace_name = \"dev\"\nowner = \"bob\"\n"))
	shows(t, tab, "look.text()", "workspace_name: dev\nowner: bob\n")
	tab.Do("look.drop(document.body, 'x.tfvars.json', '{\"owner\": \"carol\", \"colour\": 1}')")
	shows(t, tab, "look.text()", "owner: carol\n")
	tab.Until(importReport + ".includes('no such input: colour')")
	tab.Click("look.button('Dismiss')")
	tab.Until("!document.querySelector('.import-report')")
	tab.Write("# kept\nowner: carol\n")
	tab.Do("look.drop(look.editor(), '.env', 'TF_VAR_workspace_name=dev\\nexport EDITOR=\"vim\" # mine\\nHERE=$PWD\\n')")
	shows(t, tab, "look.text()", "# kept\nowner: carol\nworkspace_name: dev\noverrides:\n  environment_variables:\n    EDITOR: vim\n")
	tab.Until(importReport + ".includes('overrides.environment_variables.HERE at line 3') && " + importReport + ".includes('which is not sensitive')")
	tab.Click(undoButton)
	shows(t, tab, "look.text()", "# kept\nowner: carol\n")
	tab.Choose(openedFile, save(t, "main.tf", "module \"x\" {"))
	tab.Until("look.words(document.querySelector('header [role=alert]')).startsWith('main.tf is not opened: the text is not HCL:')")
	shows(t, tab, "look.text()", "# kept\nowner: carol\n")

	// What cannot be read stays in the box, with the reason, until it is closed.
	paste(t, tab, "owner = [\"nobody-must-see\"")
	tab.Until("look.words(document.querySelector('dialog [role=alert]')).startsWith('It is not taken: the text is not HCL: it ends before its last bracket (line 1')")
	tab.Until("document.activeElement === " + pasteBox)
	if leaks := browser.Eval[[]string](tab, "look.leaks('nobody-must-see', "+pasteBox+")"); len(leaks) > 0 {
		t.Errorf("the text is in %v", leaks)
	}
	tab.Type(kb.Escape)
	tab.Until("!" + pasteBox + " && document.activeElement === " + pasteButton)
	text, err := model.EncodeJSON(value)
	if err != nil {
		t.Fatal(err)
	}
	imported(t, tab, string(text))
	tab.Show("Manifests")
	showsAnswer(t, tab, workspace.evaluate(t, value))
	imported(t, tab, "owner: dave # as YAML\n")
	shows(t, tab, "look.text()", "owner: dave # as YAML\n")
}

// The page reads its own module call back, in the names of the contract, which may be others
// than those of its variables.
func TestImportOwnCall(t *testing.T) {
	for _, c := range []*contract{workspace, shop} {
		t.Run(c.model(t).Name, func(t *testing.T) {
			tab, ran := open(t, c, ""), 0
			for i, e := range examples(t, c) {
				want := c.expected(t, e.Text, e.Language)
				if i%20 > 0 && c == workspace {
					continue
				}
				tab.Do("look.choose(" + browser.Quote(e.Name) + ")")
				showsAnswer(t, tab, want)
				tab.Show("Module call")
				if browser.Eval[bool](tab, given+"?.checked") {
					tab.Click(given)
				}
				tab.Until(shownCall + "?.includes('source') && !" + shownCall + ".includes('data.')")
				written := browser.Eval[string](tab, shownCall)
				tab.Show("Manifests")
				if strings.Contains(written, " = var.") {
					continue
				}
				tab.Do("look.choose(" + browser.Quote(examples(t, c)[0].Name) + ")")
				imported(t, tab, written)
				tab.Until("!" + importReport + ".includes('expression') && " + importReport + ".includes('source (line')")
				showsAnswer(t, tab, want)
				ran++
			}
			t.Logf("RAN: %d module calls of %s read back", ran, c.model(t).Name)
		})
	}
}
