package revision

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// MaxBytes is the size of the CUE files that are copied, all together: far beyond what a
// contract takes.
const MaxBytes = 64 << 20

// repository is the one that the current directory is in.
type repository struct {
	prefix string // of the current directory in it
}

// open finds the repository.
func open(ctx context.Context) (*repository, error) {
	prefix, err := git(ctx, "rev-parse", "--show-prefix")
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return nil, errors.New("there is no such directory, and for a revision git is needed, which is not on the PATH: install it, or name a directory")
	case err != nil:
		return nil, fmt.Errorf("there is no such directory, and no revision can be read here: %w", err)
	}
	return &repository{strings.TrimSuffix(prefix, "\n")}, nil
}

// tree is the object that a revision has its files in.
func (r *repository) tree(ctx context.Context, revision string) (string, error) {
	if strings.HasPrefix(revision, "-") { // would be an option
		return "", errors.New("a revision does not begin with -")
	}
	id, err := git(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{tree}")
	if err != nil {
		return "", fmt.Errorf("there is neither such a directory nor a revision %s in this repository: fetch it first, in CI with the whole history (git fetch --unshallow --tags)", revision)
	}
	return strings.TrimSpace(id), nil
}

func (r *repository) entries(ctx context.Context, tree string) (entries, error) {
	listing, err := git(ctx, "ls-tree", "-r", "-z", "--full-tree", tree)
	if err != nil {
		return nil, err
	}
	return parse(listing)
}

// write copies files into a directory.
func (r *repository) write(ctx context.Context, files []entry, root string) error {
	var ids strings.Builder
	for _, f := range files {
		ids.WriteString(f.id + "\n")
	}
	cmd := command(ctx, "cat-file", "--batch")
	cmd.Stdin = strings.NewReader(ids.String())
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		return err
	}
	in, left := bufio.NewReader(out), int64(MaxBytes)
	for _, f := range files {
		if err = writeNext(in, f, root, &left); err != nil {
			break
		}
	}
	if err != nil {
		cmd.Process.Kill()
		cmd.Wait() // it has been killed
		return err
	}
	return failure(cmd.Wait(), said.String())
}

// writeNext reads one object of what "git cat-file --batch" prints, and writes it as a file.
func writeNext(in *bufio.Reader, f entry, root string, left *int64) error {
	header, err := in.ReadString('\n')
	if err != nil {
		return fmt.Errorf("git does not give %s: %w", f.path, err)
	}
	var id, kind string
	var size int64
	if n, _ := fmt.Sscanf(header, "%s %s %d", &id, &kind, &size); n != 3 || kind != "blob" {
		return fmt.Errorf("git does not have %s: %s", f.path, strings.TrimSpace(header))
	}
	if *left -= size; *left < 0 {
		return fmt.Errorf("the CUE files have more than %d MiB", MaxBytes>>20)
	}
	text := make([]byte, size+1) // a line feed follows
	if _, err := io.ReadFull(in, text); err != nil {
		return err
	}
	file := filepath.Join(root, filepath.FromSlash(f.path))
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	if f.mode == link { // whoever reads the copy says whether it leads out of the module
		return os.Symlink(string(text[:size]), file)
	}
	return os.WriteFile(file, text[:size], 0o600)
}

// command is git without prompts. It ends with ctx.
func command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Env = append(os.Environ(), "LC_ALL=C", "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0")
	cmd.WaitDelay = time.Second
	return cmd
}

// git returns the output of git. The error has its message.
func git(ctx context.Context, args ...string) (string, error) {
	cmd := command(ctx, args...)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Run(); err != nil {
		return "", failure(err, said.String())
	}
	return out.String(), nil
}

// failure is an error with the first line of what git said about it.
func failure(err error, said string) error {
	said, _, _ = strings.Cut(strings.TrimSpace(said), "\n")
	if err == nil || said == "" {
		return err
	}
	return fmt.Errorf("git: %s", strings.TrimPrefix(said, "fatal: "))
}
