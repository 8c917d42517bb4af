package standin

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// ApplyResourceChange keeps what was planned, with made-up values for what the provider
// decides.
func (s *server) ApplyResourceChange(_ context.Context, request *tfprotov5.ApplyResourceChangeRequest) (*tfprotov5.ApplyResourceChangeResponse, error) {
	typ := s.schemas[request.TypeName].ValueType()
	planned, err := request.PlannedState.Unmarshal(typ)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", request.TypeName, err)
	}
	state, err := transform(typ, planned, func(_ *tftypes.AttributePath, v tftypes.Value) (tftypes.Value, error) {
		if v.IsKnown() {
			return v, nil
		}
		return madeUp(v.Type())
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", request.TypeName, err)
	}
	return &tfprotov5.ApplyResourceChangeResponse{NewState: state}, nil
}

// madeUp is a value for an attribute that the provider decides.
func madeUp(typ tftypes.Type) (tftypes.Value, error) {
	switch {
	case typ.Is(tftypes.String), typ.Is(tftypes.DynamicPseudoType): // of any type is what became of a manifest
		return tftypes.NewValue(tftypes.String, "made-up"), nil
	case typ.Is(tftypes.Number):
		return tftypes.NewValue(typ, 1), nil
	case typ.Is(tftypes.Bool):
		return tftypes.NewValue(typ, false), nil
	case typ.Is(tftypes.List{}), typ.Is(tftypes.Set{}):
		return tftypes.NewValue(typ, []tftypes.Value{}), nil
	case typ.Is(tftypes.Map{}):
		return tftypes.NewValue(typ, map[string]tftypes.Value{}), nil
	}
	return tftypes.Value{}, fmt.Errorf("the provider decides nothing of the type %s", typ)
}

// ReadResource finds what the last apply kept.
func (s *server) ReadResource(_ context.Context, request *tfprotov5.ReadResourceRequest) (*tfprotov5.ReadResourceResponse, error) {
	return &tfprotov5.ReadResourceResponse{NewState: request.CurrentState}, nil
}

// UpgradeResourceState reads a state of this same schema.
func (s *server) UpgradeResourceState(_ context.Context, request *tfprotov5.UpgradeResourceStateRequest) (*tfprotov5.UpgradeResourceStateResponse, error) {
	typ := s.schemas[request.TypeName].ValueType()
	value, err := request.RawState.Unmarshal(typ)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", request.TypeName, err)
	}
	state, err := tfprotov5.NewDynamicValue(typ, value)
	return &tfprotov5.UpgradeResourceStateResponse{UpgradedState: &state}, err
}
