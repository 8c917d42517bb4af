package terraform

import (
	"strconv"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/base-k8s/base-k8s/internal/model"
)

// binary are the operators that HCL has under the same meaning.
var binary = map[model.Op]int{
	model.OpEqual:    precEqual,
	model.OpNotEqual: precEqual,
	model.OpLess:     precCompare,
	model.OpLessEq:   precCompare,
	model.OpMore:     precCompare,
	model.OpMoreEq:   precCompare,
	model.OpAdd:      precAdd,
	model.OpSub:      precAdd,
	model.OpMul:      precMultiply,
	opDivide:         precMultiply,
	opModulo:         precMultiply,
}

// expr is an expression in HCL.
func (s *scope) expr(e *model.Expr) code {
	if c := s.conversion(e); c != nil {
		return s.asGiven().expr(c)
	}
	switch e.Op {
	case model.OpLiteral:
		return s.literal(e)
	case model.OpInput:
		return postfix(s.inputRef(e.Name))
	case model.OpLocal:
		return s.local(e)
	case model.OpVar:
		return postfix(s.variable(e))
	case model.OpGet:
		return postfix(s.traverse(e.Args[0], attributeStep(e.Name)))
	case model.OpIndex:
		return postfix(s.traverse(e.Args[0], "["+s.expr(e.Args[1]).text+"]"))
	case model.OpHas:
		return s.has(e, "!=")
	case model.OpHasKey:
		return call("contains", []code{s.keys(e.Args[0]), s.expr(e.Args[1])}, s.flat)
	case model.OpText:
		return s.text(e)
	case model.OpIf:
		return s.choose(e)
	case model.OpNot:
		if e.Args[0].Op == model.OpHas {
			return s.has(e.Args[0], "==")
		}
		return code{text: "!" + s.expr(e.Args[0]).at(precUnary), prec: precUnary}
	case model.OpAnd:
		return operators("&&", precAnd, s.operands(e, model.OpAnd), s.flat)
	case model.OpOr:
		return operators("||", precOr, s.operands(e, model.OpOr), s.flat)
	case model.OpCall:
		return s.call(e)
	case opFunction:
		return s.function(e)
	case opAttributes:
		return postfix("local." + s.p.attributes + attributeStep(e.Name))
	case opSpread:
		c := s.expr(e.Args[0])
		c.text += "..."
		return c
	case model.OpList:
		return s.list(e)
	case model.OpObject:
		return s.object(e)
	case model.OpObjRef:
		return s.objectRef(e)
	case model.OpRecorded:
		return s.recorded(e)
	}
	return s.binary(e)
}

// literal is a constant.
func (s *scope) literal(e *model.Expr) code {
	switch v := e.Value.Value.(type) {
	case nil:
		return postfix("null")
	case bool:
		return postfix(strconv.FormatBool(v))
	case int64:
		if v < 0 {
			return code{text: strconv.FormatInt(v, 10), prec: precUnary}
		}
		return postfix(strconv.FormatInt(v, 10))
	case string:
		return postfix(quoted(v))
	}
	return s.expr(literalExpr(e))
}

// value is an expression on the right of an equals sign with nothing behind it, where a
// heredoc may stand.
func (s *scope) value(e *model.Expr) code {
	if text, ok := literalString(e); ok && !s.flat {
		if c, ok := heredoc(text); ok {
			return c
		}
	}
	return s.expr(e)
}

func (s *scope) local(e *model.Expr) code {
	local := s.p.locals[e.Name]
	if local == nil {
		s.p.refuse(e.Pos, "", "there is no local called %s", e.Name)
		return postfix("null")
	}
	if s.inline {
		return s.expr(local.Value)
	}
	s.p.used[e.Name] = true
	return postfix("local." + e.Name)
}

func (s *scope) variable(e *model.Expr) string {
	if text, ok := s.vars[e.Name]; ok {
		return text
	}
	s.p.refuse(e.Pos, "", "the comprehension variable %s is not in scope", e.Name)
	return "null"
}

// traverse is a step into a value: an attribute or an index.
func (s *scope) traverse(e *model.Expr, step string) string {
	text := s.collection
	if s.typeOf(e).given == nil {
		text = s.expr
	}
	if s.inline {
		e = s.resolve(e)
	}
	return text(e).at(precPostfix) + step
}

// collection is a value that something is taken from, which needs no conversion itself.
func (s *scope) collection(e *model.Expr) code {
	if s.typeOf(e).given == nil {
		return s.expr(e)
	}
	return s.asGiven().expr(e)
}

func attributeStep(name string) string {
	if hclsyntax.ValidIdentifier(name) {
		return "." + name
	}
	return "[" + quoted(name) + "]"
}

// has tests for an attribute, with != null, or for its absence, with == null. Absent
// attributes of inputs are null; a member that a contract guards with if is missing.
func (s *scope) has(e *model.Expr, op string) code {
	if len(e.Args) == 0 {
		return code{text: "var." + e.Name + " " + op + " null", prec: precEqual}
	}
	x := e.Args[0]
	if s.givenObject(x) != nil {
		missing := absent(&model.Expr{Op: model.OpGet, Name: e.Name, Args: e.Args, Pos: e.Pos})
		if op == "!=" {
			missing = operation(model.OpNot, missing)
		}
		return s.asGiven().expr(missing)
	}
	if f, ok := s.typeOf(x).field(e.Name); ok && !f.guarded {
		return code{text: s.traverse(x, attributeStep(e.Name)) + " " + op + " null", prec: precEqual}
	}
	found := call("contains", []code{s.keys(x), postfix(quoted(e.Name))}, s.flat)
	if op == "==" {
		return code{text: "!" + found.text, prec: precUnary}
	}
	return found
}

func (s *scope) keys(e *model.Expr) code { return call("keys", []code{s.collection(e)}, s.flat) }

// operands lists the operands of a chain of one associative operator.
func (s *scope) operands(e *model.Expr, op model.Op) []code {
	var all []code
	for _, arg := range e.Args {
		if arg.Op == op {
			all = append(all, s.operands(arg, op)...)
			continue
		}
		all = append(all, s.expr(arg))
	}
	return all
}

func (s *scope) binary(e *model.Expr) code {
	prec, ok := binary[e.Op]
	if !ok || len(e.Args) != 2 {
		s.p.refuse(e.Pos, "", "the operation %q has no form in Terraform", e.Op)
		return postfix("null")
	}
	x, y := s.expr(divisible(e)), s.expr(e.Args[1])
	if isLiteral(e.Args[1], nil) {
		x = s.collection(e.Args[0])
	}
	switch {
	case e.Op == model.OpEqual && isLiteral(e.Args[1], true), e.Op == model.OpNotEqual && isLiteral(e.Args[1], false):
		return x
	}
	// Operators of one level associate to the left.
	text := x.at(prec) + " " + string(e.Op) + " " + y.at(prec+1)
	return code{text: text, prec: prec, open: x.open && x.prec >= prec || y.open && y.prec > prec}
}

// divisible is the left operand. Whether mod(a, b) is 0 does not depend on its sign, so
// that the shorter rem(a, b) says the same.
func divisible(e *model.Expr) *model.Expr {
	x := e.Args[0]
	if (e.Op == model.OpEqual || e.Op == model.OpNotEqual) && x.Op == model.OpCall && x.Name == "mod" && isLiteral(e.Args[1], int64(0)) {
		remainder := *x
		remainder.Name = "rem"
		return &remainder
	}
	return x
}

// objectRef is a reference to another resource's metadata, which makes the dependency
// real. Validations, and the resource itself, take the value instead.
func (s *scope) objectRef(e *model.Expr) code {
	object := s.p.objects[e.Ref]
	if s.inline || object == nil || e.Ref == s.resource {
		return s.expr(e.Args[0])
	}
	address, ok := s.p.address(object)
	if !ok {
		return postfix("null")
	}
	if object.If != nil {
		address += "[0]"
	}
	return postfix(address + ".metadata[0]." + e.Name)
}

// recorded is a timestamp that a resource of its own keeps.
func (s *scope) recorded(e *model.Expr) code {
	if s.inline {
		s.p.refuse(e.Pos, "refer to inputs only", "a rule cannot depend on %s, which Terraform records at the first apply", e.Name)
	}
	s.p.refuseName(e.Pos, "the recorded timestamp has the name", e.Name)
	s.p.recordName(e.Name)
	return postfix("terraform_data." + e.Name + ".output")
}
