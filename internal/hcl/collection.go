package hcl

import (
	"slices"
	"strings"
)

// tallCalls are the functions with arguments that stand in lines of their own where they
// are wide. The arguments of others stay in one line for as long as that is not too wide.
var tallCalls = []string{"alltrue", "concat", "flatten", "join", "jsonencode", "merge", "nonsensitive", "try"}

// typeCalls make types. The last argument is broken into lines, or none.
var typeCalls = []string{"list", "map", "object", "optional"}

func (x Call) layout(c context) text {
	isType := slices.Contains(typeCalls, x.Function)
	tall := slices.Contains(tallCalls, x.Function) || c.text > 0 && !isType
	texts, multi := make([]text, len(x.Args)), false
	around := c.around + len(x.Function) + len("()")
	for i, arg := range x.Args {
		inner := c.inside()
		if len(x.Args) == 1 || x.Function == "join" { // which hug the last one
			inner.around = around
		}
		texts[i] = inLine(arg, inner)
		if !tall && !isType && len(Flat(arg)) <= wideCollection {
			texts[i] = arg.layout(flat)
		}
		multi = multi || texts[i].multiline()
		around += len(texts[i].s) + len(", ")
	}
	if n := len(texts); x.Expand && n > 0 {
		texts[n-1].s += "..."
	}
	s := x.Function + "(" + join(texts, ", ") + ")"
	switch {
	case c.flat, isType, !multi && (!tall || len(s) <= wideExpression), hugs(texts) && (len(texts) == 1 || opening(s) <= wideExpression):
		return postfix(s)
	}
	return postfix(x.Function + "(" + lines(join(texts, ",\n")) + ")")
}

func join(texts []text, separator string) string {
	all := make([]string, len(texts))
	for i, t := range texts {
		all[i] = t.s
	}
	return strings.Join(all, separator)
}

// inLine is an expression in a line of its own, below its comment.
func inLine(e Expr, c context) text {
	e, comment := uncommented(e, "")
	t := e.layout(c)
	if comment != "" && !c.flat {
		t.s, t.commented = commentLines(comment)+t.closed(false), true
		t.open = false
	}
	return t
}

// hugs reports whether only the last element has line breaks, all of them inside its
// brackets, so that the brackets around can stand right beside those.
func hugs(elems []text) bool {
	if len(elems) == 0 {
		return false
	}
	last := len(elems) - 1
	return !slices.ContainsFunc(elems[:last], text.multiline) && bracketed(elems[last])
}

// opening is the number of columns of the first of several lines.
func opening(s string) int { return strings.Index(s, "\n") }

// layout writes the elements one a line if they are many or wide.
func (x Tuple) layout(c context) text {
	texts := make([]text, len(x))
	for i, elem := range x {
		texts[i] = inLine(elem, c.inside())
	}
	s := "[" + join(texts, ", ") + "]"
	switch {
	case c.flat, !slices.ContainsFunc(texts, text.multiline) && len(s) <= wideCollection, len(x) == 1 && hugs(texts):
		return postfix(s)
	}
	return postfix("[" + lines(join(texts, ",\n")+",") + "]")
}

// layout writes the members one a line unless there is a single short one.
func (o Object) layout(c context) text {
	if len(o.Members) == 0 {
		return postfix("{}")
	}
	short := c.flat || o.Shape == Short
	if short || len(o.Members) == 1 && o.Shape == Usual && !o.Members[0].commented() {
		var texts []text
		for _, m := range o.Members {
			t := m.Value.layout(c.inside())
			texts = append(texts, text{s: m.key() + " = " + t.closed(false)})
		}
		s := "{ " + join(texts, ", ") + " }"
		if short || !strings.Contains(s, "\n") && len(s) <= wideCollection {
			return postfix(s)
		}
	}
	entries := make([]entry, len(o.Members))
	for i, m := range o.Members {
		of, comment := uncommented(m.Value, m.Comment)
		entries[i] = entry{comment: comment, name: m.key(), value: value(of, c.inside())}
	}
	return postfix("{" + lines(strings.TrimSuffix(aligned(entries), "\n")) + "}")
}

func (m Member) commented() bool {
	_, comment := uncommented(m.Value, m.Comment)
	return comment != ""
}

// key is a key of an object. Only an identifier or a string can stand without parentheses.
func (m Member) key() string {
	switch key := m.Key.(type) {
	case String:
		return Key(string(key))
	case Template:
		return key.layout(flat).s
	}
	return "(" + Flat(m.Key) + ")"
}

// layout writes a comprehension in three lines if it is wide.
func (f For) layout(c context) text {
	head, left, right, pad := "for "+f.Value, "[", "]", ""
	if f.Key != "" {
		head = "for " + f.Key + ", " + f.Value
	}
	head += " in " + f.In.layout(c).s + " : "
	if f.ResultKey != nil {
		left, right, pad = "{", "}", " "
		head += Flat(f.ResultKey) + " => "
	}
	result, filter := f.Result.layout(c).closed(false), ""
	if f.Group {
		result += "..."
	}
	s := head + result
	if f.If != nil {
		filter = "if " + f.If.layout(c).s
	}
	line := s
	if filter != "" {
		line += " " + filter
	}
	if c.flat || len(line)+c.around <= wideExpression && !strings.Contains(line, "\n") {
		return postfix(left + pad + line + pad + right)
	}
	if c.text > 0 && len(head)+strings.Index(result+"\n", "\n") > wideExpression {
		s = strings.TrimRight(head, " ") + "\n" + result
	}
	if filter != "" {
		s += "\n" + filter
	}
	return postfix(left + lines(s) + right)
}
