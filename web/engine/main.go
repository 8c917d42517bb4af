// Command engine builds what Go gives to the preview's page: the engine, compiled to
// WebAssembly, what a browser runs it with, and the licences of what is in them. It is
// run in the directory web, by go generate.
//
// With -check it writes nothing, and fails when the built files are not those that the
// sources give. Another Go gives other bytes, so nothing is compared then.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("error: ")
	check := flag.Bool("check", false, "compare what is built with what the sources give, and write nothing")
	flag.Parse()
	if err := run("..", filepath.Join("dist", "engine"), *check); err != nil {
		log.Fatal(err)
	}
}

// run builds from the sources below root into the directory dist, or compares.
func run(root, dist string, check bool) error {
	s, err := read(root)
	if err != nil {
		return err
	}
	version, err := s.golang("env", "GOVERSION")
	if err != nil {
		return err
	}
	now := record{Go: version, Sources: s.digest()}
	before, err := readRecord(dist)
	if check && err != nil {
		return err
	}
	if check && before.Go != now.Go {
		fmt.Printf("the engine was built by %s, and this is %s, which gives other bytes: it is not compared\n", before.Go, now.Go)
		return nil
	}
	files, err := s.build(version)
	if err != nil {
		return err
	}
	if check {
		return compareDist(dist, files)
	}
	if err := saveDist(dist, files); err != nil {
		return err
	}
	return now.write(dist)
}

// build returns the files that Go gives to the page.
func (s *sources) build(version string) (map[string][]byte, error) {
	engine, err := s.compile()
	if err != nil {
		return nil, err
	}
	goroot, err := s.golang("env", "GOROOT")
	if err != nil {
		return nil, err
	}
	support, err := os.ReadFile(filepath.Join(goroot, "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return nil, err
	}
	licenses, err := s.licenses(version, goroot)
	if err != nil {
		return nil, err
	}
	return map[string][]byte{"engine.wasm": engine, "wasm_exec.js": support, "engine-licenses.txt": licenses}, nil
}

// recordFile is beside the built files.
const recordFile = "built.json"

// record is what the files were built from.
type record struct {
	Go      string `json:"go"`      // such as go1.26.0
	Sources string `json:"sources"` // the digest
}

func readRecord(dist string) (record, error) {
	var r record
	text, err := os.ReadFile(filepath.Join(dist, recordFile))
	if err != nil {
		return r, err
	}
	return r, json.Unmarshal(text, &r)
}

func (r record) write(dist string) error {
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dist, recordFile), append(text, '\n'), 0o666)
}
