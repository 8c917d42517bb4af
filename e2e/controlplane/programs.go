package controlplane

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/base-k8s/base-k8s/e2e/build"
)

func (c *ControlPlane) startEtcd(client, peer int) (address string, err error) {
	binary, err := build.Binary("etcd", "github.com/base-k8s/base-k8s/e2e/etcd")
	if err != nil {
		return "", err
	}
	address = fmt.Sprintf("http://127.0.0.1:%d", client)
	peers := fmt.Sprintf("http://127.0.0.1:%d", peer)
	return address, c.run(binary,
		"--name=default",
		"--data-dir="+filepath.Join(c.dir, "etcd"),
		"--listen-client-urls="+address,
		"--advertise-client-urls="+address,
		"--listen-peer-urls="+peers,
		"--initial-advertise-peer-urls="+peers,
		"--initial-cluster=default="+peers,
		"--unsafe-no-fsync",
		"--log-level=warn",
	)
}

// kubernetes builds a program of Kubernetes that knows its version; without it, clients
// fail on "malformed version".
func kubernetes(name string) (string, error) {
	const at = "k8s.io/component-base/version."
	parts := strings.Split(strings.TrimPrefix(Version, "v"), ".")
	flags := fmt.Sprintf("-ldflags=-s -w -X %sgitVersion=%s -X %sgitMajor=%s -X %sgitMinor=%s", at, Version, at, parts[0], at, parts[1])
	return build.Binary("kubernetes", "k8s.io/kubernetes/cmd/"+name, flags)
}

func (c *ControlPlane) startAPIServer(etcd string, port int, id *identity) error {
	binary, err := kubernetes("kube-apiserver")
	if err != nil {
		return err
	}
	tokens := filepath.Join(c.dir, "tokens.csv")
	if err := os.WriteFile(tokens, []byte(c.Token+",administrator,1,system:masters\n"), 0o600); err != nil {
		return err
	}
	err = c.run(binary,
		"--etcd-servers="+etcd,
		"--bind-address=127.0.0.1",
		"--advertise-address=127.0.0.1",
		"--endpoint-reconciler-type=none",
		fmt.Sprintf("--secure-port=%d", port),
		"--service-cluster-ip-range=10.0.0.0/16",
		"--allow-privileged=true", // as everybody's; Pod Security decides
		"--tls-cert-file="+id.certificate,
		"--tls-private-key-file="+id.key,
		"--token-auth-file="+tokens,
		"--authorization-mode=RBAC",
		"--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file="+id.key,
		"--service-account-signing-key-file="+id.key,
	)
	if err != nil {
		return err
	}
	return c.wait(func(ctx context.Context) bool { return c.ready(ctx) })
}

// StartControllers starts kube-controller-manager, which makes pods of Deployments and
// keeps claims as long as pods use them.
func (c *ControlPlane) StartControllers() error {
	binary, err := kubernetes("kube-controller-manager")
	if err != nil {
		return err
	}
	config := filepath.Join(c.dir, "kubeconfig")
	if err := os.WriteFile(config, c.kubeconfig(), 0o600); err != nil {
		return err
	}
	return c.run(binary,
		"--kubeconfig="+config,
		"--leader-elect=false",
		"--secure-port=0",
		"--kube-api-qps=500", // many changes are observed at once
		"--kube-api-burst=1000",
		"--controllers=deployment-controller,replicaset-controller,persistentvolumeclaim-protection-controller,garbage-collector-controller,serviceaccount-controller",
	)
}

// kubeconfig is the configuration file of a client.
func (c *ControlPlane) kubeconfig() []byte {
	return fmt.Appendf(nil, `apiVersion: v1
kind: Config
current-context: e2e
contexts: [{name: e2e, context: {cluster: e2e, user: e2e}}]
clusters: [{name: e2e, cluster: {server: %q, certificate-authority: %q}}]
users: [{name: e2e, user: {token: %q}}]
`, c.Server, c.CAFile, c.Token)
}
