package model

import "fmt"

// The bounds of what is said about one input. Nobody corrects more at once, and an input
// that was made to be refused must not fill a screen, a log or the memory.
const (
	// MaxDiagnostics is the number of errors that are reported; one more says how many
	// there are besides.
	MaxDiagnostics = 100
	// maxWords is the length of them all, in bytes, beyond which no further one is said.
	maxWords = 64 << 10
)

// Collector gathers the errors of one input within the bounds. What is beyond them is
// counted, and takes no time to put into words. The zero value has none.
type Collector struct {
	said  Diagnostics
	words int
	count int
}

// Add adds the error that say returns, which is called when there is room for it.
func (c *Collector) Add(say func() Diagnostic) {
	room := c.room()
	c.count++
	if !room {
		return
	}
	d := say()
	c.said = append(c.said, d)
	c.words += len(d.Path) + len(d.Summary) + len(d.Detail)
}

func (c *Collector) room() bool { return len(c.said) < MaxDiagnostics && c.words < maxWords }

// Count is the number of errors that were added.
func (c *Collector) Count() int { return c.count }

// Diagnostics are the errors in the order in which they were added, and after them one
// that says how many were left out, if any were.
func (c *Collector) Diagnostics() Diagnostics {
	more := c.count - len(c.said)
	if more == 0 {
		return c.said
	}
	return append(c.said[:len(c.said):len(c.said)], Diagnostic{
		Severity: Error,
		Summary:  fmt.Sprintf("and %d more: correct those above first", more),
		More:     more,
	})
}
