package docs_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

// object is what the tests read of a Kubernetes object.
type object struct {
	Kind     string
	Metadata struct {
		Name, Namespace string
		Labels          map[string]string
	}
	Rules []struct {
		APIGroups        []string `yaml:"apiGroups"`
		Resources, Verbs []string
	}
	Spec struct {
		Template struct {
			Metadata struct{ Labels map[string]string }
			Spec     struct{ Containers []struct{ Name string } }
		}
	}
}

// generated are the objects in generated files, by their kinds in the order of the files.
func generated(t *testing.T, pattern string) (found []object) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "generated", pattern))
	if err != nil || len(files) == 0 {
		t.Fatalf("no file matches %s: %v", pattern, err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for decoder := yaml.NewDecoder(bytes.NewReader(content)); ; {
			var o object
			if err := decoder.Decode(&o); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			found = append(found, o)
		}
	}
	return found
}

func ofKind(t *testing.T, objects []object, kind string) object {
	t.Helper()
	at := slices.IndexFunc(objects, func(o object) bool { return o.Kind == kind })
	if at < 0 {
		t.Fatalf("there is no %s", kind)
	}
	return objects[at]
}

// TestOperationsObjects: the objects of a workspace with a desktop are those of its manifest.
func TestOperationsObjects(t *testing.T) {
	objects := generated(t, "manifests/desktop.yaml")
	base := ofKind(t, objects, "Deployment").Metadata.Name
	var want []string
	for _, o := range objects {
		want = append(want, strings.ToLower(o.Kind)+strings.TrimPrefix(o.Metadata.Name, base))
	}
	var got []string
	for _, match := range regexp.MustCompile(`(?m)^([a-z]+)[a-z0-9.]*/coder-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(\S*)$`).
		FindAllStringSubmatch(read(t, operations), -1) {
		if match[1] != "pod" { // made by the Deployment
			got = append(got, match[1]+match[2])
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-manifest +shown):\n%s", operations, diff)
	}
}

// TestOperationsSelectors: labels that commands select by, and containers that they name,
// are those of a workspace with an ID. Pods have fewer labels than the rest.
func TestOperationsSelectors(t *testing.T) {
	text := read(t, operations)
	deployment := ofKind(t, generated(t, "manifests/workspace-id.yaml"), "Deployment")
	commands := regexp.MustCompile(`kubectl get (\S+)[^\n]*(?:\\\n[^\n]*)?-[lL] ([a-z./,]+)`).FindAllStringSubmatch(text, -1)
	for _, match := range commands {
		labels := deployment.Metadata.Labels
		if match[1] == "pods" {
			labels = deployment.Spec.Template.Metadata.Labels
		}
		for key := range strings.SplitSeq(match[2], ",") {
			if _, ok := labels[key]; !ok {
				t.Errorf("%s of a workspace have no label %s", match[1], key)
			}
		}
	}
	if len(commands) < 5 {
		t.Errorf("only %d selectors were found", len(commands))
	}
	containers := ofKind(t, generated(t, "manifests/desktop.yaml"), "Deployment").Spec.Template.Spec.Containers
	for _, match := range regexp.MustCompile(`-c ([a-z]+) `).FindAllStringSubmatch(text, -1) {
		if !slices.ContainsFunc(containers, func(c struct{ Name string }) bool { return c.Name == match[1] }) {
			t.Errorf("there is no container %s", match[1])
		}
	}
}

// TestOperationsPrerequisites: objects that are looked at by name are made by prerequisites,
// and what the provisioner is said to be allowed is what its Role allows.
func TestOperationsPrerequisites(t *testing.T) {
	text, objects := read(t, operations), generated(t, "prerequisites/[nqrs]*.yaml")
	for _, match := range regexp.MustCompile(`kubectl \w+ (limitrange|rolebinding|storageclass) ([a-z0-9-]+)`).FindAllStringSubmatch(text, -1) {
		if !slices.ContainsFunc(objects, func(o object) bool { return strings.ToLower(o.Kind) == match[1] && o.Metadata.Name == match[2] }) {
			t.Errorf("no prerequisite is the %s %s", match[1], match[2])
		}
	}
	role, asked := ofKind(t, objects, "Role"), 0
	for _, match := range regexp.MustCompile(`auth can-i (\w+) (\w+)\.?(\S*) -n (\S+) --as system:serviceaccount:coder:coder +# (yes|no)`).
		FindAllStringSubmatch(text, -1) {
		asked++
		allowed := match[4] == role.Metadata.Namespace && allows(role, match[1], match[2], match[3])
		if allowed != (match[5] == "yes") {
			t.Errorf("%s: the Role says %v", match[0], allowed)
		}
	}
	if asked < 5 {
		t.Errorf("only %d permissions are asked for", asked)
	}
}

func allows(role object, verb, resource, group string) bool {
	for _, rule := range role.Rules {
		if slices.Contains(rule.Verbs, verb) && slices.Contains(rule.Resources, resource) && slices.Contains(rule.APIGroups, group) {
			return true
		}
	}
	return false
}

// TestOperationsAddresses: resources that are taken out of a state are in the module.
func TestOperationsAddresses(t *testing.T) {
	addresses := regexp.MustCompile(`'module\.workspace\.(\w+)\.(\w+)\[0\]'`).FindAllStringSubmatch(read(t, operations), -1)
	if len(addresses) == 0 {
		t.Error("no address was found")
	}
	for _, match := range addresses {
		resource := regexp.MustCompile(`resource "` + match[1] + `" "` + match[2] + `" \{\n(?:  #.*\n)*  count `)
		if !resource.MatchString(read(t, "../generated/template/modules/workspace/storage.tf")) {
			t.Errorf("the module has no counted resource for %s", match[0])
		}
	}
}
