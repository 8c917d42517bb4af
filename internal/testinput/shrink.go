package testinput

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// mostReductions is how many smaller inputs are tried in search of the smallest one.
const mostReductions = 2000

// Shrink leaves out members and elements of a value, and makes its strings shorter and its
// numbers smaller, for as long as the result still fails.
func Shrink(value model.Value, fails func(model.Value) bool) model.Value {
	tries := 0
	for smaller := true; smaller; {
		smaller = false
		for _, candidate := range reductions(value) {
			if tries++; tries > mostReductions {
				break
			}
			if fails(candidate) {
				value, smaller = candidate, true
				break
			}
		}
	}
	return value
}

// reductions are the values that are one step smaller, the smallest first.
func reductions(v model.Value) (smaller []model.Value) {
	switch v := v.(type) {
	case model.Object:
		if half := len(v) / 2; half > 1 {
			smaller = append(smaller, v[half:], v[:half])
		}
		for i := range v {
			smaller = append(smaller, slices.Delete(slices.Clone(v), i, i+1))
		}
		for i, member := range v {
			for _, value := range reductions(member.Value) {
				changed := slices.Clone(v)
				changed[i].Value = value
				smaller = append(smaller, changed)
			}
		}
	case []model.Value:
		if half := len(v) / 2; half > 1 {
			smaller = append(smaller, v[half:], v[:half])
		}
		for i := range v {
			smaller = append(smaller, slices.Delete(slices.Clone(v), i, i+1))
		}
		for i, elem := range v {
			for _, value := range reductions(elem) {
				changed := slices.Clone(v)
				changed[i] = value
				smaller = append(smaller, changed)
			}
		}
	case string:
		if runes := []rune(v); len(runes) > 1 {
			smaller = append(smaller, string(runes[:len(runes)/2]), string(runes[len(runes)/2:]), string(runes[1:]))
		}
	case int64:
		switch {
		case v > 0:
			smaller = append(smaller, v/2, v-1)
		case v < 0:
			smaller = append(smaller, v/2, v+1)
		}
	}
	return smaller
}
