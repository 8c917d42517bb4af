package compat

import (
	"encoding/json"
	"fmt"
)

// Step is how a version changes under Semantic Versioning 2.0.0, https://semver.org.
type Step int

// The steps, the smallest first. None is for contracts with the same files. A major step
// breaks callers; a minor one gives them something new, or another meaning to what they leave
// out; with a patch the interface stays as it is.
const (
	None Step = iota
	Patch
	Minor
	Major
)

var stepNames = [...]string{"none", "patch", "minor", "major"}

// String is the step's name.
func (s Step) String() string { return stepNames[s] }

// MarshalJSON writes the step's name.
func (s Step) MarshalJSON() ([]byte, error) { return json.Marshal(s.String()) }

// StepBetween is the step from one version to another, without a "v" before them: "1.0.0" to
// "1.1.0" is Minor. It fails on what is no version of three numbers and on a step back.
func StepBetween(old, new string) (Step, error) {
	var a, b [3]int
	for _, v := range []struct {
		text string
		to   *[3]int
	}{{old, &a}, {new, &b}} {
		n, err := fmt.Sscanf(v.text, "%d.%d.%d", &v.to[0], &v.to[1], &v.to[2])
		if err != nil || n != 3 || fmt.Sprintf("%d.%d.%d", v.to[0], v.to[1], v.to[2]) != v.text {
			return None, fmt.Errorf("%q is not a version such as 1.2.3", v.text)
		}
	}
	for i, step := range []Step{Major, Minor, Patch} {
		switch {
		case a[i] < b[i]:
			return step, nil
		case a[i] > b[i]:
			return None, fmt.Errorf("%s comes before %s", new, old)
		}
	}
	return None, nil
}
