package hcl

import (
	"strconv"
	"strings"
)

// Widths in columns beyond which an expression is broken into lines. Terraform has no
// rule; these are what reads well beside the indentation of a module.
const (
	wideExpression = 100
	wideCollection = 72
	wideLine       = 160
	shortOperand   = 16 // which stays behind its operator: a line break would gain little
)

// textWidths are the columns that a text may have, tried one after the other until no line is
// too long. With the first one no text is broken, nor is anything else that reads well in a
// line of its own however long that is: the arguments of functions, and what is compared.
var textWidths = []int{0, 120, 96, 72}

// step is what a line is indented by.
const step = "  "

// The precedence of operators, from the one that binds least.
const (
	precConditional = iota + 1
	precOr
	precAnd
	precEqual
	precCompare
	precAdd
	precMultiply
	precUnary
	precPostfix // also literals, calls and everything in brackets
)

var precedence = map[Op]int{
	Or: precOr, And: precAnd, Equal: precEqual, NotEqual: precEqual,
	Less: precCompare, LessEq: precCompare, More: precCompare, MoreEq: precCompare,
	Add: precAdd, Sub: precAdd, Mul: precMultiply, Div: precMultiply, Mod: precMultiply,
}

// context is what the layout of an expression depends on besides the expression.
type context struct {
	// flat forbids line breaks, as inside of templates.
	flat bool
	// around is the number of columns that what stands around the expression takes.
	around int
	// text is the number of columns that a text may have, 0 for any.
	text int
	// constant forbids calls, as where Terraform takes literals only.
	constant bool
}

var flat = context{flat: true}

// inside is the context of what stands in brackets, in lines of its own.
func (c context) inside() context { return context{c.flat, 0, c.text, c.constant} }

// text is an expression as text. Its lines are indented by the brackets in it.
type text struct {
	s    string
	prec int
	// open is set when there are line breaks outside of all brackets, so that the
	// expression needs brackets where a line break would end it.
	open bool
	// commented is set when the first lines are a comment.
	commented bool
}

func postfix(s string) text { return text{s: s, prec: precPostfix} }

// multiline reports whether the text takes more than one line.
func (t text) multiline() bool { return strings.Contains(t.s, "\n") }

// at is the text as an operand of something that binds with the given precedence.
func (t text) at(prec int) string {
	if t.prec < prec {
		return t.closed(true)
	}
	return t.s
}

// closed is the text in parentheses, if it needs them for its line breaks or always.
func (t text) closed(always bool) string {
	switch {
	case t.open:
		return "(" + lines(t.s) + ")"
	case always:
		return "(" + t.s + ")"
	}
	return t.s
}

// lines is what stands between two brackets in lines of its own.
func lines(s string) string {
	var b strings.Builder
	b.WriteByte('\n')
	for line := range strings.SplitSeq(s, "\n") {
		if line != "" {
			b.WriteString(step + line)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// Format is the text of an expression, with line breaks where it is wide.
func Format(e Expr) string { return e.layout(context{}).s }

// Flat is the text of an expression in one line.
func Flat(e Expr) string { return e.layout(flat).s }

func (n Name) layout(context) text { return postfix(string(n)) }

func (b Bool) layout(context) text { return postfix(strconv.FormatBool(bool(b))) }

func (n Int) layout(context) text {
	t := postfix(strconv.FormatInt(int64(n), 10))
	if n < 0 {
		t.prec = precUnary
	}
	return t
}

func (a Attribute) layout(c context) text {
	return postfix(a.Of.layout(c).at(precPostfix) + selector(a.Name))
}

func selector(name string) string {
	if isIdentifier(name) {
		return "." + name
	}
	return "[" + Quote(name) + "]"
}

func (x Index) layout(c context) text {
	return postfix(x.Of.layout(c).at(precPostfix) + "[" + x.Key.layout(c).s + "]")
}

func (n Not) layout(c context) text {
	return text{s: "!" + n.X.layout(c).at(precUnary), prec: precUnary}
}

func (b Binary) layout(c context) text {
	prec, x, y := precedence[b.Op], b.X.layout(c), b.Y.layout(c)
	// Operators of one level associate to the left.
	s := x.at(prec) + " " + string(b.Op) + " " + y.at(prec+1)
	if c.text > 0 && !c.flat && len(s) > wideExpression && len(y.s) > shortOperand && !x.multiline() && !y.multiline() {
		return text{s: x.at(prec) + " " + string(b.Op) + "\n" + y.at(prec+1), prec: prec, open: true}
	}
	return text{s: s, prec: prec, open: x.open && x.prec >= prec || y.open && y.prec > prec}
}

// operands are those of a chain and of the chains in it.
func (ch Chain) operands() []Expr {
	var all []Expr
	for _, operand := range ch.Operands {
		if inner, ok := operand.(Chain); ok && inner.Op == ch.Op {
			all = append(all, inner.operands()...)
			continue
		}
		all = append(all, operand)
	}
	return all
}

func (ch Chain) layout(c context) text {
	prec, multi := precedence[ch.Op], false
	var texts []string
	for _, operand := range ch.operands() {
		t := operand.layout(c)
		s := t.at(prec + 1)
		if t.open {
			s = t.closed(true)
		}
		multi = multi || t.multiline()
		texts = append(texts, s)
	}
	s := strings.Join(texts, " "+string(ch.Op)+" ")
	if !c.flat && (multi || len(s) > wideExpression) {
		return text{s: strings.Join(texts, " "+string(ch.Op)+"\n"), prec: prec, open: true}
	}
	return text{s: s, prec: prec}
}

// layout writes what does not fit in a line with its branches below each other, a chain
// of conditionals as a table.
func (x Conditional) layout(c context) text {
	cond, then, otherwise := x.Cond.layout(c).at(precOr), x.Then.layout(c), x.Else.layout(c)
	t := conditional(c, cond, then, otherwise)
	if t.open && !c.flat {
		// Rather break inside of a branch than around it.
		if tall, ok := tall(x.Then); ok && !then.multiline() && !otherwise.multiline() {
			return conditional(c, cond, tall.layout(c), otherwise)
		}
		if tall, ok := tall(x.Else); ok && !then.multiline() && !otherwise.multiline() {
			return conditional(c, cond, then, tall.layout(c))
		}
	}
	return t
}

// tall is an object with its members in lines of their own.
func tall(e Expr) (Object, bool) {
	o, ok := e.(Object)
	return Object{o.Members, Tall}, ok && o.Shape == Usual && len(o.Members) > 0
}

func conditional(c context, cond string, then, otherwise text) text {
	t, e := then.at(precConditional+1), otherwise.at(precConditional)
	if then.open {
		t = then.closed(true)
	}
	if otherwise.open && otherwise.prec != precConditional {
		e = otherwise.closed(true)
	}
	s := cond + " ? " + t + " : " + e
	fits := len(s) <= wideExpression && !strings.Contains(s, "\n")
	switch {
	case c.flat, fits, hangs(cond, then, otherwise) && (c.text == 0 || !otherwise.multiline()):
		return text{s: s, prec: precConditional}
	case otherwise.prec == precConditional && (c.text == 0 || len(cond)+len(t) <= wideExpression):
		return text{s: cond + " ? " + t + " :\n" + e, prec: precConditional, open: true}
	}
	return text{s: cond + "\n? " + t + "\n: " + e, prec: precConditional, open: true}
}

// hangs reports whether a conditional's line breaks are all inside the brackets of its
// branches, which can then stay on the line of the condition.
func hangs(cond string, then, otherwise text) bool {
	return !strings.Contains(cond, "\n") && len(cond) <= wideCollection && bracketed(then) &&
		(bracketed(otherwise) || !otherwise.multiline())
}

// bracketed reports whether all line breaks of a text, and there are some, are inside its
// own brackets.
func bracketed(t text) bool {
	return t.multiline() && !t.open && !t.commented && !strings.HasPrefix(t.s, "(")
}
