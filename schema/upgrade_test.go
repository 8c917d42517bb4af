package schema_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/model"
)

// rendering is what an input is rendered to: a JSON text for each path. Elements of a
// list that have names are found by these, and "path (order)" lists them; another list
// is a value.
type rendering map[string]string

func (r rendering) add(path string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for key, member := range v {
			if word.MatchString(key) {
				r.add(path+"."+key, member)
			} else {
				r.add(fmt.Sprintf("%s[%q]", path, key), member)
			}
		}
		if len(v) > 0 {
			return
		}
	case []any:
		if names := namesOf(v); names != nil {
			for i, name := range names {
				r.add(path+"["+name+"]", v[i])
			}
			r.add(path+" (order)", strings.Join(names, " "))
			return
		}
	}
	text, err := marshal(v)
	if err != nil {
		panic(err) // v is JSON that was read
	}
	r[path] = text
}

var word = regexp.MustCompile(`^\w+$`)

// namesOf are the names of objects in a list, nil when one of them has none.
func namesOf(list []any) (names []string) {
	for _, element := range list {
		object, _ := element.(map[string]any)
		name, ok := object["mountPath"].(string) // a volume can be mounted twice
		if !ok {
			name, ok = object["name"].(string)
		}
		if !ok {
			return nil
		}
		names = append(names, name)
	}
	return names
}

func marshal(v any) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return strings.TrimSuffix(b.String(), "\n"), err
}

// renderingOf renders the objects and outputs of an input, which must be accepted.
func renderingOf(t *testing.T, file string) rendering {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	result, refused := evaluate(t, string(data))
	if refused.HasErrors() {
		t.Fatalf("%s: %v", file, refused)
	}
	r := rendering{}
	parts := map[string]model.Object{"outputs": result.Outputs}
	for _, o := range result.Objects {
		parts[o.Name] = o.Body
	}
	for name, part := range parts {
		var v any
		if err := json.Unmarshal(model.AppendJSON(nil, part), &v); err != nil {
			t.Fatal(err)
		}
		r.add(name, v)
	}
	return r
}

// before reads what version 1.0 of the contract rendered its inputs to: the first input
// as a whole, the others as the lines that differ from it.
func before(t *testing.T) (names []string, renderings map[string]rendering) {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/rendered-1.0.txtar")
	if err != nil {
		t.Fatal(err)
	}
	renderings = map[string]rendering{}
	for i, file := range archive.Files {
		r := rendering{}
		if i > 0 {
			r = maps.Clone(renderings[names[0]])
		}
		for line := range strings.Lines(string(file.Data)) {
			path, value, given := strings.Cut(strings.TrimSuffix(line, "\n"), " = ")
			if given {
				r[path] = value
			} else {
				delete(r, strings.TrimPrefix(path, "- "))
			}
		}
		names = append(names, file.Name)
		renderings[file.Name] = r
	}
	return names, renderings
}

// changes are the differences between two renderings, a line each: "path: old → new",
// where nothing stands for what is absent. Those of a list are of its elements.
func changes(old, new rendering) (lines []string) {
	paths := maps.Clone(old)
	maps.Copy(paths, new)
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		was, is := old[path], new[path]
		var wasList, isList []any
		_, named := old[path+" (order)"]
		switch {
		case was == is || named:
		case strings.HasSuffix(path, " (order)"):
			lines = append(lines, reordered(path, strings.Fields(strings.Trim(was, `"`)), strings.Fields(strings.Trim(is, `"`)))...)
		case json.Unmarshal([]byte(was), &wasList) == nil && json.Unmarshal([]byte(is), &isList) == nil && wasList != nil && isList != nil:
			lines = append(lines, elements(path, wasList, isList)...)
		default:
			lines = append(lines, fmt.Sprintf("%s: %s → %s", path, was, is))
		}
	}
	return lines
}

// elements are the differences between lists: what left, what is new, and whether the
// others have another order.
func elements(path string, old, new []any) (lines []string) {
	texts := func(list []any) (texts []string) {
		for _, v := range list {
			text, _ := marshal(v)
			texts = append(texts, text)
		}
		return texts
	}
	was, is := texts(old), texts(new)
	for _, text := range was {
		if !slices.Contains(is, text) {
			lines = append(lines, fmt.Sprintf("%s[]: %s → ", path, text))
		}
	}
	for _, text := range is {
		if !slices.Contains(was, text) {
			lines = append(lines, fmt.Sprintf("%s[]:  → %s", path, text))
		}
	}
	return append(lines, reordered(path+" (order)", was, is)...)
}

func reordered(path string, old, new []string) []string {
	without := func(list, other []string) []string {
		return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return !slices.Contains(other, s) })
	}
	if slices.Equal(without(old, new), without(new, old)) {
		return nil
	}
	return []string{path}
}

// expected are the kinds of differences between versions 1.0 and 1.1: what they look
// like, and the words of CHANGELOG.md that say why. Some come only with, or without, a
// text in the input.
var expected = []struct{ words, lines, with, without string }{
	{
		words: "`coder.com/base-version` and the output `metadata.base_version` are 1.1.0",
		lines: `(metadata\.annotations\["coder.com/base-version"\]|^outputs\.metadata\.base_version): "1\.0\.0" → "1\.1\.0"`,
	},
	{
		words: "`terminationGracePeriodSeconds` is written out",
		lines: `^workspace\.spec\.template\.spec\.terminationGracePeriodSeconds:  → 30$`,
	},
	{
		words: "Names are also resolved by node-local-dns and AKS LocalDNS",
		lines: `^isolation\.spec\.egress\[\]: .*("kube-dns"}}},{"ipBlock":{"cidr":"169\.254\.20\.10/32"}}\]} → $|"kube-dns","node-local-dns".*169\.254\.20\.10/32.*169\.254\.10\.10/32.*169\.254\.10\.11/32"}}\]}$)`,
	},
	{
		words: "`unrestricted` also has the rule for TCP 443",
		lines: `^isolation\.spec\.egress\[\]:  → {"ports":\[{"port":443,"protocol":"TCP"}\],"to":\[{"ipBlock":{"cidr":"0\.0\.0\.0/0",`,
		with:  "network_egress: unrestricted",
	},
	{
		words: "Azure's WireServer 168.63.129.16 and GCP's metadata server fd20:ce::254 are closed",
		lines: `^isolation\.spec\.egress\[\]: .*("169\.254\.0\.0/16"\].*"fd00:ec2::/32"\]}}\]} → $| → {.*"except":\["169\.254\.0\.0/16","168\.63\.129\.16/32"\].*"fd00:ec2::/32","fd20:ce::254/128"\])`,
	},
	{
		words: "The rule for GKE's metadata server also has port 53",
		lines: `^isolation\.spec\.egress\[\]: .*"to":\[{"ipBlock":{"cidr":"169\.254\.169\.254/32"}}\]}`,
		with:  "provider: gke",
	},
	{
		words: "The checksum of the pod has no values without a token",
		lines: `^workspace\.spec\.template\.metadata\.annotations\["coder\.com/secrets-checksum"\]: `, without: "coder_agent_token",
	},
	{
		words: "With `workspace_id` the pod names neither owner nor workspace",
		lines: `^(workspace\.spec\.template\.metadata\.labels\["com\.coder\.(workspace\.name|user\.username)"\]|workspace\.spec\.template\.spec\.containers\[workspace\]\.env\[CODER_(WORKSPACE_NAME|OWNER)\]\.(name|value)|outputs\.runtime_env\.CODER_(WORKSPACE_NAME|OWNER)): .* → $`,
		with:  "workspace_id",
	},
	{
		words: "`kasmvnc` has user and group 1000 written out",
		lines: `containers\[kasmvnc\]\.securityContext\.runAs(User|Group):  → 1000$`,
	},
	{
		words: "The profile of the desktop is in `.desktop` of the home",
		lines: `containers\[kasmvnc\]\.volumeMounts\[/home/kasm-user\]\.(name:  → "home"|mountPath:  → "/home/kasm-user"|subPath:  → "\.desktop")$`,
	},
	{
		words: "The init container `desktop-home` makes `.desktop`",
		lines: `^workspace\.spec\.template\.spec\.initContainers(\[desktop-home\]|:  → \[\]$| \(order\):  → "desktop-home"$)`,
	},
	{
		words: "Volumes and mounts are in the order of their names",
		lines: `^workspace\.spec\.template\.spec\.(volumes|containers\[workspace\]\.volumeMounts) \(order\)$`,
	},
	{
		words: "`envFrom` is written out when it is empty",
		lines: `containers\[workspace\]\.envFrom:  → \[\]$`,
		with:  "secrets-manager",
	},
	{
		words: "Output: `recorded_input`, a line for `gen diff`",
		lines: `^outputs\.recorded_input\.`,
	},
	{
		words: "Outputs: `network_policy_name`, `agent_secret_name`, `secrets_name`",
		lines: `^outputs\.(network_policy_name|agent_secret_name|secrets_name)`,
	},
}

// TestInputsOfVersion10KeepTheirMeaning: an input of version 1.0 is still accepted, and what it
// gives now differs from what it gave then only by changes of the kinds in the table above,
// each of which CHANGELOG.md mentions. UPDATE does not rewrite the old renderings.
func TestInputsOfVersion10KeepTheirMeaning(t *testing.T) {
	changelog, err := os.ReadFile("../CHANGELOG.md")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	names, old := before(t)
	for _, name := range names {
		file := "../testdata/inputs/" + name
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range changes(old[name], renderingOf(t, file)) {
			found := false
			for _, kind := range expected {
				if regexp.MustCompile(kind.lines).MatchString(line) && bytes.Contains(text, []byte(kind.with)) &&
					(kind.without == "" || !bytes.Contains(text, []byte(kind.without))) {
					found, seen[kind.words] = true, true
				}
			}
			if !found {
				t.Errorf("%s is rendered otherwise than by version 1.0: %s", name, line)
			}
		}
	}
	for _, kind := range expected {
		if !seen[kind.words] {
			t.Errorf("no input shows: %s", kind.words)
		}
		if !strings.Contains(strings.Join(strings.Fields(string(changelog)), " "), kind.words) {
			t.Errorf("CHANGELOG.md does not say: %s", kind.words)
		}
	}
}
