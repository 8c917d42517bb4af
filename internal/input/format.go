package input

import (
	"bufio"
	"path/filepath"
)

// Format is a notation for streams of documents.
type Format int

// The formats. A stream of unknown format is JSON when it begins with a bracket, and
// YAML otherwise.
const (
	Unknown Format = iota
	YAML           // documents between "---" lines
	JSON           // values one after another
	NDJSON         // a value on each line
)

// FormatOf is the format that a file name stands for.
func FormatOf(name string) Format {
	switch filepath.Ext(name) {
	case ".yaml", ".yml":
		return YAML
	case ".json":
		return JSON
	case ".ndjson", ".jsonl":
		return NDJSON
	}
	return Unknown
}

// sniff finds out the format by the first character that is not a space.
func sniff(in *bufio.Reader) Format {
	for n := 1; ; n++ {
		ahead, err := in.Peek(n)
		if err != nil {
			return YAML
		}
		switch ahead[n-1] {
		case ' ', '\t', '\r', '\n':
		case '{', '[':
			return JSON
		default:
			return YAML
		}
	}
}
