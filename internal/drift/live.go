package drift

import (
	"fmt"
	"strings"

	"github.com/base-k8s/base-k8s/internal/model"
)

// Name is what a cluster calls an object. Versions are no part of it: an object is served
// in several.
type Name struct {
	Group, Kind, Name string
	// Namespace is "" for an object that has none, and for a rendered one that goes
	// wherever it is applied.
	Namespace string
}

// NameOf is the name of an object with an apiVersion, a kind and a metadata.name.
func NameOf(object model.Object) Name {
	group, _, grouped := strings.Cut(text(object, "apiVersion"), "/")
	if !grouped {
		group = ""
	}
	return Name{group, text(object, "kind"), text(object, "metadata", "name"), text(object, "metadata", "namespace")}
}

func (n Name) String() string { return n.Kind + " " + n.id() }

func (n Name) id() string {
	if n.Namespace == "" {
		return n.Name
	}
	return n.Namespace + "/" + n.Name
}

// Live are objects as a cluster has them.
type Live struct {
	objects map[Name][]*object // by their names without namespaces
	kinds   map[Name]bool      // of all objects that were given; only Group and Kind are set
	wanted  func(Name) bool
	count   int
}

// object is one of them.
type object struct {
	body     model.Object
	position model.Position
	used     bool
}

// Ignored is how many of the objects no comparison has asked for.
func (l *Live) Ignored() int {
	ignored := l.count
	for _, same := range l.objects {
		for _, o := range same {
			if o.used {
				ignored--
			}
		}
	}
	return ignored
}

// add keeps an object that is wanted. One that is given twice has to be the same.
func (l *Live) add(body model.Object, position model.Position) error {
	name := NameOf(body)
	key := anywhere(name)
	for _, other := range l.objects[key] {
		if NameOf(other.body) != name {
			continue
		}
		if text(other.body, "metadata", "resourceVersion") == text(body, "metadata", "resourceVersion") {
			l.count--
			return nil
		}
		return refuse(position, fmt.Sprintf("%s is given twice, and differs: read each object once", name))
	}
	l.objects[key] = append(l.objects[key], &object{body: body, position: position})
	return nil
}

// anywhere is the name without its namespace.
func anywhere(n Name) Name {
	n.Namespace = ""
	return n
}

// find is the object that a rendered one is in the cluster, nil when there is none. It
// fails when several could be.
func (l *Live) find(name Name) (*object, model.Diagnostics) {
	var found *object
	for _, o := range l.objects[anywhere(name)] {
		switch {
		case name.Namespace != "" && text(o.body, "metadata", "namespace") != name.Namespace:
		case found != nil:
			return nil, refuse(o.position, fmt.Sprintf("%s is given in several namespaces, and the contract names none: read the objects of one", name))
		default:
			found = o
		}
	}
	return found, nil
}

// has reports whether any object of a kind was given.
func (l *Live) has(name Name) bool { return l.kinds[Name{Group: name.Group, Kind: name.Kind}] }

// text is the string that keys lead to, or "".
func text(v model.Value, keys ...string) string {
	s, _ := model.At(v, keys...).(string)
	return s
}

func refuse(position model.Position, summary string) model.Diagnostics {
	return model.Diagnostics{{Severity: model.Error, Summary: summary, Positions: []model.Position{position}}}
}
