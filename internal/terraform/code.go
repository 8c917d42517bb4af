package terraform

import "strings"

// Widths in columns beyond which an expression is broken into lines. Terraform has no
// rule; these are what reads well beside the indentation of a module.
const (
	wideExpression = 100
	wideCollection = 72
)

// The precedence of HCL's operators, from the one that binds least.
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

// code is the text of an expression. Lines are not indented: hclwrite does that.
type code struct {
	text string
	prec int
	// open says that there are line breaks outside all brackets, so that the
	// expression needs brackets where a line break would end it.
	open bool
}

func postfix(text string) code { return code{text: text, prec: precPostfix} }

// multiline reports whether the code takes more than one line.
func (c code) multiline() bool { return strings.Contains(c.text, "\n") }

// at is the code as an operand of something that binds with the given precedence.
func (c code) at(prec int) string {
	if c.prec < prec {
		return c.closed(true)
	}
	return c.text
}

// closed is the code in parentheses, if it needs them for its line breaks or always.
func (c code) closed(always bool) string {
	switch {
	case c.open:
		return "(\n" + c.text + "\n)"
	case always:
		return "(" + c.text + ")"
	}
	return c.text
}

// operators joins operands that stand at one level of precedence, one a line if they
// are too wide together.
func operators(op string, prec int, operands []code, flat bool) code {
	texts := make([]string, len(operands))
	multi := false
	for i, operand := range operands {
		texts[i] = operand.at(prec + 1)
		if operand.open {
			texts[i] = operand.closed(true)
		}
		multi = multi || operand.multiline()
	}
	text := strings.Join(texts, " "+op+" ")
	if !flat && (multi || len(text) > wideExpression) {
		return code{strings.Join(texts, " "+op+"\n"), prec, true}
	}
	return code{text, prec, false}
}

// conditional is cond ? then : otherwise. What does not fit in a line is written with
// its branches below each other, a chain of conditionals as a table.
func conditional(cond, then, otherwise code, flat bool) code {
	c, t := cond.at(precOr), then.at(precConditional+1)
	e := otherwise.at(precConditional)
	if then.open {
		t = then.closed(true)
	}
	if otherwise.open && otherwise.prec != precConditional {
		e = otherwise.closed(true)
	}
	text := c + " ? " + t + " : " + e
	fits := len(text) <= wideExpression && !strings.Contains(text, "\n")
	switch {
	case flat, fits, hangs(c, then, otherwise):
		return code{text, precConditional, false}
	case otherwise.prec == precConditional:
		return code{c + " ? " + t + " :\n" + e, precConditional, true}
	}
	return code{c + "\n? " + t + "\n: " + e, precConditional, true}
}

// hangs reports whether a conditional's line breaks are all inside the brackets of its
// branches, which can then stay on the line of the condition.
func hangs(cond string, then, otherwise code) bool {
	return !strings.Contains(cond, "\n") && len(cond) <= wideCollection && bracketed(then) &&
		(bracketed(otherwise) || !otherwise.multiline())
}

// bracketed reports whether all line breaks of a code, and there are some, are inside
// its own brackets.
func bracketed(c code) bool {
	return c.multiline() && !c.open && !strings.HasPrefix(c.text, "(")
}
