package web

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// The page is built from the sources that are there. Their digests were recorded when it
// was.
func TestPageIsCurrent(t *testing.T) {
	recorded, err := fs.ReadFile(Page(), "sources.sha256")
	if err != nil {
		t.Fatal(err)
	}
	built := slices.Sorted(strings.Lines(string(recorded)))
	now := digests(t)
	for _, line := range now {
		if !slices.Contains(built, line) {
			t.Errorf("%s has changed since the page was built: run make preview", line[sha256.Size*2+2:len(line)-1])
		}
	}
	if len(built) > len(now) {
		t.Errorf("the page was built from %d files, and %d are there: run make preview", len(built), len(now))
	}
}

// digests are those of the files that the page is built from, as sha256sum writes them.
func digests(t *testing.T) (lines []string) {
	t.Helper()
	names := []string{"build.mjs", "package-lock.json", "tsconfig.json"}
	err := fs.WalkDir(os.DirFS("."), "src", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, fmt.Sprintf("%x  %s\n", sha256.Sum256(text), name))
	}
	return lines
}

// What is built is compressed, and there is nothing else beside the records of the builds.
func TestDistIsCompressed(t *testing.T) {
	err := fs.WalkDir(dist, "dist", func(name string, entry fs.DirEntry, err error) error {
		record := name == "dist/engine/built.json" || name == "dist/page/sources.sha256"
		if err == nil && !entry.IsDir() && path.Ext(name) != Extension && !record {
			t.Errorf("%s is not compressed", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
