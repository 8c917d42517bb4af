// Package web is the preview's page: its sources, and what is built from them, which the
// package embeds.
//
// What comes out is the built files. They are data to this package; internal/serve
// decompresses them and serves them.
package web

import (
	"embed"
	"io/fs"
)

//go:generate go run ./engine

//go:embed dist
var dist embed.FS

// Extension is that of the built files, after the one of their content: they are
// compressed with brotli. Files without it are about the build, and no part of the page.
const Extension = ".br"

// Engine has the files that "go generate" builds: the engine, and what comes with it from Go.
func Engine() fs.FS { return sub("dist/engine") }

// Page has the files that "make preview" builds from src: what loads the engine and asks it.
func Page() fs.FS { return sub("dist/page") }

func sub(dir string) fs.FS {
	files, err := fs.Sub(dist, dir)
	if err != nil {
		panic(err) // the path is a constant, and valid
	}
	return files
}
