package model

import (
	"encoding/base64"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

var yamlFunctions = []*Function{
	{
		Name: "yaml_text", HCL: yamlTextHCL(),
		Params: []Kind{String}, Result: String, eval: mapString(yamlText),
		Example: Example{Args: `["a: \u0001  MQ==\nb: \u0001  eDogeQ==\n"]`, Result: `"a: \"1\"\nb: 'x: y'\n"`},
	},
}

// What CUE writes a string in YAML as depends on patterns. Line breaks are LF, LS and PS;
// others are written as escapes, as are characters beyond the basic plane.
const (
	yamlBreaks    = `\n\x{2028}\x{2029}`
	yamlHidden    = `\x00-\x08\x0b-\x1f\x7f-\x9f\x{feff}\x{fffe}\x{ffff}\x{10000}-\x{10ffff}`
	yamlReadable  = ` !#-\[\]-~\x{a0}-\x{2027}\x{202a}-\x{fefe}\x{ff00}-\x{fffd}`
	yamlShape     = `^(?s)( *)([A-Za-z0-9+/=]*)(\n|:\n? *)(.*)$`
	yamlIndented  = `(^|[` + yamlBreaks + `])([^` + yamlBreaks + `])`
	yamlContinued = `([\x{2028}\x{2029}]+)([^\x{2028}\x{2029}])`

	// yamlQuoted is what stands in double quotes: what a block or a plain scalar cannot have, and
	// what YAML 1.1 reads as another type, but for numbers.
	yamlQuoted = `[` + yamlHidden + `]| [` + yamlBreaks + `]|(?s:\n.* $)|^[^\n]*(?:\t|[\x{2028}\x{2029}] )[^\n]*$` +
		`|^(?:|~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[yYnNtTfF]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|Nan|NaN|NAN))$` +
		`|^[-+0-9:. \t]+[-:tT][-+0-9:. \t]+[zZ]?$|^0x[0-9A-Fa-f]+$|^(?:` + yamlDate + `)(?:[Tt]` + yamlClock + `(?:Z|[-+](?:[01][0-9]|2[0-4]):(?:[0-5][0-9]|60))| +` + yamlClock + `)$`
	yamlDate = `[0-9]{4}-(?:(?:0?[13578]|1[02])-(?:` + yamlDay + `|29|3[01]|30)|(?:0?[469]|11)-(?:` + yamlDay + `|29|30)|0?2-` + yamlDay + `)` +
		`|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-0?2-29`
	yamlDay   = `(?:0?[1-9]|1[0-9]|2[0-8])`
	yamlClock = `(?:[01]?[0-9]|2[0-3]):[0-5]?[0-9]:[0-5]?[0-9],[0-9]+`

	// yamlNumeric is what may be a number; yamlInteger and yamlFloat are those that are one when
	// their underscores are left out. Integers have 64 bits.
	yamlNumeric = `^[-+0-9]|^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$`
	yamlInteger = `^(?:0[xX]0*[0-9A-Fa-f]{1,16}|[-+]0[xX]0*[0-7]?[0-9A-Fa-f]{1,15}|-0[xX]0*80{15}` +
		`|0[oO]0*1?[0-7]{1,21}|(?:[-+]0[oO]|0o[-+])0*[0-7]{1,21}|(?:-0[oO]|0o-)0*10{21}` +
		`|0[bB]0*[01]{1,64}|(?:[-+]0[bB]|0b[-+])0*[01]{1,63}|(?:-0[bB]|0b-)0*10{63})$`
	yamlFloat = `^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$`

	// yamlSingle is what stands in single quotes, when it does not stand in double quotes.
	yamlSingle = `^[ #,\[\]{}&*!|>'"%@\x60]|^---|^\.\.\.|^[-?:](?: |$)|: |:$| #| $|[\x{2028}\x{2029}]`

	yamlEscaped = "\x00\a\b\t\n\v\f\r\x1b\"\\\u0085\u00a0\u2028\u2029"
	yamlLetters = `0abtnvfre"\N_LP` // which stand for them behind a backslash
)

// maxFloat is the least number of the same length that is no float of 64 bits, less one.
const maxFloat = "179769313486231580793728971405303415079934132710037826936173778980444968292764750946649017977587207096330286416692887910946555547851940402630657488671505820681908902000708383676273854845817711531764475730270069855571366959622842914819860834936475292719074168444365510704342711559699508093042880177904174497791"

var yamlPatterns = sync.OnceValue(func() map[string]*regexp.Regexp {
	all := map[string]*regexp.Regexp{}
	for _, p := range []string{`[` + yamlReadable + `]`, yamlShape, yamlIndented, yamlContinued, yamlQuoted, yamlNumeric, yamlInteger, yamlFloat, yamlSingle} {
		all[p] = regexp.MustCompile(p)
	}
	return all
})

// yamlText puts strings into a text in YAML, in the style in which CUE's yaml.Marshal writes them.
// Each stands in it behind U+0001 as the spaces that its further lines begin with, its base64,
// and the line feed or the colon that follows it.
func yamlText(s string) string {
	parts := strings.Split(s, "\x01")
	for i, part := range parts[1:] {
		g := yamlPatterns()[yamlShape].FindStringSubmatch(part)
		if g == nil {
			continue
		}
		b, _ := base64.StdEncoding.DecodeString(g[2])
		text := yamlScalar(string(b), g[1])
		switch {
		case g[3] == "\n":
			text += g[4]
		case len(b) <= 128 && !strings.ContainsAny(string(b), "\n\r\u0085\u2028\u2029"):
			text = strings.TrimSuffix(text, "\n") + g[3] + g[4]
		default:
			text = "? " + text + strings.TrimPrefix(g[1], "  ") + ": " + g[4]
		}
		parts[i+1] = text
	}
	return strings.Join(parts, "")
}

// yamlScalar is a string with the end of its line, if it does not end one itself.
func yamlScalar(s, indent string) string {
	has := func(pattern string) bool { return yamlPatterns()[pattern].MatchString(s) }
	indented := func(pattern, s string) string {
		return yamlPatterns()[pattern].ReplaceAllString(s, "${1}"+indent+"${2}")
	}
	isBreak := func(r rune) bool { return strings.ContainsRune("\n\u2028\u2029", r) }
	switch {
	case has(yamlQuoted) || isYAMLNumber(s):
		return yamlInDoubleQuotes(s)
	case strings.Contains(s, "\n"):
		head, end := "|", ""
		if s[0] == ' ' || strings.IndexFunc(s, isBreak) == 0 {
			head += "2"
		}
		switch rest := []rune(s); {
		case !isBreak(rest[len(rest)-1]):
			head, end = head+"-", "\n"
		case len(rest) == 1 || isBreak(rest[len(rest)-2]):
			head += "+"
		}
		return head + "\n" + indented(yamlIndented, s) + end
	case has(yamlSingle):
		return "'" + indented(yamlContinued, strings.ReplaceAll(s, "'", "''")) + "'\n"
	}
	return s + "\n"
}

// yamlInDoubleQuotes is a string in double quotes. Behind a byte order mark nothing is readable to CUE.
func yamlInDoubleQuotes(s string) string {
	b := []byte{'"'}
	hidden := strings.HasPrefix(s, "\ufeff")
	for _, r := range s {
		if !hidden && yamlPatterns()[`[`+yamlReadable+`]`].MatchString(string(r)) {
			b = utf8.AppendRune(b, r)
			continue
		}
		b = append(b, '\\')
		switch i := slices.Index([]rune(yamlEscaped), r); {
		case i >= 0:
			b = append(b, yamlLetters[i])
		case r <= 0xff:
			b = fmt.Appendf(b, "x%02X", r)
		case r <= 0xffff:
			b = fmt.Appendf(b, "u%04X", r)
		default:
			b = fmt.Appendf(b, "U%08X", r)
		}
	}
	return string(append(b, "\"\n"...))
}

// isYAMLNumber reports whether YAML reads a string as a number.
func isYAMLNumber(s string) bool {
	if yamlPatterns()[yamlNumeric].MatchString(s) {
		s = strings.ReplaceAll(s, "_", "")
	}
	return yamlPatterns()[yamlInteger].MatchString(s) || yamlPatterns()[yamlFloat].MatchString(s) && fitsFloat(s)
}

// fitsFloat reports whether a number is one of the floats of 64 bits, when it is rounded.
func fitsFloat(s string) bool {
	mantissa, exponent, _ := strings.Cut(strings.ToLower(s), "e")
	whole, fraction, _ := strings.Cut(strings.TrimLeft(mantissa, "-+"), ".")
	digits := strings.TrimLeft(whole+fraction, "0")
	point := len(digits) - len(fraction)
	if exponent != "" {
		n, err := strconv.Atoi(exponent)
		if err != nil || digits == "" {
			return digits == "" || exponent[0] == '-'
		}
		point += min(n, 1<<40)
	}
	if point != len(maxFloat) {
		return point < len(maxFloat)
	}
	return (digits + strings.Repeat("0", len(maxFloat)))[:len(maxFloat)] <= maxFloat
}
