package engine

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"runtime"

	"github.com/base-k8s/base-k8s/e2e/build"
)

// Plugin is a provider's program.
type Plugin struct {
	// Source is its address without the registry: "hashicorp/kubernetes".
	Source  string
	Version string
	// File is the program's file.
	File string
}

const kubernetes = "hashicorp/kubernetes"

// platform is the name of this machine's kind in mirrors.
const platform = runtime.GOOS + "_" + runtime.GOARCH

// Coder is Coder's own provider, built from its module.
func Coder() (Plugin, error) {
	const module = "github.com/coder/terraform-provider-coder/v2"
	version, err := build.Version("coder", module)
	if err != nil {
		return Plugin{}, err
	}
	file, err := build.Binary("coder", module)
	return Plugin{Source: "coder/coder", Version: version, File: file}, err
}

// mirror makes a mirror of plugins in dir, and returns the file of settings that lead to it.
func mirror(dir string, plugins []Plugin) (settings string, err error) {
	root := filepath.Join(dir, "mirror")
	for _, p := range plugins {
		if err := p.add(root, filepath.Join(dir, path.Base(p.Source))); err != nil {
			return "", err
		}
	}
	settings = filepath.Join(dir, "terraform.rc")
	text := fmt.Sprintf("provider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", root)
	return settings, os.WriteFile(settings, []byte(text), 0o666)
}

// add adds a copy of the program to a mirror: it stays what it was at init when another run
// builds the program again.
func (p Plugin) add(root, copied string) error {
	program, err := os.ReadFile(p.File)
	if err != nil {
		return err
	}
	if err := os.WriteFile(copied, program, 0o777); err != nil {
		return err
	}
	for _, host := range []string{"registry.terraform.io", "registry.opentofu.org"} {
		folder := filepath.Join(root, host, p.Source, p.Version, platform)
		if err := os.MkdirAll(folder, 0o777); err != nil {
			return err
		}
		if err := os.Symlink(copied, filepath.Join(folder, "terraform-provider-"+path.Base(p.Source)+"_v"+p.Version)); err != nil {
			return err
		}
	}
	return nil
}

// names are the plugins' names and versions, as an addition to others.
func names(plugins []Plugin) (text string) {
	for _, p := range plugins {
		text += " and " + p.Source + " " + p.Version
	}
	return text
}
