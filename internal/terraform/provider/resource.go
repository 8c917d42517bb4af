package provider

import (
	"embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/base-k8s/base-k8s/internal/kubernetes"
	"github.com/base-k8s/base-k8s/internal/model"
)

//go:embed resources/*.json
var resources embed.FS

// kinds are the kinds by the names of the resources that manage their objects. All of the
// apiVersion counts: an Ingress of another group than Kubernetes' own is no
// kubernetes_ingress_v1.
var kinds = sync.OnceValue(func() map[string]kubernetes.ObjectKind {
	all := map[string]kubernetes.ObjectKind{}
	for _, k := range kubernetes.Kinds() {
		all[nameOf(k.APIVersion, k.Kind)] = k
	}
	return all
})

// nameOf is how the provider names a resource: by the kind and its version.
func nameOf(apiVersion, kind string) string {
	version := apiVersion[strings.LastIndexByte(apiVersion, '/')+1:]
	return "kubernetes_" + snake(kind) + "_" + version
}

// ResourceNames are the names of the resources for all kinds that there are, sorted.
func ResourceNames() []string { return slices.Sorted(maps.Keys(kinds())) }

// ResourceName is the resource that manages objects of a kind: kubernetes_deployment_v1
// for apps/v1 and Deployment. It reports false when the package has none.
func ResourceName(apiVersion, kind string) (string, bool) {
	name := nameOf(apiVersion, kind)
	k, ok := kinds()[name]
	return name, ok && k.APIVersion == apiVersion && k.Kind == kind
}

// Manifest is the resource that manages an object of any kind, as one attribute called manifest.
const Manifest = "kubernetes_manifest"

// ManagedBy is the resource that manages objects of a kind in a module: its own, or for custom
// resources [Manifest]. It reports false when the package has none.
func ManagedBy(apiVersion, kind string) (string, bool) {
	if model.IsCustom(apiVersion) {
		return Manifest, true
	}
	return ResourceName(apiVersion, kind)
}

// Kind is the inverse of [ResourceName].
func Kind(resource string) (apiVersion, kind string, ok bool) {
	k, ok := kinds()[resource]
	return k.APIVersion, k.Kind, ok
}

var decoded sync.Map // resource name → *Block

// Resource is the schema of a resource. It is decoded when it is first asked for; the
// caller must not change it. It reports false when the package has no such resource.
func Resource(name string) (*Block, bool) {
	if block, ok := decoded.Load(name); ok {
		return block.(*Block), true
	}
	if _, ok := kinds()[name]; !ok && name != Manifest {
		return nil, false
	}
	data, err := resources.ReadFile("resources/" + name + ".json")
	if err != nil {
		panic(fmt.Errorf("update.go has not been run since the kind has a row: %w", err)) // the file is part of the program
	}
	block := new(Block)
	if err := json.Unmarshal(data, block); err != nil {
		panic(fmt.Errorf("resources/%s.json: %w", name, err))
	}
	decoded.Store(name, block)
	return block, true
}
