package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// licenses are those of everything that is in the engine and what runs it, but for this
// project's own.
func (s *sources) licenses(version, goroot string) ([]byte, error) {
	var texts []license
	if err := addLicenses(&texts, version+": runtime, standard library and wasm_exec.js", goroot, "LICENSE"); err != nil {
		return nil, err
	}
	const format = "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}{{end}}"
	listed, err := s.golang("list", "-deps", "-f", format, "./"+program)
	if err != nil {
		return nil, err
	}
	modules := strings.Split(listed, "\n")
	slices.Sort(modules)
	for _, module := range slices.Compact(modules) {
		title, dir, ok := strings.Cut(module, "\t")
		if !ok {
			continue // the standard library's packages are in no module
		}
		if err := addLicenses(&texts, title, dir, "LICENSE*", "NOTICE*"); err != nil {
			return nil, err
		}
	}
	return formatLicenses(texts), nil
}

// license is a text, and whose it is.
type license struct {
	titles []string
	text   string
}

// addLicenses adds the files in a directory that match the patterns, at least one. A text
// that is there already gets a further title.
func addLicenses(texts *[]license, title, dir string, patterns ...string) error {
	var files []string
	for _, pattern := range patterns {
		found, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			return err
		}
		files = append(files, found...)
	}
	if len(files) == 0 {
		return fmt.Errorf("%s has no licence file in %s", title, dir)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		addLicense(texts, title+", "+filepath.Base(file), strings.TrimSpace(string(content)))
	}
	return nil
}

func addLicense(texts *[]license, title, text string) {
	i := slices.IndexFunc(*texts, func(l license) bool { return l.text == text })
	if i < 0 {
		i = len(*texts)
		*texts = append(*texts, license{text: text})
	}
	(*texts)[i].titles = append((*texts)[i].titles, title)
}

func formatLicenses(texts []license) []byte {
	var out bytes.Buffer
	for i, l := range texts {
		if i > 0 {
			fmt.Fprintf(&out, "\n%s\n\n", strings.Repeat("-", 78))
		}
		fmt.Fprintf(&out, "%s\n\n%s\n", strings.Join(l.titles, "\n"), l.text)
	}
	return out.Bytes()
}
