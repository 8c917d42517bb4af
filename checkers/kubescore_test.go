package checkers

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/zegl/kube-score/config"
	"github.com/zegl/kube-score/domain"
	"github.com/zegl/kube-score/parser"
	"github.com/zegl/kube-score/score"
	"github.com/zegl/kube-score/scorecard"
)

// TestKubeScore: what is found in the examples is what the contract has reasons for.
func TestKubeScore(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(generated, "manifests", "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no examples: %v", err)
	}
	found := findings{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		found.add(t, filepath.Base(file), string(text))
	}
	for _, message := range disagreements(found, exemptions(t)) {
		t.Error(message)
	}
}

// TestKubeScoreFinds: objects of an example that are made worse are found, each with the check,
// and so is a reason that no object needs.
func TestKubeScoreFinds(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(generated, "manifests", "default.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	all := exemptions(t)
	disagree := func(text string) string {
		found := findings{}
		found.add(t, "default.yaml", text)
		return strings.Join(disagreements(found, all), "\n")
	}
	before := disagree(string(text))
	for _, edit := range []struct{ old, new, want string }{
		{"privileged: false", "privileged: true", "container-security-context-privileged at workspace"},
		{"kind: NetworkPolicy", "kind: Other", "pod-networkpolicy"},
		{":ubuntu-22.04", ":latest", "container-image-tag at workspace"},
		{"clusterIP: None", "type: NodePort", "service-type"},
		{"readOnlyRootFilesystem: false", "readOnlyRootFilesystem: true", "no Deployment of the examples needs the reason for container-security-context-readonlyrootfilesystem at workspace"},
	} {
		after := disagree(strings.ReplaceAll(string(text), edit.old, edit.new))
		if strings.Contains(before, edit.want) || !strings.Contains(after, edit.want) {
			t.Errorf("%s: %s is not found:\n%s", edit.new, edit.want, after)
		}
	}
}

// findings are what kube-score says about places, and in which examples.
type findings map[place]struct {
	summary  string
	examples []string
}

// manifest is the text of a file as kube-score reads one.
type manifest struct {
	*strings.Reader
	name string
}

func (m manifest) Name() string { return m.name }

// add adds what is found in an example.
func (f findings) add(t *testing.T, example, text string) {
	t.Helper()
	card, err := scored(manifest{strings.NewReader(text), example})
	if err != nil {
		t.Fatalf("%s: %v", example, err)
	}
	for _, object := range *card {
		for _, result := range object.Checks {
			if result.Skipped || result.Grade == scorecard.GradeAllOK {
				continue
			}
			if len(result.Comments) == 0 {
				result.AddComment("", result.Check.Comment, "")
			}
			for _, comment := range result.Comments {
				f.note(place{result.Check.ID, object.TypeMeta.Kind, comment.Path}, comment.Summary, example)
			}
		}
	}
}

func (f findings) note(at place, summary, example string) {
	entry := f[at]
	entry.summary = summary
	if !slices.Contains(entry.examples, example) {
		entry.examples = append(entry.examples, example)
	}
	f[at] = entry
}

// scored is what kube-score thinks of a file, with all checks: the optional ones too, and
// whatever annotations ask for.
func scored(file domain.NamedReader) (*scorecard.Scorecard, error) {
	reader, err := parser.New(nil)
	if err != nil {
		return nil, err
	}
	objects, err := reader.ParseFiles([]domain.NamedReader{file})
	if err != nil {
		return nil, err
	}
	run := &config.RunConfiguration{
		KubernetesVersion:     config.Semver{Major: 1, Minor: 37}, // for what is deprecated until then
		MinReplicasDeployment: 2,
		MinReplicasHPA:        2,
		EnabledOptionalTests:  map[string]struct{}{},
	}
	all := score.RegisterAllChecks(objects, nil, run)
	for _, check := range all.All() {
		run.EnabledOptionalTests[check.ID] = struct{}{}
	}
	return score.Score(objects, all, run)
}
