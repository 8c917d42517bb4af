// Package typed is a contract's expressions with what is known of their values before there
// is an input: the type, whether the value may be null, and whether evaluation may fail.
//
// An expression ([Expr]) has its type from when it is made. [Facts] are what is known where
// it stands, from conditions around it: with them [Facts.Null] and [Facts.MayFail] answer for
// an evaluator that is strict, as Terraform's is: an operator or a function fails on an
// operand that is null, both operands of && and || are evaluated, and only the chosen branch
// of a conditional is.
//
// The expressions are those of package model and calls of functions that a target has
// besides ([Function]). A target translates the contract's expressions into these, adds what
// it needs, and writes them in its own language with a [Visitor]. The package knows no
// target's language.
package typed
