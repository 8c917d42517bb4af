package terraform

import "strings"

// body is the content of a file or block: attributes and blocks in order. A blank line
// stands around each block, and nowhere else.
type body struct {
	items []item
}

type item struct {
	text  string
	apart bool // stands between blank lines
	below bool // a blank line follows
}

// attribute adds name = value.
func (b *body) attribute(name string, value code) {
	b.items = append(b.items, item{text: name + " = " + value.closed(false) + "\n"})
}

// item adds name = value with a comment before it.
func (b *body) item(doc, name string, value code) {
	b.items = append(b.items, item{text: comment(doc) + name + " = " + value.closed(false) + "\n"})
}

// gap puts a blank line below what is there so far.
func (b *body) gap() {
	if n := len(b.items); n > 0 {
		b.items[n-1].below = true
	}
}

// block adds a block; its header is everything before the opening brace.
func (b *body) block(doc, header string, content *body) {
	text := comment(doc) + header + " {}\n"
	if len(content.items) > 0 {
		text = comment(doc) + header + " {\n" + content.text() + "}\n"
	}
	b.items = append(b.items, item{text: text, apart: true})
}

func (b *body) text() string {
	var text strings.Builder
	for i, it := range b.items {
		if i > 0 && (it.apart || b.items[i-1].apart || b.items[i-1].below) {
			text.WriteByte('\n')
		}
		text.WriteString(it.text)
	}
	return text.String()
}
