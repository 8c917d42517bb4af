package manifest

import "github.com/base-k8s/base-k8s/internal/model"

// Hidden is what a masked value is replaced with. Base64 never has six characters, so
// a masked Secret cannot be applied by mistake.
const Hidden = "masked"

// Mask returns the objects with every value in the data of a Secret replaced, for
// people to look at. The objects that were given stay as they are.
func Mask(objects []model.Rendered) []model.Rendered {
	masked := make([]model.Rendered, len(objects))
	for i, object := range objects {
		if kind, _ := object.Body.Get("kind"); kind == "Secret" {
			object.Body = maskSecret(object.Body)
		}
		masked[i] = object
	}
	return masked
}

func maskSecret(secret model.Object) model.Object {
	masked := make(model.Object, len(secret))
	for i, member := range secret {
		if member.Key == "data" || member.Key == "stringData" {
			member.Value = hide(member.Value)
		}
		masked[i] = member
	}
	return masked
}

func hide(data model.Value) model.Value {
	object, ok := data.(model.Object)
	if !ok {
		return Hidden
	}
	hidden := make(model.Object, len(object))
	for i, member := range object {
		hidden[i] = model.Member{Key: member.Key, Value: Hidden}
	}
	return hidden
}
