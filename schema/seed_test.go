package schema_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
)

// runInit runs the commands of the init containers with sh, as a user who is not root. A
// directory stands in for the volume, and another for the home in the image. It returns
// what they print.
func runInit(t *testing.T, w workspace, volume, image string) (string, error) {
	t.Helper()
	var printed strings.Builder
	for _, c := range w.pod().Spec.InitContainers {
		for _, m := range c.VolumeMounts {
			if m.Name != "home" || m.MountPath != "/run/home" {
				t.Fatalf("%s mounts %v", c.Name, m)
			}
		}
		args := append([]string{}, c.Command[1:]...)
		for i := range args {
			args[i] = strings.ReplaceAll(args[i], "/run/home", volume)
		}
		cmd := exec.Command(c.Command[0], args...)
		cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C"}
		for _, v := range c.Env {
			if v.Name != "HOME" {
				t.Fatalf("%s has the variable %s", c.Name, v.Name)
			}
			cmd.Env = append(cmd.Env, "HOME="+image)
		}
		cmd.Stdout, cmd.Stderr = &printed, &printed
		if os.Geteuid() == 0 {
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 1000, Gid: 1000}}
			for dir := volume; dir != os.TempDir() && dir != "/"; dir = filepath.Dir(dir) {
				if err := os.Chmod(dir, 0o777); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := cmd.Run(); err != nil {
			return printed.String(), err
		}
	}
	return printed.String(), nil
}

const seeded = "image_id: example.com/dev:1\nhome_seed: true\nhome_path: /home/dev\nsecrets: {API_KEY: example-key}\n"

// TestSeedContainer: it has the workspace's image and limits, and no variable but HOME.
//
// Shows: capability persistent-home=true.
func TestSeedContainer(t *testing.T) {
	w := rendered(t, seeded)
	inits, main := w.pod().Spec.InitContainers, w.pod().Spec.Containers[0]
	if len(inits) != 1 {
		t.Fatalf("%d init containers", len(inits))
	}
	want := corev1.Container{
		Name: "seed-home", Image: "example.com/dev:1", Command: inits[0].Command, Env: []corev1.EnvVar{{Name: "HOME", Value: "/home/dev"}},
		Resources: main.Resources, VolumeMounts: []corev1.VolumeMount{{Name: "home", MountPath: "/run/home"}}, SecurityContext: main.SecurityContext,
	}
	if diff := cmp.Diff(want, inits[0]); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if got := rendered(t, "home_seed: false").pod().Spec.InitContainers; len(got) != 0 {
		t.Errorf("without home_seed: %v", got)
	}
}

// TestSeed runs the script of seed-home. Trees are paths and what files hold; a path
// that ends in / is a directory.
//
// Shows: capability persistent-home=true.
func TestSeed(t *testing.T) {
	image := map[string]string{".bashrc": "rc", ".config/tool/x": "x", "..odd": "o", "a file": "f", "empty/": "", "bin/run": "r"}
	with := func(more map[string]string) map[string]string {
		all := map[string]string{}
		for _, m := range []map[string]string{image, more} {
			for k, v := range m {
				all[k] = v
			}
		}
		return all
	}
	for name, c := range map[string]struct {
		image, volume, want map[string]string
		says                string
	}{
		"empty home":            {image: image, want: image},
		"what is no content":    {image: image, volume: map[string]string{"lost+found/": "", ".desktop/x": "d"}, want: with(map[string]string{"lost+found/": "", ".desktop/x": "d"})},
		"home with a file":      {image: image, volume: map[string]string{"notes": "n"}, want: map[string]string{"notes": "n"}, says: "The home is not empty: nothing is copied."},
		"home with a hidden":    {image: image, volume: map[string]string{".x": "n"}, want: map[string]string{".x": "n"}, says: "The home is not empty"},
		"home with ..x":         {image: image, volume: map[string]string{"..x": "n"}, want: map[string]string{"..x": "n"}, says: "The home is not empty"},
		"leftover partial":      {image: image, volume: map[string]string{".home-seed.partial/stale": "s"}, want: image},
		"interrupted by moving": {image: map[string]string{".bashrc": "newer", "new": "n"}, volume: map[string]string{".bashrc": "rc", ".home-seed.whole/bin/run": "r", ".home-seed.whole/..odd": "o"}, want: map[string]string{".bashrc": "rc", "bin/run": "r", "..odd": "o"}},
		"moved, not removed":    {image: image, volume: map[string]string{"bin/run": "r", ".home-seed.whole/": ""}, want: map[string]string{"bin/run": "r"}},
		"no directory":          {want: map[string]string{}, says: "The image has no directory"},
		"an empty directory":    {image: map[string]string{"./": ""}, want: map[string]string{}},
		"not over .desktop":     {image: with(map[string]string{".desktop/y": "image"}), volume: map[string]string{".desktop/x": "d"}, want: with(map[string]string{".desktop/x": "d"})},
	} {
		t.Run(name, func(t *testing.T) {
			volume, home := t.TempDir(), filepath.Join(t.TempDir(), "image")
			plant(t, home, c.image)
			plant(t, volume, c.volume)
			for range 2 { // at the second start the home is as the first one left it
				said, err := runInit(t, rendered(t, seeded), volume, home)
				if err != nil {
					t.Fatalf("%v: %s", err, said)
				}
				if c.says != "" && !strings.Contains(said, c.says) || c.says == "" && strings.Contains(said, "could") {
					t.Errorf("it says %q", said)
				}
				if diff := cmp.Diff(c.want, grown(t, volume)); diff != "" {
					t.Fatalf("-want +got\n%s", diff)
				}
			}
		})
	}
}

// TestSeedUnreadable: a file that the image's user may not read is a line of the log, and
// the others are copied.
func TestSeedUnreadable(t *testing.T) {
	volume, home := t.TempDir(), filepath.Join(t.TempDir(), "image")
	plant(t, home, map[string]string{"a": "a", "key": "k", "z": "z"})
	if err := os.Chmod(filepath.Join(home, "key"), 0); err != nil {
		t.Fatal(err)
	}
	said, err := runInit(t, rendered(t, seeded), volume, home)
	if err != nil || !strings.Contains(said, "key") || !strings.Contains(said, "Not all of "+home+" could be copied.") {
		t.Errorf("%v: %q", err, said)
	}
	if diff := cmp.Diff(map[string]string{"a": "a", "z": "z"}, grown(t, volume)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestSeedReadOnlyDirectories: directories that may not be written to, such as those of Go's
// module cache, are copied, moved with their mode, and in nobody's way when a copy was
// interrupted.
func TestSeedReadOnlyDirectories(t *testing.T) {
	volume, home := t.TempDir(), filepath.Join(t.TempDir(), "image")
	plant(t, home, map[string]string{"go/mod/a/x": "x", "top/y": "y", ".desktop/fonts/z": "z"})
	plant(t, volume, map[string]string{".home-seed.partial/stale/s": "s"})
	readOnly := func(mode os.FileMode, dirs ...string) {
		for _, dir := range dirs {
			if err := os.Chmod(dir, mode); err != nil && !os.IsNotExist(err) {
				t.Error(err)
			}
		}
	}
	dirs := []string{filepath.Join(home, "go/mod/a"), filepath.Join(home, "top"), filepath.Join(home, ".desktop/fonts"), filepath.Join(volume, ".home-seed.partial/stale")}
	copies := []string{filepath.Join(volume, "go/mod/a"), filepath.Join(volume, "top")}
	readOnly(0o555, dirs...)
	t.Cleanup(func() { readOnly(0o755, append(dirs, copies...)...) }) // to be removed
	for range 2 {
		if said, err := runInit(t, rendered(t, seeded), volume, home); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		if diff := cmp.Diff(map[string]string{"go/mod/a/x": "x", "top/y": "y"}, grown(t, volume)); diff != "" {
			t.Fatalf("-want +got\n%s", diff)
		}
	}
	for _, dir := range copies {
		if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o555 {
			t.Errorf("%s: %v, %v", dir, info.Mode(), err)
		}
	}
}

// TestSeedInterrupted: a copy that a full volume or a signal ends is repeated at the next
// start, and is no home until then.
func TestSeedInterrupted(t *testing.T) {
	for name, cp := range map[string]string{
		"full":   "echo half >.home-seed.partial/a; echo 'cp: error writing: No space left on device' >&2; exit 1",
		"killed": "echo half >.home-seed.partial/a; kill -9 $$",
	} {
		t.Run(name, func(t *testing.T) {
			programs, volume, home := t.TempDir(), t.TempDir(), filepath.Join(t.TempDir(), "image")
			if err := os.WriteFile(filepath.Join(programs, "cp"), []byte("#!/bin/sh\n"+cp+"\n"), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(os.Chmod(programs, 0o755), os.Chmod(filepath.Dir(programs), 0o755)); err != nil {
				t.Fatal(err)
			}
			plant(t, home, map[string]string{"a": "whole", "b": "b"})
			plant(t, volume, nil)
			path := os.Getenv("PATH")
			t.Setenv("PATH", programs+":"+path)
			if said, err := runInit(t, rendered(t, seeded), volume, home); err == nil || !strings.Contains(said, "interrupted") {
				t.Fatalf("%v: %q", err, said)
			}
			t.Setenv("PATH", path)
			if said, err := runInit(t, rendered(t, seeded), volume, home); err != nil {
				t.Fatalf("%v: %q", err, said)
			}
			if diff := cmp.Diff(map[string]string{"a": "whole", "b": "b"}, grown(t, volume)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// TestSeedKeepsRoot: neither the times nor the mode of the image's home are given to the
// root of the volume, nor the image's owner to the files; links stay links.
func TestSeedKeepsRoot(t *testing.T) {
	volume, home := t.TempDir(), filepath.Join(t.TempDir(), "image")
	plant(t, home, map[string]string{"a": "a"})
	if err := os.Symlink("/nowhere", filepath.Join(home, ".link")); err != nil {
		t.Fatal(err)
	}
	past := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	for _, file := range []string{filepath.Join(home, "a"), home} {
		if err := os.Chtimes(file, past, past); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(home, 0o555); err != nil {
		t.Fatal(err)
	}
	if said, err := runInit(t, rendered(t, seeded), volume, home); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	root, err := os.Stat(volume)
	if err != nil || root.ModTime().Equal(past) || root.Mode().Perm() == 0o555 {
		t.Errorf("the root of the volume: %v, %v", root, err)
	}
	if target, err := os.Readlink(filepath.Join(volume, ".link")); err != nil || target != "/nowhere" {
		t.Errorf("the link: %q, %v", target, err)
	}
	info, err := os.Stat(filepath.Join(volume, "a"))
	if err != nil {
		t.Fatal(err)
	}
	if owner := info.Sys().(*syscall.Stat_t).Uid; os.Geteuid() == 0 && owner != 1000 {
		t.Errorf("the copy belongs to %d", owner)
	}
}
