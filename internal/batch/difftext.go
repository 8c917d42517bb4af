package batch

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/base-k8s/base-k8s/internal/effect"
	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/table"
)

// longestText is the length of the text about one workspace, in bytes, beyond which it is
// cut off.
const longestText = 64 << 10

// name is where the input is, and what the cluster calls an object.
func (d *difference) name(old *model.Model) string {
	name := d.new.position().String()
	if id := d.id(old); id != "" {
		name += ": " + id
	}
	return name
}

// text is the effect, and what causes it, or why an input is refused.
func (r *report) text(name string, d *difference) string {
	r.run.explain(d)
	var b strings.Builder
	fmt.Fprintln(&b, model.Printable(name+": "+effectCell(d.change.Effect, d.change.TrafficCut)))
	if d.effect() == effect.Refused {
		for _, diagnostic := range d.diagnostics {
			fmt.Fprintln(&b, diagnostic)
		}
	}
	b.WriteString(tableOf(d.change))
	if b.Len() <= longestText {
		return b.String()
	}
	text := b.String()[:longestText]
	return text[:strings.LastIndexByte(text, '\n')+1] + "… -o json has all of it\n"
}

// writeText writes the interface and then the workspaces: one as it is, several as tables
// and the worst of them.
func (r *report) writeText() error {
	var b strings.Builder
	if r.callers != nil {
		b.WriteString(r.callers.String())
	}
	if r.callers != nil && len(r.Files) > 0 {
		b.WriteByte('\n')
	}
	switch {
	case r.count == 1:
		b.WriteString(r.only)
	case r.count > 1:
		r.writeCounts(&b)
		r.writeChanges(&b)
		r.writeList(&b)
	}
	r.writeNotes(&b)
	_, err := r.w.Write([]byte(b.String()))
	return err
}

// writeCounts writes how many workspaces have which effect, the worst one first.
func (r *report) writeCounts(b *strings.Builder) {
	t := table.New("EFFECT", "WORKSPACES")
	for e := effect.Invalid; e >= effect.None; e-- {
		if n := r.effects[e]; n > 0 {
			t.Row(e.String(), strconv.Itoa(n))
		}
	}
	b.WriteString(t.String())
	if r.cut > 0 {
		fmt.Fprintf(b, "traffic is cut of %d of them: a NetworkPolicy lets less through\n", r.cut)
	}
}

// writeChanges writes what changes for how many workspaces.
func (r *report) writeChanges(b *strings.Builder) {
	rows := r.changes.sorted()
	if len(rows) == 0 {
		return
	}
	more := 0
	if r.Limit > 0 && len(rows) > r.Limit {
		more, rows = len(rows)-r.Limit, rows[:r.Limit]
	}
	b.WriteByte('\n')
	t := table.New("EFFECT", "WORKSPACES", "OBJECT", "FIELD", "CAUSE IN THE FIRST")
	for _, row := range rows {
		object := strings.TrimSpace(row.kind + " " + row.object)
		t.Row(effectCell(row.effect, row.cut), strconv.Itoa(row.workspaces), object, row.field, row.cause)
	}
	b.WriteString(t.String())
	if more > 0 {
		fmt.Fprintf(b, "… and %d other changes: --limit 0 shows all\n", more)
	}
	if r.changes.more > 0 {
		fmt.Fprintf(b, "… and changes beyond %d different ones, %d times: -o json has all\n", mostChanges, r.changes.more)
	}
}

// writeList writes the worst workspaces.
func (r *report) writeList(b *strings.Builder) {
	for _, i := range r.listed.items {
		b.WriteString("\n" + i.text)
	}
	if r.listed.more > 0 {
		fmt.Fprintf(b, "\n… and %d other workspaces with an effect: --limit 0 shows all, and so does -o json\n", r.listed.more)
	}
}

func (r *report) writeNotes(b *strings.Builder) {
	if r.filled > 0 {
		fmt.Fprintf(b, "\nsensitive inputs that are not recorded: placeholders stood for them in %d of %d\n", r.filled, r.count)
	}
}
