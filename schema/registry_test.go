package schema_test

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

// The rules that the registry of Coder modules has for a module's README, from its
// CONTRIBUTING.md, AGENTS.md and the skill for modules.

// registryReadme is a README: its front matter, and the lines below it.
type registryReadme struct {
	front string
	lines []string
}

// splitFront takes the front matter from a README.
func splitFront(readme string) (*registryReadme, error) {
	parts := strings.SplitN(readme, "---\n", 3)
	if len(parts) != 3 || parts[0] != "" {
		return nil, fmt.Errorf("it does not begin with front matter between lines of ---")
	}
	return &registryReadme{parts[1], strings.Split(strings.TrimSpace(parts[2]), "\n")}, nil
}

// registryFaults are what is wrong with a README. Names are the inputs and outputs of the module.
func registryFaults(readme string, names []string) (faults []string) {
	r, err := splitFront(readme)
	if err != nil {
		return []string{err.Error()}
	}
	title, faults := r.frontFaults()
	if r.lines[0] != "# "+title {
		faults = append(faults, fmt.Sprintf("the first line below the front matter is %q", r.lines[0]))
	}
	return slices.Concat(faults, r.headingFaults(), r.blockFaults(), r.alertFaults(), r.listingFaults(names))
}

// frontFaults are what is wrong with the front matter, after the title that it gives.
func (r *registryReadme) frontFaults() (title string, faults []string) {
	var front struct {
		DisplayName string   `json:"display_name"`
		Description string   `json:"description"`
		Icon        string   `json:"icon"`
		Verified    *bool    `json:"verified"`
		Tags        []string `json:"tags"`
	}
	if err := yaml.UnmarshalStrict([]byte(r.front), &front); err != nil {
		return "", []string{err.Error()}
	}
	if front.DisplayName == "" || front.Description == "" || len(front.Tags) == 0 {
		faults = append(faults, "a name, a description or tags are missing")
	}
	if icon, ok := strings.CutPrefix(front.Icon, "../../../../.icons/"); !ok || path.Base(icon) != icon || path.Ext(icon) != ".svg" {
		faults = append(faults, fmt.Sprintf("the icon is %q", front.Icon))
	}
	if front.Verified == nil || *front.Verified {
		faults = append(faults, "maintainers alone verify: verified has to be false")
	}
	for _, tag := range front.Tags {
		if url.QueryEscape(tag) != tag {
			faults = append(faults, fmt.Sprintf("the tag %q cannot stand in an address", tag))
		}
	}
	return front.DisplayName, faults
}

// prose calls f with each line outside of code, and the level of the heading that it is, or 0.
func (r *registryReadme) prose(f func(line string, level int)) {
	code := false
	for _, line := range r.lines {
		if strings.HasPrefix(line, "```") {
			code = !code
			continue
		}
		if !code {
			f(line, len(line)-len(strings.TrimLeft(line, "#")))
		}
	}
}

// headingFaults: one heading of the first level, and no level is left out.
func (r *registryReadme) headingFaults() (faults []string) {
	first, before := 0, 0
	r.prose(func(line string, level int) {
		if level == 0 {
			return
		}
		if level == 1 {
			first++
		}
		if level > before+1 || level > 6 || !strings.HasPrefix(line[level:], " ") {
			faults = append(faults, fmt.Sprintf("the heading %q is behind one of level %d", line, before))
		}
		before = level
	})
	if first != 1 {
		faults = append(faults, fmt.Sprintf("%d headings of the first level", first))
	}
	return faults
}

var blockStart = regexp.MustCompile("^```([a-z]*)$")

// blockFaults: one block of tf, below the first heading and with a paragraph, which calls the
// registry's module with a version.
func (r *registryReadme) blockFaults() (faults []string) {
	section, paragraph, open, calls := 0, false, "", 0
	for _, line := range r.lines {
		start := blockStart.FindStringSubmatch(line)
		switch {
		case start != nil && open == "":
			open = start[1] + " "
			if start[1] == "tf" {
				if calls++; section != 1 {
					faults = append(faults, "a block of tf is not below the first heading")
				}
			}
			if start[1] == "hcl" || start[1] == "terraform" {
				faults = append(faults, "blocks of Terraform are called tf")
			}
		case start != nil && start[1] == "":
			open = ""
		case open == "" && strings.HasPrefix(line, "#"):
			section++
		case open == "" && section == 1 && line != "" && !strings.HasPrefix(line, ">"):
			paragraph = true
		}
	}
	text := strings.Join(r.lines, "\n")
	if call := regexp.MustCompile("(?s)```tf\n(.*?)```").FindString(text); calls != 1 ||
		!regexp.MustCompile(`source +=? *"registry\.coder\.com/[a-z0-9-]+/[a-z0-9-]+/coder"\n`).MatchString(call) ||
		!regexp.MustCompile(`(?m)^  version += "\d+\.\d+\.\d+"$`).MatchString(call) {
		faults = append(faults, fmt.Sprintf("%d blocks of tf, the first being %s", calls, call))
	}
	if open != "" || !paragraph {
		faults = append(faults, "a block does not end, or there is no paragraph below the first heading")
	}
	return faults
}

// alertFaults: a line of its own for the kind of an alert.
func (r *registryReadme) alertFaults() (faults []string) {
	r.prose(func(line string, _ int) {
		if strings.Contains(line, "[!") && !regexp.MustCompile(`^> \[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]$`).MatchString(line) {
			faults = append(faults, fmt.Sprintf("the alert %q", line))
		}
	})
	return faults
}

var listedName = regexp.MustCompile("^(?:\\||[-*+]|\\d+\\.) +`?([a-z_0-9.]+)`?(?: |:|$)")

// listingFaults: tables and lists of inputs and outputs are the registry's own.
func (r *registryReadme) listingFaults(names []string) (faults []string) {
	r.prose(func(line string, level int) {
		if item := listedName.FindStringSubmatch(line); item != nil && slices.Contains(names, item[1]) {
			faults = append(faults, fmt.Sprintf("a table or list has %s", item[1]))
		}
		if level > 0 && slices.Contains([]string{"inputs", "variables", "outputs", "parameters"}, strings.ToLower(strings.TrimSpace(line[level:]))) {
			faults = append(faults, fmt.Sprintf("a section is called %q", line))
		}
	})
	return faults
}

// moduleNames are the inputs and outputs of the module.
func moduleNames(t *testing.T) (names []string) {
	t.Helper()
	for _, file := range []string{"variables.tf", "outputs.tf"} {
		for _, block := range regexp.MustCompile(`(?m)^(?:variable|output) "(\w+)"`).FindAllStringSubmatch(releasedPart(t, "coder")[file], -1) {
			names = append(names, block[1])
		}
	}
	if len(names) < 50 {
		t.Fatalf("the module has %d inputs and outputs", len(names))
	}
	return names
}

// TestCoderRegistry: the module in the form of the registry of Coder modules: its README, and one
// level of files, with tests beside them.
func TestCoderRegistry(t *testing.T) {
	files := releasedPart(t, "coder")
	for _, fault := range registryFaults(files["README.md"], moduleNames(t)) {
		t.Error(fault)
	}
	for _, name := range []string{"main.tf", "main.tftest.hcl"} {
		if files[name] == "" {
			t.Errorf("there is no %s", name)
		}
	}
	for name := range files {
		if strings.Contains(name, "/") {
			t.Errorf("%s is in a directory", name)
		}
	}
}

// TestCoderRegistryHasEgress: the section has every peer that the policy lets the pod reach, and
// every image that a node pulls by default.
func TestCoderRegistryHasEgress(t *testing.T) {
	_, section, _ := strings.Cut(releasedPart(t, "coder")["README.md"], "\n## Egress\n")
	section, _, _ = strings.Cut(section, "\n## ")
	var rows [][]string
	hidden(t, "_policyRows", &rows)
	out := 0
	for _, row := range rows {
		if row[0] == "out" {
			out++
			if line := "\n| " + strings.Join(row[1:], " | ") + " |\n"; !strings.Contains(section, line) {
				t.Errorf("the section has no row%s", line)
			}
		}
	}
	if out < 8 {
		t.Errorf("the policy has %d rows", out)
	}
	for _, image := range regexp.MustCompile(`image +: +\S+|"(\S+/\S+:\S+)"`).FindAllStringSubmatch(fileText(t, "images.cue"), -1) {
		if image[1] != "" && !strings.ContainsAny(image[1], `\(`) && !strings.Contains(section, "`"+image[1]+"`") {
			t.Errorf("the section has no image %s", image[1])
		}
	}
}

// What TestCoderRegistry would say of other READMEs.
func TestRegistryFaults(t *testing.T) {
	readme := releasedPart(t, "coder")["README.md"]
	names := moduleNames(t)
	for name, change := range map[string][2]string{
		"no front matter":        {"---\n", ""},
		"another key":            {"tags:", "maintainer: me\ntags:"},
		"no description":         {"\ndescription: ", "\ndescription: \"\" # "},
		"an icon elsewhere":      {"../../../../.icons/", "https://example.com/"},
		"verified":               {"verified: false", "verified: true"},
		"a tag with a space":     {"- kubernetes\n", "- of kubernetes\n"},
		"another title":          {"\n# ", "\n# The "},
		"two titles":             {"\n## Egress", "\n# Egress"},
		"a level left out":       {"\n## Egress", "\n#### Egress"},
		"a heading of no word":   {"\n## Egress", "\n##Egress"},
		"hcl":                    {"```tf", "```hcl"},
		"a second call":          {"## Egress\n", "## Egress\n\n```tf\n```\n"},
		"a call without version": {"\n  version = \"", "\n  revision = \""},
		"a call of a directory":  {"registry.coder.com/", "./"},
		"an open block":          {"## Egress\n", "## Egress\n\n```sh\n"},
		"an alert in one line":   {"[!WARNING]\n", "[!WARNING] "},
		"a kind of no alert":     {"[!WARNING]", "[!DANGER]"},
		"a table of inputs":      {"## Egress\n", "## Inputs of it\n\n| name |\n| --- |\n| `owner` |\n\n## Egress\n"},
		"a list of outputs":      {"## Egress\n", "## Egress\n\n- `pvc_name`: the claim\n"},
		"a section of inputs":    {"## Egress\n", "## Inputs\n"},
	} {
		changed := strings.Replace(readme, change[0], change[1], 1)
		if changed == readme {
			t.Errorf("%s: the README has no %q", name, change[0])
		} else if faults := registryFaults(changed, names); len(faults) == 0 {
			t.Errorf("%s is not noticed", name)
		}
	}
}
