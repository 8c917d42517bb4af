package standin

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// ImportResourceState finds the object that an ID of the form namespace/name names.
func (s *server) ImportResourceState(_ context.Context, request *tfprotov5.ImportResourceStateRequest) (*tfprotov5.ImportResourceStateResponse, error) {
	typ := s.schemas[request.TypeName].ValueType()
	namespace, name, ok := strings.Cut(request.ID, "/")
	if !ok {
		return nil, fmt.Errorf("%s: the ID %q is not namespace/name", request.TypeName, request.ID)
	}
	state, err := transform(typ, empty(typ), func(path *tftypes.AttributePath, v tftypes.Value) (tftypes.Value, error) {
		switch path.String() {
		case `AttributeName("id")`:
			return tftypes.NewValue(v.Type(), request.ID), nil
		case `AttributeName("metadata")`:
			elem := v.Type().(tftypes.List).ElementType
			metadata := map[string]tftypes.Value{}
			if err := empty(elem).As(&metadata); err != nil {
				return v, err
			}
			metadata["namespace"] = tftypes.NewValue(tftypes.String, namespace)
			metadata["name"] = tftypes.NewValue(tftypes.String, name)
			return tftypes.NewValue(v.Type(), []tftypes.Value{tftypes.NewValue(elem, metadata)}), nil
		}
		return v, nil
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", request.TypeName, err)
	}
	imported := &tfprotov5.ImportedResource{TypeName: request.TypeName, State: state}
	return &tfprotov5.ImportResourceStateResponse{ImportedResources: []*tfprotov5.ImportedResource{imported}}, nil
}

// empty is an object without blocks, all of its attributes null.
func empty(typ tftypes.Type) tftypes.Value {
	members := map[string]tftypes.Value{}
	for name, inner := range typ.(tftypes.Object).AttributeTypes {
		switch {
		case inner.Is(tftypes.List{}) && inner.(tftypes.List).ElementType.Is(tftypes.Object{}),
			inner.Is(tftypes.Set{}) && inner.(tftypes.Set).ElementType.Is(tftypes.Object{}):
			members[name] = tftypes.NewValue(inner, []tftypes.Value{})
		default:
			members[name] = tftypes.NewValue(inner, nil)
		}
	}
	return tftypes.NewValue(typ, members)
}
