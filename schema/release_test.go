package schema_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path"
	"regexp"
	"strings"
	"sync"
	"testing"

	"cuelang.org/go/cue"
	"golang.org/x/mod/semver"

	"github.com/base-k8s/base-k8s/internal/generate"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/output"
	publish "github.com/base-k8s/base-k8s/internal/release"
)

// laidOut are the files of a release of the contract, by their paths. The translation is not
// checked again when generated/ is current.
var laidOut = sync.OnceValues(func() (map[string]string, error) {
	c := &generate.Contract{Schema: ".", Inputs: "../testdata/inputs", Out: "../generated", Say: func(model.Diagnostic) {}}
	files, err := c.Release([]output.File{{Path: "LICENSE"}}, publish.Engine{Name: "gen"})
	found := map[string]string{}
	for _, f := range files {
		found[f.Path] = string(f.Content)
	}
	return found, err
})

// releasedPart are the files of a directory of a release, by their paths in it.
func releasedPart(t *testing.T, part string) map[string]string {
	t.Helper()
	files, err := laidOut()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for name, text := range files {
		if inner, ok := strings.CutPrefix(name, "base-k8s-"+moduleVersion(t)+"-"+part+"/"); ok {
			found[inner] = text
		}
	}
	if len(found) == 0 {
		t.Fatalf("a release has no directory %s", part)
	}
	return found
}

var versionConstant = regexp.MustCompile(`(?m)^_version: "(.+)"$`)

// moduleVersion is the version of the module, from the one place that has it.
func moduleVersion(t *testing.T) string {
	t.Helper()
	found := versionConstant.FindAllStringSubmatch(fileText(t, "names.cue"), -1)
	if len(found) != 1 {
		t.Fatalf("names.cue has _version in %d places", len(found))
	}
	return found[0][1]
}

func fileText(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestVersionIsOneConstant: the contract has the version once, and whatever says one says this one.
func TestVersionIsOneConstant(t *testing.T) {
	version := moduleVersion(t)
	for _, file := range files(t, "*.cue") {
		said := strings.Count(fileText(t, file), `"`+version+`"`)
		if want := strings.Count(file, "names.cue"); said != want {
			t.Errorf("%s has %q %d times, and _version is in names.cue: refer to that", file, version, said)
		}
	}
	newest := readReleases(t)[0].version
	if newest == unreleased {
		newest = readReleases(t)[1].version
	}
	short := regexp.MustCompile(`The module is version (\d+\.\d+)\.\s`).FindStringSubmatch(fileText(t, "../README.md"))
	if short == nil || !strings.HasPrefix(version, short[1]+".") {
		t.Errorf("README.md says that the module is version %q, and _version is %s", short, version)
	}
	for what, said := range map[string]string{
		"version":                       contractText(t, "version"),
		"base_module.version":           contractText(t, "input.base_module.version"),
		"the newest of CHANGELOG.md":    newest,
		"npm/package.json":              packageVersion(t),
		"the call in Coder's registry":  calledVersion(t, releasedPart(t, "coder")["README.md"]),
		"the call in the module's file": calledVersion(t, releasedPart(t, "terraform")["README.md"]),
	} {
		if said != version {
			t.Errorf("%s: %s, and _version is %s", what, said, version)
		}
	}
}

// packageVersion is the version of the npm package of the engine.
func packageVersion(t *testing.T) string {
	t.Helper()
	var p struct{ Version string }
	if err := json.Unmarshal([]byte(fileText(t, "../npm/package.json")), &p); err != nil {
		t.Fatal(err)
	}
	return p.Version
}

// contractText is a text of the contract, or the default of an input that is one.
func contractText(t *testing.T, path string) string {
	t.Helper()
	v, _ := contract(t).LookupPath(cue.ParsePath(path)).Default()
	text, err := v.String()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// calledVersion is the version in the calls of the module in a README, which all have the same.
func calledVersion(t *testing.T, readme string) (version string) {
	t.Helper()
	for _, call := range regexp.MustCompile(`(?ms)^module "\w+" \{\n(.*?)^\}`).FindAllStringSubmatch(readme, -1) {
		found := regexp.MustCompile(`(?m)^  version *= "(.*)"$`).FindStringSubmatch(call[1])
		if found == nil {
			t.Fatalf("a call has no version:\n%s", call[0])
		}
		if version != "" && found[1] != version {
			t.Errorf("calls have the versions %s and %s", version, found[1])
		}
		version = found[1]
	}
	return version
}

// TestPublishedReadme: the README of the published module names nothing that is in this project alone,
// and an archive that is released.
func TestPublishedReadme(t *testing.T) {
	readme := releasedPart(t, "terraform")["README.md"]
	for _, name := range []string{"generated/", "beside the module in"} {
		if strings.Contains(readme, name) {
			t.Errorf("it has %q", name)
		}
	}
	files, err := laidOut()
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`([^`]+\\.tar\\.gz)`").FindStringSubmatch(readme)
	if named == nil || files[named[1]] == "" {
		t.Errorf("it names the archive %q", named)
	}
}

// TestNamesOfARelease: all that is released has the name and the version, but for the digests.
func TestNamesOfARelease(t *testing.T) {
	files, err := laidOut()
	if err != nil {
		t.Fatal(err)
	}
	for name := range files {
		if name != "SHA256SUMS" && !strings.HasPrefix(name, "base-k8s-"+moduleVersion(t)) {
			t.Errorf("%s is released", name)
		}
	}
}

// TestTags: what is tagged as a version is this version, and none is a later one.
func TestTags(t *testing.T) {
	tags := versionTags(t)
	if len(tags) == 0 {
		t.Skip("NOT SHOWN: git has no tags such as v1.0.0 here, which the version could be held against")
	}
	for _, tag := range tags {
		text, err := exec.Command("git", "show", tag+":./names.cue").Output()
		if err != nil {
			t.Errorf("the tag %s: %v", tag, err)
			continue
		}
		if said := versionConstant.FindStringSubmatch(string(text)); said != nil && "v"+said[1] != tag {
			t.Errorf("the tag %s is on a contract that says %s", tag, said[1])
		}
		if semver.Compare(tag, "v"+moduleVersion(t)) > 0 {
			t.Errorf("the tag %s is later than _version, %s", tag, moduleVersion(t))
		}
	}
}

// versionTags are the tags that are versions; none where there is no history.
func versionTags(t *testing.T) (tags []string) {
	t.Helper()
	out, err := exec.Command("git", "tag", "--list", "v*").Output()
	if err != nil {
		return nil
	}
	for _, tag := range strings.Fields(string(out)) {
		if semver.IsValid(tag) && semver.Canonical(tag) == tag {
			tags = append(tags, tag)
		}
	}
	return tags
}

// TestReleasedTemplate: Coder takes archives of up to 1 MiB, and the module's tests have no place
// in one.
func TestReleasedTemplate(t *testing.T) {
	files, err := laidOut()
	if err != nil {
		t.Fatal(err)
	}
	name := "base-k8s-" + moduleVersion(t) + "-template.tar"
	if size := len(files[name]); size == 0 || size > 1<<20 {
		t.Errorf("%s has %d bytes", name, size)
	}
	for inner := range releasedPart(t, "template") {
		if strings.HasSuffix(inner, ".tftest.hcl") {
			t.Errorf("%s is in the template", inner)
		}
	}
}

// TestRootLayout: the module has the files that a registry of Terraform modules reads, in its root
// and in the root of each example.
func TestRootLayout(t *testing.T) {
	module := releasedPart(t, "terraform")
	roots := map[string]bool{".": true}
	for name := range module {
		if dir := path.Dir(name); strings.HasPrefix(dir, "examples/") {
			roots[dir] = true
		}
	}
	for root := range roots {
		for _, name := range []string{"README.md", "main.tf", "variables.tf", "outputs.tf", "versions.tf"} {
			if _, ok := module[path.Join(root, name)]; !ok {
				t.Errorf("%s has no %s", root, name)
			}
		}
		if calls := strings.Count(module[path.Join(root, "main.tf")], `source = "../.."`); root != "." && calls != 1 {
			t.Errorf("%s calls the module %d times", root, calls)
		}
	}
	if _, ok := module["LICENSE"]; !ok || len(roots) < 4 {
		t.Errorf("the roots are %v, and a licence is there: %t", roots, ok)
	}
	if module["tests/values.tftest.hcl"] == "" {
		t.Error("the module has no tests")
	}
}
