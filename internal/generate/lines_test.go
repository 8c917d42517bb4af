package generate

import "testing"

// TestBreakLines: JSON has a line for each outermost member and element, whatever strings
// contain.
func TestBreakLines(t *testing.T) {
	for text, want := range map[string]string{
		`{}`:                                 "{}\n",
		`{"a":1,"b":[{"c":1,"d":2},{}]}`:     "{\"a\":1,\n\"b\":[{\"c\":1,\"d\":2},\n{}]}\n",
		`{"a":"{,\"","b":"\\","c":"[\\\","}`: "{\"a\":\"{,\\\"\",\n\"b\":\"\\\\\",\n\"c\":\"[\\\\\\\",\"}\n",
	} {
		if got := string(breakLines([]byte(text))); got != want {
			t.Errorf("%s is broken into %q, want %q", text, got, want)
		}
	}
}
