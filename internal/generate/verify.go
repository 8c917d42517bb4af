package generate

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"

	basek8s "github.com/base-k8s/base-k8s"
	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/conformance"
	"github.com/base-k8s/base-k8s/internal/input"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/output"
)

// record is the content of [VerifiedFile]: a digest of everything that the check of a
// translation depends on. It is written when the check found no difference.
type record struct {
	Digest string `json:"digest"`
}

// verify checks that a contract keeps its promises, and that CUE, the model and the module give the
// same results, for the examples and the test inputs, unless a record says so already, and returns
// the record. The error is a [*conformance.Finding] when they do not.
func (c *Contract) verify(m *model.Model, module []output.File) (output.File, error) {
	inputs, err := c.inputFiles()
	if err != nil {
		return output.File{}, err
	}
	verified, err := c.record(m, inputs)
	if err != nil {
		return output.File{}, err
	}
	if c.has(verified) {
		return verified, nil
	}
	contract := &conformance.Contract{Dir: c.Schema, Model: m, Module: contents(module)}
	tried, err := contract.Inputs(documents(inputs))
	if err != nil {
		return output.File{}, err
	}
	if err := keepsPromises(m, len(tried), func(i int) []byte { return tried[i] }); err != nil {
		return output.File{}, err
	}
	report, err := contract.Check(tried, counted(c.Progress))
	if err != nil {
		return output.File{}, err
	}
	if report.Difference != nil {
		return output.File{}, contract.Explain(report.Difference)
	}
	return verified, nil
}

// record is the record of the check.
func (c *Contract) record(m *model.Model, inputs []inputFile) (output.File, error) {
	text, err := json.Marshal(record{c.digest(m, inputs)})
	return output.File{Path: VerifiedFile, Content: append(text, '\n')}, err
}

// has reports whether a file was generated before.
func (c *Contract) has(f output.File) bool {
	was, err := os.ReadFile(filepath.Join(c.Out, f.Path))
	return err == nil && bytes.Equal(was, f.Content)
}

// inputFile is a file of examples.
type inputFile struct {
	name string
	text []byte
}

func (c *Contract) inputFiles() (files []inputFile, err error) {
	names, err := inputNames(c.Inputs)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		text, err := os.ReadFile(filepath.Join(c.Inputs, name))
		if err != nil {
			return nil, err
		}
		files = append(files, inputFile{name, text})
	}
	return files, nil
}

func (c *Contract) digest(m *model.Model, inputs []inputFile) string {
	h := sha256.New()
	fmt.Fprintf(h, "contract %s\nchecker %s\n", m.Digest, basek8s.Checker())
	for _, f := range inputs {
		text := bytes.ReplaceAll(f.text, []byte("\r\n"), []byte("\n")) // as Git may check it out
		fmt.Fprintf(h, "%s %d\n%s", f.name, len(text), text)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// documents are the inputs in files, as far as they can be read: the others are reported
// when their manifests are rendered.
func documents(files []inputFile) (inputs [][]byte) {
	for _, f := range files {
		r := input.NewReader(bytes.NewReader(f.text), f.name, input.FormatOf(f.name))
		for {
			document, err := r.Next()
			if err == io.EOF {
				break
			}
			if _, refused := err.(model.Diagnostics); err != nil && !refused {
				break
			}
			if err == nil {
				inputs = append(inputs, model.AppendJSON(nil, document.Value))
			}
		}
	}
	return inputs
}

func contents(files []output.File) map[string][]byte {
	texts := map[string][]byte{}
	for _, f := range files {
		texts[filepath.Base(f.Path)] = f.Content
	}
	return texts
}

// counted makes a function that counts its calls, from any goroutine.
func counted(progress func(done, of int)) func(of int) {
	if progress == nil {
		return nil
	}
	var mutex sync.Mutex
	done := 0
	return func(of int) {
		mutex.Lock()
		defer mutex.Unlock()
		done++
		progress(done, of)
	}
}

// Verify compares CUE, the model and the module on random inputs, and writes the counts to w.
// The error is a [*conformance.Finding] about the first input for which they differ. The same
// seed gives the same inputs.
func (c *Contract) Verify(w io.Writer, count int, seed uint64) error {
	m, err := compile.Compile(c.Schema)
	if err != nil {
		return err
	}
	files, err := module(m)
	if err != nil {
		return err
	}
	contract := &conformance.Contract{Dir: c.Schema, Model: m, Module: contents(files)}
	if err := keepsPromises(m, count, contract.Random(seed)()); err != nil {
		return err
	}
	report, err := contract.Run(count, contract.Random(seed), counted(c.Progress))
	if err != nil {
		return err
	}
	if report.Difference != nil {
		finding := contract.Explain(report.Difference)
		finding.Again = fmt.Sprintf("gen verify --schema %s --seed %d --count %d", c.Schema, seed, report.Number+1)
		return finding
	}
	return write(w, contract, report, seed)
}

// write writes the counts of random inputs, and what of the contract none of them reached.
func write(w io.Writer, contract *conformance.Contract, report *conformance.Report, seed uint64) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "seed %d: CUE, gen and Terraform answer alike for %d inputs, of which %d are accepted\n", seed, report.Inputs, report.Accepted)
	for _, name := range slices.Sorted(maps.Keys(report.NotCompared)) {
		fmt.Fprintf(&b, "%d were not put to Terraform: %s\n", report.NotCompared[name], name)
	}
	for _, u := range contract.Unreached(report.Coverage) {
		fmt.Fprintln(&b, u)
	}
	_, err := b.WriteTo(w)
	return err
}
