package compile

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"

	"github.com/base-k8s/base-k8s/internal/model"
)

// TestTextValidators holds the patterns against CUE's validators, on texts that are accepted
// and on what small changes make of them.
func TestTextValidators(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1))
	validators := map[string]textValidator{}
	for name, v := range textValidators {
		validators[string(name)] = v
	}
	for layout := range timeLayouts {
		validators[fmt.Sprintf("time.Format(%q)", layout)] = timeValidator(layout)
	}
	for _, block := range []string{"10.0.0.0/8", "172.16.0.0/12", "192.168.4.0/22", "0.0.0.0/0", "1.2.3.4/32", "172.31.2.3/9"} {
		validators[fmt.Sprintf("net.InCIDR(%q)", block)], _ = blockValidator(block)
	}
	for name, v := range validators {
		t.Run(name, func(t *testing.T) {
			pkg, _, _ := strings.Cut(name, ".")
			constraint := cuecontext.New().CompileString(fmt.Sprintf("import %q\nx: string & %s", pkg, name)).LookupPath(cue.ParsePath("x"))
			if err := constraint.Err(); err != nil {
				t.Fatal(err)
			}
			accepts, excluded, accepted := v.compiled(), regexp.MustCompile(punycode), 0
			for range 2000 {
				text := hostileText(random)
				value := constraint.FillPath(cue.Path{}, text)
				want := value.Validate(cue.Concrete(true)) == nil
				if want {
					accepted++
				}
				if v.excluding != "" && excluded.MatchString(text) {
					continue
				}
				if got := accepts(text); got != want {
					t.Fatalf("%q: accepted is %v, by CUE %v", text, got, want)
				}
			}
			if accepted == 0 {
				t.Error("none of the texts is accepted")
			}
		})
	}
}

// compiled reports whether the patterns accept a text.
func (v textValidator) compiled() func(text string) bool {
	var match, never []*regexp.Regexp
	for _, re := range v.match {
		match = append(match, regexp.MustCompile(re))
	}
	for _, re := range v.never {
		never = append(never, regexp.MustCompile(re))
	}
	return func(text string) bool {
		matches := func(re *regexp.Regexp) bool { return re.MatchString(text) }
		fits := true
		if v.fits != "" {
			result, err := model.LookupFunction(v.fits).Call(text)
			fits = err == nil && result == true
		}
		return fits && !slices.ContainsFunc(match, func(re *regexp.Regexp) bool { return !matches(re) }) && !slices.ContainsFunc(never, matches)
	}
}

var legalTexts = []string{
	"1.2.3.4", "255.249.199.99", "0.0.0.0", "::", "::1", "1::", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:1.2.3.4", "fe80::1%eth0", "::ffff:1.2.3.4",
	"1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "1:2::7:8", "1:2:3::1.2.3.4", "1:2:3:4:5::1.2.3.4", "abcd:EF01::%a%b",
	"10.255.0.1", "172.15.0.1", "172.31.255.255", "172.32.0.0", "192.168.7.9", "192.168.8.0", "::ffff:10.0.0.1",
	"10.0.0.0/8", "10.0.0.1/32", "::/0", "fd00::/128", "fd00::/99", "1:2:3:4:5:6:7:8/64", "::ffff:1.2.3.4/100",
	"a", "example.com", "a-b.c-d.", "a..", "a...", "a....", "A1.b2", "3com.com", "localhost", "a--b.com", "ab--c", "xn--nxasmq6b", "a_b",
	"2024-02-29T23:59:59Z", "2023-02-28T00:00:00.123456789+01:00", "1900-02-29T1:00:00Z", "2000-02-29T05:04:03,5-24:60", "0000-02-29T00:00:00Z",
	"2024-02-29", "2023-04-30", "2023-12-31", "2023-02-29", "2023-01-32", "2023-10-30", "2023-07-31", "2023-11-31",
	"2024-02-29 23:59:59", "2024-02-29   1:00:00.5", "2024-02-29T23:59:59", "2024-02-29T23:59", "23:59:59", "1:02:03.4", "23:59", "9:00", "24:00",
	"1h30m", "-1.5h", "+5s", ".5s", "5.s", "1µs", "1μs", "2us", "3ms4ns", "0", "-0", "", "1", "2540400h10m10s", "9223372036854775807ns", "9223372036854775808ns", "-9223372036854775808ns", "0.9223372036854775808h",
}

const hostileLetters = "0123456789abcdefABCDEFxnZThmsuµ:./%-+ ,_\n\u00e9gGzZ\u017f\u212a"

// hostileText is a text that a validator accepts, or one near it.
func hostileText(random *rand.Rand) string {
	text := []rune(legalTexts[random.IntN(len(legalTexts))])
	letters := []rune(hostileLetters)
	for range random.IntN(4) {
		at := random.IntN(len(text) + 1)
		switch random.IntN(5) {
		case 0:
			text = slices.Insert(text, at, letters[random.IntN(len(letters))])
		case 1:
			if at < len(text) {
				text[at] = letters[random.IntN(len(letters))]
			}
		case 2:
			if at < len(text) {
				text = slices.Delete(text, at, at+1)
			}
		case 3:
			text = slices.Insert(text, at, text[:at]...)
		case 4:
			for range random.IntN(70) {
				text = slices.Insert(text, at, 'a')
			}
		}
	}
	return string(text)
}
