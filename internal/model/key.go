package model

import "strings"

// Key is a text that two expressions have in common only if they are the same but for their
// kinds and positions: then they have the same value for the same input. A nil e has one, too.
func (e *Expr) Key() string {
	var b strings.Builder
	writeKey(&b, e)
	return b.String()
}

// Same reports whether two expressions have the same [Expr.Key].
func (e *Expr) Same(other *Expr) bool { return e.Key() == other.Key() }

// ClausesKey is the [Expr.Key] of clauses.
func ClausesKey(clauses []*Clause) string {
	var b strings.Builder
	writeClauses(&b, clauses)
	return b.String()
}

func writeKey(b *strings.Builder, e *Expr) {
	if e == nil {
		return
	}
	b.WriteString(string(e.Op))
	for _, s := range []string{e.Name, e.Ref} {
		if s != "" {
			b.WriteString(" " + Quote(s))
		}
	}
	if e.Value != nil {
		b.WriteByte(' ')
		b.Write(AppendJSON(nil, e.Value.Value))
	}
	b.WriteByte('(')
	for _, arg := range e.Args {
		writeKey(b, arg)
		b.WriteByte(',')
	}
	for _, elem := range e.Elems {
		writeClauses(b, elem.Clauses)
		writeKey(b, elem.Key)
		b.WriteByte(':')
		writeKey(b, elem.Value)
		b.WriteByte(',')
	}
	b.WriteByte(')')
}

func writeClauses(b *strings.Builder, clauses []*Clause) {
	for _, clause := range clauses {
		if clause.For != nil {
			b.WriteString("for " + Quote(clause.For.Key) + "," + Quote(clause.For.Value) + " in ")
		}
		writeKey(b, clause.Expr())
		b.WriteByte(';')
	}
}
