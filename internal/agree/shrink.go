package agree

import (
	"slices"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Shrink leaves out members and elements of an input, and makes its strings shorter,
// for as long as the result still fails. It makes a finding readable.
func Shrink(input []byte, fails func([]byte) bool) []byte {
	value, err := parseInput(input)
	if err != nil {
		return input
	}
	for smaller := true; smaller; {
		smaller = false
		for _, candidate := range reductions(value) {
			if fails(model.AppendJSON(nil, candidate)) {
				value, smaller = candidate, true
				break
			}
		}
	}
	return model.AppendJSON(nil, value)
}

// reductions are the values that are one step smaller, the smallest first.
func reductions(v model.Value) (smaller []model.Value) {
	switch v := v.(type) {
	case model.Object:
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
	}
	return smaller
}
