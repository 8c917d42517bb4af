package walkthrough

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// shown is a command and what it prints.
var shown = regexp.MustCompile(`(?m)^\$ (.*)\n((?:[^$\n].*\n|\n)*)`)

// console runs the commands of a block, and returns it with what they print.
func (w *Walk) console(text string) string {
	if rest := shown.ReplaceAllString(text, ""); rest != "" {
		w.failed(fmt.Errorf("this belongs to no command:\n%s", rest))
	}
	return shown.ReplaceAllStringFunc(text, func(match string) string {
		parts := shown.FindStringSubmatch(match)
		return "$ " + parts[1] + "\n" + w.command(parts[1], parts[2])
	})
}

// command runs a command, and returns what it prints: as the document has it, where that
// leaves out lines.
func (w *Walk) command(command, want string) string {
	if dir, ok := strings.CutPrefix(command, "cd "); ok {
		w.dir = filepath.Join(w.dir, dir)
		_, err := os.Stat(w.dir)
		w.failed(err)
		return want
	}
	cmd := exec.Command("sh", "-c", command)
	cmd.Dir, cmd.Env = w.dir, append(os.Environ(), "PATH="+w.path, "PWD="+w.dir)
	out, err := cmd.CombinedOutput()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		w.failed(err)
	}
	got := string(out)
	if (err != nil) != strings.Contains(got, "error:") {
		w.failed(fmt.Errorf("%s: %v, and it prints\n%s", command, err, got))
	}
	if elided(want).MatchString(got) {
		return want
	}
	return got
}

// elided matches a text in which lines "…" stand for any lines.
func elided(text string) *regexp.Regexp {
	quoted := strings.Split(text, "…\n")
	for i, part := range quoted {
		quoted[i] = regexp.QuoteMeta(part)
	}
	return regexp.MustCompile("^" + strings.Join(quoted, "(?:.*\n)*") + "$")
}
