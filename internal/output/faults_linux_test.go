package output

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// killVariable makes TestKilledRun the run that is killed: after so many files.
const killVariable = "OUTPUT_TEST_KILL"

// TestKilledRun stages many files and kills its own process on the way, in the way of
// a power failure: nothing is cleaned up.
func TestKilledRun(t *testing.T) {
	after, err := strconv.Atoi(os.Getenv(killVariable))
	if err != nil {
		t.Skip("this is the child of TestAKillAtEveryFileLeavesTheOldTree")
	}
	stage, err := tree("out").Stage(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i, file := range many(2) {
		if i == after {
			break
		}
		if err := stage.Add(t.Context(), file); err != nil {
			t.Fatal(err)
		}
	}
	syscall.Kill(os.Getpid(), syscall.SIGKILL)
}

func TestAKillAtEveryFileLeavesTheOldTree(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, tree("out"), many(1))
	old := contents(t, "out")
	for after := range len(many(2)) + 1 {
		run := exec.Command(os.Args[0], "-test.run=^TestKilledRun$")
		run.Env = append(os.Environ(), fmt.Sprint(killVariable, "=", after))
		var exit *exec.ExitError
		if out, err := run.CombinedOutput(); !errors.As(err, &exit) || exit.Exited() {
			t.Fatalf("the run was not killed: %v\n%s", err, out)
		}
		equal(t, old, contents(t, "out"))
	}
	write(t, tree("out"), many(3))
	entries, _ := os.ReadDir(".")
	if len(entries) != 1 {
		t.Errorf("the next run left %v", entries)
	}
}

// mount makes a file system of its own, of size bytes.
func mount(t *testing.T, size int) string {
	dir := t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprint("size=", size)); err != nil {
		t.Skip("a file system cannot be mounted here:", err)
	}
	t.Cleanup(func() { unix.Unmount(dir, 0) })
	return dir
}

func TestAFullDiskLeavesTheOldTree(t *testing.T) {
	dir := mount(t, 128<<10)
	tr := tree(filepath.Join(dir, "out"))
	write(t, tr, files("m", "1", "a", strings.Repeat("a", 40<<10)))
	old := contents(t, dir)
	_, err := tr.Write(t.Context(), files("m", "2", "a", strings.Repeat("b", 40<<10), "b", strings.Repeat("c", 80<<10)))
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "b") {
		t.Errorf("got %v, want that there is no space for owned/b", err)
	}
	equal(t, old, contents(t, dir))
	equal(t, "[changed m]", write(t, tr, files("m", "2", "a", strings.Repeat("a", 40<<10))))
}

func TestAReadOnlyDiskLeavesTheOldTree(t *testing.T) {
	dir := mount(t, 128<<10)
	tr := tree(filepath.Join(dir, "out"))
	write(t, tr, files("m", "1"))
	if err := unix.Mount("", dir, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := tr.Write(t.Context(), files("m", "2")); !errors.Is(err, syscall.EROFS) {
		t.Errorf("got %v, want that the file system is read-only", err)
	}
	equal(t, map[string]string{"out/m": "1"}, contents(t, dir))
}
