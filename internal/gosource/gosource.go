// Package gosource takes from Go source text what decides what it is compiled to.
//
// What goes in is the text of a file; what comes out is Go source again, with the same
// meaning, that stays the same when only comments, blank lines or the space between words
// change. It is what is digested where something built is compared with its sources.
package gosource

import "bytes"

// Reduce returns a file without comments, blank lines, indentation and alignment. Directives
// for the go command and the compiler, such as go:embed, are no comments, and stay. The
// text must be Go; of anything else the result means nothing.
//
// It takes some milliseconds a megabyte, and go/scanner ten times as long: programs begin
// with the digest of their sources.
func Reduce(text []byte) []byte {
	r := reducer{in: text, out: make([]byte, 0, len(text))}
	for r.at < len(r.in) {
		r.step()
	}
	return r.out
}

// reducer is half-way through a file.
type reducer struct {
	in  []byte
	at  int // what is before it is reduced to out
	out []byte
}

// step takes what is next.
func (r *reducer) step() {
	rest := r.in[r.at:]
	switch c := rest[0]; {
	case c == ' ', c == '\t', c == '\r':
		r.at++
		r.blank()
	case c == '\n':
		r.at++
		r.endLine()
	case c == '`':
		r.rawString(rest)
	case c == '"', c == '\'':
		r.copy(quoted(rest))
	case bytes.HasPrefix(rest, []byte("//")):
		r.lineComment(rest)
	case bytes.HasPrefix(rest, []byte("/*")):
		r.generalComment(rest)
	default:
		r.copy(1 + plain(rest[1:]))
	}
}

// copy takes the next n bytes as they are.
func (r *reducer) copy(n int) {
	r.out = append(r.out, r.in[r.at:r.at+n]...)
	r.at += n
}

// rawString takes a string in which the compiler does not see the line ends of Windows.
func (r *reducer) rawString(rest []byte) {
	n := 1 + through(rest[1:], "`")
	r.out = append(r.out, bytes.ReplaceAll(rest[:n], []byte("\r"), nil)...)
	r.at += n
}

// blank separates two words by one space.
func (r *reducer) blank() {
	if n := len(r.out); n > 0 && r.out[n-1] != '\n' && r.out[n-1] != ' ' {
		r.out = append(r.out, ' ')
	}
}

// endLine ends the line that is written, unless there is nothing on it.
func (r *reducer) endLine() {
	r.out = bytes.TrimSuffix(r.out, []byte(" "))
	if n := len(r.out); n > 0 && r.out[n-1] != '\n' {
		r.out = append(r.out, '\n')
	}
}

// lineComment takes a comment up to the end of its line. A directive is one with nothing before it
// on its line.
func (r *reducer) lineComment(rest []byte) {
	end := bytes.IndexByte(rest, '\n')
	if end < 0 {
		end = len(rest)
	}
	if first := len(r.out) == 0 || r.out[len(r.out)-1] == '\n'; first && bytes.HasPrefix(rest, []byte("//go:")) {
		r.out = append(r.out, bytes.TrimRight(rest[:end], " \t\r")...)
	}
	r.at += end
}

// generalComment takes a comment that may be anywhere. To the compiler it is a space, or a
// line end when there is one in it.
func (r *reducer) generalComment(rest []byte) {
	end := 2 + through(rest[2:], "*/")
	r.at += end
	if bytes.IndexByte(rest[:end], '\n') >= 0 {
		r.endLine()
	} else {
		r.blank()
	}
}

// special are the bytes at which a word may end, or something begin that is no word.
var special = [256]bool{' ': true, '\t': true, '\r': true, '\n': true, '`': true, '"': true, '\'': true, '/': true}

// plain is how many bytes come before a special one.
func plain(text []byte) int {
	for i, c := range text {
		if special[c] {
			return i
		}
	}
	return len(text)
}

// quoted is the length of the string or character that a text begins with.
func quoted(text []byte) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case text[0]:
			return i + 1
		}
	}
	return len(text)
}

// through is the length of a text up to and with the end of what it is within.
func through(text []byte, end string) int {
	if i := bytes.Index(text, []byte(end)); i >= 0 {
		return i + len(end)
	}
	return len(text)
}
