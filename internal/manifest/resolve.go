package manifest

import (
	"regexp"
	"strconv"
	"strings"
)

// isText reports whether YAML 1.1 reads unquoted text as a string, as the library has it.
func isText(s string) bool {
	switch c := s[0]; {
	case c == '~':
		return s != "~"
	case c == '.':
		_, err := strconv.ParseFloat(s, 64)
		return err != nil && !isSpelled(s[1:], "nan", "NaN", "NAN") && !isInfinite(s)
	case c == '+', c == '-', isDigit(c):
		return !isNumber(s) && !isInfinite(s[1:]) && !isDate(s) && !base60.MatchString(s)
	}
	return len(s) > longestWord || !isWord(s)
}

func isInfinite(s string) bool { return isSpelled(s, ".inf", ".Inf", ".INF") }

func isSpelled(s, lower, title, upper string) bool { return s == lower || s == title || s == upper }

// base60 are the numbers in base 60 of YAML 1.1.
var base60 = regexp.MustCompile(`^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$`)

// isNumber reports whether text is a whole number in any of Go's notations, or a decimal
// one with a point or exponent.
func isNumber(s string) bool {
	s = strings.ReplaceAll(s, "_", "")
	if _, err := strconv.ParseInt(s, 0, 64); err == nil {
		return true
	}
	if _, err := strconv.ParseUint(s, 0, 64); err == nil {
		return true
	}
	if binary, ok := strings.CutPrefix(s, "0b"); ok { // also 0b-1
		_, err := strconv.ParseInt(binary, 2, 64)
		return err == nil
	}
	if strings.Trim(s, "0123456789.eE+-") != "" {
		return false
	}
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}

// date matches dates, the months of which have 31 days here, with or without a time.
var date = regexp.MustCompile(`^([0-9]{4})-(0?[1-9]|1[0-2])-(0?[1-9]|[12][0-9]|3[01])` +
	`( +` + clock + `|[Tt]` + clock + `(Z|[-+]([01][0-9]|2[0-4]):([0-5][0-9]|60)))?$`)

const clock = `([01]?[0-9]|2[0-3]):[0-5]?[0-9]:[0-5]?[0-9]([.,][0-9]+)?`

// isDate reports whether text is a date that there is.
func isDate(s string) bool {
	if len(s) < len("2006-1-2") || s[4] != '-' {
		return false
	}
	m := date.FindStringSubmatch(s)
	if m == nil {
		return false
	}
	year, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	day, _ := strconv.Atoi(m[3])
	switch month {
	case 2:
		leap := year%4 == 0 && (year%100 != 0 || year%400 == 0)
		return day <= 28 || day == 29 && leap
	case 4, 6, 9, 11:
		return day <= 30
	}
	return true
}
