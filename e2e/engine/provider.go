package engine

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"

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

// With is the provider with further variables in the environment of the engine.
func (p *Provider) With(environment ...string) *Provider {
	changed := *p
	changed.environment = slices.Concat(p.environment, environment)
	return &changed
}

// StandIn builds the stand-in and a mirror in dir, an absolute path, that has it and others.
func StandIn(dir string, others ...Plugin) (*Provider, error) {
	binary, err := build.Binary(".", "github.com/base-k8s/base-k8s/e2e/standin/terraform-provider-kubernetes")
	if err != nil {
		return nil, err
	}
	settings, err := mirror(dir, append(others, Plugin{Source: kubernetes, Version: provider.Version, File: binary}))
	return &Provider{
		Name:        "a stand-in with the schema of hashicorp/kubernetes " + provider.Version + names(others),
		StandIn:     true,
		environment: []string{"TF_CLI_CONFIG_FILE=" + settings},
	}, err
}

var selected = regexp.MustCompile(`(?s)hashicorp/kubernetes".*?version\s*=\s*"([^"]+)"`)

// Real is the provider that the user's own settings lead to: the mirror named in
// TF_CLI_CONFIG_FILE, or else the registry. dir is an empty folder, an absolute path, to try it
// in. Beside other providers, it is taken from a mirror of them all. The error is a [*Failed] when
// it cannot be had.
func Real(e *Engine, dir string, others ...Plugin) (*Provider, error) {
	p := &Provider{}
	if settings := os.Getenv("TF_CLI_CONFIG_FILE"); settings != "" {
		if _, err := os.Stat(settings); err != nil {
			p.environment = []string{noSettings}
		}
	}
	plugin, err := installed(e, dir, p)
	if err != nil {
		return nil, err
	}
	if len(others) > 0 {
		settings, err := mirror(dir, append(others, plugin))
		if err != nil {
			return nil, err
		}
		p.environment = []string{"TF_CLI_CONFIG_FILE=" + settings}
	}
	p.Name = kubernetes + " " + plugin.Version + names(others)
	return p, nil
}

// installed is hashicorp/kubernetes as init in dir finds it.
func installed(e *Engine, dir string, p *Provider) (plugin Plugin, err error) {
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
		return plugin, err
	}
	if _, err := e.Run(dir, p, "init", "-input=false"); err != nil {
		return plugin, err
	}
	lock, err := os.ReadFile(filepath.Join(dir, ".terraform.lock.hcl"))
	if err != nil {
		return plugin, err
	}
	version := selected.FindSubmatch(lock)
	programs, err := filepath.Glob(filepath.Join(dir, ".terraform/providers/*", kubernetes, "*", platform, "terraform-provider-kubernetes*"))
	if version == nil || len(programs) != 1 || err != nil {
		return plugin, fmt.Errorf("%s: init has installed %q, and .terraform.lock.hcl has the version %q: %w", dir, programs, version, err)
	}
	return Plugin{Source: kubernetes, Version: string(version[1]), File: programs[0]}, nil
}
