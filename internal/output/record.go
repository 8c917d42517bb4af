package output

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// RecordName is the file in a tree that lists what was written there: a comment that
// names the command, and a line for each file, sorted by path, as "sha256sum" prints
// it. "sha256sum --check" finds the files that were edited since. A second comment is what
// the tree says about itself.
const RecordName = ".gen.sha256"

// digest is the SHA-256 of a file's content.
type digest [sha256.Size]byte

// record is what was written, by path. A path has more than one digest when the
// record was merged from two branches.
type record map[string][]digest

const recordHeader = "# Files that %s wrote here, and may replace or delete.\n"

var recordHeaderLine = regexp.MustCompile("^" + strings.Replace(strings.TrimSuffix(recordHeader, "\n"), "%s", "(gen[ a-z]*)", 1) + "$")

// format is the content of the record's file.
func (r record) format(writer, about string) []byte {
	text := fmt.Appendf(nil, recordHeader, writer)
	if about != "" {
		text = append(text, comment+about+"\n"...)
	}
	return append(text, r.lines()...)
}

// comment begins a line that is not about a file, for sha256sum, too.
const comment = "# "

// lines are those about the files.
func (r record) lines() (text []byte) {
	for _, path := range slices.Sorted(maps.Keys(r)) {
		for _, d := range r[path] {
			text = fmt.Appendf(text, "%x  %s\n", d, path)
		}
	}
	return text
}

// parseRecord reads the content of the file called name, and what the tree says about itself.
// It refuses one that another command has written.
func parseRecord(name string, text []byte, writer string) (r record, about string, err error) {
	r = record{}
	lines := bytes.Split(bytes.TrimSuffix(text, []byte("\n")), []byte("\n"))
	for i, line := range lines {
		line := strings.TrimSuffix(string(line), "\r")
		if i == 0 {
			header := recordHeaderLine.FindStringSubmatch(line)
			if header == nil {
				return nil, "", fmt.Errorf("%s:1: is not the first line of a record of what gen wrote: restore the file", name)
			}
			if header[1] != writer {
				return nil, "", fmt.Errorf("%s: this directory was written by %s, not by %s: name an empty or a new directory", name, header[1], writer)
			}
			continue
		}
		if words, ok := strings.CutPrefix(line, comment); ok && i == 1 {
			about = words
			continue
		}
		if err := r.add(line); err != nil {
			return nil, "", fmt.Errorf("%s:%d: %w: restore the file, or keep the lines of both sides of a merge", name, i+1, err)
		}
	}
	return r, about, nil
}

// add reads one line.
func (r record) add(line string) error {
	var d digest
	sum, path, ok := strings.Cut(line, "  ")
	if n, err := hex.Decode(d[:], []byte(sum[:min(len(sum), hex.EncodedLen(len(d)))])); !ok || err != nil || n != len(d) || len(sum) != hex.EncodedLen(len(d)) {
		return fmt.Errorf("is not a digest and a path")
	}
	if err := checkPath(path); err != nil {
		return err
	}
	r[path] = append(r[path], d)
	return nil
}
