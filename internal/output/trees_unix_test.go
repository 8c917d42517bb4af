//go:build unix

package output

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"pgregory.net/rapid"
)

// TestRandomTrees has runs in random directories, in which others have left files,
// links, pipes and odd modes, and which end at random steps. TREES is the number of
// directories, and the flag -rapid.seed chooses them.
func TestRandomTrees(t *testing.T) {
	if n := os.Getenv("TREES"); n != "" {
		if err := flag.Set("rapid.checks", n); err != nil {
			t.Fatal(err)
		}
	}
	defer syscall.Umask(syscall.Umask(umask))
	outcomes := map[string]int{}
	rapid.Check(t, func(r *rapid.T) { outcomes[othersKeepEverything(r)]++ })
	t.Log(outcomes)
}

// FuzzTree lets any bytes choose the directory and the run.
func FuzzTree(f *testing.F) {
	for seed := range 20 {
		bytes := make([]byte, 1200)
		for i := range bytes {
			bytes[i] = byte((i*i*31 + i*seed*17 + seed) >> 2)
		}
		f.Add(bytes)
	}
	syscall.Umask(umask)
	f.Fuzz(rapid.MakeFuzz(func(r *rapid.T) { othersKeepEverything(r) }))
}

// othersKeepEverything is the property: a run changes nothing outside the directory and
// nothing in it that no run has written, and the directory is the old tree or the new
// one. A run after it finds nothing half done. The outcome is for the log.
func othersKeepEverything(r *rapid.T) (outcome string) {
	parent, err := os.MkdirTemp("", "trees")
	check(r, err)
	defer removeTree(parent)
	check(r, os.Chmod(parent, 0o777))
	w := drawWorld(r, parent)
	before, err := take(parent)
	check(r, err)
	old, outside := before.split("out")
	refused := old.refuses(w.earlier, w.run.Files)
	want := old
	if !refused {
		want = old.after(w.earlier, w.run.Files, w.run.Private)
	}

	ended := w.run.carryOut(r)
	outcome = fmt.Sprintf("%s, fault %q", ended, w.run.Fault)
	now, err := take(parent)
	check(r, err)
	tree, others := now.split("out")
	switch {
	case ended == killed:
		hidden := others.withoutStaging(r, outside)
		if len(tree) == 0 && len(old) > 0 { // killed between two steps
			tree, _ = hidden.split("old")
		}
		same(r, "after a kill", tree, old, want)
	case ended == succeeded && !refused:
		same(r, "after a run", tree, want)
	case ended == succeeded:
		r.Fatalf("the run succeeded, want a refusal")
	case !refused && w.run.Fault == "" && w.run.User == 0:
		r.Fatalf("the run failed: %v", w.run.err)
	default:
		same(r, "after a failure", tree, old)
	}
	same(r, "outside", others, outside)

	w.run.Fault = ""
	ended = w.run.carryOut(r)
	now, err = take(parent)
	check(r, err)
	tree, others = now.split("out")
	if ended == succeeded {
		same(r, "after the next run", tree, want)
	} else if !refused && w.run.User == 0 {
		r.Fatalf("the next run failed: %v", w.run.err)
	} else if ended == failed {
		same(r, "after the next run failed", tree, old, want)
	}
	same(r, "outside after the next run", others, outside)
	return outcome
}

func check(r *rapid.T, err error) {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
}

// same demands that a directory is one of several.
func same(r *rapid.T, when string, got snapshot, wanted ...snapshot) {
	r.Helper()
	var all []string
	for _, want := range wanted {
		list := got.differences(want)
		if len(list) == 0 {
			return
		}
		all = append(all, strings.Join(list, "\n"))
	}
	r.Fatalf("%s:\n%s", when, strings.Join(all, "\nor\n"))
}

// withoutStaging takes the directory that a killed run leaves out of s, and returns
// what is in it. Nobody else can enter it.
func (s snapshot) withoutStaging(r *rapid.T, before snapshot) (hidden snapshot) {
	for name, n := range s {
		if _, ok := before[name]; !ok && strings.HasPrefix(name, ".out.staging-") && n.Mode.IsDir() && !strings.Contains(name, "/") {
			if n.Mode.Perm() != 0o700 || hidden != nil {
				r.Fatalf("%s has mode %v, and there is another: %t", name, n.Mode, hidden != nil)
			}
			hidden, _ = s.split(name)
			for below := range hidden {
				delete(s, filepath.ToSlash(filepath.Join(name, below)))
			}
		}
	}
	return hidden
}

// world is a directory "out" in which an earlier run has written, and others after it.
type world struct {
	earlier []File
	run     run
}

func drawWorld(r *rapid.T, parent string) world {
	for name, text := range map[string]string{"victim": "v", "elsewhere/a": "1", "elsewhere/deep/b": "2", ".out.old/a": "1", ".out.staging-1/a": "1", ".outer": ""} {
		check(r, os.MkdirAll(filepath.Dir(filepath.Join(parent, name)), 0o755))
		check(r, os.WriteFile(filepath.Join(parent, name), []byte(text), 0o640))
	}
	w := world{run: drawRun(r, filepath.Join(parent, "out"))}
	if rapid.Bool().Draw(r, "was written before") {
		w.earlier = drawFiles(r, "earlier")
		_, err := (&Tree{Dir: w.run.Dir, Writer: "gen", Private: w.run.Private}).Write(r.Context(), w.earlier)
		check(r, err)
	} else if rapid.Bool().Draw(r, "is there") {
		check(r, os.Mkdir(w.run.Dir, 0o755))
	}
	if _, err := os.Stat(w.run.Dir); err == nil {
		for range rapid.IntRange(0, 8).Draw(r, "edits") {
			edit(r, w.run.Dir)
		}
	}
	if w.run.User != 0 {
		giveTo(r, parent, w.run.User)
	}
	return w
}

// giveTo makes everything the user's, some files apart.
func giveTo(r *rapid.T, parent string, user int) {
	all, err := take(parent)
	check(r, err)
	for name, n := range all {
		if n.UID == 0 && name != "." {
			check(r, os.Lchown(filepath.Join(parent, name), user, user))
			if n.Mode&os.ModeSymlink == 0 {
				check(r, os.Chmod(filepath.Join(parent, name), n.Mode)) // a new owner takes bits away
			}
		}
	}
}

var (
	names          = rapid.SampledFrom([]string{"a", "b", "c", "d.yaml"})
	odd            = rapid.SampledFrom([]string{"a", "b", "c", "d.yaml", ".terraform", "A", "-rf", "two words", "*", "\\", "new\nline", "\xff\xfe", "\x1b[2J", RecordName, "staged-by-gen"})
	targets        = rapid.SampledFrom([]string{"a", "../victim", "../elsewhere", ".", "..", "missing", "/", "../elsewhere/deep/b"})
	fileModes      = rapid.SampledFrom([]os.FileMode{0o644, 0o600, 0o400, 0o755, 0o777, 0, 0o640, 0o4755, 0o2755})
	directoryModes = rapid.SampledFrom([]os.FileMode{0o755, 0o700, 0o555, 0o777, 0o1777, 0o2775, 0o111, 0})
)

// drawFiles draws files of which none is the directory of another.
func drawFiles(r *rapid.T, label string) (list []File) {
	taken := map[string]bool{}
	for range rapid.IntRange(0, 6).Draw(r, label) {
		path := strings.Join(rapid.SliceOfN(names, 1, 3).Draw(r, "path"), "/")
		if free(taken, path) {
			taken[path] = true
			list = append(list, File{path, []byte(rapid.SampledFrom([]string{"", "1", "2", strings.Repeat("3", 900)}).Draw(r, "content"))})
		}
	}
	return list
}

func free(taken map[string]bool, path string) bool {
	for other := range taken {
		if strings.HasPrefix(path+"/", other+"/") || strings.HasPrefix(other, path+"/") {
			return false
		}
	}
	return true
}

// edit does something in the directory that somebody else might do. What cannot be done
// is not.
func edit(r *rapid.T, dir string) {
	path := filepath.Join(dir, filepath.Join(rapid.SliceOfN(odd, 1, 3).Draw(r, "edited")...))
	if rapid.IntRange(0, 2).Draw(r, "instead") == 0 && reached(dir, path) {
		os.RemoveAll(path)
	}
	switch does := rapid.SampledFrom([]string{"write", "write", "mkdir", "symlink", "link", "linked", "pipe", "chmod", "chown", "forge"}).Draw(r, "does"); does {
	case "write":
		os.MkdirAll(filepath.Dir(path), 0o755)
		if info, err := os.Lstat(path); reached(dir, path) && (err != nil || info.Mode().IsRegular()) {
			os.WriteFile(path, []byte(rapid.SampledFrom([]string{"1", "theirs"}).Draw(r, "text")), 0o644)
		}
	case "mkdir":
		os.MkdirAll(path, 0o755)
	case "symlink":
		os.Symlink(targets.Draw(r, "target"), path)
	case "link":
		os.Link(filepath.Join(dir, "..", "victim"), path)
	case "linked":
		os.Link(path, filepath.Join(dir, "..", fmt.Sprint("linked", rapid.IntRange(0, 3).Draw(r, "number"))))
	case "pipe":
		syscall.Mkfifo(path, 0o644)
	case "chmod":
		if info, err := os.Lstat(path); err == nil && info.Mode()&os.ModeSymlink == 0 {
			modes := fileModes
			if info.IsDir() {
				modes = directoryModes
			}
			syscall.Chmod(path, uint32(modes.Draw(r, "mode")))
		}
	case "chown":
		if os.Getuid() == 0 {
			os.Lchown(path, 65533, 65533)
		}
	case "forge":
		forge(r, filepath.Join(dir, RecordName))
	}
}

// reached reports whether path is in a directory to which no link leads from dir.
func reached(dir, path string) bool {
	real, err := filepath.EvalSymlinks(filepath.Dir(path))
	if info, err := os.Stat(real); err != nil || !info.IsDir() {
		return false
	}
	return err == nil && strings.HasPrefix(real+"/", dir+"/")
}

// forge adds a line to the record that names what no run has written.
func forge(r *rapid.T, path string) {
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
		return
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return
	}
	defer f.Close()
	name := rapid.SampledFrom([]string{"../victim", "/etc/hostname", "a/../../victim", ".", "link/../../victim"}).Draw(r, "forged")
	fmt.Fprintf(f, "4c94485e0c21ae6c41ce1dfe7b6bfaceea5ab68e40a2476f50208e526f506080  %s\n", name)
}
