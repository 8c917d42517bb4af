package cluster

import (
	"errors"
	"fmt"
	"net/http"
	"testing"

	"github.com/base-k8s/base-k8s/e2e/controlplane"
	"github.com/base-k8s/base-k8s/e2e/example"
	"github.com/base-k8s/base-k8s/internal/model"
)

// TestProvisioner makes, reads, changes and deletes what every input in testdata renders to,
// as the ServiceAccount that role.yaml binds and with its token.
func TestProvisioner(t *testing.T) {
	admin := administrator(t)
	provisioner := admin.provisioner()
	inputs, err := example.Read("inputs")
	if err != nil {
		t.Fatal(err)
	}
	for i, in := range inputs {
		t.Run(in.Name, func(t *testing.T) {
			w := &workspace{T: t, ControlPlane: admin.ControlPlane, ctx: t.Context(), namespace: admin.namespace}
			objects := w.render(renamed(in.Value, i))
			for _, object := range objects {
				w.manage(provisioner, object)
			}
			for _, object := range objects {
				if err := provisioner.Delete(w.ctx, object, false); err != nil {
					t.Errorf("deleting %s %s: %v", object.Kind(), object.Name(), err)
				}
			}
		})
	}
}

// renamed gives an input a name of its own, since all share a namespace.
func renamed(in model.Object, i int) model.Object {
	in = in.With("workspace_name", fmt.Sprintf("workspace-%d", i))
	if id, ok := in.Get("workspace_id"); ok && id != "" {
		in = in.With("workspace_id", fmt.Sprintf("6b1f5a0e-5c6e-4f0e-9d7a-%012d", i))
	}
	return in
}

// manage does to an object what Terraform and kubectl do.
func (w *workspace) manage(c *controlplane.Client, object controlplane.Object) {
	w.Helper()
	steps := []struct {
		what string
		do   func() error
	}{
		{"creating", func() error { _, err := c.Create(w.ctx, object, false); return err }},
		{"listing", func() error {
			_, err := c.List(w.ctx, object.Text("apiVersion"), object.Kind(), w.namespace)
			return err
		}},
		{"patching", func() error { return w.label(c, object) }},
		{"replacing", func() error { return w.annotate(c, object) }},
	}
	for _, step := range steps {
		if err := step.do(); err != nil {
			w.Errorf("%s %s %s: %v", step.what, object.Kind(), object.Name(), err)
		}
	}
}

// label patches an object.
func (w *workspace) label(c *controlplane.Client, object controlplane.Object) error {
	patch := controlplane.NewObject(object.Text("apiVersion"), object.Kind(), object.Namespace(), object.Name())
	patch["metadata"].(map[string]any)["labels"] = map[string]any{"example.com/changed": "true"}
	_, err := c.Apply(w.ctx, patch)
	return err
}

// annotate reads an object and replaces it by one with one annotation more. A controller may
// have changed it in between: then it is read again.
func (w *workspace) annotate(c *controlplane.Client, object controlplane.Object) error {
	for {
		stored, err := c.Get(w.ctx, object)
		if err != nil {
			return err
		}
		stored.At("metadata", "annotations").(map[string]any)["example.com/changed"] = "true"
		_, err = c.Replace(w.ctx, stored)
		if refused := (*controlplane.StatusError)(nil); errors.As(err, &refused) && refused.Code == http.StatusConflict {
			continue
		}
		return err
	}
}

// TestProvisionerWatches watches each kind that the Role names.
func TestProvisionerWatches(t *testing.T) {
	w := administrator(t)
	provisioner := w.provisioner()
	kinds := w.render(example.Minimal("alice", "watched"))
	for _, kind := range []string{"Pod", "Event"} {
		kinds = append(kinds, controlplane.NewObject("v1", kind, w.namespace, ""))
	}
	watched := map[string]bool{}
	for _, object := range kinds {
		if watched[object.Kind()] {
			continue
		}
		watched[object.Kind()] = true
		if err := provisioner.Watch(w.ctx, object); err != nil {
			t.Errorf("watching %s: %v", object.Kind(), err)
		}
	}
}

// TestProvisionerMayNot asks for what the Role does not allow: more permissions, other
// people's tokens, the inside of pods, other namespaces.
func TestProvisionerMayNot(t *testing.T) {
	w := administrator(t)
	provisioner := w.provisioner()
	const core, rbac = "/api/v1/namespaces/", "/apis/rbac.authorization.k8s.io/v1/"
	for what, request := range map[string]struct{ method, path string }{
		"make a Role":                  {http.MethodPost, rbac + "namespaces/coder-ws/roles"},
		"make a RoleBinding":           {http.MethodPost, rbac + "namespaces/coder-ws/rolebindings"},
		"change its own Role":          {http.MethodPut, rbac + "namespaces/coder-ws/roles/coder-workspace-provisioner"},
		"make a ClusterRoleBinding":    {http.MethodPost, rbac + "clusterrolebindings"},
		"make a pod":                   {http.MethodPost, core + "coder-ws/pods"},
		"exec into a pod":              {http.MethodPost, core + "coder-ws/pods/a/exec?command=sh"},
		"read a pod's log":             {http.MethodGet, core + "coder-ws/pods/a/log"},
		"ask for a token":              {http.MethodPost, core + "coder-ws/serviceaccounts/default/token"},
		"delete all Secrets at once":   {http.MethodDelete, core + "coder-ws/secrets"},
		"make a ConfigMap":             {http.MethodPost, core + "coder-ws/configmaps"},
		"change the quota":             {http.MethodPut, core + "coder-ws/resourcequotas/coder-workspaces"},
		"relabel the namespace":        {http.MethodPatch, core + "coder-ws"},
		"read Secrets of Coder":        {http.MethodGet, core + "coder/secrets"},
		"make a Deployment of Coder's": {http.MethodPost, "/apis/apps/v1/namespaces/coder/deployments"},
		"read Secrets everywhere":      {http.MethodGet, "/api/v1/secrets"},
	} {
		err := provisioner.Request(w.ctx, request.method, request.path)
		if refused := (*controlplane.StatusError)(nil); !errors.As(err, &refused) || refused.Code != http.StatusForbidden {
			t.Errorf("to %s: %v", what, err)
		}
	}
}

// administrator is the administrator in the namespace of prerequisites.
func administrator(t *testing.T) *workspace {
	t.Helper()
	c, err := start()
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("RAN: Kubernetes %s", controlplane.Version)
	return &workspace{T: t, ControlPlane: c, ctx: t.Context(), namespace: "coder-ws"}
}

// provisioner applies namespace and Role, and is a client with the token of the
// ServiceAccount that they are for.
func (w *workspace) provisioner() *controlplane.Client {
	w.Helper()
	files := prerequisites(w.T)
	w.apply(files["namespace.yaml"])
	w.createNamespace("coder")
	w.apply(files["role.yaml"])
	subject := files["role.yaml"][1].At("subjects").([]any)[0].(map[string]any)
	account := controlplane.NewObject("v1", "ServiceAccount", subject["namespace"].(string), subject["name"].(string))
	w.apply([]controlplane.Object{account})
	token, err := w.TokenFor(w.ctx, account)
	if err != nil {
		w.Fatal(err)
	}
	return w.As(token)
}

// createNamespace makes a namespace, or leaves the one that is there.
func (w *workspace) createNamespace(name string) {
	w.Helper()
	w.apply([]controlplane.Object{{"apiVersion": "v1", "kind": "Namespace", "metadata": map[string]any{"name": name}}})
}

// delete deletes objects, the last first.
func (w *workspace) delete(objects []controlplane.Object) {
	w.Helper()
	for i := len(objects) - 1; i >= 0; i-- {
		if err := w.Delete(w.ctx, objects[i], false); err != nil {
			w.Fatal(err)
		}
	}
}
