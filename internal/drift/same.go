package drift

import (
	"encoding/base64"
	"fmt"
	"regexp"
	"time"

	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/base-k8s/base-k8s/internal/kubernetes"
	"github.com/base-k8s/base-k8s/internal/model"
)

// same reports whether a scalar in the cluster is the one that was applied, as the API
// server stores it.
func same(kind kubernetes.Kind, stated, live model.Value) bool {
	if model.Equal(stated, live) {
		return true
	}
	if !isScalar(stated) || !isScalar(live) {
		return false
	}
	x, y := fmt.Sprint(stated), fmt.Sprint(live)
	switch kind {
	case kubernetes.Quantity:
		a, known := quantity(x)
		b, ok := quantity(y)
		return known && ok && a.Cmp(b) == 0
	case kubernetes.IntOrString:
		return x == y // the provider writes the string "80" as the number
	case kubernetes.Duration:
		a, err := time.ParseDuration(x)
		b, err2 := time.ParseDuration(y)
		return err == nil && err2 == nil && a == b
	case kubernetes.Time:
		a, err := time.Parse(time.RFC3339, x)
		b, err2 := time.Parse(time.RFC3339, y)
		return err == nil && err2 == nil && a.Equal(b)
	case kubernetes.Bytes:
		a, err := base64.StdEncoding.DecodeString(x)
		b, err2 := base64.StdEncoding.DecodeString(y)
		return err == nil && err2 == nil && string(a) == string(b)
	case kubernetes.String, kubernetes.Int, kubernetes.Number, kubernetes.Bool, kubernetes.List, kubernetes.Map, kubernetes.Object, kubernetes.Any:
	}
	return false
}

func isScalar(v model.Value) bool {
	switch v.(type) {
	case string, int64, bool:
		return true
	}
	return false
}

// plainQuantity matches quantities that can be compared in little memory: an exponent
// takes as much as its number has zeros.
var plainQuantity = regexp.MustCompile(`^[+-]?[0-9.]{1,40}(?:[numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]{1,2})?$`)

// quantity is what the API server makes of a quantity: it rounds up to thousandths
// (k8s.io/kubernetes v1.37.2, pkg/apis/core/v1: SetDefaults_ResourceList).
func quantity(text string) (q resource.Quantity, ok bool) {
	if !plainQuantity.MatchString(text) {
		return q, false
	}
	q, err := resource.ParseQuantity(text)
	if err != nil {
		return q, false
	}
	q.RoundUp(resource.Milli)
	return q, true
}

// isEmpty reports whether the API server leaves a value out, unless it keeps empty ones.
func isEmpty(v model.Value) bool {
	switch v := v.(type) {
	case model.Object:
		return len(v) == 0
	case []model.Value:
		return len(v) == 0
	}
	return v == nil || v == "" || v == false || v == int64(0)
}
