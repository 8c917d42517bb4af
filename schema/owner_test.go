package schema_test

import (
	"reflect"
	"strings"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// TestOwner: owner_id is a label and owner_email an annotation of every object, and
// neither is on the pod.
//
// Shows: output labels.
func TestOwner(t *testing.T) {
	const id, user, email = "8d5a1c2e-3b4f-4c6d-9e7f-0a1b2c3d4e5f", "0a1b2c3d-3b4f-4c6d-9e7f-8d5a1c2e4e5f", "alice@example.com"
	given := rendered(t, "owner_id: "+user+"\nowner_email: "+email+"\ncapabilities: {gui_vnc: true}\nvnc_password: example-password")
	for _, w := range []workspace{given, rendered(t, "capabilities: {gui_vnc: true}\nvnc_password: example-password")} {
		wantID, wantEmail := "", ""
		if w.Outputs.Labels["com.coder.user.id"] != "" {
			wantID, wantEmail = user, email
		}
		objects := reflect.ValueOf(w.Objects)
		for i := range objects.NumField() {
			o := objects.Field(i).Interface().(metav1.Object)
			if o.GetLabels()["com.coder.user.id"] != wantID || o.GetAnnotations()["com.coder.user.email"] != wantEmail {
				t.Errorf("%s: labels %v, annotations %v", o.GetName(), o.GetLabels(), o.GetAnnotations())
			}
		}
	}
	if given.Outputs.Labels["com.coder.user.id"] != user {
		t.Errorf("output labels: %v", given.Outputs.Labels)
	}
	if pod := given.pod(); pod.Labels["com.coder.user.id"] != "" || pod.Annotations["com.coder.user.email"] != "" {
		t.Errorf("the pod: labels %v, annotations %v", pod.Labels, pod.Annotations)
	}
	for _, lines := range []string{"", "workspace_id: " + id} {
		w := rendered(t, lines)
		_, name := w.Outputs.RuntimeEnv["CODER_WORKSPACE_NAME"]
		_, owner := w.Outputs.RuntimeEnv["CODER_OWNER"]
		pod := w.pod()
		if without := lines == ""; name != without || owner != without ||
			(pod.Labels["com.coder.workspace.name"] == "dev") != without || (pod.Labels["com.coder.user.username"] == "alice") != without {
			t.Errorf("%q: variables %v, labels of the pod %v", lines, w.Outputs.RuntimeEnv, pod.Labels)
		}
		if pod.Labels["com.coder.workspace.id"] != strings.TrimPrefix(lines, "workspace_id: ") || w.Outputs.Labels["com.coder.user.username"] != "alice" {
			t.Errorf("%q: labels of the pod %v, of objects %v", lines, pod.Labels, w.Outputs.Labels)
		}
	}
}
