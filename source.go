// Package basek8s holds the part of the project's own source text that decides what a
// contract is compiled to, and how that is checked.
//
// It says which version of the compiler this program has, as a digest, so that nothing
// that another version has made is taken for this one's. No number has to be changed by
// hand for that.
package basek8s

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/base-k8s/base-k8s/internal/gosource"
)

// compiler are the directories of the packages that internal/compile is built from, and
// checker those that a translation is checked with.
var (
	compiler = []string{".", "internal/compile", "internal/effect", "internal/gosource", "internal/influence", "internal/kubernetes", "internal/manifest", "internal/model", "internal/partial", "internal/promise"}
	checker  = append(compiler, "internal/conformance", "internal/evaluator", "internal/evaluator/terraform", "internal/hcl", "internal/influence/observed", "internal/input", "internal/markdown",
		"internal/terraform", "internal/terraform/provider", "internal/terraform/provider/resources", "internal/testinput", "internal/testinput/random", "internal/testinput/texts", "internal/typed")
)

// files have the sources, and go.mod, which has the version of Go and of all modules.
// A pattern takes the tests, too, which do not count.
//
//go:embed go.mod *.go
//go:embed internal/conformance/*.go internal/evaluator/*.go internal/evaluator/terraform/*.go internal/compile/*.go internal/compile/*.cue internal/effect/*.go internal/effect/*.json internal/influence/*.go internal/influence/observed/*.go
//go:embed internal/gosource/*.go internal/hcl/*.go internal/input/*.go internal/kubernetes/*.go internal/manifest/*.go internal/markdown/*.go
//go:embed internal/model/*.go internal/partial/*.go internal/promise/*.go internal/terraform/*.go internal/terraform/provider/*.go
//go:embed internal/terraform/provider/resources/*.json internal/testinput/*.go internal/testinput/random/*.go internal/testinput/texts/*.go internal/typed/*.go
var files embed.FS

// Compiler is a digest of everything that decides what a contract compiles to: the
// compiler's source, and the versions of the modules that it uses. It is the same on
// every machine and however the program is built, and whatever comments say.
var Compiler = sync.OnceValue(func() string { return digest(files, compiler) })

// Checker is such a digest of everything that decides what the check of a translation
// finds.
var Checker = sync.OnceValue(func() string { return digest(files, checker) })

func digest(files fs.FS, dirs []string) string {
	h := sha256.New()
	for _, name := range sources(files, dirs) {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			panic(err) // the name is from a list of what is there
		}
		text = counted(name, text)
		fmt.Fprintf(h, "%s %d\n%s", name, len(text), text)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// counted is what of a file counts: what a Go file is compiled to, and of others all but the
// line ends that Git may give them.
func counted(name string, text []byte) []byte {
	if path.Ext(name) == ".go" {
		return gosource.Reduce(text)
	}
	return bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
}

// sources are go.mod and the files in directories that are no tests.
func sources(files fs.FS, dirs []string) []string {
	names := []string{"go.mod"}
	for _, dir := range dirs {
		entries, err := fs.ReadDir(files, dir)
		if err != nil {
			panic(err) // a directory without a pattern above
		}
		for _, entry := range entries {
			if name := entry.Name(); path.Ext(name) != "" && name != "go.mod" && !strings.HasSuffix(name, "_test.go") {
				names = append(names, path.Join(dir, name))
			}
		}
	}
	return names
}
