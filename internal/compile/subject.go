package compile

import (
	"path/filepath"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// describeSubjects says of each input what it is about, as the files of the contract divide it:
// the one that declares the type of an object, or else the one that takes the input most often.
// A contract in which that is the same everywhere has no subjects.
func describeSubjects(m *model.Model) {
	mentions := mentionsByFile(m)
	subjects := map[string]bool{}
	for _, f := range m.Inputs {
		f.Subject = subjectOf(f, mentions[f.Name])
		subjects[f.Subject] = true
	}
	if len(subjects) > 1 {
		return
	}
	for _, f := range m.Inputs {
		f.Subject = ""
	}
}

func subjectOf(f *model.Field, mentions []mention) string {
	of := f.Type
	if of.Elem != nil {
		of = of.Elem
	}
	if len(of.Fields) > 0 && of.Fields[0].Pos.File != f.Pos.File {
		return subject(of.Fields[0].Pos.File)
	}
	var most mention
	for _, m := range mentions {
		if m.file != f.Pos.File && m.count > most.count {
			most = m
		}
	}
	if most.count == 0 {
		return ""
	}
	return subject(most.file)
}

func subject(file string) string { return strings.TrimSuffix(filepath.Base(file), ".cue") }

// mention is how often a file takes an input.
type mention struct {
	file  string
	count int
}

// mentionsByFile are those of each input, the file that takes it first before the others.
func mentionsByFile(m *model.Model) map[string][]mention {
	all := map[string][]mention{}
	var visit func(*model.Expr)
	visit = func(e *model.Expr) {
		if e != nil && e.Op == model.OpInput {
			all[e.Name] = count(all[e.Name], e.Pos.File)
		}
		for child := range e.Children() {
			visit(child)
		}
	}
	for _, l := range m.Locals {
		visit(l.Value)
	}
	for _, o := range m.Objects {
		visit(o.If)
		visit(o.Whole())
	}
	return all
}

func count(mentions []mention, file string) []mention {
	for i := range mentions {
		if mentions[i].file == file {
			mentions[i].count++
			return mentions
		}
	}
	return append(mentions, mention{file, 1})
}
