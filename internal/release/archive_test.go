package release_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/output"
	"github.com/base-k8s/base-k8s/internal/release"
)

// TestArchives: an archive has the files of its directory, and nothing of the machine and the
// moment that made it.
func TestArchives(t *testing.T) {
	files := published(t)
	unpacked := 0
	for name, packed := range files {
		dir, ok := strings.CutSuffix(name, ".tar.gz")
		if !ok {
			continue
		}
		unpacked++
		want := map[string]string{}
		for name, text := range files {
			if inner, ok := strings.CutPrefix(name, dir+"/"); ok {
				want[inner] = string(text)
			}
		}
		if diff := cmp.Diff(want, unpack(t, decompressed(t, packed))); diff != "" {
			t.Errorf("%s (-directory +archive): %s", name, diff)
		}
	}
	if unpacked != 3 {
		t.Errorf("%d archives", unpacked)
	}
}

// TestTemplate: the archive of a template is not compressed.
func TestTemplate(t *testing.T) {
	c := &release.Contract{Model: &model.Model{Name: "a", Around: &model.Surroundings{Version: "1.0.0"}}, Generated: []output.File{{Path: "template/modules/main.tf", Content: []byte("locals {}\n")}}}
	files, err := c.Files()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"modules/main.tf": "locals {}\n"}
	if diff := cmp.Diff(want, unpack(t, byPath(t, files)["a-1.0.0-template.tar"])); diff != "" {
		t.Error(diff)
	}
}

func decompressed(t *testing.T, packed []byte) []byte {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	if r.Name != "" || r.Comment != "" || len(r.Extra) > 0 || !r.ModTime.IsZero() {
		t.Errorf("the header of the compression has %+v", r.Header)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// unpack are the files of an archive, whose headers are the same everywhere.
func unpack(t *testing.T, packed []byte) map[string]string {
	t.Helper()
	files := map[string]string{}
	seen := []string{"."}
	for r := tar.NewReader(bytes.NewReader(packed)); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return files
		}
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(h.Name, "/")
		if !slices.Contains(seen, path.Dir(name)) || path.Clean(name) != name || path.IsAbs(name) {
			t.Errorf("%s comes before its directory, or is in none", h.Name)
		}
		seen = append(seen, name)
		mode := int64(0o644)
		if h.Typeflag == tar.TypeDir {
			mode = 0o755
		}
		if h.Mode != mode || h.ModTime.Unix() != 0 || h.Uid != 0 || h.Gid != 0 || h.Uname != "" || h.Gname != "" {
			t.Errorf("%s has the header %+v", h.Name, h)
		}
		if h.Typeflag == tar.TypeReg {
			text, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			files[name] = string(text)
		}
	}
}

// TestSums: SHA256SUMS has every file beside the directories but itself, in the form that
// sha256sum reads.
func TestSums(t *testing.T) {
	files := published(t)
	var want []string
	for name, text := range files {
		if !strings.Contains(name, "/") && name != "SHA256SUMS" {
			want = append(want, fmt.Sprintf("%x  %s\n", sha256.Sum256(text), name))
		}
	}
	got := slices.Collect(strings.Lines(string(files["SHA256SUMS"])))
	name := func(line string) string { return line[64:] }
	if !slices.IsSortedFunc(got, func(a, b string) int { return strings.Compare(name(a), name(b)) }) {
		t.Error("the lines are not in the order of the names")
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
