package main

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/testscript"
)

// hostileNames are variables of the scripts, which cannot spell such names: of files that
// a script makes, and of one that it does not.
var hostileNames = map[string]string{
	"FORGED":  "a\nprod-1.yaml: accepted.yaml",
	"DRIVING": "\x1b]0;x\a\u202e\xff.yaml",
	"REFUSED": "a\nb.yaml",
	"MISSING": "x\nerror: y\x1b[2J\u009b\u202e\xff",
}

// unprintable matches what a terminal or a log takes for more than a character to show,
// line feeds apart. The list is Unicode's, and not that of the code.
var unprintable = regexp.MustCompile("[\x00-\x09\x0b-\x1f\x7f\u0080-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

// printable is the script command "printable stdout|stderr|FILE [LINES]": it demands that
// an output has nothing but text, of so many lines if their number is given.
func printable(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 || len(args) > 2 {
		ts.Fatalf("usage: printable stdout|stderr|FILE [LINES]")
	}
	text := ts.ReadFile(args[0])
	if at := unprintable.FindStringIndex(text); at != nil {
		ts.Fatalf("%s has %q in %q", args[0], text[at[0]:at[1]], text)
	}
	if !utf8.ValidString(text) {
		ts.Fatalf("%s is not UTF-8: %q", args[0], text)
	}
	if lines := strings.Count(text, "\n"); len(args) == 2 && args[1] != strconv.Itoa(lines) {
		ts.Fatalf("%s has %d lines, want %s: %q", args[0], lines, args[1], text)
	}
}
