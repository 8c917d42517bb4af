package golden

import (
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// Diff is the unified diff of two texts, with three lines around each change, and ""
// when they are the same. Characters that a terminal does not show are written as in a
// Go string, and so are blanks at the end of a changed line.
func Diff(want, got string) string {
	_, hunks, _ := strings.Cut(string(diff.Diff("want", []byte(want), "got", []byte(got))), "\n+++ got\n")
	var b strings.Builder
	for line := range strings.Lines(hunks) {
		b.WriteString(visible(strings.TrimSuffix(line, "\n")) + "\n")
	}
	return b.String()
}

var (
	unescape = strings.NewReplacer(`\\`, `\`, `\"`, `"`, `\t`, "\t")
	blanks   = strings.NewReplacer(" ", `\x20`, "\t", `\t`)
)

// visible is a line of a diff without characters that cannot be seen.
func visible(line string) string {
	text := line
	if line[0] != ' ' {
		text = strings.TrimRight(line, " \t")
	}
	quoted := strconv.Quote(text)
	return unescape.Replace(quoted[1:len(quoted)-1]) + blanks.Replace(line[len(text):])
}
