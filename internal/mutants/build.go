package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/base-k8s/base-k8s/internal/mutants/point"
)

const (
	compilerDir = "internal/compile"
	tableFile   = "internal/mutants/point/table.go"
)

// build builds this program with an instrumented compiler, in dir, from the module in the
// current directory.
func build(dir string) (program string, err error) {
	root, err := os.Getwd()
	if err != nil {
		return "", err
	}
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	replace := func(name string, text []byte) error {
		to := filepath.Join(dir, strings.ReplaceAll(name, "/", "_"))
		overlay.Replace[filepath.Join(root, name)] = to
		return os.WriteFile(to, text, 0o666)
	}
	points, err := instrument(replace)
	if err != nil {
		return "", err
	}
	if err := replace(tableFile, table(points)); err != nil {
		return "", err
	}
	text, err := json.Marshal(overlay)
	if err != nil {
		return "", err
	}
	file := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(file, text, 0o666); err != nil {
		return "", err
	}
	program = filepath.Join(dir, "mutants")
	cmd := exec.Command("go", "build", "-overlay", file, "-o", program, "./internal/mutants")
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return program, cmd.Run()
}

// instrument replaces the compiler's files and returns their points.
func instrument(replace func(name string, text []byte) error) ([]point.Point, error) {
	names, err := filepath.Glob(filepath.Join(compilerDir, "*.go"))
	if err != nil {
		return nil, err
	}
	x := &instrumenter{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		instrumented, err := x.file(filepath.Base(name), text)
		if err != nil {
			return nil, err
		}
		if err := replace(filepath.ToSlash(name), instrumented); err != nil {
			return nil, err
		}
	}
	return x.points, nil
}

// table is the file that brings the points.
func table(points []point.Point) []byte {
	var b strings.Builder
	b.WriteString("package point\n\nvar Points = []Point{\n")
	for _, p := range points {
		fmt.Fprintf(&b, "\t%#v,\n", p)
	}
	b.WriteString("}\n")
	return []byte(strings.ReplaceAll(b.String(), "point.", ""))
}
