package revision

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"
)

// entry is a file of a tree.
type entry struct {
	mode, id string
	path     string // from the root, with slashes
}

// entries are all files of a tree.
type entries []entry

// parse reads the output of "git ls-tree -r -z". Git itself writes no paths that lead out of a
// tree, but an object made by another program may have one.
func parse(listing string) (entries, error) {
	var all entries
	for _, line := range strings.Split(listing, "\x00") {
		if line == "" {
			continue
		}
		facts, name, ok := strings.Cut(line, "\t")
		fields := strings.Fields(facts) // mode, type, object
		if !ok || len(fields) != 3 || !filepath.IsLocal(filepath.FromSlash(name)) {
			return nil, fmt.Errorf("git lists a file that cannot be: %q", line)
		}
		all = append(all, entry{fields[0], fields[2], name})
	}
	return all, nil
}

// has reports whether there is a directory.
func (all entries) has(dir string) bool {
	for _, e := range all {
		if inside(e.path, dir) {
			return true
		}
	}
	return false
}

// inside reports whether a file is in a directory, or in one inside of it.
func inside(name, dir string) bool { return dir == "." || strings.HasPrefix(name, dir+"/") }

// module is the nearest directory around dir, or dir itself, that has a cue.mod; dir when
// none has.
func (all entries) module(dir string) string {
	for around := dir; ; around = path.Dir(around) {
		if all.has(path.Join(around, "cue.mod")) {
			return around
		}
		if around == "." {
			return dir
		}
	}
}

// The modes of blobs in git's trees.
const (
	plain      = "100644"
	executable = "100755"
	link       = "120000"
)

// parts are the files of a module that contracts can have, symbolic links to such files last. It
// fails on a link among the files of the contract in dir.
func (all entries) parts(module, dir string, isPart func(file string) bool) (files []entry, err error) {
	var links []entry
	for _, e := range all {
		switch {
		case !inside(e.path, module) || !isPart(e.path):
		case e.mode == plain || e.mode == executable:
			files = append(files, e)
		case e.mode == link && (path.Dir(e.path) == dir || path.Ext(e.path) != ".cue" && path.Dir(path.Dir(e.path)) == dir):
			return nil, fmt.Errorf("%s is a symbolic link in the revision, which is not followed: name the directory that has the file", e.path)
		case e.mode == link:
			links = append(links, e)
		}
	}
	return append(files, links...), nil
}
