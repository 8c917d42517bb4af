package terraform

import (
	"strings"

	"github.com/base-k8s/base-k8s/internal/hcl"
)

// commented is an expression below a comment, if there is one.
func (s *scope) commented(doc string, of func() hcl.Expr) hcl.Expr {
	doc = s.p.firstTime(doc)
	if doc == "" {
		return of()
	}
	return hcl.Commented{Expr: of(), Comment: doc}
}

// firstTime is a comment without the paragraphs that stand in the resource already: what is
// written out in several places has its comment at the first one.
func (p *printer) firstTime(doc string) string {
	if p.comments == nil || doc == "" {
		return doc
	}
	var first []string
	for paragraph := range strings.SplitSeq(doc, "\n\n") {
		if !p.comments[paragraph] {
			first = append(first, paragraph)
		}
		p.comments[paragraph] = true
	}
	return strings.Join(first, "\n\n")
}

// joinDocs are two comments as one.
func joinDocs(a, b string) string { return strings.TrimSpace(a + "\n\n" + b) }
