package effect

import (
	"slices"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// change is what a rule decides about: one scalar that differs between two objects, or an
// object that is created or deleted.
type change struct {
	kind          string
	path          string         // without indices and map keys that are no fields
	old, new      *model.Literal // nil when there is none
	before, after model.Object   // the objects, nil when there is none
	readdressed   bool           // the object's address is another one
}

// conditions are what a rule can have under "when".
var conditions = map[string]func(c *change, r *Rule) bool{
	// The field of an object that exists before and after. An empty text is none to the API server in
	// the fields that are removed here.
	"":                func(c *change, _ *Rule) bool { return c.before != nil && c.after != nil },
	"added":           func(c *change, _ *Rule) bool { return c.updates() && c.old == nil },
	"removed":         func(c *change, _ *Rule) bool { return c.updates() && (c.new == nil || c.new.Value == "") },
	"grows":           func(c *change, r *Rule) bool { return c.updates() && c.compare(r) > 0 },
	"shrinks":         func(c *change, r *Rule) bool { return c.updates() && c.compare(r) < 0 },
	"another version": func(c *change, _ *Rule) bool { return c.updates() && groupOf(c.before) == groupOf(c.after) },
	// The object.
	"created":        func(c *change, _ *Rule) bool { return c.before == nil },
	"deleted":        func(c *change, _ *Rule) bool { return c.after == nil },
	"readdressed":    func(c *change, _ *Rule) bool { return c.readdressed },
	"deletes claims": func(c *change, _ *Rule) bool { return c.after == nil && deletesClaims(c.before) },
	// Another field of the object.
	"immutable": func(c *change, _ *Rule) bool { return c.updates() && is(c.before, true, "immutable") },
	"stopped":   func(c *change, _ *Rule) bool { return c.updates() && is(c.before, int64(0), "spec", "replicas") },
	"paused":    func(c *change, _ *Rule) bool { return c.updates() && is(c.after, true, "spec", "paused") },
	"on delete": func(c *change, _ *Rule) bool {
		return c.updates() && is(c.after, "OnDelete", "spec", "updateStrategy", "type")
	},
	"headless": func(c *change, _ *Rule) bool {
		return c.updates() && is(c.before, "None", "spec", "clusterIP") && is(c.after, "None", "spec", "clusterIP")
	},
	"indexed": func(c *change, _ *Rule) bool { return c.updates() && is(c.after, "Indexed", "spec", "completionMode") },
}

// groupOf is the group of an object's apiVersion, "" for that of v1.
func groupOf(o model.Object) string {
	apiVersion, _ := model.At(o, "apiVersion").(string)
	group, _, ok := strings.Cut(apiVersion, "/")
	if !ok {
		return ""
	}
	return group
}

// updates reports whether the object is there before and after.
func (c *change) updates() bool { return c.before != nil && c.after != nil }

func deletesClaims(o model.Object) bool {
	return is(o, "Delete", "spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted") &&
		model.At(o, "spec", "volumeClaimTemplates") != nil
}

// is reports whether keys lead to a scalar.
func is(o model.Object, want model.Value, keys ...string) bool {
	switch v := model.At(o, keys...).(type) {
	case string, bool, int64:
		return v == want
	}
	return false
}

// compare is positive when the new value is greater than the old one, negative when it is
// less, and 0 when they cannot be compared. An absent one is the rule's default.
func (c *change) compare(r *Rule) int {
	old, new := orDefault(c.old, r.Default), orDefault(c.new, r.Default)
	switch old := old.(type) {
	case bool:
		new, ok := new.(bool)
		if !ok || old == new {
			return 0
		}
		if new {
			return 1
		}
		return -1
	case []model.Value:
		new, _ := new.([]model.Value)
		if len(new) > len(old) && slices.EqualFunc(old, new[:len(old)], model.Equal) {
			return 1
		}
		if len(new) < len(old) && slices.EqualFunc(new, old[:len(new)], model.Equal) {
			return -1
		}
		return 0
	}
	x, y := quantity(old), quantity(new)
	if x == nil || y == nil {
		return 0
	}
	return y.compare(x)
}

func orDefault(l *model.Literal, absent any) model.Value {
	if l != nil {
		return l.Value
	}
	if n, ok := absent.(float64); ok { // as encoding/json has it
		return int64(n)
	}
	return absent
}
