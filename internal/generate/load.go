package generate

import (
	"os"
	"path/filepath"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Load returns the model of the contract in the directory schema. It reads the one
// that was generated into the directory out, unless the contract has changed since:
// then it compiles the contract, and writes nothing.
func Load(schema, out string) (*model.Model, error) {
	digest, err := compile.Digest(schema)
	if err != nil {
		return nil, err
	}
	if m := read(filepath.Join(out, ModelFile)); m != nil && m.Digest == digest {
		return m, nil
	}
	return compile.Compile(schema)
}

// read reads a model; nil when there is none.
func read(path string) *model.Model {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	m, err := model.Read(text)
	if err != nil {
		return nil
	}
	return m
}
