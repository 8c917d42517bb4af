package change

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"

	"github.com/base-k8s/base-k8s/internal/compile"
	"github.com/base-k8s/base-k8s/internal/model"
)

// Edits are what somebody who changes a contract may do to its text.
type Edits struct {
	files map[string]string // by name
	rnd   *rand.Rand
	kinds []string // in a fixed order
	edits map[string][]edit
}

// edit puts other text in the place of some of a file. It is one of several files when a name
// is changed.
type edit struct {
	what  string
	parts []part
}

type part struct {
	file       string
	start, end int
	text       string
}

// Edited is a contract with one edit.
type Edited struct {
	What  string // the kind of edit, and where
	Model *model.Model
}

// NewEdits finds the edits of a contract's files. The same seed takes the same ones.
func NewEdits(dir string, seed uint64) (*Edits, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.cue"))
	if err != nil {
		return nil, err
	}
	e := &Edits{files: map[string]string{}, rnd: rand.New(rand.NewPCG(seed, 1)), edits: map[string][]edit{}}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		e.files[filepath.Base(name)] = string(text)
	}
	return e, e.find()
}

func (e *Edits) add(kind string, what string, parts ...part) {
	if len(e.edits[kind]) == 0 {
		e.kinds = append(e.kinds, kind)
	}
	e.edits[kind] = append(e.edits[kind], edit{kind + " " + what, parts})
}

// Next is the contract with another edit with which it compiles. Every kind of edit has its
// turn, and none is made twice. Work is an empty directory for files. There are no more when it
// is nil.
func (e *Edits) Next(work string) (*Edited, error) {
	for len(e.kinds) > 0 {
		k := e.rnd.IntN(len(e.kinds))
		list := e.edits[e.kinds[k]]
		i := e.rnd.IntN(len(list))
		one := list[i]
		e.edits[e.kinds[k]] = slices.Delete(list, i, i+1)
		if len(list) == 1 {
			e.kinds = slices.Delete(e.kinds, k, k+1)
		}
		if err := e.write(work, one); err != nil {
			return nil, err
		}
		if m, err := compile.Compile(work); err == nil {
			return &Edited{one.what, m}, nil
		}
	}
	return nil, nil
}

// write writes the files with an edit.
func (e *Edits) write(dir string, one edit) error {
	for name, text := range e.files {
		parts := slices.Clone(one.parts)
		slices.SortFunc(parts, func(a, b part) int { return b.start - a.start })
		for _, p := range parts {
			if p.file == name {
				text = text[:p.start] + p.text + text[p.end:]
			}
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			return fmt.Errorf("an edited contract: %w", err)
		}
	}
	return nil
}
