package checkers

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// ignoring is a comment that tells tflint to leave rules out, and the line below it.
var ignoring = regexp.MustCompile(`(?m)^[ \t]*# tflint-ignore(?:-file)?: *(.+)\n(.*\n)`)

// ignored is a rule that a file tells tflint to leave out.
type ignored struct{ rule, file string }

// TestIgnoredRules: where a file tells tflint to leave a rule out, the next line of the comment says
// why, and the rule would find something there.
func TestIgnoredRules(t *testing.T) {
	for _, dir := range terraformDirs(t, generated) {
		t.Run(filepath.ToSlash(dir), func(t *testing.T) {
			copied := t.TempDir()
			if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
				t.Fatal(err)
			}
			rules := askAll(t, copied)
			if len(rules) == 0 {
				return
			}
			for _, found := range tflint(t, copied) {
				delete(rules, ignored{found.Rule.Name, found.Range.Filename})
			}
			for i := range rules {
				t.Errorf("%s: %s finds nothing, so that the comment that leaves it out is not needed", i.file, i.rule)
			}
		})
	}
}

// askAll deletes the comments that leave rules out, and returns these rules.
func askAll(t *testing.T, dir string) map[ignored]bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.tf"))
	if err != nil {
		t.Fatal(err)
	}
	rules := map[ignored]bool{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(file)
		for _, comment := range ignoring.FindAllStringSubmatch(string(text), -1) {
			if !strings.HasPrefix(strings.TrimSpace(comment[2]), "# ") {
				t.Errorf("%s: a comment leaves %s out, and the next line does not say why", name, comment[1])
			}
			for rule := range strings.SplitSeq(comment[1], ",") {
				rules[ignored{strings.TrimSpace(rule), name}] = true
			}
		}
		asked := ignoring.ReplaceAllString(string(text), "$2")
		if strings.Contains(asked, "tflint-ignore") {
			t.Errorf("%s: a comment leaves a rule out, and does not stand in a line above its reason", name)
		}
		if err := os.WriteFile(file, []byte(asked), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return rules
}
