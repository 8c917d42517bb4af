package compile

import (
	"fmt"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"

	"github.com/base-k8s/base-k8s/internal/model"
)

// argumentOf is an argument of a call.
type argumentOf struct {
	*value
	pos token.Pos
}

// objection says why a call does not mean the same in CUE and in Terraform.
type objection struct {
	pos             token.Pos
	summary, detail string
}

// objection finds arguments with which CUE and Terraform differ.
func (c *compiler) objection(f *model.Function, e *ast.CallExpr, args []argumentOf) *objection {
	switch f.Name {
	case "length":
		if args[0].typ.Kind == model.String {
			return &objection{e.Pos(), "the length of a string is in bytes in CUE and in characters in Terraform", `write a regular expression: =~"^.{1,63}$"`}
		}
	case "regexp_match", "regexp_find", "regexp_replace":
		return patternObjection(args[0], f.Name == "regexp_find")
	case "replace":
		old, ok := args[1].constantString()
		if !ok || len(old) > 1 && strings.HasPrefix(old, "/") && strings.HasSuffix(old, "/") {
			return &objection{e.Pos(), "what is replaced must be a constant that is not between slashes, which Terraform reads as a regular expression", "write regexp.ReplaceAll for patterns"}
		}
	case "count":
		if needle, ok := args[1].constantString(); !ok || needle == "" {
			return &objection{args[1].pos, "what is counted is not a constant string with something in it", `write it out: strings.Count(s, ",")`}
		}
	case "div", "mod", "quo", "rem":
		if n, ok := args[1].constant(); !ok || n.(int64) < 1 {
			return &objection{args[1].pos, "the divisor is not a constant from 1", "write a whole number: " + f.Name + "(n, 2)"}
		}
	case "flatten":
		if elem := args[0].typ.Elem; elem == nil || elem.Kind != model.List {
			return &objection{args[0].pos, "the list has elements that are not lists", "write list.Concat([a, b]) with lists only, or the list without the call"}
		}
	case "sort", "sort_descending":
		if elem := args[0].typ.Elem; elem != nil && elem.Kind != "" && elem.Kind != model.String {
			return &objection{args[0].pos, "Terraform sorts strings only", "write the list in its order, or sort strings: list.SortStrings([…])"}
		}
	case "range":
		return c.rangeObjection(args)
	case "repeat":
		return c.lengthObjection(args[1].pos, c.interval(args[1].value), 1)
	}
	return nil
}

// rangeObjection reports a range that can have more elements than Terraform makes.
func (c *compiler) rangeObjection(args []argumentOf) *objection {
	v, _ := args[2].constant()
	step, ok := v.(int64)
	if !ok || step == 0 {
		return &objection{args[2].pos, "the step is not a constant other than 0", "write a whole number: list.Range(0, n, 1)"}
	}
	from, to := c.interval(args[0].value), c.interval(args[1].value)
	if step < 0 {
		from, to, step = to, from, -step
	}
	return c.lengthObjection(args[1].pos, to.minus(from), step)
}

func (c *compiler) lengthObjection(pos token.Pos, length interval, step int64) *objection {
	if length.max != nil && *length.max/step < model.MaxRange {
		return nil
	}
	if length.max != nil && *length.max/step == model.MaxRange && *length.max%step == 0 {
		return nil
	}
	return &objection{pos, fmt.Sprintf("this can be more than %d, which is Terraform's limit", model.MaxRange),
		fmt.Sprintf("give the input bounds: int & >=0 & <=%d; for the length of a list, list.MaxItems(%d)", min(100, model.MaxRange), min(100, model.MaxRange))}
}
