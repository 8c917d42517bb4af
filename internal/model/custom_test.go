package model

import "testing"

func TestIsCustom(t *testing.T) {
	for apiVersion, want := range map[string]bool{
		"v1": false, "apps/v1": false, "networking.k8s.io/v1": false, "rbac.authorization.k8s.io/v1": false,
		"monitoring.coreos.com/v1": true, "gateway.networking.k8s.io/v1": true, "authorization.example.com/v1": true,
		"k8s.io/v1": true, "example/v1": false, "example.com": false, "example.com/": false, "": false,
	} {
		if IsCustom(apiVersion) != want {
			t.Errorf("IsCustom(%q) is %v", apiVersion, !want)
		}
	}
}
