package manifest

import "strings"

// style says how a string stands in YAML.
type style int

const (
	other           style = iota // has to be looked at closely
	quoted                       // in double quotes, without escapes
	plain                        // as it is
	plainWithSpaces              // as it is, if the line is short enough
)

// lineWidth is well before the column behind which lines are folded.
const lineWidth = foldWidth - 10

// styleOf is the style of a string where that is plain to see, as for nearly all strings
// of a manifest, and other when in doubt. A string that would be read back as something else
// (YAML 1.1: a bool, null, a number, a date) is quoted.
func styleOf(s string) style {
	switch {
	case s == "":
		return quoted
	case isLetter(s[0]) || s[0] == '/':
		if len(s) <= longestWord && isWord(s) {
			return quoted
		}
	case isDigit(s[0]):
		if strings.Trim(s, "0123456789") == "" {
			return quoted
		}
		if !clearlyText(s) {
			return other
		}
	case s[0] == ':', s[0] == '-' && len(s) > 1 && isLetter(s[1]): // "::/0", "-c"
	default:
		return other
	}
	return styleOfCharacters(s)
}

// styleOfCharacters finds the characters that have a meaning in YAML, and those
// that are escaped.
func styleOfCharacters(s string) style {
	found := plain
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case literal[c]:
		case c == ':' && i+1 < len(s) && s[i+1] != ' ':
		case c == ' ' && i+1 < len(s):
			found = plainWithSpaces
		default:
			return other
		}
	}
	return found
}

// literal reports which characters have no meaning inside a string.
var literal = func() (table [256]bool) {
	for c := range table {
		table[c] = isLetter(byte(c)) || isDigit(byte(c)) || strings.IndexByte("-._/@=+%()*$&!;,", byte(c)) >= 0
	}
	return table
}()

const longestWord = len("false")

// isWord reports whether YAML 1.1 reads the string as a bool or null, in one of the
// spellings true, True and TRUE.
func isWord(s string) bool {
	switch strings.ToLower(s) {
	case "y", "n", "yes", "no", "on", "off", "true", "false", "null":
		return s[1:] == strings.ToLower(s[1:]) || s == strings.ToUpper(s)
	}
	return false
}

// clearlyText reports whether a string that begins with a digit cannot be read as a
// number or a date: "8Gi", "500m", "1.2.0", "10.0.0.0/8".
func clearlyText(s string) bool {
	if s[0] == '0' && len(s) > 1 && strings.IndexByte("xXbBoO", s[1]) >= 0 || len(s) > 4 && s[4] == '-' {
		return false
	}
	letters, dots := 0, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '/':
			return true
		case c == '.':
			dots++
		case isLetter(c):
			letters++
			if c != 'e' && c != 'E' {
				return true
			}
		}
	}
	return letters > 1 || dots > 1
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
