package preview_test

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/base-k8s/base-k8s/internal/model"
)

// secret is no substring of anything but itself.
const secret = "91827364554637281910"

// traces are what gives a secret away: its text, and its base64 at any place within
// a longer text.
var traces = func() []string {
	all := []string{secret}
	for before := range 3 {
		encoded := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("-", before) + secret + "----"))
		all = append(all, encoded[4:4+len(secret)])
	}
	return all
}()

// spoiled are values for a sensitive input that its type refuses.
var spoiled = []model.Value{
	secret, json.Number(secret), json.Number("0." + secret), []model.Value{secret}, model.Object{{Key: "KEY", Value: []model.Value{secret}}},
	model.Object{{Key: "KEY", Value: json.Number(secret)}}, model.Object{{Key: "a.b/c", Value: model.Object{{Key: "KEY", Value: secret}}}}, nil,
}

// Whatever a sensitive input holds, and whatever else is wrong, nobody reads it who did
// not ask to.
func TestAnswersHoldNoSecrets(t *testing.T) {
	eachSecretInput(t, func(t *testing.T, c *contract, in model.Object) {
		checkNoTrace(t, c, in)
	})
	for _, c := range contracts(t) {
		in := read(t, c.files(t, "inputs")[0]).(model.Object)
		for _, f := range c.model.Inputs {
			for _, v := range spoiled {
				if f.Sensitive {
					checkNoTrace(t, c, with(in, f.Name, v))
				}
			}
		}
	}
}

func checkNoTrace(t *testing.T, c *contract, in model.Object) {
	t.Helper()
	answer := c.engine.Answer(request(t, in, false, everything...))
	other := read(t, c.files(t, "inputs")[0]).(model.Object)
	answer += c.engine.Answer(change(t, other, in)) + c.engine.Answer(change(t, in, other))
	if trace := traceIn(answer); trace != "" {
		t.Errorf("%s is in the answer on %s:\n%s", trace, model.AppendJSON(nil, in), answer)
	}
}

// Who asks for secrets reads them in the data of Secrets only.
func TestShownSecretsAreInSecretsOnly(t *testing.T) {
	eachSecretInput(t, func(t *testing.T, c *contract, in model.Object) {
		a := ask(t, c.engine, request(t, in, true, everything...))
		if a.Manifests != "" && traceIn(a.Manifests) == "" {
			t.Error("the Secrets do not have the inputs")
		}
		a.Manifests, a.List = "", "" // which are the objects as YAML and JSON
		for i := range a.Objects {
			if o := &a.Objects[i]; o.Body["kind"] == "Secret" {
				delete(o.Body, "data")
				o.YAML = withoutData(t, o.YAML)
			}
		}
		if rest, err := json.Marshal(a); err != nil || traceIn(string(rest)) != "" {
			t.Errorf("a secret is outside the data of Secrets in %s (%v)", rest, err)
		}
	})
}

func withoutData(t *testing.T, document string) string {
	t.Helper()
	var object map[string]any
	if err := yaml.Unmarshal([]byte(document), &object); err != nil {
		t.Fatal(err)
	}
	delete(object, "data")
	rest, err := yaml.Marshal(object)
	if err != nil {
		t.Fatal(err)
	}
	return string(rest)
}

// eachSecretInput calls test with the contracts' inputs, accepted and refused, in which
// every sensitive input is the secret.
func eachSecretInput(t *testing.T, test func(t *testing.T, c *contract, in model.Object)) {
	for _, c := range contracts(t) {
		for _, file := range append(c.files(t, "inputs"), c.files(t, "refused")...) {
			in := read(t, file).(model.Object)
			for _, f := range c.model.Inputs {
				switch {
				case f.Sensitive && f.Type.Kind == model.Map:
					in = with(in, f.Name, model.Object{{Key: "KEY", Value: secret}})
				case f.Sensitive:
					in = with(in, f.Name, secret)
				}
			}
			t.Run(name(file), func(t *testing.T) { test(t, c, in) })
		}
	}
}

// with is the object with another value for a key.
func with(o model.Object, key string, v model.Value) model.Object {
	members := map[string]model.Value{key: v}
	for _, member := range o {
		if member.Key != key {
			members[member.Key] = member.Value
		}
	}
	return objectOf(members)
}

// traceIn is what a text has of the secret, "" for nothing.
func traceIn(text string) string {
	for _, trace := range traces {
		if strings.Contains(text, trace) {
			return trace
		}
	}
	return ""
}
