// Command form prints what Coder's own library makes of the form of a template: its parameters, its
// presets and what is wrong with it, as JSON.
//
// The folder of the template is its argument; the values that parameters have are read from standard
// input, an object of strings.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/coder/preview"
	"github.com/coder/preview/types"
	"github.com/hashicorp/hcl/v2"
)

// form is what is printed.
type form struct {
	Parameters []parameter
	Presets    []types.Preset
	// Said are all diagnostics, of the template and of single parameters and presets.
	Said []string
}

type parameter struct {
	Name     string
	Type     string
	FormType string
	Mutable  bool
	Required bool
	Options  []string // their values
	Value    string
}

func main() {
	if err := run(os.Args[1:], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string, in io.Reader, out io.Writer) error {
	if len(args) != 1 {
		return errors.New("form FOLDER")
	}
	values := map[string]string{}
	if err := json.NewDecoder(in).Decode(&values); err != nil {
		return err
	}
	read, diagnostics := preview.Preview(context.Background(), preview.Input{ParameterValues: values}, os.DirFS(args[0]))
	if read == nil {
		return diagnostics
	}
	return json.NewEncoder(out).Encode(newForm(read, diagnostics))
}

func newForm(read *preview.Output, diagnostics hcl.Diagnostics) *form {
	f := &form{Presets: read.Presets}
	f.say("", diagnostics)
	for _, p := range read.Parameters {
		f.say(p.Name+": ", hcl.Diagnostics(p.Diagnostics))
		shown := parameter{Name: p.Name, Type: string(p.Type), FormType: string(p.FormType), Mutable: p.Mutable, Required: p.Required, Value: p.Value.AsString()}
		for _, o := range p.Options {
			shown.Options = append(shown.Options, o.Value.AsString())
		}
		f.Parameters = append(f.Parameters, shown)
	}
	for _, p := range read.Presets {
		f.say(p.Name+": ", hcl.Diagnostics(p.Diagnostics))
	}
	return f
}

func (f *form) say(about string, diagnostics hcl.Diagnostics) {
	for _, d := range diagnostics {
		f.Said = append(f.Said, about+d.Error())
	}
}
