package serve

import (
	"bytes"
	"net/http"
	"strings"
	"time"
)

// ContentSecurityPolicy lets the page load its own files and nothing else. The page
// has it too, for hosts that send no headers, except for what only a header can say:
// that only pages of its own origin may frame it, as a part of theirs (docs/embedding.md).
const ContentSecurityPolicy = pagePolicy + "; frame-ancestors 'self'"

const pagePolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; " +
	"connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"

// headers are on every answer.
var headers = map[string]string{
	"Cache-Control":                "no-cache", // ask again, and get 304: the contract may have changed
	"Content-Security-Policy":      ContentSecurityPolicy,
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Referrer-Policy":              "no-referrer",
	"Vary":                         "Accept-Encoding",
	"X-Content-Type-Options":       "nosniff",
}

// Handler answers requests for the site; with loopback only those that ask for this
// machine by a name of its own.
func (s *Site) Handler(loopback bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range headers {
			w.Header().Set(name, value)
		}
		if loopback && !isLoopback(r.Host) {
			refuseHost(w, r.Host)
			return
		}
		s.serve(w, r)
	})
}

// serve answers with the file whose path is exactly that of the URL.
func (s *Site) serve(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "the preview is only read: use GET or HEAD", http.StatusMethodNotAllowed)
		return
	}
	name, rooted := strings.CutPrefix(r.URL.Path, "/")
	if rooted && name == "" {
		name = index
	}
	f := s.files[name]
	if f == nil || !rooted {
		http.Error(w, "the preview has no such file", http.StatusNotFound)
		return
	}
	f.serve(w, r)
}

func (f *file) serve(w http.ResponseWriter, r *http.Request) {
	e, ok := accepted(r.Header.Values("Accept-Encoding"))
	if !ok {
		http.Error(w, "the preview's files are there as br and identity", http.StatusNotAcceptable)
		return
	}
	content, tag, err := f.encoded(e)
	if err != nil {
		http.Error(w, "the file is damaged", http.StatusInternalServerError)
		return
	}
	if e != encodingNone {
		w.Header().Set("Content-Encoding", string(e))
	}
	w.Header().Set("Content-Type", f.contentType)
	w.Header().Set("ETag", tag)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
}
