package controlplane

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
)

// resource is where objects of a kind are.
type resource struct {
	Name       string
	Kind       string
	Namespaced bool
}

// path is the path of an object, or with an empty name that of all of its kind.
func (c *Client) path(ctx context.Context, object Object, name string) (string, error) {
	group := object.groupPath()
	r, err := c.resource(ctx, group, object.Kind())
	if err != nil {
		return "", err
	}
	path := group
	if r.Namespaced {
		path += "/namespaces/" + url.PathEscape(object.Namespace())
	}
	path += "/" + r.Name
	if name != "" {
		path += "/" + url.PathEscape(name)
	}
	return path, nil
}

// resource asks the API server once for each group, and again for a kind that the group did not
// have: a definition may have come.
func (c *Client) resource(ctx context.Context, group, kind string) (resource, error) {
	if known, ok := c.kinds.Load(group); ok {
		if r, ok := known.(map[string]resource)[kind]; ok {
			return r, nil
		}
	}
	kinds, err := c.discover(ctx, group)
	if err != nil {
		return resource{}, err
	}
	c.kinds.Store(group, kinds)
	r, ok := kinds[kind]
	if !ok {
		return resource{}, fmt.Errorf("the API server has no %s in %s", kind, group)
	}
	return r, nil
}

func (c *Client) discover(ctx context.Context, group string) (map[string]resource, error) {
	answer, err := c.do(ctx, http.MethodGet, group, "", nil)
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(answer.Object["resources"])
	if err != nil {
		return nil, err
	}
	var list []resource
	if err := json.Unmarshal(text, &list); err != nil {
		return nil, err
	}
	kinds := map[string]resource{}
	for _, r := range list {
		if _, taken := kinds[r.Kind]; !taken { // subresources come after
			kinds[r.Kind] = r
		}
	}
	return kinds, nil
}
