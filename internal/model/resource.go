package model

// ResourceOptions are the arguments of a @terraform attribute on an object.
type ResourceOptions struct {
	// CreateBeforeDestroy and DependsOn (names of objects) are Terraform's
	// meta-arguments.
	CreateBeforeDestroy bool     `json:"create_before_destroy,omitempty"`
	DependsOn           []string `json:"depends_on,omitempty"`
	// PreventDestroy refuses every plan that would delete the object.
	PreventDestroy bool `json:"prevent_destroy,omitempty"`
	// IgnoreChanges are the places that Terraform leaves as they are once the object is there.
	IgnoreChanges []*Ignored `json:"ignore_changes,omitempty"`
	// Moved are the keys that the object had in earlier versions of the contract, the
	// oldest first. No object has any of them now.
	Moved []string `json:"moved,omitempty"`
	// Arguments are arguments of the resource that Kubernetes has no field for, such
	// as wait_for_rollout, in the order in which they were written.
	Arguments []*Argument `json:"arguments,omitempty"`
}

// Ignored is a place in an object, with all that is inside it.
type Ignored struct {
	Path Path `json:"path"`

	Pos Position `json:"-"`
}

// Argument is a resource argument with a constant value.
type Argument struct {
	Name  string  `json:"name"`
	Value Literal `json:"value"`

	Pos Position `json:"-"`
}

func readResourceOptions(r *reader) *ResourceOptions {
	return object(r, func(o *ResourceOptions, name string) {
		switch name {
		case "create_before_destroy":
			o.CreateBeforeDestroy = r.bool()
		case "depends_on":
			o.DependsOn = list(r, (*reader).string)
		case "prevent_destroy":
			o.PreventDestroy = r.bool()
		case "ignore_changes":
			o.IgnoreChanges = list(r, readIgnored)
		case "moved":
			o.Moved = list(r, (*reader).string)
		case "arguments":
			o.Arguments = list(r, readArgument)
		}
	})
}

func readIgnored(r *reader) *Ignored {
	return object(r, func(i *Ignored, name string) {
		if name == "path" {
			i.Path = Path(r.string())
		}
	})
}

func readArgument(r *reader) *Argument {
	return object(r, func(a *Argument, name string) {
		switch name {
		case "name":
			a.Name = r.string()
		case "value":
			a.Value = r.constant()
		}
	})
}
