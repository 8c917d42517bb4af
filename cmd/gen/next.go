package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/base-k8s/base-k8s/internal/model"
)

// sayNext prints the commands that use what was made in a directory, and says where the
// workflow there does nothing.
func sayNext(cmd *cobra.Command, dir, commands string) error {
	out := cmd.OutOrStdout()
	fmt.Fprintln(out)
	if filepath.Clean(dir) != "." {
		line(out, "cd "+shellWord(dir))
	}
	if _, err := io.WriteString(out, commands); err != nil {
		return err
	}
	if top, below := repository(dir); below != "." {
		say(cmd)(model.Diagnostic{Severity: model.Warn, Summary: fmt.Sprintf(
			"GitHub runs only the workflows in %s: move the one in %s there, with the line %q at its top",
			filepath.Join(top, ".github", "workflows"), filepath.Join(dir, ".github", "workflows"), "defaults: {run: {working-directory: "+below+"}}",
		)})
	}
	return nil
}

// repository finds the top of the git repository that a directory is in, and where the
// directory is below it: "." for one that is the top, or in no repository.
func repository(dir string) (top, below string) {
	dir, err := filepath.Abs(dir)
	if err == nil {
		dir, err = filepath.EvalSymlinks(dir)
	}
	if err != nil {
		return "", "."
	}
	for top = dir; ; top = filepath.Dir(top) {
		if _, err := os.Lstat(filepath.Join(top, ".git")); err == nil {
			below, _ = filepath.Rel(top, dir)
			return top, filepath.ToSlash(below)
		}
		if top == filepath.Dir(top) {
			return "", "."
		}
	}
}

var plainWord = regexp.MustCompile(`^[\w@%+=:,./-]+$`)

// shellWord is the name of a directory as one word of a shell, which cd takes for no flag.
func shellWord(dir string) string {
	if strings.HasPrefix(dir, "-") {
		dir = "./" + dir
	}
	if plainWord.MatchString(dir) {
		return dir
	}
	return "'" + strings.ReplaceAll(dir, "'", `'\''`) + "'"
}
