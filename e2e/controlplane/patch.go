package controlplane

import (
	"context"
	"net/http"
	"net/url"
)

// Patch changes an object as somebody else does, with a strategic merge patch as kubectl
// makes it, under the name of a field manager. It returns the object as stored.
func (c *Client) Patch(ctx context.Context, object Object, manager string, patch map[string]any) (Object, error) {
	path, err := c.path(ctx, object, object.Name())
	if err != nil {
		return nil, err
	}
	query := url.Values{"fieldManager": {manager}, "fieldValidation": {"Strict"}}.Encode()
	answer, err := c.send(ctx, http.MethodPatch, path+"?"+query, "application/strategic-merge-patch+json", patch)
	if err != nil {
		return nil, err
	}
	return answer.Object, nil
}

// ForceApply applies an object as [Client.Apply] does, and takes fields from other managers
// that own them.
func (c *Client) ForceApply(ctx context.Context, object Object) (*Answer, error) {
	path, err := c.path(ctx, object, object.Name())
	if err != nil {
		return nil, err
	}
	query := url.Values{"fieldManager": {"base-k8s"}, "fieldValidation": {"Strict"}, "force": {"true"}}.Encode()
	return c.send(ctx, http.MethodPatch, path+"?"+query, "application/apply-patch+yaml", object)
}
