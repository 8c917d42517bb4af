package release_test

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// component is one of a bill of materials, as the specification of CycloneDX names its members.
type component struct {
	Ref        string `json:"bom-ref"`
	Type       string
	Group      string
	Name       string
	Version    string
	PURL       string
	Hashes     []struct{ Alg, Content string }
	Properties []struct{ Name, Value string }
	Components []component
}

type bill struct {
	BOMFormat, SpecVersion string
	Version                int
	SerialNumber           *string
	Metadata               struct {
		Timestamp *string
		Component component
		Tools     struct{ Components []component }
	}
	Components   []component
	Dependencies []struct {
		Ref       string
		DependsOn []string
	}
}

func readBill(t *testing.T, files map[string][]byte) *bill {
	t.Helper()
	b := new(bill)
	if err := json.Unmarshal(files[stem+".cdx.json"], b); err != nil {
		t.Fatal(err)
	}
	return b
}

// TestBill: the bill of materials names every other file beside the directories with its digest,
// and has nothing that differs from run to run.
func TestBill(t *testing.T) {
	files := published(t)
	b := readBill(t, files)
	if b.BOMFormat != "CycloneDX" || b.SpecVersion != "1.6" || b.Version != 1 {
		t.Errorf("%s %s, version %d", b.BOMFormat, b.SpecVersion, b.Version)
	}
	if b.SerialNumber != nil || b.Metadata.Timestamp != nil {
		t.Error("it has a serial number or a time, which is another one at each run")
	}
	if c := b.Metadata.Component; c.Name != "kept-notes" || c.Version != "2.1.0-rc.1" {
		t.Errorf("it is about %s %s", c.Name, c.Version)
	}
	want, got := map[string]string{}, map[string]string{}
	for name, text := range files {
		if !strings.Contains(name, "/") && name != "SHA256SUMS" && name != stem+".cdx.json" {
			want[name] = fmt.Sprintf("SHA-256 %x", sha256.Sum256(text))
		}
	}
	for _, c := range b.Components {
		if c.Type == "file" {
			got[c.Name] = c.Hashes[0].Alg + " " + c.Hashes[0].Content
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestBillHasProviders: the providers and versions are those of the module's versions.tf, read
// as text, and those who need them are its archives.
func TestBillHasProviders(t *testing.T) {
	files := published(t)
	b := readBill(t, files)
	versions := string(files[stem+"-terraform/versions.tf"])
	find := func(pattern string) string { return regexp.MustCompile(pattern).FindStringSubmatch(versions)[1] }
	want := map[string]string{
		"terraform": find(`required_version = "(.*)"`),
		find(`source *= "(.*)/`) + "/terraform-provider-" + find(`source *= ".*/(.*)"`): find(`(?m)^ +version *= "(.*)"`),
	}
	got, refs := map[string]string{}, []string{}
	for _, c := range b.Components {
		if c.Type != "file" {
			got[strings.TrimPrefix(c.Group+"/"+c.Name, "/")] = c.Properties[0].Value
			refs = append(refs, c.Ref)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	needed := map[string][]string{}
	for _, d := range b.Dependencies {
		needed[d.Ref] = d.DependsOn
	}
	for _, archive := range []string{stem + "-terraform.tar.gz", stem + "-flat.tar.gz"} {
		if !slices.Equal(needed[archive], refs) {
			t.Errorf("%s needs %q", archive, needed[archive])
		}
	}
	if needs, ok := needed[stem+"-prerequisites.tar.gz"]; ok {
		t.Errorf("the prerequisites need %q", needs)
	}
}

// TestBillHasTheEngine: the program that has made the files, and its modules as they were built:
// a replaced one is the one in its place, unless that is a directory, which has no version.
func TestBillHasTheEngine(t *testing.T) {
	tools := readBill(t, published(t)).Metadata.Tools.Components
	if len(tools) != 1 || tools[0].Name != "gen" || tools[0].Version != "abc" || tools[0].Properties[0].Value != "go1.26.0" {
		t.Fatalf("%+v", tools)
	}
	var got []string
	for _, c := range tools[0].Components {
		line := c.Name + " " + c.Version + " " + c.PURL
		for _, p := range c.Properties {
			line += " " + p.Value
		}
		got = append(got, line)
	}
	want := []string{
		"example.com/Second v2.0.0+incompatible pkg:golang/example.com/second@v2.0.0%2Bincompatible h1:bbb=",
		"example.com/fork v0.2.0 pkg:golang/example.com/fork@v0.2.0 h1:aaa=",
		"example.com/local v0.3.0 pkg:golang/example.com/local@v0.3.0",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
