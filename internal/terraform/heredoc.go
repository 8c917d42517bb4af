package terraform

import (
	"bytes"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

const heredocEnd = "EOT"

// heredoc is s as a heredoc, which reads better than "\n" for text of several lines. It
// reports false when no heredoc has exactly this value. A heredoc ends with its line:
// nothing may stand behind it.
func heredoc(s string) (code, bool) {
	plain := !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' })
	if strings.Count(s, "\n") < 2 || !strings.HasSuffix(s, "\n") || !plain {
		return code{}, false
	}
	text := heredocText(s)
	if evaluate(text+"\n") != s {
		return code{}, false
	}
	return postfix(text), true
}

// heredocText is s between the marks of a heredoc, indented by a step.
func heredocText(s string) string {
	var b strings.Builder
	b.WriteString("<<-" + heredocEnd + "\n")
	for line := range strings.SplitSeq(strings.TrimSuffix(s, "\n"), "\n") {
		if line != "" {
			b.WriteString("  " + strings.NewReplacer("${", "$${", "%{", "%%{").Replace(line))
		}
		b.WriteByte('\n')
	}
	b.WriteString(heredocEnd)
	return b.String()
}

// indentHeredocs indents the lines of heredocs like the line that each begins in, which
// only a formatted file shows and which formatting does not do. A heredoc's value does
// not change with the indentation of all its lines.
func indentHeredocs(src []byte) []byte {
	if !bytes.Contains(src, []byte("<<-")) {
		return src
	}
	lines := strings.SplitAfter(string(src), "\n")
	tokens, _ := hclsyntax.LexConfig(src, "", hcl.InitialPos)
	begin := 0
	for _, token := range tokens {
		switch token.Type {
		case hclsyntax.TokenOHeredoc:
			begin = token.Range.Start.Line
		case hclsyntax.TokenCHeredoc:
			opening := lines[begin-1]
			indentLines(lines[begin:token.Range.Start.Line], opening[:len(opening)-len(strings.TrimLeft(opening, " "))])
		}
	}
	return []byte(strings.Join(lines, ""))
}

func indentLines(lines []string, indent string) {
	for i, line := range lines {
		if line != "\n" {
			lines[i] = indent + line
		}
	}
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
