package typed_test

import (
	"fmt"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// writer writes expressions as text for these tests.
type writer struct{}

func text(e typed.Expr) string { return typed.Visit(e, typed.Visitor[string](writer{})) }

func texts(all []typed.Expr) string {
	var parts []string
	for _, e := range all {
		parts = append(parts, text(e))
	}
	return strings.Join(parts, ", ")
}

var spelled = map[model.Op]string{model.OpAnd: "and", model.OpOr: "or"}

func (writer) VisitLiteral(e *typed.Literal) string { return string(model.AppendJSON(nil, e.Value)) }
func (writer) VisitInput(e *typed.Input) string     { return e.Name }
func (writer) VisitLocal(e *typed.Local) string     { return e.Name }
func (writer) VisitVar(e *typed.Var) string         { return e.Variable.Name }
func (writer) VisitGet(e *typed.Get) string         { return text(e.Of) + "." + e.Name }
func (writer) VisitIndex(e *typed.Index) string     { return text(e.Of) + "[" + text(e.Key) + "]" }
func (writer) VisitHas(e *typed.Has) string         { return text(e.Test) }
func (writer) VisitText(e *typed.Text) string       { return "text(" + texts(e.Parts) + ")" }
func (writer) VisitNot(e *typed.Not) string         { return "!" + text(e.X) }
func (writer) VisitIf(e *typed.If) string {
	return fmt.Sprintf("(%s ? %s : %s)", text(e.Cond), text(e.Then), text(e.Else))
}
func (writer) VisitLogic(e *typed.Logic) string {
	return fmt.Sprintf("(%s %s %s)", text(e.X), spelled[e.Op], text(e.Y))
}
func (writer) VisitBinary(e *typed.Binary) string {
	return fmt.Sprintf("(%s %s %s)", text(e.X), e.Op, text(e.Y))
}
func (writer) VisitCall(e *typed.Call) string     { return e.Function.Name + "(" + texts(e.Args) + ")" }
func (writer) VisitList(e *typed.List) string     { return "[" + elements(e.Elems) + "]" }
func (writer) VisitObject(e *typed.Object) string { return "{" + elements(e.Elems) + "}" }
func (writer) VisitObjectRef(e *typed.ObjectRef) string {
	return "ref(" + e.Object + "." + e.Name + ")"
}
func (writer) VisitRecorded(e *typed.Recorded) string   { return "recorded(" + e.Name + ")" }
func (writer) VisitConverted(e *typed.Converted) string { return text(e.Value) }
func (writer) VisitForeign(e *typed.Foreign) string     { return e.Name }

func elements(elems []*typed.Element) string {
	var parts []string
	for _, elem := range elems {
		s := ""
		for _, c := range elem.Clauses {
			if c.For != nil {
				s += "for " + c.For.Value.Name + " in " + text(c.For.In) + " "
				continue
			}
			s += "if " + text(c.If) + " "
		}
		if elem.Key != nil {
			key, _ := typed.ConstantText(elem.Key)
			s += key + ": "
		}
		parts = append(parts, s+text(elem.Value))
	}
	return strings.Join(parts, ", ")
}
