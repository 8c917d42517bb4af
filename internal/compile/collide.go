package compile

import "github.com/base-k8s/base-k8s/internal/model"

// refuseCollisions will make requirements of members that may have the same key.
func (c *compiler) refuseCollisions(e *model.Expr) {}

func (c *compiler) defaultIsKept(x *value, l *leaf) {}
