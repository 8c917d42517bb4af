package model

import "fmt"

// Format is the version of the form in which this program stores models. It is the first
// member of a stored model; one from before there were versions has none, and is read like the
// first. A model of every earlier version can still be read, because recorded ones are compared
// with newer ones. One of a later version is refused: a reader skips what it does not
// know, and an input could be accepted because a rule was skipped.
//
// Raise it with every change after which a program of the version before would read a model and
// answer otherwise: a member that matters is added, or an operation means something else. A new
// function or operation needs no other version, because no program links what it does not have,
// nor does the loop of a repeated object, whose variables are in the object, nor do options of a
// resource, which accept and refuse nothing.
const Format = 2

// format reads the version of the form, and refuses a later one.
func (r *reader) format() int64 {
	version := r.number()
	if version == nil || r.err != nil {
		return 0
	}
	if *version > Format {
		r.err = fmt.Errorf("it has format %d, and this program reads formats up to %d: update the program, or write the model again with the gen of its version", *version, Format)
		r.at = len(r.text)
	}
	return *version
}
