package hcl

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Body is the content of a file or block: attributes and blocks in order. An empty line
// stands around each block.
type Body struct {
	items []item
	// Airy puts empty lines around attributes with a comment or of several lines, too.
	Airy bool
}

// item is an attribute or a block.
type item struct {
	entry
	block *Body  // nil for an attribute
	head  string // of the block: everything before the opening brace
	below bool   // an empty line follows
}

// entry is a name and a value, as a body and an object have them.
type entry struct {
	comment, name string
	expr          Expr
	value         string // the expression as text, once the columns are known that it has
}

// Empty reports whether there is nothing in the body.
func (b *Body) Empty() bool { return len(b.items) == 0 }

// Attribute adds name = value.
func (b *Body) Attribute(name string, v Expr) { b.Commented("", name, v) }

// Commented adds name = value with a comment before it.
func (b *Body) Commented(comment, name string, v Expr) {
	v, comment = uncommented(v, comment)
	b.items = append(b.items, item{entry: entry{comment: comment, name: name, expr: v}})
}

// Gap puts an empty line below what is there so far.
func (b *Body) Gap() {
	if n := len(b.items); n > 0 {
		b.items[n-1].below = true
	}
}

// Block adds a block of a type with labels, and with a comment before it.
func (b *Body) Block(comment string, content *Body, kind string, labels ...string) {
	b.items = append(b.items, block(comment, content, kind, labels...))
}

// FirstBlock is Block before all that is there so far.
func (b *Body) FirstBlock(comment string, content *Body, kind string, labels ...string) {
	b.items = append([]item{block(comment, content, kind, labels...)}, b.items...)
}

func block(comment string, content *Body, kind string, labels ...string) item {
	for _, label := range labels {
		kind += " " + Quote(label)
	}
	return item{entry: entry{comment: comment}, block: content, head: kind}
}

// Append adds all that is in another body.
func (b *Body) Append(other *Body) { b.items = append(b.items, other.items...) }

// Reverse turns the order of all that is there so far around.
func (b *Body) Reverse() {
	for i, j := 0, len(b.items)-1; i < j; i, j = i+1, j-1 {
		b.items[i], b.items[j] = b.items[j], b.items[i]
	}
}

// apart reports whether empty lines stand around an item.
func (b *Body) apart(it item) bool {
	return it.block != nil || b.Airy && (it.comment != "" || strings.Contains(it.value, "\n"))
}

// String is the text of the body, each line with its end.
func (b *Body) String() string { return b.text(0) }

// text is the text of a body whose lines will be indented by that many columns.
func (b *Body) text(indent int) string {
	var out strings.Builder
	var entries []entry // not yet written
	flush := func() {
		out.WriteString(aligned(entries))
		entries = nil
	}
	items := slices.Clone(b.items)
	for i, it := range items {
		if it.block == nil {
			items[i].value = fitting(it.expr, indent, len(it.name)+len(" = "))
		}
	}
	for i, it := range items {
		if i > 0 && (b.apart(it) || b.apart(items[i-1]) || items[i-1].below) {
			flush()
			out.WriteByte('\n')
		}
		if it.block == nil {
			entries = append(entries, it.entry)
			continue
		}
		out.WriteString(commentLines(it.comment) + it.head + " {")
		if !it.block.Empty() {
			out.WriteString(lines(strings.TrimSuffix(it.block.text(indent+len(step)), "\n")))
		}
		out.WriteString("}\n")
	}
	flush()
	return out.String()
}

// fitting is an expression on the right of an equals sign, in the widest layout of which no
// line is too long: the first line begins after a name, the others after the indentation.
func fitting(e Expr, indent, name int) string {
	best, least := "", 0
	for _, width := range textWidths {
		s := value(e, context{text: width})
		if width := widest(s, indent, name); best == "" || width < least {
			best, least = s, width
		}
		if least <= wideLine {
			break
		}
	}
	return best
}

// widest is the number of columns that the longest line has.
func widest(s string, indent, first int) (columns int) {
	for line := range strings.SplitSeq(s, "\n") {
		columns = max(columns, indent+first+utf8.RuneCountInString(line))
		first = 0
	}
	return columns
}

// uncommented is an expression with its comment apart, behind those before it.
func uncommented(e Expr, before string) (Expr, string) {
	if c, ok := e.(Commented); ok {
		return uncommented(c.Expr, strings.TrimSpace(before+"\n\n"+c.Comment))
	}
	return e, before
}

// value is an expression on the right of an equals sign with nothing behind it.
func value(e Expr, c context) string {
	if constant, ok := e.(Constant); ok {
		e, c.text, c.constant = constant.Expr, 0, true
	}
	t, ok := e.(Template)
	if s, literal := e.(String); literal {
		t, ok = Template{s}, true
	}
	if ok {
		if s, ok := t.heredoc(c); ok {
			return s
		}
	}
	return e.layout(c).closed(false)
}

// aligned are entries one below the other, the equals signs of neighbours in one column,
// as "terraform fmt" has them: a comment, and a value whose first line opens a bracket,
// ends a group. An entry whose name is not plain ASCII stands between empty lines: the
// formatter counts what readers take for a character, such as a letter with its accent,
// which this package does not know.
func aligned(entries []entry) string {
	var out strings.Builder
	for i := 0; i < len(entries); {
		if i > 0 && (!entries[i].plain() || !entries[i-1].plain()) {
			out.WriteByte('\n')
		}
		end := i + 1
		if entries[i].joins() {
			for end < len(entries) && entries[end].comment == "" && entries[end].joins() {
				end++
			}
		}
		width := 0
		for _, e := range entries[i:end] {
			width = max(width, len(e.name))
		}
		for _, e := range entries[i:end] {
			pad := strings.Repeat(" ", width-len(e.name))
			out.WriteString(commentLines(e.comment) + e.name + pad + " = " + e.value + "\n")
		}
		i = end
	}
	return out.String()
}

// joins reports whether an entry is aligned with its neighbours.
func (e entry) joins() bool {
	return e.plain() && (!strings.Contains(e.value, "\n") || strings.HasPrefix(e.value, heredocStart))
}

// plain reports whether the name is ASCII.
func (e entry) plain() bool {
	return !strings.ContainsFunc(e.name, func(r rune) bool { return r >= utf8.RuneSelf })
}

// commentLines is text as lines of a comment, or "".
func commentLines(comment string) string {
	comment = Wrap(strings.TrimSpace(comment))
	if comment == "" {
		return ""
	}
	var out strings.Builder
	for line := range strings.SplitSeq(comment, "\n") {
		out.WriteString("#")
		for _, r := range strings.TrimRight(" "+line, " ") {
			if r == '\t' {
				out.WriteRune(r)
				continue
			}
			out.WriteString(visible(r))
		}
		out.WriteString("\n")
	}
	return out.String()
}
