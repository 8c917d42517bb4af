package layer

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/output"
	"github.com/base-k8s/base-k8s/internal/scaffold"
	"github.com/base-k8s/base-k8s/internal/testinput"
)

//go:embed all:start
var embedded embed.FS

// Start is a layer to begin with.
type Start struct {
	Name string // of the layer's directory, and of the module of CUE
	Base *Base
	// Gen is the version of gen that the workflow installs, such as "v1.2.0", or "" for the
	// latest one.
	Gen string
}

// Next are commands that use the files, in their directory, with the name of the layer.
const Next = `gen --schema base/%[1]s         # make the module and the manifests, in generated/
gen serve --schema base/%[1]s   # type an input and see what it gives, in the browser
`

// Free refuses a directory for a base and layers whose own CUE files would belong to every one of
// them.
func Free(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, entry := range entries {
		if compile.HasContract([]fs.DirEntry{entry}) {
			return fmt.Errorf("%s would belong to each contract below it: move it, or name an empty or a new directory", filepath.Join(dir, entry.Name()))
		}
	}
	return nil // what else is wrong with it, whoever writes finds
}

// Files returns the files of a module of CUE that has the base, with its record, and the layer,
// and what belongs to them: an input that is accepted, a workflow and a README. The layer
// compiles: the error is a [model.Diagnostics] when the one that the base has to begin with does not.
func (s *Start) Files() ([]output.File, error) {
	files, err := s.around()
	if err != nil {
		return nil, err
	}
	for _, f := range append(s.Base.Files, treeOf(Dir, s.Base.Identity).Record(s.Base.Files)) {
		files = append(files, output.File{Path: path.Join(Dir, f.Path), Content: f.Content})
	}
	text, m, err := s.layer(files)
	if err != nil {
		return nil, err
	}
	input, err := smallest(m)
	return append(files, text, input), err
}

// around are the files that say how the layer is used.
func (s *Start) around() ([]output.File, error) {
	words := []string{"BASE", s.Base.String(), "acme", s.Name}
	if s.Gen != "" {
		words = append(words, "/cmd/gen@latest", "/cmd/gen@"+s.Gen)
	}
	return scaffold.Fill(embedded, "start", strings.NewReplacer(words...))
}

// anyStart is the text of a layer over a contract that has none to begin with.
const anyStart = `// A label of every object.
objects: [string]: metadata: labels: "example.com/layer": %q

// What the base has can be narrowed, added to and set, each at its own name:
//
//	#Input: size: "s" | "m"       // fewer choices, the default among them
//	#Input: region: *"eu" | "us"  // another input, with a default
//	objects: config: data: a: "b" // more in an object
`

// layer is the file of the layer, and the model of the base with it.
func (s *Start) layer(files []output.File) (f output.File, m *model.Model, err error) {
	text := s.Base.Start
	if text == "" {
		text = fmt.Sprintf(anyStart, s.Name)
	}
	head := fmt.Sprintf("// What %s adds to %s, whose files are in the directory above: CUE unifies them with those here.\npackage %s\n\n", s.Name, s.Base, s.Base.Package)
	f = output.File{Path: path.Join(Dir, s.Name, s.Name+".cue"), Content: []byte(head + strings.TrimRight(text, "\n") + "\n")}
	m, err = compiled(append(files, f), path.Dir(f.Path))
	return f, m, err
}

// compiled compiles the contract in a directory of files that are not written yet.
func compiled(files []output.File, dir string) (*model.Model, error) {
	root, err := os.MkdirTemp("", "gen-init-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(root)
	if err := writeFiles(files, root); err != nil {
		return nil, err
	}
	return compile.CompileAs(filepath.Join(root, dir), dir)
}

// smallest is a file with the smallest input that a contract accepts.
func smallest(m *model.Model) (output.File, error) {
	solver, err := testinput.NewSolver(m)
	if err != nil {
		return output.File{}, err
	}
	var document yaml.Node
	if err = yaml.Unmarshal(model.AppendJSON(nil, solver.Base()), &document); err != nil {
		return output.File{}, err
	}
	inBlocks(&document, false)
	var text bytes.Buffer
	e := yaml.NewEncoder(&text)
	e.SetIndent(2)
	err = e.Encode(&document)
	return output.File{Path: "testdata/inputs/smallest.yaml", Content: text.Bytes()}, err
}

// Keys that every reader of YAML takes for texts without quotes are names that are no words for
// a bool or for nothing.
var (
	plainKey = regexp.MustCompile("^[a-z][a-z0-9_]*$")
	notText  = regexp.MustCompile("^(y|n|yes|no|on|off|true|false|null)$")
)

// inBlocks gives what was read from JSON the style that people write in YAML.
func inBlocks(n *yaml.Node, key bool) {
	if n.Tag != "!!str" || key && plainKey.MatchString(n.Value) && !notText.MatchString(n.Value) {
		n.Style = 0
	}
	for i, inner := range n.Content {
		inBlocks(inner, n.Kind == yaml.MappingNode && i%2 == 0)
	}
}
