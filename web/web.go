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

//go:embed dist
var dist embed.FS

// Extension is that of the built files, after the one of their content: they are
// compressed with brotli.
const Extension = ".br"

// Dist has the page's files, as "make preview" leaves them: each has the extension. What
// has not is about the build, and no part of the page.
func Dist() fs.FS {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the path is a constant, and valid
	}
	return files
}
