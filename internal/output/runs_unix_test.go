//go:build unix

package output

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// TestRunsAtOnce has writers that each write their own version of two files, and a
// reader that must never see two versions in one tree.
func TestRunsAtOnce(t *testing.T) {
	tr := tree(filepath.Join(t.TempDir(), "out"))
	write(t, tr, version(0))
	var writers sync.WaitGroup
	for w := range 4 {
		writers.Go(func() {
			for n := range 10 {
				if _, err := tree(tr.Dir).Write(t.Context(), version(1+w*10+n)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	done := make(chan struct{})
	go func() { writers.Wait(); close(done) }()
	for seen := 0; ; {
		select {
		case <-done:
			if seen == 0 {
				t.Error("the reader never saw a whole tree")
			}
			return
		default:
			seen += readOnce(t, tr.Dir)
		}
	}
}

func version(n int) []File {
	return files("m", fmt.Sprint(n), "owned/other", fmt.Sprint(n))
}

// readOnce compares the two files of one tree. It returns 0 when the tree was
// replaced while it read.
func readOnce(t *testing.T, dir string) int {
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Error("there is no tree:", err)
		return 0
	}
	defer root.Close()
	a, errA := root.ReadFile("m")
	b, errB := root.ReadFile("owned/other")
	if errA != nil || errB != nil {
		return 0
	}
	if string(a) != string(b) {
		t.Errorf("one tree has versions %s and %s", a, b)
	}
	return 1
}

// TestMain lets the test binary stand in for a run that is killed.
func TestMain(m *testing.M) {
	if os.Getenv(runVariable) != "" {
		runChild()
	}
	if dir := os.Getenv("OUTPUT_TEST_WRITE"); dir != "" {
		for n := 0; ; n++ {
			if _, err := tree(dir).Write(context.Background(), many(n)); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
		}
	}
	os.Exit(m.Run())
}

// many is a tree of many files of one version.
func many(n int) []File {
	list := files("m", fmt.Sprint(n))
	for i := range 30 {
		list = append(list, File{fmt.Sprintf("owned/%d", i), fmt.Append(nil, n)})
	}
	return list
}

func TestAKilledRunLeavesAWholeTree(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "out")
	write(t, tree(dir), many(-1))
	for range 15 {
		run := exec.Command(os.Args[0])
		run.Env = append(os.Environ(), "OUTPUT_TEST_WRITE="+dir)
		if err := run.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(5+rand.IntN(30)) * time.Millisecond)
		run.Process.Kill()
		run.Wait()
		found := contents(t, dir)
		equal(t, 31, len(found))
		for path, content := range found {
			if content != found["m"] {
				t.Fatalf("%s is of version %s, marker of %s", path, content, found["m"])
			}
		}
	}
	write(t, tree(dir), many(-2))
	equal(t, 31, len(contents(t, parent))) // the killed runs' leftovers are gone
}
