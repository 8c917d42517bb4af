// Package hcl writes HCL, the language of Terraform, from trees.
//
// What goes in are expressions ([Expr]) and bodies of attributes and blocks ([Body]); what
// comes out is text in the layout of "terraform fmt", broken into lines where it is wider
// than reads well. Strings are quoted and escaped here and nowhere else. The package knows
// no Terraform provider and no contract, and imports only the standard library, so that the
// program in the browser can have it: hashicorp/hcl parses, and package hclwrite formats, in
// the tests that hold this package against them.
package hcl
