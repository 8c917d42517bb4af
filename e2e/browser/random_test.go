package browser_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/base-k8s/base-k8s/e2e/browser"
	"github.com/base-k8s/base-k8s/internal/model"
)

// episode is how many steps one tab makes.
const episode = 15

// number is one from the environment.
func number(t *testing.T, name string, without int64) int64 {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return without
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// After random edits, examples, files, imports, undos, redos, steps back and reloads the text is what
// it must be, and form and result agree with it. STEPS=5000 makes more of them, SEED others.
func TestRandom(t *testing.T) {
	steps, seed := number(t, "STEPS", 2*episode), number(t, "SEED", time.Now().UnixNano()%1e6)
	for done := int64(0); done < steps; done += episode {
		t.Run(fmt.Sprintf("SEED=%d", seed+done), func(t *testing.T) {
			w := &walk{tab: open(t, workspace, ""), random: rand.New(rand.NewPCG(uint64(seed+done), 0))}
			t.Cleanup(func() {
				if t.Failed() {
					t.Logf("the steps were: %s", strings.Join(w.said, "; "))
				}
			})
			w.text = w.shown()
			for range episode {
				w.step(t)
			}
		})
	}
}

// pause moves the page's clock, for what comes later to be another step.
const pause = `globalThis.pause ??= (() => {
	const now = performance.now.bind(performance);
	let by = 0;
	performance.now = () => now() + by;
	return () => { by += 1100; };
})();
pause();`

// walk is a tab and the texts that it must show: the one on the page, and those that undo, redo
// and Back lead to.
type walk struct {
	tab                *browser.Tab
	random             *rand.Rand
	text               string
	past, future, back []string
	said               []string // the steps
}

func (w *walk) shown() string {
	w.tab.Show("Text")
	w.tab.Until("look.editor()")
	return browser.Eval[string](w.tab, "look.text()")
}

func (w *walk) pick(n int) int { return w.random.IntN(n) }

// short is the end of a text, which tells it from the others.
func short(text string) string { return strconv.Quote(text[max(0, len(text)-30):]) }

func (w *walk) step(t *testing.T) {
	t.Helper()
	// texts have no sensitive input, so that a reload keeps all of them.
	texts := []string{commented, "# only this\n{}\n", "workspace_name: [\n", "owner: alice # not much\n",
		commented + "startup_command:\n" + numbered(2000, "- row-%d # many\n")}
	tab, before := w.tab, w.text
	opens := false
	wanted := "" // when it is known
	switch what := w.pick(9); what {
	case 0, 1:
		field, text := []string{"workspace_name", "owner", "home_path"}[w.pick(3)], fmt.Sprintf("w%d", w.pick(100))
		w.said = append(w.said, "fill "+field+" "+text)
		tab.Show("Form")
		if browser.Eval[bool](tab, "look.field('owner').matches(':disabled')") {
			return
		}
		tab.Fill(field, text)
	case 2:
		w.said = append(w.said, "switch")
		tab.Show("Form")
		if browser.Eval[bool](tab, "look.field('owner').matches(':disabled')") {
			return
		}
		tab.Click("look.field('do_not_disrupt')")
	case 3:
		opens = true
		if n := w.pick(100); n < 50 { // of another kind
			wanted = fmt.Sprintf("owner: i%d\n", n)
			w.said = append(w.said, "import "+short(wanted))
			tab.Do("look.drop(document.body, 'x.tfvars', " + browser.Quote(fmt.Sprintf("owner = \"i%d\"\n", n)) + ")")
			break
		}
		wanted = texts[w.pick(len(texts))]
		w.said = append(w.said, "open "+short(wanted))
		tab.Do("look.drop(document.body, 'input.yaml', " + browser.Quote(wanted) + ")")
	case 4:
		wanted = texts[w.pick(len(texts))]
		w.said = append(w.said, "write "+short(wanted))
		w.shown()
		tab.Do("look.checkbox('YAML').checked || look.checkbox('YAML').click()")
		tab.Write(wanted)
	case 5, 6:
		from, to, button := &w.past, &w.future, undoButton
		if what == 6 {
			from, to, button = to, from, redoButton
		}
		w.said = append(w.said, button)
		if len(*from) == 0 {
			tab.Until(button + ".ariaDisabled === 'true'")
			return
		}
		wanted = (*from)[len(*from)-1]
		*from, *to = (*from)[:len(*from)-1], append(*to, before)
		tab.Click(button)
		w.text = wanted
		w.check(t)
		return
	case 7:
		w.said = append(w.said, "back")
		if len(w.back) == 0 {
			return
		}
		wanted = w.back[len(w.back)-1]
		w.back = w.back[:len(w.back)-1]
		tab.Do("history.back()")
	case 8:
		w.said = append(w.said, "reload")
		reload(t, tab)
		w.past, w.future = nil, nil
		w.check(t)
		return
	}
	if wanted != "" {
		w.text = wanted
	} else {
		w.text = w.shown()
	}
	if w.text != before {
		w.past, w.future = append(w.past, before), nil
	}
	if opens {
		w.back = append(w.back, before)
	}
	tab.Do(pause)
	w.check(t)
}

// check compares the text, and what form and result say about it.
func (w *walk) check(t *testing.T) {
	t.Helper()
	w.tab.Show("Text")
	shows(t, w.tab, "look.text()", w.text)
	language := "yaml"
	if browser.Eval[bool](w.tab, "look.checkbox('JSON').checked") {
		language = "json"
	}
	value, err := document(w.text, language)
	if err != nil {
		w.tab.Until("look.refusals()[0]?.startsWith('line ')")
		return
	}
	showsAnswer(t, w.tab, workspace.evaluate(t, value))
	w.tab.Show("Form")
	for _, field := range []string{"workspace_name", "owner"} {
		object, _ := value.(model.Object)
		want, _ := object.Get(field)
		if text, ok := want.(string); ok {
			shows(t, w.tab, "look.field("+browser.Quote(field)+").value", text)
		}
	}
}
