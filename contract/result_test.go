package contract_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/base-k8s/base-k8s/contract"
)

// secretive is an input that gives a Secret with data.
const secretive = "../testdata/inputs/secrets.yaml"

func evaluated(t testing.TB, c *contract.Contract, file string) (contract.Input, *contract.Result) {
	t.Helper()
	in, err := read(t, file)
	if err != nil {
		t.Fatal(err)
	}
	result, err := c.Evaluate(in)
	if err != nil {
		t.Fatal(err)
	}
	return in, result
}

// Objects have the types that client-go takes: it panics on others when it copies.
func TestObjectsAreThoseOfClientGo(t *testing.T) {
	_, result := evaluated(t, own(t), "../testdata/inputs/json-everything.json")
	for _, body := range result.Objects() {
		o := unstructured.Unstructured{Object: body}
		if copied := o.DeepCopy(); copied.GetName() == "" || copied.GetKind() == "" {
			t.Errorf("an object has no name or kind: %v", body)
		}
	}
}

// What is handed out belongs to the caller: changing it changes nothing else.
func TestWhatIsHandedOutIsACopy(t *testing.T) {
	c := own(t)
	in, result := evaluated(t, c, secretive)
	before := text(t, result.YAML)
	for _, o := range result.Objects() {
		clear(o["metadata"].(map[string]any))
		clear(o)
	}
	clear(result.Outputs()["labels"].(map[string]any))
	for _, f := range c.Inputs() {
		if d, ok := f.Default.(map[string]any); ok {
			clear(d)
		}
		if d, ok := f.Default.([]any); ok {
			clear(d)
		}
		*f.Type = contract.Type{}
	}
	again, err := c.Evaluate(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []*contract.Result{result, again} {
		if after := text(t, r.YAML); after != before {
			t.Errorf("the objects have changed: %s", cmp.Diff(before, after))
		}
	}
	if reflect.DeepEqual(again.Outputs()["labels"], map[string]any{}) || c.Inputs()[0].Type.Kind != contract.KindString {
		t.Error("outputs or descriptions have changed")
	}
}

// No data of a Secret is in a masked result, and nothing else is different.
func TestMasked(t *testing.T) {
	_, result := evaluated(t, own(t), secretive)
	masked := result.Masked()
	if !bytes.Contains([]byte(text(t, result.YAML)), []byte("ZXhhbXBsZS")) || bytes.Contains([]byte(text(t, masked.YAML)), []byte("ZXhhbXBsZS")) {
		t.Error("the example's secrets, in base64, are not in the result, or in the masked one")
	}
	clear, hidden := result.Objects(), masked.Objects()
	for i, o := range clear {
		if same := reflect.DeepEqual(o, hidden[i]); same == (o["kind"] == "Secret") {
			t.Errorf("the %s %v is the same: %v", o["kind"], o["metadata"], same)
		}
	}
}

// A program that logs an input or a result shows none of its secrets, wherever it keeps them.
func TestPrintingShowsNoSecret(t *testing.T) {
	in, result := evaluated(t, own(t), secretive)
	type kept struct{ value any }
	for _, value := range []any{in, &in, result, *result, kept{in}, kept{*result}, []any{in, result}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			printed := strings.ToLower(fmt.Sprintf(verb, value))
			for _, secret := range []string{"example-", "zxhhbxbszs"} {
				if strings.Contains(printed, secret) || strings.Contains(printed, hex.EncodeToString([]byte(secret))) {
					t.Errorf("%s of a %T has %s", verb, value, secret)
				}
			}
		}
	}
}

// One contract and one input serve many goroutines. The race detector sees more.
func TestConcurrentUse(t *testing.T) {
	c := own(t) // which is linked lazily in parts
	before, err := read(t, "../testdata/inputs/default.yaml")
	if err != nil {
		t.Fatal(err)
	}
	after, err := read(t, "../testdata/inputs/desktop.yaml")
	if err != nil {
		t.Fatal(err)
	}
	answers := make([]string, 8)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() {
			result, err := c.Evaluate(after)
			refused, _ := c.Evaluate(contract.Input{})
			if err != nil || refused != nil {
				return // there is no answer
			}
			yaml, _ := result.YAML()
			answer, _ := json.Marshal([]any{string(yaml), result.Outputs(), result.Masked().Objects(), c.Inputs(), c.Change(before, after)})
			answers[i] = string(answer)
		})
	}
	all.Wait()
	for _, answer := range answers {
		if len(answer) < 10_000 || answer != answers[0] {
			t.Fatalf("an answer of %d bytes differs from one of %d", len(answer), len(answers[0]))
		}
	}
}
