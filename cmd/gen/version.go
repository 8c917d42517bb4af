package main

import (
	"io"
	"runtime/debug"

	"github.com/spf13/cobra"

	basek8s "github.com/base-k8s/base-k8s"
	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/table"
)

// version is what the command prints.
type version struct {
	Version  string           `json:"version"`            // of the module that gen is in; "(devel)" when it was built from a directory
	Revision string           `json:"revision,omitempty"` // of the repository, where the Go command has noted it
	Modified bool             `json:"modified,omitempty"` // the files were not those of the revision
	Go       string           `json:"go"`
	Compiler string           `json:"compiler"` // the digest of its source
	CUE      string           `json:"cue"`      // the version of cuelang.org/go
	Contract *contractVersion `json:"contract,omitempty"`
}

// contractVersion is a contract and its version.
type contractVersion struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"` // which the contract gives itself
	Digest  string `json:"digest"`            // of its files and of the compiler
}

// newVersion is the command that says which program this is.
func newVersion(c *cli) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the version of gen, and of a contract",
		Long: `version prints which gen this is: its version, the revision of its repository, the Go that
built it, the digest of the compiler's source, and the version of CUE. Two programs with the
same digest compile a contract to the same model. With --schema it also prints the name,
the version and the digest of the contract there.`,
		Args: noArguments,
	}
	format := addOutput(cmd, textFormat, jsonFormat)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		given := cmd.Flag("schema").Changed
		if given && !isDir(c.schema.name) {
			return noSchema(c.schema.name)
		}
		c.started = true
		v := programVersion()
		if given {
			m, err := compile.Compile(c.schema.name)
			if err != nil {
				return err
			}
			v.Contract = &contractVersion{m.Name, m.Surroundings().Version, m.Digest}
		}
		if format.value == jsonFormat {
			return printJSON(cmd.OutOrStdout(), v)
		}
		_, err := io.WriteString(cmd.OutOrStdout(), v.text())
		return err
	}
	return cmd
}

// programVersion is the version of this program.
func programVersion() version {
	v := version{Version: moduleVersion(), Compiler: basek8s.Compiler()}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return v
	}
	v.Go = info.GoVersion
	for _, setting := range info.Settings {
		switch setting.Key {
		case "vcs.revision":
			v.Revision = setting.Value
		case "vcs.modified":
			v.Modified = setting.Value == "true"
		}
	}
	for _, module := range info.Deps {
		if module.Path == "cuelang.org/go" {
			v.CUE = module.Version
		}
	}
	return v
}

// moduleVersion is the version of the module that the program is in.
func moduleVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

// text is the version for people, a line each.
func (v version) text() string {
	rows := table.New("gen", v.Version)
	if v.Revision != "" {
		modified := ""
		if v.Modified {
			modified = ", modified"
		}
		rows.Row("revision", v.Revision+modified)
	}
	rows.Row("go", v.Go)
	rows.Row("compiler", v.Compiler)
	rows.Row("cue", v.CUE)
	if c := v.Contract; c != nil {
		rows.Row("contract", c.Name)
		if c.Version != "" {
			rows.Row("version", c.Version)
		}
		rows.Row("digest", c.Digest)
	}
	return rows.String()
}
