package serve

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"sync"

	"github.com/andybalholm/brotli"
)

// contentTypes are by extension, because those that the system knows differ from
// machine to machine.
var contentTypes = map[string]string{
	".css":  "text/css; charset=utf-8",
	".html": "text/html; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".json": "application/json",
	".svg":  "image/svg+xml",
	".txt":  "text/plain; charset=utf-8",
	".wasm": "application/wasm",
}

// file is one file of the site in its two encodings.
type file struct {
	contentType string
	digest      string
	compressed  []byte
	// plain decodes the file when it is asked for first: browsers never do.
	plain func() ([]byte, error)
}

func newFile(compressed []byte) *file {
	digest := sha256.Sum256(compressed)
	return &file{
		digest:     hex.EncodeToString(digest[:16]),
		compressed: compressed,
		plain: sync.OnceValues(func() ([]byte, error) {
			return io.ReadAll(brotli.NewReader(bytes.NewReader(compressed)))
		}),
	}
}

// encoded returns the file in an encoding, and its entity tag.
func (f *file) encoded(e encoding) (content []byte, tag string, err error) {
	if e == encodingBrotli {
		return f.compressed, `"` + f.digest + `-br"`, nil
	}
	content, err = f.plain()
	return content, `"` + f.digest + `"`, err
}

// compress takes milliseconds at this level, and the highest would take seconds.
func compress(content []byte) ([]byte, error) {
	var out bytes.Buffer
	w := brotli.NewWriterLevel(&out, 5)
	if _, err := w.Write(content); err != nil {
		return nil, err
	}
	err := w.Close()
	return out.Bytes(), err
}
