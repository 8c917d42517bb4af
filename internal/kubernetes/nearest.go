package kubernetes

import (
	"strings"

	"github.com/agext/levenshtein"
)

// nearest returns the candidate that a misspelt name most likely stands for, or ""
// when none is near.
func nearest(name string, candidates []string) string {
	best, bestDistance := "", len(name)/3+1
	for _, candidate := range candidates {
		distance := levenshtein.Distance(strings.ToLower(name), strings.ToLower(candidate), nil)
		if distance < bestDistance {
			best, bestDistance = candidate, distance
		}
	}
	return best
}
