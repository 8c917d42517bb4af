package terraform

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// A heredoc's lines must be indented with its surroundings, which only the formatted
// file knows. Until then a placeholder stands for it.
var heredocPlaceholder = regexp.MustCompile(`heredoc_placeholder_(\d+)`)

// heredoc is s as a heredoc, which reads better than "\n" for text of several lines. It
// reports false when no heredoc has exactly this value.
func (p *printer) heredoc(s string) (code, bool) {
	plain := !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' })
	if strings.Count(s, "\n") < 2 || !strings.HasSuffix(s, "\n") || !plain || evaluate(heredocText(s, "  ")) != s {
		return code{}, false
	}
	p.heredocs = append(p.heredocs, s)
	return postfix(fmt.Sprintf("heredoc_placeholder_%d", len(p.heredocs)-1)), true
}

// expandHeredocs puts the heredocs in the place of their placeholders. A heredoc stands
// alone at the end of a line, as its placeholder does, so that the file stays formatted.
func (p *printer) expandHeredocs(src []byte) []byte {
	if len(p.heredocs) == 0 {
		return src
	}
	lines := strings.Split(string(src), "\n")
	for i, line := range lines {
		lines[i] = heredocPlaceholder.ReplaceAllStringFunc(line, func(name string) string {
			n, _ := strconv.Atoi(heredocPlaceholder.FindStringSubmatch(name)[1])
			indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
			return strings.TrimSuffix(heredocText(p.heredocs[n], indent), "\n")
		})
	}
	return []byte(strings.Join(lines, "\n"))
}

// heredocText writes s below a line with the given indentation.
func heredocText(s, indent string) string {
	var b strings.Builder
	b.WriteString("<<-EOT\n")
	for line := range strings.SplitSeq(strings.TrimSuffix(s, "\n"), "\n") {
		if line != "" {
			b.WriteString(indent + "  " + strings.NewReplacer("${", "$${", "%{", "%%{").Replace(line))
		}
		b.WriteByte('\n')
	}
	b.WriteString(indent + "EOT\n")
	return b.String()
}

// evaluate is the value of a constant string expression, "" when it has none.
func evaluate(expr string) string {
	parsed, diags := hclsyntax.ParseExpression([]byte(expr), "", hcl.InitialPos)
	if diags.HasErrors() {
		return ""
	}
	v, diags := parsed.Value(nil)
	if diags.HasErrors() || v.IsNull() {
		return ""
	}
	return v.AsString()
}
