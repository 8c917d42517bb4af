package compile

import (
	"strings"

	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// overlaps reports whether two objects may have one key.
func (r *eachObject) overlaps(other *eachObject) bool {
	return eitherWay(strings.HasPrefix, r.prefix, other.prefix) && eitherWay(strings.HasSuffix, r.suffix, other.suffix)
}

func eitherWay(is func(s, part string) bool, a, b string) bool { return is(a, b) || is(b, a) }

// may reports whether the object may have a key.
func (r *eachObject) may(key string) bool {
	return len(key) >= len(r.prefix)+len(r.suffix) && strings.HasPrefix(key, r.prefix) && strings.HasSuffix(key, r.suffix)
}

// refuseSharedKeys reports objects that may have one key: what CUE would unify Terraform has
// no form for.
func (c *compiler) refuseSharedKeys(fixed []*vertex) {
	for i, r := range c.repeated {
		for _, v := range fixed {
			if r.may(v.label) {
				c.reportBoth(r.pos, v.pos(), "the object can have the key "+v.label+", which another one has", "begin the keys in another way than that of any other object")
			}
		}
		for _, other := range c.repeated[:i] {
			s, same := r.sameKeys(other)
			if r.overlaps(other) && !(same && r.unique && other.guards.excludes(s.guards(r.guards))) {
				c.reportBoth(r.pos, other.pos, "the object can have the key of another one", "begin the keys in another way than those of any other object")
			}
		}
	}
}

// nameRepeated gives the resources their names: the constant part of the keys, or that of what
// the loop goes through. Where conditions choose between two kinds, they have the kind in it.
func (c *compiler) nameRepeated() {
	base := func(r *eachObject) string {
		var parts []string
		for _, part := range []string{r.prefix, r.suffix} {
			if part = strings.Trim(part, "_-."); part != "" {
				parts = append(parts, part)
			}
		}
		if parts == nil && r.loop.In.Name != "" {
			parts = []string{r.loop.In.Name}
		}
		return strings.Join(append(parts, "object")[:max(1, len(parts))], "_")
	}
	for _, r := range c.repeated {
		r.name = base(r)
		for _, other := range c.repeated {
			if other != r && base(other) == r.name && r.overlaps(other) {
				if kind := c.lookup(r.vertex, "kind"); kind != nil {
					text, _ := c.valueApart(kind, c.within(kind)).constantString()
					r.name += "_" + model.SnakeCase(text)
					break
				}
			}
		}
	}
}

// refuseSharedNames reports resources that would have one name.
func (c *compiler) refuseSharedNames(fixed []*vertex) {
	taken := map[string]token.Pos{}
	for _, v := range fixed {
		taken[v.label] = v.pos()
	}
	for _, r := range c.repeated {
		if at, is := taken[r.name]; is {
			c.reportBoth(r.pos, at, "the name of the resource would be "+r.name+", which is that of another one", "begin the keys in another way")
		}
		taken[r.name] = r.pos
	}
}
