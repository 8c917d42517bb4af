package engine

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"

	"github.com/base-k8s/base-k8s/e2e/build"
	"github.com/base-k8s/base-k8s/internal/terraform/provider"
)

// Provider is where hashicorp/kubernetes comes from.
type Provider struct {
	// Name says in a report which one ran.
	Name string
	// StandIn is set when it is not the real one.
	StandIn     bool
	environment []string
}

// StandIn builds the stand-in and a mirror in dir that has it, an absolute path.
func StandIn(dir string) (*Provider, error) {
	binary, err := build.Binary(".", "github.com/base-k8s/base-k8s/e2e/standin/terraform-provider-kubernetes")
	if err != nil {
		return nil, err
	}
	// A copy stays what it was at init when another run builds the program again.
	program, err := os.ReadFile(binary)
	if err != nil {
		return nil, err
	}
	mirror, copied := filepath.Join(dir, "mirror"), filepath.Join(dir, "provider")
	if err := os.WriteFile(copied, program, 0o777); err != nil {
		return nil, err
	}
	for _, host := range []string{"registry.terraform.io", "registry.opentofu.org"} {
		folder := filepath.Join(mirror, host, "hashicorp", "kubernetes", provider.Version, runtime.GOOS+"_"+runtime.GOARCH)
		if err := os.MkdirAll(folder, 0o777); err != nil {
			return nil, err
		}
		if err := os.Symlink(copied, filepath.Join(folder, "terraform-provider-kubernetes_v"+provider.Version)); err != nil {
			return nil, err
		}
	}
	settings := filepath.Join(dir, "terraform.rc")
	text := fmt.Sprintf("provider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", mirror)
	if err := os.WriteFile(settings, []byte(text), 0o666); err != nil {
		return nil, err
	}
	return &Provider{
		Name:        "a stand-in with the schema of hashicorp/kubernetes " + provider.Version,
		StandIn:     true,
		environment: []string{"TF_CLI_CONFIG_FILE=" + settings},
	}, nil
}

var selected = regexp.MustCompile(`(?s)hashicorp/kubernetes".*?version\s*=\s*"([^"]+)"`)

// Real is the provider that the user's own settings lead to: the mirror named in
// TF_CLI_CONFIG_FILE, or else the registry. dir is an empty folder to try it in. The
// error is a [*Failed] when it cannot be had.
func Real(e *Engine, dir string) (*Provider, error) {
	const root = `terraform {
  required_providers {
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = "~> 3.0"
    }
  }
}
`
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(root), 0o666); err != nil {
		return nil, err
	}
	p := &Provider{}
	if settings := os.Getenv("TF_CLI_CONFIG_FILE"); settings != "" {
		if _, err := os.Stat(settings); err != nil {
			p.environment = []string{noSettings}
		}
	}
	if _, err := e.Run(dir, p, "init", "-input=false"); err != nil {
		return nil, err
	}
	lock, err := os.ReadFile(filepath.Join(dir, ".terraform.lock.hcl"))
	if err != nil {
		return nil, err
	}
	version := selected.FindSubmatch(lock)
	if version == nil {
		return nil, fmt.Errorf("%s/.terraform.lock.hcl names no version of hashicorp/kubernetes", dir)
	}
	p.Name = "hashicorp/kubernetes " + string(version[1])
	return p, nil
}
