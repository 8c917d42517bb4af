package effect

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// match is an object before and after the change.
type match struct {
	was, name string       // its keys in the old contract and in the new one
	old, new  model.Object // nil when there is none
	// readdressed is set when Terraform has it under another address, although it is the
	// same object in the cluster.
	readdressed bool
}

// matches finds the object before for each object after. Terraform knows objects by their
// keys in the contract, kubectl by what the cluster calls them. An object that is the same
// for both comes first; then one that is the same in the cluster; then one with the key that is
// another one in the cluster. Matches are in the order in which objects are applied, deleted
// objects last.
func (c *Comparer) matches(before, after *model.Result) []match {
	partner, taken := make([]int, len(after.Objects)), make([]bool, len(before.Objects))
	address := make([]int, len(after.Objects)) // the object before of the same address
	for i, o := range after.Objects {
		address[i], partner[i] = c.address(before, o.Name, i), -1
		if j := address[i]; j >= 0 && sameObject(before.Objects[j].Body, o.Body) {
			partner[i], taken[j] = j, true
		}
	}
	for i, o := range after.Objects {
		for j := 0; partner[i] < 0 && j < len(taken); j++ {
			if !taken[j] && sameObject(before.Objects[j].Body, o.Body) {
				partner[i], taken[j] = j, true
			}
		}
	}
	var all []match
	for i, o := range after.Objects {
		if j := address[i]; partner[i] < 0 && j >= 0 && !taken[j] {
			partner[i], taken[j] = j, true
		}
		m := match{was: o.Name, name: o.Name, new: o.Body}
		if j := partner[i]; j >= 0 {
			m.was, m.old, m.readdressed = before.Objects[j].Name, before.Objects[j].Body, j != address[i]
		}
		all = append(all, m)
	}
	for j, o := range before.Objects {
		if !taken[j] {
			all = append(all, match{was: o.Name, name: o.Name, old: o.Body})
		}
	}
	return all
}

// address is the number of the object that Terraform has under the address of a new one, or
// that it moves there; -1 when there is none. It is most often at the same place.
func (c *Comparer) address(before *model.Result, name string, guess int) int {
	if guess < len(before.Objects) && before.Objects[guess].Name == name {
		return guess
	}
	for _, key := range append([]string{name}, c.formerKeys(name)...) {
		if j := slices.IndexFunc(before.Objects, func(o model.Rendered) bool { return o.Name == key }); j >= 0 {
			return j
		}
	}
	return -1
}

// formerKeys are the keys that an object of the new contract had before, from which
// Terraform moves it to its address.
func (c *Comparer) formerKeys(name string) []string {
	o := c.new.model.Object(name)
	if o == nil || o.Terraform == nil {
		return nil
	}
	if o.Each == nil {
		return o.Terraform.Moved
	}
	item, _ := o.Item(name)
	var keys []string
	for _, old := range c.old.model.Objects {
		if old.Each != nil && slices.Contains(o.Terraform.Moved, old.Name) {
			keys = append(keys, old.Each.Prefix+item+old.Each.Suffix)
		}
	}
	return keys
}

// sameObject reports whether two objects are the same to the API server.
func sameObject(a, b model.Object) bool {
	for _, keys := range [][]string{{"metadata", "name"}, {"kind"}, {"metadata", "namespace"}} {
		if !model.Equal(model.At(a, keys...), model.At(b, keys...)) {
			return false
		}
	}
	return groupOf(a) == groupOf(b)
}
