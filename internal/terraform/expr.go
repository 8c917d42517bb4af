package terraform

import (
	"github.com/base-k8s/base-k8s/internal/hcl"
	"github.com/base-k8s/base-k8s/internal/model"
)

// binary are the operators that HCL has under the same meaning.
var binary = map[model.Op]hcl.Op{
	model.OpEqual:    hcl.Equal,
	model.OpNotEqual: hcl.NotEqual,
	model.OpLess:     hcl.Less,
	model.OpLessEq:   hcl.LessEq,
	model.OpMore:     hcl.More,
	model.OpMoreEq:   hcl.MoreEq,
	model.OpAdd:      hcl.Add,
	model.OpSub:      hcl.Sub,
	model.OpMul:      hcl.Mul,
	opDivide:         hcl.Div,
	opModulo:         hcl.Mod,
}

// expr is an expression in HCL.
func (s *scope) expr(e *model.Expr) hcl.Expr {
	if c := s.conversion(e); c != nil {
		return s.asGiven().expr(c)
	}
	switch e.Op {
	case model.OpLiteral:
		return s.literal(e)
	case model.OpInput:
		return s.inputRef(e.Name)
	case model.OpLocal:
		return s.local(e)
	case model.OpVar:
		return s.variable(e)
	case model.OpGet:
		return hcl.Attribute{Of: s.whole(e.Args[0]), Name: e.Name}
	case model.OpIndex:
		return hcl.Index{Of: s.whole(e.Args[0]), Key: s.expr(e.Args[1])}
	case model.OpHas:
		return s.has(e)
	case model.OpHasKey:
		return call("contains", s.keys(e.Args[0]), s.expr(e.Args[1]))
	case model.OpText:
		return s.text(e)
	case model.OpIf:
		return s.choose(e)
	case model.OpNot:
		if e.Args[0].Op == model.OpHas {
			return s.hasNot(e.Args[0])
		}
		return hcl.Not{X: s.expr(e.Args[0])}
	case model.OpAnd:
		return hcl.Chain{Op: hcl.And, Operands: s.exprs(e.Args)}
	case model.OpOr:
		return hcl.Chain{Op: hcl.Or, Operands: s.exprs(e.Args)}
	case model.OpCall:
		return s.call(e)
	case opFunction:
		return s.function(e)
	case opAttributes:
		return hcl.Attribute{Of: hcl.Name("local." + s.p.attributes), Name: e.Name}
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

func (s *scope) exprs(all []*model.Expr) []hcl.Expr {
	exprs := make([]hcl.Expr, len(all))
	for i, e := range all {
		exprs[i] = s.expr(e)
	}
	return exprs
}

// literal is a constant.
func (s *scope) literal(e *model.Expr) hcl.Expr {
	switch v := e.Value.Value.(type) {
	case nil:
		return hcl.Null
	case bool:
		return hcl.Bool(v)
	case int64:
		return hcl.Int(v)
	case string:
		return hcl.String(v)
	}
	return s.expr(literalExpr(e))
}

func (s *scope) local(e *model.Expr) hcl.Expr {
	local := s.p.locals[e.Name]
	if local == nil {
		s.p.refuse(e.Pos, "", "there is no local called %s", e.Name)
		return hcl.Null
	}
	if s.inline {
		return s.expr(local.Value)
	}
	s.p.use(e.Name)
	return hcl.Name("local." + e.Name)
}

func (s *scope) variable(e *model.Expr) hcl.Expr {
	if v, ok := s.vars[e.Name]; ok {
		return v
	}
	s.p.refuse(e.Pos, "", "the comprehension variable %s is not in scope", e.Name)
	return hcl.Null
}

// whole is a value of which an attribute or an element is taken. It needs no conversion
// itself.
func (s *scope) whole(e *model.Expr) hcl.Expr {
	expr := s.collection
	if s.typeOf(e).given == nil {
		expr = s.expr
	}
	if s.inline {
		e = s.resolve(e)
	}
	return expr(e)
}

// collection is a value that something is taken from, which needs no conversion itself.
func (s *scope) collection(e *model.Expr) hcl.Expr {
	if s.typeOf(e).given == nil {
		return s.expr(e)
	}
	return s.asGiven().expr(e)
}

// has tests for an attribute, with != null. Absent attributes of inputs are null; a member
// that a contract guards with if is missing.
func (s *scope) has(e *model.Expr) hcl.Expr {
	if missing := s.missing(e); missing != nil {
		return s.asGiven().expr(operation(model.OpNot, missing))
	}
	if ref := s.nullable(e); ref != nil {
		return isNotNull(ref)
	}
	return call("contains", s.keys(e.Args[0]), hcl.String(e.Name))
}

// hasNot tests for the absence of an attribute, with == null.
func (s *scope) hasNot(e *model.Expr) hcl.Expr {
	if missing := s.missing(e); missing != nil {
		return s.asGiven().expr(missing)
	}
	if ref := s.nullable(e); ref != nil {
		return isNull(ref)
	}
	return hcl.Not{X: call("contains", s.keys(e.Args[0]), hcl.String(e.Name))}
}

// missing is the test for the absence of an attribute of an object as it is given, nil for
// other values.
func (s *scope) missing(e *model.Expr) *model.Expr {
	if len(e.Args) == 0 || s.givenObject(e.Args[0]) == nil {
		return nil
	}
	return absent(&model.Expr{Op: model.OpGet, Name: e.Name, Args: e.Args, Pos: e.Pos})
}

// nullable is an input, or an attribute, that is null when it is absent; nil for what is
// missing then.
func (s *scope) nullable(e *model.Expr) hcl.Expr {
	if len(e.Args) == 0 {
		return hcl.Name("var." + e.Name)
	}
	if f, ok := s.typeOf(e.Args[0]).field(e.Name); ok && !f.guarded {
		return hcl.Attribute{Of: s.whole(e.Args[0]), Name: e.Name}
	}
	return nil
}

func (s *scope) keys(e *model.Expr) hcl.Expr { return call("keys", s.collection(e)) }

func (s *scope) binary(e *model.Expr) hcl.Expr {
	op, ok := binary[e.Op]
	if !ok || len(e.Args) != 2 {
		s.p.refuse(e.Pos, "", "the operation %q has no form in Terraform", e.Op)
		return hcl.Null
	}
	x, y := s.expr(divisible(e)), s.expr(e.Args[1])
	if isLiteral(e.Args[1], nil) {
		x = s.collection(e.Args[0])
	}
	switch {
	case e.Op == model.OpEqual && isLiteral(e.Args[1], true), e.Op == model.OpNotEqual && isLiteral(e.Args[1], false):
		return x
	}
	return hcl.Binary{Op: op, X: x, Y: y}
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
func (s *scope) objectRef(e *model.Expr) hcl.Expr {
	object := s.p.objects[e.Ref]
	if s.inline || object == nil || e.Ref == s.resource {
		return s.expr(e.Args[0])
	}
	address, ok := s.p.address(object)
	if !ok {
		return hcl.Null
	}
	if object.If != nil {
		address = hcl.Index{Of: address, Key: hcl.Int(0)}
	}
	metadata := hcl.Index{Of: hcl.Attribute{Of: address, Name: "metadata"}, Key: hcl.Int(0)}
	return hcl.Attribute{Of: metadata, Name: e.Name}
}

// recorded is a timestamp that a resource of its own keeps.
func (s *scope) recorded(e *model.Expr) hcl.Expr {
	if s.inline {
		s.p.refuse(e.Pos, "refer to inputs only", "a rule cannot depend on %s, which Terraform records at the first apply", e.Name)
	}
	s.p.refuseName(e.Pos, "the recorded timestamp has the name", e.Name)
	s.p.recordName(e.Name)
	return hcl.Name("terraform_data." + e.Name + ".output")
}
