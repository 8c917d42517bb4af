package effect_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/effect"
)

// An item that is added to a map or a list, removed from one, or put in another place of it,
// changes nothing of the others: only its own objects are made or deleted.
func TestItemsAreIndependent(t *testing.T) {
	m, err := compile.Compile("../../testdata/contracts/batch/schema")
	if err != nil {
		t.Fatal(err)
	}
	const (
		two    = `{"items":{"a":{"image":"i"},"c":{"image":"j","volume":"1Gi"}},"shards":[{"name":"s"},{"name":"t"}]}`
		three  = `{"items":{"a":{"image":"i"},"b":{"image":"k","volume":"2Gi"},"c":{"image":"j","volume":"1Gi"}},"shards":[{"name":"s"},{"name":"t"}]}`
		shards = `{"items":{"a":{"image":"i"},"c":{"image":"j","volume":"1Gi"}},"shards":[{"name":"u"},{"name":"t"},{"name":"s"}]}`
		cron   = `{"items":{"a":{"image":"i","schedule":"@daily"},"c":{"image":"j","volume":"1Gi"}},"shards":[{"name":"s"},{"name":"t"}]}`
	)
	for name, test := range map[string]struct {
		before, after string
		want          map[string]string
	}{
		"a new item":       {two, three, map[string]string{"params_b": "created", "job_b": "created", "scratch_b": "created"}},
		"an item less":     {three, two, map[string]string{"params_b": "deleted", "job_b": "deleted", "scratch_b": "deleted"}},
		"a new element":    {two, shards, map[string]string{"shard_u": "created"}},
		"an element less":  {shards, two, map[string]string{"shard_u": "deleted"}},
		"of another kind":  {two, cron, map[string]string{"job_a": "deleted", "cron_a": "created"}},
		"nothing happened": {two, two, map[string]string{}},
	} {
		t.Run(name, func(t *testing.T) {
			change := effect.New(m, m).Compare(evaluate(t, m, test.before), evaluate(t, m, test.after))
			got := map[string]string{}
			for _, o := range change.Objects {
				got[o.Name] = map[bool]string{true: "created"}[o.Created] + map[bool]string{true: "deleted"}[o.Deleted]
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("what it changes (-want +got):\n%s", diff)
			}
		})
	}
}
