package caller

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// opening and closing are tokens that nest, recursing those for which the parser calls itself though
// nothing is opened, and literal the pieces of a text.
var (
	opening = tokens(hclsyntax.TokenOBrace, hclsyntax.TokenOBrack, hclsyntax.TokenOParen, hclsyntax.TokenOQuote,
		hclsyntax.TokenOHeredoc, hclsyntax.TokenTemplateInterp, hclsyntax.TokenTemplateControl)
	closing = tokens(hclsyntax.TokenCBrace, hclsyntax.TokenCBrack, hclsyntax.TokenCParen, hclsyntax.TokenCQuote,
		hclsyntax.TokenCHeredoc, hclsyntax.TokenTemplateSeqEnd)
	recursing = tokens(hclsyntax.TokenBang, hclsyntax.TokenMinus, hclsyntax.TokenPlus, hclsyntax.TokenStar, hclsyntax.TokenSlash,
		hclsyntax.TokenPercent, hclsyntax.TokenEqualOp, hclsyntax.TokenNotEqual, hclsyntax.TokenLessThan, hclsyntax.TokenLessThanEq,
		hclsyntax.TokenGreaterThan, hclsyntax.TokenGreaterThanEq, hclsyntax.TokenAnd, hclsyntax.TokenOr, hclsyntax.TokenQuestion,
		hclsyntax.TokenTemplateControl)
	literal = tokens(hclsyntax.TokenQuotedLit, hclsyntax.TokenStringLit)
)

func tokens(types ...hclsyntax.TokenType) map[hclsyntax.TokenType]bool {
	set := map[hclsyntax.TokenType]bool{}
	for _, t := range types {
		set[t] = true
	}
	return set
}

// tooDeep finds where a text is beyond the limits of nesting. What is empty otherwise.
func tooDeep(text []byte) (pos hcl.Pos, what string) {
	lexed, _ := hclsyntax.LexConfig(text, "", hcl.InitialPos)
	depth, operators := 0, 0
	for i, token := range lexed {
		// An index behind another one nests as an operator does.
		indexed := token.Type == hclsyntax.TokenOBrack && i > 0 && closing[lexed[i-1].Type]
		// The parser takes time with the square of the number of pieces of a text.
		piece := literal[token.Type] && i > 0 && literal[lexed[i-1].Type]
		if recursing[token.Type] || indexed || piece {
			operators++
		}
		if opening[token.Type] {
			depth++
		} else if closing[token.Type] {
			depth--
		}
		switch {
		case depth > maxDepth:
			return token.Range.Start, fmt.Sprintf("the text nests deeper than %d levels", maxDepth)
		case operators > maxOperators:
			return token.Range.Start, fmt.Sprintf("the file has more than %d operators and lines of text", maxOperators)
		}
	}
	return hcl.Pos{}, ""
}
