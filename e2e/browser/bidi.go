package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
)

// connection is one to a browser that speaks WebDriver BiDi (https://w3c.github.io/webdriver-bidi/).
type connection struct {
	socket *websocket.Conn
	ended  chan struct{} // closed when the browser sends nothing more

	mu      sync.Mutex
	last    int
	waiting map[int]chan message
	hear    map[string]func(method string, params json.RawMessage) // by browsing context
}

// message is an answer to a command, or an event.
type message struct {
	Type, Method   string
	ID             int
	Result, Params json.RawMessage
	Error, Message string
}

// connect connects with a browser.
func connect(ctx context.Context, address string) (*connection, error) {
	socket, _, err := websocket.Dial(ctx, address, nil)
	if err != nil {
		return nil, err
	}
	socket.SetReadLimit(-1)
	c := &connection{
		socket:  socket,
		ended:   make(chan struct{}),
		waiting: map[int]chan message{},
		hear:    map[string]func(string, json.RawMessage){},
	}
	go c.read()
	return c, nil
}

func (c *connection) read() {
	defer close(c.ended)
	for {
		var m message
		if err := wsjson.Read(context.Background(), c.socket, &m); err != nil {
			return
		}
		if m.Type == "event" {
			c.event(m)
			continue
		}
		c.mu.Lock()
		answer := c.waiting[m.ID]
		delete(c.waiting, m.ID)
		c.mu.Unlock()
		if answer != nil {
			answer <- m
		}
	}
}

// event hands an event to whom its browsing context belongs to. Where the context stands depends
// on the event.
func (c *connection) event(m message) {
	var about struct {
		Context string
		Source  struct{ Context string }
	}
	if json.Unmarshal(m.Params, &about) != nil {
		return
	}
	c.mu.Lock()
	hear := c.hear[about.Context+about.Source.Context]
	c.mu.Unlock()
	if hear != nil {
		hear(m.Method, m.Params)
	}
}

// listen hands on the events of a browsing context.
func (c *connection) listen(browsingContext string, hear func(method string, params json.RawMessage)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.hear[browsingContext] = hear
}

// parameters are those of a command.
type parameters map[string]any

// command sends a command, and decodes its result into into, which may be nil.
func (c *connection) command(ctx context.Context, method string, params parameters, into any) error {
	answer := make(chan message, 1)
	c.mu.Lock()
	c.last++
	id := c.last
	c.waiting[id] = answer
	c.mu.Unlock()
	if err := wsjson.Write(ctx, c.socket, map[string]any{"id": id, "method": method, "params": params}); err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	select {
	case m := <-answer:
		if m.Type == "error" {
			return fmt.Errorf("%s: %s: %s", method, m.Error, m.Message)
		}
		if into == nil {
			return nil
		}
		return json.Unmarshal(m.Result, into)
	case <-ctx.Done():
		return fmt.Errorf("%s: %w", method, ctx.Err())
	case <-c.ended:
		return fmt.Errorf("%s: the browser has ended", method)
	}
}
