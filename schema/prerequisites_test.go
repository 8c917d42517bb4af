package schema_test

import (
	"strings"
	"testing"

	"cuelang.org/go/cue"
	"cuelang.org/go/encoding/yaml"
)

// TestReadmeHasPrerequisites: the README shows every file of prerequisites as it is written.
func TestReadmeHasPrerequisites(t *testing.T) {
	var sections []struct{ Text string }
	if err := contract(t).LookupPath(cue.ParsePath("readme")).Decode(&sections); err != nil {
		t.Fatal(err)
	}
	var readme strings.Builder
	for _, s := range sections {
		readme.WriteString(s.Text)
	}
	files, err := contract(t).LookupPath(cue.ParsePath("prerequisites")).Fields()
	if err != nil {
		t.Fatal(err)
	}
	for files.Next() {
		documents, err := files.Value().List()
		if err != nil {
			t.Fatal(err)
		}
		text, err := yaml.EncodeStream(documents)
		if err != nil {
			t.Fatal(err)
		}
		name := files.Selector().Unquoted()
		if !strings.Contains(readme.String(), "`prerequisites/"+name+"`:\n\n```yaml\n"+string(text)+"```\n") {
			t.Errorf("the README does not show %s", name)
		}
	}
}
