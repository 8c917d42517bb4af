package batch

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/effect"
)

// list is the texts about some workspaces, the one with the worst effect first, and of the
// same effect in their order.
type list struct {
	items []item
	more  int // that were not listed
}

type item struct {
	effect effect.Ways
	text   string
}

// wants reports whether a workspace belongs in a list of at most limit, 0 being any
// number. Whatever does not, it counts.
func (l *list) wants(e effect.Ways, limit int) bool {
	wanted := limit == 0 || len(l.items) < limit || effect.WorseFirst(e, l.items[len(l.items)-1].effect) < 0
	if !wanted {
		l.more++
	}
	return wanted
}

// add puts a workspace in its place.
func (l *list) add(e effect.Ways, text string, limit int) {
	at, _ := slices.BinarySearchFunc(l.items, e, func(i item, e effect.Ways) int {
		if effect.WorseFirst(i.effect, e) <= 0 {
			return -1
		}
		return 1
	})
	l.items = slices.Insert(l.items, at, item{e, text})
	if limit > 0 && len(l.items) > limit {
		l.items = l.items[:limit]
		l.more++
	}
}
