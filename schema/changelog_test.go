package schema_test

import (
	"cmp"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/base-k8s/base-k8s/internal/compat"
)

// release is a version in the changelog.
type release struct {
	version  string // 1.1.0, or Unreleased
	revision string // where it is in the history; "" for what is in the making
	breaking []string
}

// unreleased is the heading for what has no version yet.
const unreleased = "Unreleased"

var (
	releaseHeading = regexp.MustCompile(`(?m)^## \[([^]]+)\]`)
	releaseLink    = regexp.MustCompile(`(?m)^\[([^]]+)\]: \S*/([0-9a-f]{40})$`)
	// breakingEntry begins with names in backticks and a colon.
	breakingEntry = regexp.MustCompile("(?m)^- ((?:`[^`]+`,?\\s+)*`[^`]+`):\\s")
	quotedName    = regexp.MustCompile("`([^`]+)`")
)

// releases are the versions of a changelog, the newest first, each with the names that its
// entries about changes that break callers begin with.
func releases(changelog string) (all []release) {
	revisions := map[string]string{}
	for _, link := range releaseLink.FindAllStringSubmatch(changelog, -1) {
		revisions[link[1]] = link[2]
	}
	headings := releaseHeading.FindAllStringSubmatchIndex(changelog, -1)
	for i, at := range headings {
		end := len(changelog)
		if i+1 < len(headings) {
			end = headings[i+1][0]
		}
		r := release{version: changelog[at[2]:at[3]]}
		r.revision = revisions[r.version]
		for _, entry := range breakingEntry.FindAllStringSubmatch(changelog[at[1]:end], -1) {
			for _, name := range quotedName.FindAllStringSubmatch(entry[1], -1) {
				r.breaking = append(r.breaking, name[1])
			}
		}
		all = append(all, r)
	}
	return all
}

// readReleases are the versions of CHANGELOG.md.
func readReleases(t testing.TB) []release {
	t.Helper()
	changelog, err := os.ReadFile("../CHANGELOG.md")
	if err != nil {
		t.Fatal(err)
	}
	return releases(string(changelog))
}

// version is the one with a number.
func version(t testing.TB, number string) release {
	t.Helper()
	all := readReleases(t)
	at := slices.IndexFunc(all, func(r release) bool { return r.version == number })
	if at < 0 {
		t.Fatalf("CHANGELOG.md has no version %s", number)
	}
	return all[at]
}

// lastRevision is where the last version is that has its revision: those before it are in the
// making. It is -1 when there is none.
func lastRevision(all []release) int {
	return slices.IndexFunc(all, func(r release) bool { return r.revision != "" })
}

// against holds what is said of versions in the making against what changed since the last
// one, and returns what is wrong. A version whose step is less than the one that breaking
// changes ask for names each of them, and so does one that has no number yet. What is not
// decided counts as a break.
func against(report *compat.Report, making []release, last release) (wrong []string) {
	breaking, declared, needed := map[string]string{}, map[string]bool{}, compat.None
	for _, c := range report.Changes {
		if c.Breaking() {
			breaking[cmp.Or(c.Rule, string(c.Path))] = fmt.Sprintf("%s: %s", c.Kind, c.Summary)
		} else {
			needed = max(needed, c.Step)
		}
	}
	for _, u := range report.Undecided {
		breaking[cmp.Or(u.Rule, string(u.Path))] = "undecided: " + u.Summary
	}
	for _, r := range making {
		for _, name := range r.breaking {
			if declared[name] = true; breaking[name] == "" {
				wrong = append(wrong, fmt.Sprintf("%s: an entry begins with %s, which breaks no callers of %s", r.version, name, last.version))
			}
		}
	}
	if len(making) == 0 {
		making = []release{{version: last.version}}
	}
	step := compat.None
	if newest := making[0].version; newest != unreleased {
		var err error
		if step, err = compat.StepBetween(last.version, newest); err != nil {
			return append(wrong, err.Error())
		}
		if step < needed {
			wrong = append(wrong, fmt.Sprintf("%s: the changes since %s ask for a %s version", newest, last.version, needed))
		}
	}
	for name, what := range breaking {
		if step < compat.Major && !declared[name] {
			wrong = append(wrong, fmt.Sprintf("%s: no entry begins with `%s`: %s", making[0].version, name, what))
		}
	}
	slices.Sort(wrong)
	return slices.Compact(wrong)
}

// TestChangelogHasWhatBreaks: the version follows from what changed, every change that breaks
// callers has an entry, and every such entry a change.
func TestChangelogHasWhatBreaks(t *testing.T) {
	all := readReleases(t)
	at := lastRevision(all)
	if at < 0 {
		t.Fatal("CHANGELOG.md has no version with a revision")
	}
	making, last := all[:at], all[at]
	old, new := released(t, last), contractIn(t, ".")
	report, err := compat.Compare(old, new)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("the step of the version that follows %s: %s", last.version, report.Step)
	if wrong := against(report, making, last); len(wrong) > 0 {
		t.Errorf("CHANGELOG.md:\n%s\n\n%s", strings.Join(wrong, "\n"), report)
	}
}

// What TestChangelogHasWhatBreaks would say of others.
func TestAgainst(t *testing.T) {
	const before = "\n## [1.0.0]\n- `older`: because.\n\n[1.0.0]: ../../tree/0123456789012345678901234567890123456789\n"
	narrowed := &compat.Change{Kind: compat.Narrowed, Path: "size", Step: compat.Major, Summary: `refuses "m" now`}
	rule := &compat.Change{Kind: compat.Narrowed, Rule: "both", Step: compat.Major, Summary: "a rule refuses what was accepted"}
	added := &compat.Change{Kind: compat.Added, Path: "note", Step: compat.Minor, Summary: "absent when it is left out"}
	for name, test := range map[string]struct {
		changelog string
		changes   []*compat.Change
		undecided []*compat.Undecided
		want      string
	}{
		"declared":         {"## [1.1.0]\n- `size`,\n  `both`: because.\n", []*compat.Change{narrowed, rule}, nil, ""},
		"in two versions":  {"## [1.2.0]\n- `size`: because.\n## [1.1.0]\n- `both`: because.\n", []*compat.Change{narrowed, rule}, nil, ""},
		"major":            {"## [2.0.0]\n", []*compat.Change{narrowed}, nil, ""},
		"more than needed": {"## [2.0.0]\n", []*compat.Change{added}, nil, ""},
		"other entries":    {"## [1.1.0]\n- `note` is new\n- Also: `note`: this\n", []*compat.Change{added}, nil, ""},
		"not declared":     {"## [1.1.0]\n- `size`: because.\n", []*compat.Change{narrowed, rule}, nil, "1.1.0: no entry begins with `both`: narrowed: a rule refuses what was accepted"},
		"not released":     {"## [Unreleased]\n- the `size`: because.\n", []*compat.Change{narrowed}, nil, "Unreleased: no entry begins with `size`: narrowed: refuses \"m\" now"},
		"breaks nothing":   {"## [1.1.0]\n- `size`: because.\n", nil, nil, "1.1.0: an entry begins with size, which breaks no callers of 1.0.0"},
		"is no break":      {"## [1.1.0]\n- `note`: because.\n", []*compat.Change{added}, nil, "1.1.0: an entry begins with note, which breaks no callers of 1.0.0"},
		"too little":       {"## [1.0.1]\n", []*compat.Change{added}, nil, "1.0.1: the changes since 1.0.0 ask for a minor version"},
		"no version":       {"", []*compat.Change{added}, nil, "1.0.0: the changes since 1.0.0 ask for a minor version"},
		"back":             {"## [0.9.0]\n", nil, nil, "0.9.0 comes before 1.0.0"},
		"undecided":        {"## [1.1.0]\n", nil, []*compat.Undecided{{Path: "size", Summary: "no input was found"}}, "1.1.0: no entry begins with `size`: undecided: no input was found"},
	} {
		all := releases(test.changelog + before)
		at := lastRevision(all)
		report := &compat.Report{Changes: test.changes, Undecided: test.undecided}
		if got := strings.Join(against(report, all[:at], all[at]), "; "); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}
