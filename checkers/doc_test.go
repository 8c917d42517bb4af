// Package checkers puts what is generated before programs that other projects check modules and
// manifests with: tflint, with all rules of its terraform ruleset, and kube-score, with all
// checks. What kube-score finds and what stays is in schema/exemptions.cue, with a reason. A comment
// in a file that leaves a rule of tflint out has its reason in the next line.
//
// It is a module of its own, so that what these programs need is no business of the engine's.
package checkers
