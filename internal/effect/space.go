package effect

import (
	"slices"
	"sort"
)

// part is some of a dimension of traffic: values that are listed, or all others, or, in a
// dimension of numbers and addresses, ranges.
type part struct {
	values []string
	// others turns the values round: all but those.
	others bool
	// absent is set when having no value is in the set.
	absent bool
	// ranges are from the first text up to the second one, which is not in them.
	ranges [][2]string
}

// limit keeps traffic of a box in a set of a dimension.
type limit struct {
	dimension string
	part      part
}

// region is the traffic within all of some limits.
type region []limit

// dimension has atoms: the smallest parts that no set of the space separates.
type dimension struct {
	values map[string]int // the atom of each value; then come that of all others, and that of none
	bounds []string       // of ranges: an atom goes from one to the next
	all    bits
}

// space is everything that traffic can be, in the dimensions that some regions limit.
type space struct {
	names      []string // of the dimensions
	dimensions map[string]*dimension
	left       int // of the steps that are taken at most
}

// mostSteps bounds how often a part of the traffic is split. What is not decided by then
// counts as refused.
const mostSteps = 20000

// newSpace has the dimensions of the regions.
func newSpace(regions []region) *space {
	s := &space{dimensions: map[string]*dimension{}, left: mostSteps}
	values, bounds := map[string][]string{}, map[string][]string{}
	add := func(l limit) {
		if s.dimensions[l.dimension] == nil {
			s.dimensions[l.dimension] = &dimension{values: map[string]int{}}
			s.names = append(s.names, l.dimension)
		}
		values[l.dimension] = append(values[l.dimension], l.part.values...)
		for _, r := range l.part.ranges {
			bounds[l.dimension] = append(bounds[l.dimension], r[0], r[1])
		}
	}
	for _, r := range regions {
		for _, l := range r {
			add(l)
		}
	}
	for _, name := range s.names {
		total, ok := totals[name]
		switch {
		case name == ownNamespace: // others have no policies
			total = part{values: values[name]}
		case !ok:
			total = part{others: true, absent: true}
		}
		add(limit{name, part{values: total.values, ranges: total.ranges}})
		d := s.dimensions[name]
		for _, v := range values[name] {
			if _, ok := d.values[v]; !ok {
				d.values[v] = len(d.values)
			}
		}
		slices.Sort(bounds[name])
		d.bounds = slices.Compact(bounds[name])
		d.all = d.atoms(total)
	}
	return s
}

// atoms are those of a set.
func (d *dimension) atoms(s part) bits {
	others, absent := len(d.values), len(d.values)+1
	if len(d.bounds) > 0 {
		b := newBits(len(d.bounds))
		for _, r := range s.ranges {
			for i := sort.SearchStrings(d.bounds, r[0]); d.bounds[i] < r[1]; i++ {
				b.add(i)
			}
		}
		return b
	}
	b := newBits(len(d.values) + 2)
	for _, v := range s.values {
		b.add(d.values[v])
	}
	if s.others {
		b.flip(others)
		b.add(others)
	}
	if s.absent {
		b.add(absent)
	}
	return b
}

// box has a set of atoms for each dimension.
type box []bits

func (s *space) box(r region) box {
	b := make(box, len(s.names))
	for i, name := range s.names {
		b[i] = s.dimensions[name].all
		for _, l := range r {
			if l.dimension == name {
				b[i] = b[i].and(s.dimensions[name].atoms(l.part))
			}
		}
	}
	return b
}

func (s *space) boxes(regions []region) []box {
	all := make([]box, len(regions))
	for i, r := range regions {
		all[i] = s.box(r)
	}
	return all
}

// meet is what two boxes have in common, nil when that is nothing.
func (b box) meet(c box) box {
	both := make(box, len(b))
	for i := range b {
		if both[i] = b[i].and(c[i]); both[i].empty() {
			return nil
		}
	}
	return both
}

func (b box) empty() bool { return slices.ContainsFunc(b, bits.empty) }

// uncovered reports whether something in the box is in none of the others.
func (s *space) uncovered(b box, others []box) bool {
	if s.left--; s.left < 0 {
		return true
	}
	for i, other := range others {
		common := b.meet(other)
		if common == nil {
			continue
		}
		inside := slices.Clone(b)
		for d := range b {
			if outside := inside[d].without(other[d]); !outside.empty() {
				piece := slices.Clone(inside)
				piece[d] = outside
				if s.uncovered(piece, others[i+1:]) {
					return true
				}
			}
			inside[d] = common[d]
		}
		return false
	}
	return true
}

// bits is a set of small numbers.
type bits []uint64

func newBits(n int) bits { return make(bits, n/64+1) }

func (b bits) add(i int) { b[i/64] |= 1 << (i % 64) }

// flip turns the first n round.
func (b bits) flip(n int) {
	for i := range n {
		b[i/64] ^= 1 << (i % 64)
	}
}

func (b bits) and(c bits) bits {
	both := make(bits, len(b))
	for i := range b {
		both[i] = b[i] & c[i]
	}
	return both
}

func (b bits) without(c bits) bits {
	rest := make(bits, len(b))
	for i := range b {
		rest[i] = b[i] &^ c[i]
	}
	return rest
}

func (b bits) empty() bool {
	for _, word := range b {
		if word != 0 {
			return false
		}
	}
	return true
}
