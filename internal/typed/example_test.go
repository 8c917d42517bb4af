package typed_test

import (
	"fmt"

	"github.com/base-k8s/base-k8s/internal/model"
	"github.com/base-k8s/base-k8s/internal/typed"
)

// An attribute of an optional input can be taken where the input is known not to be null.
func ExampleFacts_MayFail() {
	proxy := &model.Field{Name: "proxy", Optional: true, Type: &model.Type{Kind: model.Record, Fields: []*model.Field{
		{Name: "port", Type: &model.Type{Kind: model.Number}},
	}}}
	input := typed.NewInput("proxy", typed.OfField(proxy, false))
	port := typed.NewGet(input, "port", "")

	isSet := typed.NewBinary(model.OpNotEqual, input, typed.Null)
	fmt.Println(port.Type().Kind, typed.Facts{}.MayFail(port), typed.Facts{}.Present(isSet).MayFail(port))
	fmt.Println(typed.Facts{}.MayFail(typed.NewLogic(model.OpAnd, isSet, port)), typed.Facts{}.MayFail(typed.NewIf(isSet, port, typed.Null)))
	// Output:
	// number true false
	// true false
}
