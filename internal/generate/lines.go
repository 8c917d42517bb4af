package generate

// breakLines breaks compact JSON after every member of the outermost object and
// every element of the arrays in it. That keeps a difference between two models
// short, and reading one fast.
func breakLines(text []byte) []byte {
	var out []byte
	depth, inString := 0, false
	for i, c := range text {
		out = append(out, c)
		switch {
		case c == '"' && !escaped(text[:i]):
			inString = !inString
		case inString:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		}
		if c == ',' && !inString && depth <= 2 {
			out = append(out, '\n')
		}
	}
	return append(out, '\n')
}

// escaped reports whether an odd number of backslashes is before the end of text.
func escaped(text []byte) bool {
	n := len(text)
	for n > 0 && text[n-1] == '\\' {
		n--
	}
	return (len(text)-n)%2 == 1
}
