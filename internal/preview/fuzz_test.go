package preview_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/model"
)

// FuzzAnswer asks any question, as a page can whose state came with a link: each is
// answered in JSON, with a bounded number of diagnostics, and none makes the engine fail.
func FuzzAnswer(f *testing.F) {
	e := own(f).engine
	for _, seed := range hostileRequests() {
		f.Add(seed)
	}
	for _, file := range own(f).files(f, "inputs") {
		f.Add(request(f, read(f, file), true, everything...))
	}
	f.Fuzz(func(t *testing.T, request string) { checkAnswer(t, e.Answer(request)) })
}

// hostileRequests are questions that nobody's page asks by itself.
func hostileRequests() map[string]string {
	nested := func(depth int, begin, end string) string {
		return strings.Repeat(begin, depth) + "1" + strings.Repeat(end, depth)
	}
	ask := func(input string) string {
		return `{"input":` + input + `,"before":` + input + `,"render":["objects","manifests","outputs","module","choices","changes"]}`
	}
	var keys strings.Builder
	for i := range 50_000 {
		fmt.Fprintf(&keys, `"k%d":1,`, i)
	}
	return map[string]string{
		"a deep list":                      ask(nested(5650, "[", "]")),
		"a deep object":                    ask(nested(5650, `{"a":`, "}")),
		"a deep value of an input":         ask(`{"overrides":` + nested(5650, `{"labels":`, "}") + `}`),
		"deeper than any JSON":             ask(nested(200_000, "[", "]")),
		"a deep request":                   nested(5650, `{"input":`, "}"),
		"a deep part":                      `{"input":{},"render":` + nested(5650, "[", "]") + `}`,
		"a deep member that nobody reads":  `{"input":{},"render":[],"x":` + nested(5650, "[", "]") + `}`,
		"brackets that are text":           ask(`{"a":"` + strings.Repeat("[", 5650) + `"}`),
		"brackets after a quote in a text": ask(`{"a":"\"` + strings.Repeat("[", 5650) + `"}`),
		"an unclosed text":                 ask(`{"a":"\`),
		"many unknown inputs":              ask("{" + keys.String() + `"z":1}`),
		"a large text":                     `{"input":{"owner":"` + strings.Repeat("x", 1<<20) + `"}}`,
		"a larger request":                 ask(`{"owner":"` + strings.Repeat("x", 4<<20) + `"}`),
		"text that drives a terminal":      ask(`{"\u001b[2J":1,"\u202e":2,"a\nb":3}`),
	}
}

func checkAnswer(t *testing.T, answer string) {
	t.Helper()
	var a struct{ Diagnostics *model.Diagnostics }
	if err := json.Unmarshal([]byte(answer), &a); err != nil || a.Diagnostics == nil {
		t.Fatalf("%.200s is no answer: %v", answer, err)
	}
	if len(*a.Diagnostics) > model.MaxDiagnostics+1 {
		t.Errorf("there are %d diagnostics", len(*a.Diagnostics))
	}
	for _, d := range *a.Diagnostics {
		if strings.Contains(d.Summary, "the engine failed") {
			t.Error(d)
		}
	}
}

func TestHostileRequestsAreAnswered(t *testing.T) {
	e := own(t).engine
	for name, request := range hostileRequests() {
		t.Run(name, func(t *testing.T) { checkAnswer(t, e.Answer(request)) })
	}
	for name, want := range map[string]string{
		"a deep list":          "the input cannot be read: it is nested deeper than 64 levels",
		"deeper than any JSON": "the request cannot be read: invalid character '[' exceeded max depth",
		"a large text":         "the input cannot be read: it is larger than 1 MiB",
		"a larger request":     "the input is larger than 1 MiB",
		"many unknown inputs":  "and 49905 more: correct those above first",
	} {
		got := ask(t, e, hostileRequests()[name]).Diagnostics
		if summary := got[len(got)-1].Summary; summary != want {
			t.Errorf("%s: got %s, want %s", name, summary, want)
		}
	}
}

// What a person reads is printable, whatever the contract repeats of an input.
func TestDiagnosticsArePrintable(t *testing.T) {
	input := `{"workspace_name":"\u202e","overrides":{"labels":{"a\n\u202e\u001b":"b"}}}`
	for _, d := range ask(t, own(t).engine, `{"input":`+input+`}`).Diagnostics {
		if model.Printable(d.Summary) != d.Summary {
			t.Errorf("%q is not printable", d.Summary)
		}
	}
}

// As deep as an input may be, and one level more.
func TestDepth(t *testing.T) {
	e := own(t).engine
	for depth, want := range map[int]string{64: "the input must be an object", 65: "the input cannot be read"} {
		request := fmt.Sprintf(`{"input":%s%s}`, strings.Repeat("[", depth), strings.Repeat("]", depth))
		if got := ask(t, e, request).Diagnostics[0].Summary; !strings.HasPrefix(got, want) {
			t.Errorf("%d levels: got %s, want %s", depth, got, want)
		}
	}
}
