// Package terraform prints a contract as a Terraform module: variables with their
// validations, locals, resources with their count and dynamic blocks, and outputs.
//
// What goes in is a [model.Model]; what comes out are the files of a module: variables
// with the contract's types, defaults, constraints and checks, a resource per Kubernetes
// object, outputs and a README. Terraform alone evaluates them: nothing of this project
// is needed to use the module. The provider's schema ([provider]) decides how each field
// is spelled. From the contract's [testinput.Set] come tests of the module, which need
// Terraform alone too.
//
// Expressions are printed in two steps. First a contract's expressions are lowered to those
// of package [typed] that Terraform has ([lowering]), which carry their types; the rules of
// variables are made of the same ([rule]). Then they are written as trees of package
// [hcl] ([scope]), with what is known where they stand ([typed.Facts]).
//
// The package knows no contract, and it evaluates nothing: whether a value is right is
// for Terraform and for the model to say. What it cannot print so that it means the same
// in Terraform is an error at the place in the contract, never a guess.
package terraform
