package model

import "strings"

// builtin are the groups of Kubernetes itself that have a dot in their name, as those of custom
// resources have, without the ending that all share.
//
// Source: k8s.io/api, and the groups of apiextensions-apiserver and kube-aggregator.
const builtin = " admissionregistration apiextensions apiregistration authentication authorization certificates coordination discovery events" +
	" flowcontrol.apiserver internal.apiserver networking node rbac.authorization resource scheduling storage storagemigration "

// IsCustom reports whether an apiVersion is one of custom resources: of a group that has a dot
// in its name, as the API server demands of definitions, and that is not Kubernetes' own.
func IsCustom(apiVersion string) bool {
	group, version, _ := strings.Cut(apiVersion, "/")
	name, shared := strings.CutSuffix(group, ".k8s.io")
	return version != "" && strings.Contains(group, ".") && !(shared && strings.Contains(builtin, " "+name+" "))
}
