// Package standin is a Terraform provider that has the schema of hashicorp/kubernetes
// and nothing behind it.
//
// What goes in is a configuration, by Terraform's plugin protocol; what comes out is a
// plan that has what was configured, with the attributes that the provider decides
// still unknown. It serves where no registry can be reached: for init, validate, plan
// and test. An apply keeps in Terraform's state what was planned, so that the next plan can
// be seen. An import finds an object of which nothing is known but its name. It shows that
// the types and expressions of a module are right, not what the provider or a cluster would
// do.
package standin

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// server implements the calls that Terraform makes to plan and to apply. Another call would
// run into the nil interface, and Terraform would report the crash.
type server struct {
	tfprotov5.ProviderServer
	schemas map[string]*tfprotov5.Schema
}

// New returns the provider.
func New() (tfprotov5.ProviderServer, error) {
	all, err := schemas()
	return &server{schemas: all}, err
}

// capabilities lets Terraform ask for the schema once and keep it.
var capabilities = &tfprotov5.ServerCapabilities{GetProviderSchemaOptional: true}

// GetMetadata names the resources.
func (s *server) GetMetadata(context.Context, *tfprotov5.GetMetadataRequest) (*tfprotov5.GetMetadataResponse, error) {
	response := &tfprotov5.GetMetadataResponse{ServerCapabilities: capabilities}
	for _, name := range sortedKeys(s.schemas) {
		response.Resources = append(response.Resources, tfprotov5.ResourceMetadata{TypeName: name})
	}
	return response, nil
}

// settings are arguments of the provider itself, some of them: enough for configurations that say
// where a cluster is. There is nothing that it could connect to.
var settings = []string{"config_context", "config_path", "host", "token"}

// GetProviderSchema gives the recorded schema, and settings for the provider itself.
func (s *server) GetProviderSchema(context.Context, *tfprotov5.GetProviderSchemaRequest) (*tfprotov5.GetProviderSchemaResponse, error) {
	block := &tfprotov5.SchemaBlock{}
	for _, name := range settings {
		block.Attributes = append(block.Attributes, &tfprotov5.SchemaAttribute{Name: name, Type: tftypes.String, Optional: true})
	}
	return &tfprotov5.GetProviderSchemaResponse{
		ServerCapabilities: capabilities,
		Provider:           &tfprotov5.Schema{Block: block},
		ResourceSchemas:    s.schemas,
	}, nil
}

// GetResourceIdentitySchemas says that no resource has an identity.
func (s *server) GetResourceIdentitySchemas(context.Context, *tfprotov5.GetResourceIdentitySchemasRequest) (*tfprotov5.GetResourceIdentitySchemasResponse, error) {
	return &tfprotov5.GetResourceIdentitySchemasResponse{}, nil
}

// PrepareProviderConfig accepts every configuration.
func (s *server) PrepareProviderConfig(_ context.Context, request *tfprotov5.PrepareProviderConfigRequest) (*tfprotov5.PrepareProviderConfigResponse, error) {
	return &tfprotov5.PrepareProviderConfigResponse{PreparedConfig: request.Config}, nil
}

// ConfigureProvider connects to nothing.
func (s *server) ConfigureProvider(context.Context, *tfprotov5.ConfigureProviderRequest) (*tfprotov5.ConfigureProviderResponse, error) {
	return &tfprotov5.ConfigureProviderResponse{}, nil
}

// StopProvider has nothing to stop.
func (s *server) StopProvider(context.Context, *tfprotov5.StopProviderRequest) (*tfprotov5.StopProviderResponse, error) {
	return &tfprotov5.StopProviderResponse{}, nil
}

// ValidateResourceTypeConfig accepts what Terraform itself has found to fit the schema.
func (s *server) ValidateResourceTypeConfig(context.Context, *tfprotov5.ValidateResourceTypeConfigRequest) (*tfprotov5.ValidateResourceTypeConfigResponse, error) {
	return &tfprotov5.ValidateResourceTypeConfigResponse{}, nil
}

// PlanResourceChange plans what was configured.
func (s *server) PlanResourceChange(_ context.Context, request *tfprotov5.PlanResourceChangeRequest) (*tfprotov5.PlanResourceChangeResponse, error) {
	planned, err := s.plan(request.TypeName, request.PriorState, request.ProposedNewState)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", request.TypeName, err)
	}
	replaced, err := s.replaced(request.TypeName, request.PriorState, planned)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", request.TypeName, err)
	}
	//nolint:staticcheck // SA1019: a plan may differ from the configuration only in the type system that the provider has.
	return &tfprotov5.PlanResourceChangeResponse{PlannedState: planned, RequiresReplace: replaced, UnsafeToUseLegacyTypeSystem: true}, nil
}

// plan makes unknown what the provider decides and the configuration leaves open.
func (s *server) plan(resource string, prior, proposed *tfprotov5.DynamicValue) (*tfprotov5.DynamicValue, error) {
	schema := s.schemas[resource]
	typ := schema.ValueType()
	value, err := proposed.Unmarshal(typ)
	if err != nil || value.IsNull() {
		return proposed, err
	}
	before, err := prior.Unmarshal(typ)
	if err != nil {
		return nil, err
	}
	return transform(typ, value, func(path *tftypes.AttributePath, v tftypes.Value) (tftypes.Value, error) {
		if attribute := attributeAt(schema.Block, path); attribute != nil && attribute.Computed && v.IsNull() {
			return tftypes.NewValue(v.Type(), tftypes.UnknownValue), nil
		}
		if was, ok := blanked(schema.Block, before, path, v); ok {
			return was, nil
		}
		if was, ok := unset(schema.Block, before, path, v); ok {
			return was, nil
		}
		return v, nil
	})
}

// blanked is the prior value of a text in a map that is empty now, if there is one and the
// provider may decide about the map: it takes an empty text there for one that is not given.
func blanked(block *tfprotov5.SchemaBlock, before tftypes.Value, path *tftypes.AttributePath, v tftypes.Value) (was tftypes.Value, ok bool) {
	var text string
	if _, inMap := path.LastStep().(tftypes.ElementKeyString); !inMap || !v.IsKnown() || v.IsNull() || v.As(&text) != nil || text != "" {
		return was, false
	}
	if attribute := attributeAt(block, path.WithoutLastStep()); attribute == nil || !attribute.Computed {
		return was, false
	}
	found, _, err := tftypes.WalkAttributePath(before, path)
	if err != nil {
		return was, false
	}
	was, ok = found.(tftypes.Value)
	return was, ok && !was.IsNull()
}

// unset is the null that an optional text was before, for one that is empty now: to the provider's
// type system they are the same.
func unset(block *tfprotov5.SchemaBlock, before tftypes.Value, path *tftypes.AttributePath, v tftypes.Value) (was tftypes.Value, ok bool) {
	var text string
	attribute := attributeAt(block, path)
	if attribute == nil || !attribute.Optional || attribute.Computed || !v.IsKnown() || v.IsNull() || v.As(&text) != nil || text != "" {
		return was, false
	}
	found, _, err := tftypes.WalkAttributePath(before, path)
	if err != nil {
		return was, false
	}
	was, ok = found.(tftypes.Value)
	return was, ok && was.IsNull()
}

// transform is a value with each part changed, in the form of the protocol.
func transform(typ tftypes.Type, value tftypes.Value, change func(*tftypes.AttributePath, tftypes.Value) (tftypes.Value, error)) (*tfprotov5.DynamicValue, error) {
	changed, err := tftypes.Transform(value, change)
	if err != nil {
		return nil, err
	}
	result, err := tfprotov5.NewDynamicValue(typ, changed)
	return &result, err
}
