package release

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"path"
	"slices"
	"time"

	"github.com/base-k8s/base-k8s/internal/output"
)

// archive is a tar archive of files, and of the directories that they are in. Owner, mode and
// time are the same for all: what they were on some disk is nobody's business.
func archive(files []output.File, compressed bool) ([]byte, error) {
	var out bytes.Buffer
	var compressor io.WriteCloser = plain{&out}
	if compressed {
		// The header of gzip has neither a name nor a time.
		compressor, _ = gzip.NewWriterLevel(&out, gzip.BestCompression)
	}
	w := tar.NewWriter(compressor)
	for _, dir := range directories(files) {
		if err := w.WriteHeader(header(dir+"/", tar.TypeDir, 0o755, 0)); err != nil {
			return nil, err
		}
	}
	for _, f := range files {
		if err := w.WriteHeader(header(f.Path, tar.TypeReg, 0o644, len(f.Content))); err != nil {
			return nil, err
		}
		if _, err := w.Write(f.Content); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	err := compressor.Close()
	return out.Bytes(), err
}

type plain struct{ io.Writer }

func (plain) Close() error { return nil }

func header(name string, kind byte, mode int64, size int) *tar.Header {
	return &tar.Header{Name: name, Typeflag: kind, Mode: mode, Size: int64(size), ModTime: time.Unix(0, 0)}
}

// directories are those that the files are in, each behind the one that it is in.
func directories(files []output.File) (dirs []string) {
	for _, f := range files {
		for dir := path.Dir(f.Path); dir != "."; dir = path.Dir(dir) {
			dirs = append(dirs, dir)
		}
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}

// digest is the SHA-256 of a file, in hexadecimal.
func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}
