package drift

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/base-k8s/base-k8s/internal/model"
)

func all(Name) bool { return true }

const one = `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"one","namespace":"team"}}`

// Every form in which kubectl, or a script around it, prints objects gives the same ones,
// however the reads cut them.
func TestForms(t *testing.T) {
	two := strings.Replace(one, "one", "two", 1)
	forms := map[string]string{
		"list.json":     `{"apiVersion":"v1","items":[` + one + `,` + two + `],"kind":"List","metadata":{"resourceVersion":""}}`,
		"spaced.json":   "\n\n { \"items\" :\n [\n " + one + " \n , " + two + " ] , \"kind\" : \"List\" } \n ",
		"raw.json":      `{"kind":"ConfigMapList","apiVersion":"v1","items":[{"metadata":{"name":"one","namespace":"team"}},{"metadata":{"name":"two","namespace":"team"}}]}`,
		"lists.json":    `{"items":[` + one + `]}{"items":null}{"items":[]}[` + two + `]`,
		"objects.json":  one + two,
		"lines.ndjson":  one + "\n" + two + "\n",
		"array":         "[" + one + "," + two + "]",
		"mark":          "\ufeff" + one + two,
		"mark.json":     "\ufeff" + one + two,
		"documents":     "# from kubectl get -o yaml\n" + one + "\n---\n" + two + "\n",
		"list.yaml":     "kind: List\napiVersion: v1\nitems:\n- " + one + "\n- " + two + "\n",
		"raw.yaml":      "kind: ConfigMapList\napiVersion: v1\nitems:\n- metadata: {name: one, namespace: team}\n- metadata: {name: two, namespace: team}\n",
		"twice.json":    one + two + one,
		"unwanted.json": one + two + `{"apiVersion":"v1","kind":"Secret","metadata":{"name":"x"},"data":[[[1.5]]],"data":7}`,
	}
	for name, text := range forms {
		t.Run(name, func(t *testing.T) {
			for _, r := range []io.Reader{strings.NewReader(text), iotest.OneByteReader(strings.NewReader(text)), iotest.DataErrReader(strings.NewReader(text))} {
				live, err := Read(r, name, func(n Name) bool { return n.Kind == "ConfigMap" })
				if err != nil {
					t.Fatal(err)
				}
				for _, want := range []string{"one", "two"} {
					found, refused := live.find(Name{Kind: "ConfigMap", Name: want, Namespace: "team"})
					if found == nil || refused != nil {
						t.Fatal("there is no", want, refused)
					}
				}
			}
		})
	}
}

// What is no object is refused at its place, and without its text.
func TestRefusedObjects(t *testing.T) {
	cases := map[string]struct{ text, want string }{
		"empty":         {"", "f.json: error: there is no object in it"},
		"no items":      {`{"kind":"List","items":[]}`, "f.json: error: there is no object in it"},
		"cut":           {"[\n" + one + ",\n" + one[:20], "f.json:2:85: error: the file is not JSON: it ends before its last bracket"},
		"cut list":      {`{"items":[` + one, "f.json:1:94: error: the file is not JSON: it ends before its last bracket"},
		"syntax":        {one + "\n{\"kind\": secret}", "f.json:2:9: error: the file is not JSON: invalid character 's' looking for beginning of value"},
		"number":        {"7", `f.json:1:1: error: this is no object as "kubectl get -o json" prints it`},
		"item":          {`{"items":[` + one + `, "secret"]}`, `f.json:1:96: error: this is no object as "kubectl get -o json" prints it: it has no apiVersion, kind and metadata.name that are strings`},
		"items":         {`{"items":{"a":"b"}}`, `f.json:1:10: error: "items" is no list`},
		"no kind":       {`{"metadata":{"name":"a"}}`, `f.json:1:1: error: this is no object as "kubectl get -o json" prints it: it has no apiVersion, kind and metadata.name that are strings`},
		"kind":          {`{"apiVersion":"v1","kind":["secret"],"metadata":{"name":"a"}}`, `f.json:1:1: error: this is no object as "kubectl get -o json" prints it: it has no apiVersion, kind and metadata.name that are strings`},
		"metadata":      {`{"apiVersion":"v1","kind":"A","metadata":"secret"}`, `f.json:1:1: error: this is no object as "kubectl get -o json" prints it: it has no apiVersion, kind and metadata.name that are strings`},
		"key twice":     {"[\n" + one + ",\n " + `{"apiVersion":"v1","kind":"A","metadata":{"name":"a"},"data":1,"data":2}]`, "f.json:3:65: error: data is given twice"},
		"key on a line": {"[" + one + ",\n{\"apiVersion\":\"v1\",\"kind\":\"A\",\"metadata\":{\"name\":\"a\"},\n\"data\":1,\n \"data\":2}]", "f.json:4:2: error: data is given twice"},
		"deep":          {`{"apiVersion":"v1","kind":"A","metadata":{"name":"a"},"data":` + strings.Repeat("[", 100) + strings.Repeat("]", 100) + `}`, "f.json:1:125: error: the document is nested deeper than 64 levels"},
		"deeper":        {strings.Repeat("[", 100000), "f.json:1:2: error: the file is not JSON: invalid character '[' exceeded max depth"},
		"not UTF-8":     {"{\"apiVersion\":\"v1\",\"kind\":\"A\",\"metadata\":{\"name\":\"a\"},\"data\":\"\xff\"}", "f.json:1:1: error: the object is not UTF-8 text"},
		"other":         {one + "\n" + strings.Replace(one, `"team"`, `"team","resourceVersion":"2"`, 1), "f.json:2:1: error: ConfigMap team/one is given twice, and differs: read each object once"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := Read(strings.NewReader(c.text), "f.json", all)
			var refused model.Diagnostics
			if !errors.As(err, &refused) || len(refused) != 1 {
				t.Fatal(err)
			}
			if got := refused[0].String(); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// A list of 60 MB takes no more memory than the objects in it that are wanted, and an
// object that is larger than any is refused early.
func TestMemory(t *testing.T) {
	filler := `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"},"data":{"x":"` + strings.Repeat("x", 1<<20) + `"}},`
	texts := []io.Reader{strings.NewReader(`{"items":[`)}
	for range 60 {
		texts = append(texts, strings.NewReader(filler))
	}
	texts = append(texts, strings.NewReader(one+`]}`))
	var most uint64
	watch := func(n Name) bool {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		most = max(most, m.HeapAlloc)
		return n.Name == "one"
	}
	live, err := Read(io.MultiReader(texts...), "f.json", watch)
	if err != nil {
		t.Fatal(err)
	}
	if live.count != 61 || live.Ignored() != 61 || most > 50<<20 {
		t.Errorf("%d objects, %d ignored, %d bytes", live.count, live.Ignored(), most)
	}
	for name, text := range map[string]string{"object": `{"a":"`, "spaces": " ", "in a list": `[`, "before items": `{"items" `} {
		endless := io.MultiReader(strings.NewReader(text), endless(' '))
		_, err := Read(endless, "f.json", all)
		if err == nil || !strings.Contains(err.Error(), "an object is larger than 16 MiB") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

type endless byte

func (e endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(e)
	}
	return len(p), nil
}

// TestReadError: when the file of objects cannot be read to the end, the error is the reader's,
// wherever the text breaks off, and not one about its syntax.
func TestReadError(t *testing.T) {
	broken := errors.New("broken pipe")
	for _, text := range []string{"", "[", one, `{"items":[` + one, `{"a":`} {
		_, err := Read(io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken)), "f.json", all)
		if !errors.Is(err, broken) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// stated is an object that others are compared with.
var stated = model.Object{
	{Key: "apiVersion", Value: "apps/v1"},
	{Key: "kind", Value: "Deployment"},
	{Key: "metadata", Value: model.Object{{Key: "name", Value: "a"}}},
	{Key: "spec", Value: model.Object{
		{Key: "replicas", Value: int64(2)},
		{Key: "template", Value: model.Object{{Key: "spec", Value: model.Object{
			{Key: "containers", Value: []model.Value{model.Object{{Key: "image", Value: "y"}, {Key: "name", Value: "dev"}}}},
			{Key: "tolerations", Value: []model.Value{model.Object{}}},
		}}}},
	}},
}

// FuzzRead reads any text, and compares what comes out with itself: it is refused at a
// place in the file, or has no drift. Another object is compared with, too.
func FuzzRead(f *testing.F) {
	f.Add(one)
	f.Add(`{"items":[` + one + `]}`)
	f.Add(`{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a","managedFields":[{"manager":"m","operation":"Apply","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:template":{"f:spec":{"f:containers":{"k:{\"name\":\"dev\"}":{".":{},"f:image":{}}},"f:x":{"v:1":{},"i:0":{}}}}}}}]},"spec":{"replicas":1,"template":{"spec":{"containers":[{"name":"dev","image":"x","ports":[{"containerPort":80}],"resources":{"limits":{"cpu":"1e-3"}}}],"tolerations":[{"key":"a"}]}}}}`)
	f.Add("kind: List\nitems:\n- {apiVersion: v1, kind: Secret, metadata: {name: a}, data: {a: YQ==}}\n")
	f.Add(`{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"a"},"spec":{"accessModes":["A","B"],"resources":{"requests":{"storage":"1e99"}}}}`)
	f.Add("kind: List\nitems:\n- {apiVersion: v1, kind: Secret, metadata: {name: a}, unknown: null}\n")
	f.Fuzz(func(t *testing.T, file string) {
		live, err := Read(strings.NewReader(file), "f", all)
		if err != nil {
			var refused model.Diagnostics
			if !errors.As(err, &refused) || slices.ContainsFunc(refused, func(d model.Diagnostic) bool { return len(d.Positions) == 0 || d.Positions[0].File != "f" }) {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		result := &model.Result{}
		for _, same := range live.objects {
			for _, o := range same {
				if text(o.body, "metadata", "deletionTimestamp") == "" && model.At(o.body, "stringData") == nil {
					result.Objects = append(result.Objects, model.Rendered{Name: fmt.Sprint(len(result.Objects)), Body: o.body})
				}
			}
		}
		comparer := New(&model.Model{})
		for _, name := range []string{"Deployment", "ConfigMap"} {
			other := &model.Result{Objects: []model.Rendered{{Name: "a", Body: stated.With("kind", name)}}}
			comparer.Compare(live, other, result)
		}
		for _, d := range comparer.Compare(live, result, result).Drifts {
			t.Errorf("%s %s is not itself: %v, %v", d.Kind, d.Path, d.Stated, d.Live)
		}
	})
}
