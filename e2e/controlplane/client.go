package controlplane

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"sync"
)

// Client speaks to the API server as its administrator.
type Client struct {
	// Server is the API server's address.
	Server string

	token string
	http  *http.Client
	kinds sync.Map // apiVersion → map[string]resource by kind
}

// StatusError is a refusal by the API server.
type StatusError struct {
	Code    int
	Reason  string // such as Invalid, Forbidden
	Message string
}

func (e *StatusError) Error() string { return fmt.Sprintf("%d %s: %s", e.Code, e.Reason, e.Message) }

// Answer is what the API server gives back.
type Answer struct {
	Object Object
	// Warnings are what it sends beside the object.
	Warnings []string
}

func newClient(server, token string, id *identity) (*Client, error) {
	certificate, err := os.ReadFile(id.certificate)
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(certificate) {
		return nil, fmt.Errorf("%s holds no certificate", id.certificate)
	}
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}, MaxIdleConnsPerHost: 16}
	return &Client{Server: server, token: token, http: &http.Client{Transport: transport}}, nil
}

// ready reports whether the API server has started.
func (c *Client) ready(ctx context.Context) bool {
	_, err := c.do(ctx, http.MethodGet, "/readyz?verbose", "", nil)
	return err == nil
}

// Apply applies an object server-side, with strict field validation. An object without
// a namespace of its own goes where it says; conflicts are errors.
func (c *Client) Apply(ctx context.Context, object Object) (*Answer, error) {
	path, err := c.path(ctx, object, object.Name())
	if err != nil {
		return nil, err
	}
	return c.send(ctx, http.MethodPatch, path+"?fieldManager=base-k8s&fieldValidation=Strict", "application/apply-patch+yaml", object)
}

// Create creates an object. With dryRun nothing is stored, but everything is checked.
func (c *Client) Create(ctx context.Context, object Object, dryRun bool) (*Answer, error) {
	path, err := c.path(ctx, object, "")
	if err != nil {
		return nil, err
	}
	path += "?fieldValidation=Strict"
	if dryRun {
		path += "&dryRun=All"
	}
	return c.send(ctx, http.MethodPost, path, "application/json", object)
}

// Bind gives a pod a node, as the scheduler does.
func (c *Client) Bind(ctx context.Context, pod Object, node string) error {
	path, err := c.path(ctx, pod, pod.Name())
	if err != nil {
		return err
	}
	_, err = c.send(ctx, http.MethodPost, path+"/binding", "application/json", Object{
		"apiVersion": "v1",
		"kind":       "Binding",
		"metadata":   map[string]any{"name": pod.Name()},
		"target":     map[string]any{"apiVersion": "v1", "kind": "Node", "name": node},
	})
	return err
}

// SetStatus gives an object a status, as its controller does, and returns it as stored.
func (c *Client) SetStatus(ctx context.Context, object Object, status map[string]any) (Object, error) {
	path, err := c.path(ctx, object, object.Name())
	if err != nil {
		return nil, err
	}
	answer, err := c.send(ctx, http.MethodPatch, path+"/status", "application/merge-patch+json", Object{"status": status})
	if err != nil {
		return nil, err
	}
	return answer.Object, nil
}

// Get reads the object that the given one names. The error is a [*StatusError] with code
// 404 when there is none.
func (c *Client) Get(ctx context.Context, object Object) (Object, error) {
	path, err := c.path(ctx, object, object.Name())
	if err != nil {
		return nil, err
	}
	answer, err := c.do(ctx, http.MethodGet, path, "", nil)
	if err != nil {
		return nil, err
	}
	return answer.Object, nil
}

// List reads all objects of a kind in a namespace.
func (c *Client) List(ctx context.Context, apiVersion, kind, namespace string) ([]Object, error) {
	path, err := c.path(ctx, NewObject(apiVersion, kind, namespace, ""), "")
	if err != nil {
		return nil, err
	}
	answer, err := c.do(ctx, http.MethodGet, path, "", nil)
	if err != nil {
		return nil, err
	}
	var objects []Object
	items, _ := answer.Object["items"].([]any)
	for _, item := range items {
		object := Object(item.(map[string]any))
		object["apiVersion"], object["kind"] = apiVersion, kind // lists leave them out
		objects = append(objects, object)
	}
	return objects, nil
}

// Delete deletes an object. With now a pod goes at once, as when its kubelet has ended
// its containers.
func (c *Client) Delete(ctx context.Context, object Object, now bool) error {
	path, err := c.path(ctx, object, object.Name())
	if err != nil {
		return err
	}
	if now {
		path += "?gracePeriodSeconds=0"
	}
	_, err = c.do(ctx, http.MethodDelete, path, "", nil)
	return err
}

// notYAML are characters that JSON takes and YAML, which an apply is read as, takes only in an
// escaped form.
var notYAML = regexp.MustCompile(`[\x{7f}-\x{84}\x{86}-\x{9f}\x{fffe}\x{ffff}]`)

func (c *Client) send(ctx context.Context, method, path, contentType string, object Object) (*Answer, error) {
	body, err := json.Marshal(object)
	if err != nil {
		return nil, err
	}
	body = notYAML.ReplaceAllFunc(body, func(r []byte) []byte { return fmt.Appendf(nil, `\u%04x`, []rune(string(r))[0]) })
	return c.do(ctx, method, path, contentType, body)
}

// do sends a request. The error is a [*StatusError] when the server refuses.
func (c *Client) do(ctx context.Context, method, path, contentType string, body []byte) (*Answer, error) {
	request, err := http.NewRequestWithContext(ctx, method, c.Server+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+c.token)
	request.Header.Set("Content-Type", contentType)
	response, err := c.http.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	answer := &Answer{Warnings: response.Header.Values("Warning")}
	err = json.NewDecoder(response.Body).Decode(&answer.Object)
	if response.StatusCode >= 300 {
		reason, _ := answer.Object["reason"].(string)
		message, _ := answer.Object["message"].(string)
		return nil, &StatusError{response.StatusCode, reason, message}
	}
	if response.Header.Get("Content-Type") != "application/json" {
		return answer, nil // the words of /readyz
	}
	return answer, err
}
