package controlplane

import (
	"context"
	"errors"
	"io"
	"net/http"
)

// As is a client with the token of somebody else than the administrator.
func (c *Client) As(token string) *Client {
	return &Client{Server: c.Server, token: token, http: c.http}
}

// TokenFor asks for a token of a ServiceAccount.
func (c *Client) TokenFor(ctx context.Context, account Object) (string, error) {
	path, err := c.path(ctx, account, account.Name())
	if err != nil {
		return "", err
	}
	answer, err := c.send(ctx, http.MethodPost, path+"/token", "application/json", Object{
		"apiVersion": "authentication.k8s.io/v1",
		"kind":       "TokenRequest",
		"spec":       map[string]any{},
	})
	if err != nil {
		return "", err
	}
	return answer.Object.Text("status", "token"), nil
}

// Replace writes a whole object in the place of the one that was read.
func (c *Client) Replace(ctx context.Context, object Object) (*Answer, error) {
	path, err := c.path(ctx, object, object.Name())
	if err != nil {
		return nil, err
	}
	return c.send(ctx, http.MethodPut, path+"?fieldValidation=Strict", "application/json", object)
}

// Watch asks for what happens to objects of a kind in a namespace, for a second.
func (c *Client) Watch(ctx context.Context, object Object) error {
	path, err := c.path(ctx, object, "")
	if err != nil {
		return err
	}
	_, err = c.do(ctx, http.MethodGet, path+"?watch=true&timeoutSeconds=1", "", nil)
	if errors.Is(err, io.EOF) {
		return nil // nothing has happened
	}
	return err
}

// Request sends a request without an object, and gives the refusal.
func (c *Client) Request(ctx context.Context, method, path string) error {
	_, err := c.do(ctx, method, path, "", nil)
	return err
}
