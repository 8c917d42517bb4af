package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/base-k8s/base-k8s/internal/reference"
	"github.com/base-k8s/base-k8s/internal/table"
)

// The formats of what is neither a manifest nor a verdict.
const (
	textFormat = "text"
	jsonFormat = "json"
)

// newKinds is the command that lists the kinds of objects.
func newKinds(c *cli) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "kinds",
		Short: "List the kinds of Kubernetes objects that a contract can have",
		Long: `kinds prints a line for each kind of object that a contract can have: its apiVersion,
the resource of Terraform's provider that manages such objects, and whether they are in a
namespace. Objects are applied in the order of the list.`,
		Args: noArguments,
	}
	format := addOutput(cmd, textFormat, jsonFormat)
	cmd.RunE = c.without(func(cmd *cobra.Command, _ []string) error {
		kinds := reference.Kinds()
		if format.value == jsonFormat {
			return printJSON(cmd.OutOrStdout(), kinds)
		}
		rows := table.New("KIND", "APIVERSION", "TERRAFORM", "NAMESPACED")
		for _, k := range kinds {
			rows.Row(k.Kind, k.APIVersion, k.Resource, fmt.Sprint(k.Namespaced))
		}
		_, err := io.WriteString(cmd.OutOrStdout(), rows.String())
		return err
	})
	return cmd
}

// newFunctions is the command that lists what a contract can say in CUE.
func newFunctions(c *cli) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "functions",
		Short: "List the constructs and functions of CUE that a contract can use",
		Long: `functions prints every construct and every function of CUE that a contract can use on its
inputs. Below each stands what it becomes in Terraform, an example, and what to keep to
where the two languages differ. What does not depend on an input can be any CUE.`,
		Args: noArguments,
	}
	format := addOutput(cmd, textFormat, jsonFormat)
	cmd.RunE = c.without(func(cmd *cobra.Command, _ []string) error {
		functions, err := reference.Functions()
		if err != nil {
			return err
		}
		constructs := reference.Constructs()
		if format.value == jsonFormat {
			return printJSON(cmd.OutOrStdout(), map[string]any{"constructs": constructs, "functions": functions})
		}
		_, err = io.WriteString(cmd.OutOrStdout(), constructsText(constructs)+"\n"+functionsText(functions))
		return err
	})
	return cmd
}

// constructsText is the constructs for a terminal: without the backquotes of Markdown.
func constructsText(all []reference.Construct) string {
	var b strings.Builder
	for _, c := range all {
		writeEntry(&b, plain(c.CUE), plain(c.Terraform), plain(c.Note))
	}
	return b.String()
}

func plain(markdown string) string { return strings.ReplaceAll(markdown, "`", "") }

func functionsText(all []reference.Function) string {
	var b strings.Builder
	for _, f := range all {
		writeEntry(&b, strings.Join(f.CUE, ", "), f.Terraform, plain(f.Note), fmt.Sprintf("%s is %s", f.Example, f.Result))
	}
	return b.String()
}

// writeEntry writes a construct or a function, and below it what it becomes in Terraform and
// what there is to say about it.
func writeEntry(b *strings.Builder, cue, terraform string, more ...string) {
	if terraform == "" {
		terraform = "none, and it is refused"
	}
	fmt.Fprintf(b, "%s\n    in Terraform: %s\n", cue, terraform)
	for _, text := range more {
		if text != "" {
			fmt.Fprintf(b, "    %s\n", text)
		}
	}
}

// printJSON prints a value for tools.
func printJSON(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}
