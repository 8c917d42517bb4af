package input

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/testinput/hostile"
)

// FuzzRead reads any bytes in every format: to values that CUE would take for the same
// JSON, or to diagnostics with a place and without the text.
func FuzzRead(f *testing.F) {
	for _, pattern := range []string{"testdata/*.txtar", "../../testdata/script/*.txtar", "../../testdata/inputs/*", "../../testdata/refused/*"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			f.Fatal("no seeds in", pattern, err)
		}
		for _, name := range files {
			addSeeds(f, name)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, format := range []Format{Unknown, YAML, JSON, NDJSON} {
			readAll(t, text, format, func(d *Document) { checkDocument(t, d, len(text)) })
		}
	})
}

// addSeeds adds a file, or the documents in an archive.
func addSeeds(f *testing.F, name string) {
	data, err := os.ReadFile(name)
	if err != nil {
		f.Fatal(err)
	}
	if filepath.Ext(name) != ".txtar" {
		f.Add(data)
		return
	}
	for _, file := range txtar.Parse(data).Files {
		if FormatOf(file.Name) != Unknown {
			f.Add(file.Data)
		}
	}
}

func readAll(t *testing.T, text []byte, format Format, visit func(*Document)) {
	r := NewReader(bytes.NewReader(text), "input", format)
	for range len(text) + 2 {
		d, err := r.Next()
		var refused model.Diagnostics
		switch {
		case err == io.EOF:
			return
		case errors.As(err, &refused):
			checkRefusal(t, text, refused)
		case err != nil:
			t.Fatalf("reading from memory failed: %v", err)
		default:
			visit(d)
		}
	}
	t.Fatal("there are more documents than bytes")
}

// lineBreak matches the characters that end a line in YAML.
var lineBreak = regexp.MustCompile("[\n\r\u0085\u2028\u2029]")

// checkRefusal demands a place inside the text, and messages that do not repeat it.
func checkRefusal(t *testing.T, text []byte, refused model.Diagnostics) {
	lines := 1 + len(lineBreak.FindAll(text, -1))
	for _, d := range refused {
		if d.Summary == "" || len(d.Positions) != 1 || d.Positions[0].Line > lines {
			t.Errorf("%+v does not say what is wrong where", d)
		}
		if secret := repeats(text, d); secret != "" {
			t.Errorf("%q repeats %q", d.Summary, secret)
		}
	}
}

// longWord matches what may be a secret.
var longWord = regexp.MustCompile(`example-[0-9a-zA-Z]{4,}`)

// repeats is a word of the text that a message repeats. Keys are repeated, as the path
// of what is wrong.
func repeats(text []byte, d model.Diagnostic) string {
	summary := strings.ReplaceAll(d.Summary, string(d.Path), "")
	for _, word := range longWord.FindAllString(string(text), -1) {
		if strings.Contains(summary, word) {
			return word
		}
	}
	return ""
}

// checkDocument demands that what was read can be written and read again, and is no
// larger than the limits allow.
func checkDocument(t *testing.T, d *Document, size int) {
	nodes, refused := count(d.Value)
	if nodes > size+MaxAliased {
		t.Errorf("%d bytes became %d values", size, nodes)
	}
	if refused {
		return // such as .inf, which has no place in JSON
	}
	data := model.AppendJSON(nil, d.Value)
	again, err := NewReader(bytes.NewReader(data), "again", JSON).Next()
	if err != nil {
		if len(data) > MaxBytes {
			return // aliases can stand for more than a document may have
		}
		t.Fatalf("%s cannot be read again: %v", data, err)
	}
	if second := model.AppendJSON(nil, again.Value); !bytes.Equal(data, second) {
		t.Errorf("%s is read again as %s", data, second)
	}
}

// count is the number of values in v, and whether there are numbers among them that a
// model refuses.
func count(v model.Value) (n int, refused bool) {
	inside := []model.Value{}
	switch v := v.(type) {
	case json.Number:
		return 1, true
	case []model.Value:
		inside = v
	case model.Object:
		for _, m := range v {
			inside = append(inside, m.Value)
		}
	}
	for _, elem := range inside {
		more, wrong := count(elem)
		n, refused = n+more, refused || wrong
	}
	return n + 1, refused
}

// TestHostileDocumentsTakeBoundedMemory reads texts that ask for much.
func TestHostileDocumentsTakeBoundedMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector, which runs the short tests, allocates for itself")
	}
	for _, kind := range hostile.Texts {
		t.Run(kind.Name, func(t *testing.T) {
			text := kind.Text(MaxBytes / 4)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			r := NewReader(strings.NewReader(text), kind.Name, FormatOf(kind.Name))
			for err := error(nil); err != io.EOF; {
				_, err = r.Next()
			}
			runtime.ReadMemStats(&after)
			used, size := after.TotalAlloc-before.TotalAlloc, len(text)
			t.Logf("%d KiB of text, %d KiB allocated", size>>10, used>>10)
			if limit := uint64(16<<20 + 2000*size); used > limit {
				t.Errorf("%d bytes were allocated for a text of %d", used, size)
			}
		})
	}
}
