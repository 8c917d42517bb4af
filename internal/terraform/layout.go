package terraform

import "strings"

// call is a function call. A lone argument that is in brackets hugs the parentheses.
func call(name string, args []code, flat bool) code {
	texts := make([]string, len(args))
	multi := false
	for i, arg := range args {
		texts[i] = arg.text
		multi = multi || arg.multiline()
	}
	text := name + "(" + strings.Join(texts, ", ") + ")"
	switch {
	case flat, !multi && len(text) <= wideExpression:
		return postfix(text)
	case hugs(args):
		return postfix(text)
	}
	return postfix(name + "(\n" + strings.Join(texts, ",\n") + "\n)")
}

// hugs reports whether only the last argument has line breaks, all of them inside its
// brackets, so that the call's parentheses can stand right beside those.
func hugs(args []code) bool {
	for _, arg := range args[:len(args)-1] {
		if arg.multiline() {
			return false
		}
	}
	return bracketed(args[len(args)-1])
}

// tuple is a list of elements, one a line if they are many or wide.
func tuple(elems []code, flat bool) code {
	texts := make([]string, len(elems))
	multi := false
	for i, elem := range elems {
		texts[i] = elem.text
		multi = multi || elem.multiline()
	}
	text := "[" + strings.Join(texts, ", ") + "]"
	switch {
	case flat, !multi && len(text) <= wideCollection:
		return postfix(text)
	case len(elems) == 1 && hugs(elems):
		return postfix(text)
	}
	return postfix("[\n" + strings.Join(texts, ",\n") + ",\n]")
}

// member is a key of an object, its value and the comment before it.
type memberCode struct {
	key     string
	value   code
	comment string
}

// object is an object of members, one a line unless it is a single short one.
func object(members []memberCode, flat bool) code {
	if len(members) == 0 {
		return postfix("{}")
	}
	texts := make([]string, len(members))
	for i, m := range members {
		texts[i] = comment(m.comment) + m.key + " = " + m.value.closed(false)
	}
	text := "{ " + strings.Join(texts, ", ") + " }"
	if flat || len(members) == 1 && !strings.Contains(text, "\n") && len(text) <= wideCollection {
		return postfix(text)
	}
	return expanded(members)
}

// expanded is an object with its members one a line, however short they are.
func expanded(members []memberCode) code {
	lines := make([]string, len(members))
	for i, m := range members {
		lines[i] = comment(m.comment) + m.key + " = " + m.value.closed(false)
	}
	return postfix("{\n" + strings.Join(lines, "\n") + "\n}")
}

// comment is text as comment lines, or "".
func comment(text string) string {
	text = strings.TrimSpace(text)
	if text == "" {
		return ""
	}
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		b.WriteString(strings.TrimRight("# "+line, " ") + "\n")
	}
	return b.String()
}
