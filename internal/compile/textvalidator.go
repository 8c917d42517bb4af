package compile

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// textValidator is a validator of CUE that accepts the texts of a regular language, as
// patterns.
type textValidator struct {
	words string   // what the text is
	match []string // what it matches
	never []string // what nothing in it matches
	// besides is set for a validator that takes values of other kinds too, as long as nothing
	// says that the value is a string.
	besides bool
	// fits is the function of the model that says which of the texts that match are accepted; ""
	// for all of them.
	fits string
	// excluding is a pattern without which the language is not regular.
	excluding string
}

// The grammar of net/netip, whose parser CUE's net package calls.
var (
	ipv4 = `(?:` + octet + `\.){3}` + octet
	ipv6 = ipv6Address()

	prefix4 = `(?:3[0-2]|[12]?[0-9])`
	prefix6 = `(?:12[0-8]|1[01][0-9]|[1-9]?[0-9])`
)

const octet = `(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])`

// ipv6Address is eight groups, of which :: stands for one at least; the last two may be an
// IPv4 address.
func ipv6Address() string {
	const group = `[0-9A-Fa-f]{1,4}`
	times := func(n int) string { return strings.Repeat(group+":", n) }
	upTo := func(n int) string { return `(?:` + group + `:){0,` + string(rune('0'+n)) + `}` }
	forms := []string{times(7) + group, times(6) + ipv4}
	for before := range 8 {
		colons, tail := ":", ""
		if before == 0 {
			colons = "::"
		}
		switch left := 7 - before; {
		case left >= 2:
			tail = `(?:` + upTo(left-1) + group + `|` + upTo(left-2) + ipv4 + `)?`
		case left == 1:
			tail = `(?:` + group + `)?`
		}
		forms = append(forms, times(before)+colons+tail)
	}
	return `(?:` + strings.Join(forms, `|`) + `)`
}

const (
	zone        = `(?:%(?s:.+))?`
	domainLabel = `[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?`

	// punycode is what begins a label of a name in other letters than ASCII's.
	punycode = `(?i)(^|\.)xn--`
)

func whole(pattern string) []string { return []string{`^(?:` + pattern + `)$`} }

// textValidators are those of them that need no argument, by their names.
var textValidators = map[builtin]textValidator{
	"net.IP":     {words: "an IP address", match: whole(ipv4 + `|` + ipv6 + zone), besides: true},
	"net.IPv4":   {words: "an IPv4 address", match: whole(ipv4), besides: true},
	"net.IPv6":   {words: "an IPv6 address", match: whole(ipv6 + zone), besides: true},
	"net.IPCIDR": {words: "a CIDR block", match: whole(ipv4 + `/` + prefix4 + `|` + ipv6 + `/` + prefix6)},
	"net.FQDN": {
		words: "a domain name", match: append(whole(`(?:`+domainLabel+`\.)*`+domainLabel+`\.{0,3}`), `^(?s:.{1,253}?)\.{0,2}$`),
		never: []string{`(?:^|\.)[^.]{2}--`}, excluding: punycode,
	},
	"time.Time":     timeValidator(time.RFC3339Nano),
	"time.Duration": {words: "a duration like 1h30m", match: whole(`[-+]?(?:0|(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+)`), fits: "is_duration"},
}

// textValidatorOf is the validator that an expression is, and whether it is one.
func (c *compiler) textValidatorOf(e ast.Expr, s *scope) (v textValidator, ok bool) {
	switch e := e.(type) {
	case *ast.Ident, *ast.SelectorExpr:
		name, _ := c.reference(e, s).(builtin)
		v, ok = textValidators[name]
	case *ast.CallExpr:
		name, _ := c.reference(e.Fun, s).(builtin)
		if len(e.Args) == 0 {
			v, ok = textValidators[name]
			break
		}
		if (name != "time.Format" && name != "net.InCIDR") || len(e.Args) != 1 {
			break
		}
		arg, constant := c.expr(e.Args[0], s).constantString()
		switch {
		case !constant:
		case name == "net.InCIDR":
			if v, ok = blockValidator(arg); ok {
				c.blocks[v.match[0]] = v.words
			}
			return v, ok
		case timeLayouts[arg] != "":
			return timeValidator(arg), true
		}
	}
	return v, ok
}

// text takes in a validator of texts.
func (k *constraints) text(v textValidator, e ast.Expr) []*model.Rule {
	if v.besides {
		k.besides = e
	}
	k.setType(&model.Type{Kind: model.String}, e)
	if v.fits != "" {
		k.require(inputRule{at: e, refused: func(x *value) []refusal {
			t := &limits{compiler: k.compiler, subject: x}
			matches := t.match(literalValue(v.match[0]), true)
			return []refusal{{cond: t.both(model.OpAnd, matches, t.fits(v).Negate()), words: k.wordsOr("must be " + v.words)}}
		}})
	}
	return []*model.Rule{{Match: v.match, NoMatch: v.never}}
}

// textOnly forgets validators that take values of other kinds, too, when one of the
// expressions that are unified with them says that the value is a string.
func (k *constraints) textOnly(before ast.Expr, s *scope, unified ...ast.Expr) {
	for _, e := range unified {
		switch e := e.(type) {
		case *ast.ParenExpr:
			k.textOnly(before, s, e.X)
		case *ast.Ident:
			if k.reference(e, s) == builtin("string") {
				k.besides = before
			}
		case *ast.UnaryExpr:
			if e.Op == token.MAT || e.Op == token.NMAT {
				k.besides = before
			}
		case *ast.BinaryExpr:
			if e.Op == token.AND {
				k.textOnly(before, s, e.X, e.Y)
			}
		}
	}
}

// checkTexts reports validators that accept more than the texts of their patterns.
func (k *constraints) checkTexts() {
	if k.besides != nil {
		k.report(k.besides.Pos(), sourceText(k.besides)+" accepts a list of bytes, too", "write string & "+sourceText(k.besides))
	}
	for _, r := range k.rules {
		for _, p := range textPatterns() {
			if p.excluding != "" && slices.Contains(r.Match, p.match[0]) && !slices.Contains(r.NoMatch, p.excluding) {
				k.report(k.at.pos(), k.at.label+" is "+p.words+", which may have letters beyond ASCII's in a code that no pattern knows", "exclude them: & !~#\""+p.excluding+"\"#")
			}
		}
	}
}

// text is the condition under which a text is one that the validator accepts.
func (t *limits) text(v textValidator, e ast.Expr) *model.Expr {
	switch {
	case t.subject.typ.Kind != model.String:
		t.report(e.Pos(), sourceText(e)+" is no constraint on "+kindName(t.subject.typ), "remove it")
		return nil
	case v.excluding != "":
		t.report(e.Pos(), sourceText(e)+" decodes letters beyond ASCII's, which no pattern does", "constrain the input that the text is made of, and exclude them there: & !~#\""+v.excluding+"\"#")
		return nil
	}
	met := model.NewLiteral(true)
	for _, re := range v.match {
		met = t.both(model.OpAnd, met, t.match(literalValue(re), true))
	}
	if v.fits != "" {
		met = t.both(model.OpAnd, met, t.fits(v))
	}
	return met
}

// fits is the condition under which a text that matches is accepted.
func (t *limits) fits(v textValidator) *model.Expr {
	call := &model.Expr{Op: model.OpCall, Name: v.fits, Args: []*model.Expr{t.subject.expr}}
	return t.fold(newValue(call, &model.Type{Kind: model.Bool})).expr
}

// describePattern puts a pattern of a constraint into words.
func (c *compiler) describePattern(re string) string {
	for _, v := range textPatterns() {
		switch slices.Index(slices.Concat(v.match, v.never), re) {
		case -1:
		case 0:
			return v.words
		default:
			return "" // which the words say
		}
	}
	if words := c.blocks[re]; words != "" {
		return words
	}
	return "a match of " + re
}

// textPatterns are all validators of texts.
var textPatterns = sync.OnceValue(func() (all []textValidator) {
	for _, name := range slices.Sorted(maps.Keys(textValidators)) {
		all = append(all, textValidators[name])
	}
	for _, layout := range slices.Sorted(maps.Keys(timeLayouts)) {
		all = append(all, timeValidator(layout))
	}
	return all
})
