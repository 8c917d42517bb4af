package drift

import (
	"encoding/base64"
	"strings"

	"github.com/base-k8s/base-k8s/internal/manifest"
	"github.com/base-k8s/base-k8s/internal/model"
)

// shortest is the length of the shortest secret that is looked for inside a value: "1" is
// in many.
const shortest = 4

// hide masks the values that hold what a Secret of the cluster holds: package effect knows
// only the secrets that the input gives.
func (r *Report) hide(pairs map[string]*pair) {
	var secrets []string
	for _, p := range pairs {
		secrets = append(secrets, secretsIn(p.live)...)
	}
	for _, d := range r.Drifts {
		d.Stated, d.Live = hidden(d.Stated, secrets), hidden(d.Live, secrets)
	}
}

// secretsIn are the data of a Secret, decoded.
func secretsIn(o model.Object) (secrets []string) {
	if text(o, "kind") != "Secret" {
		return nil
	}
	data, _ := model.At(o, "data").(model.Object)
	for _, m := range data {
		s, _ := m.Value.(string)
		if plain, err := base64.StdEncoding.DecodeString(s); err == nil && len(plain) >= shortest {
			secrets = append(secrets, string(plain))
		}
	}
	return secrets
}

func hidden(l *model.Literal, secrets []string) *model.Literal {
	if l != nil && holds(l.Value, secrets) {
		return &model.Literal{Value: manifest.Hidden}
	}
	return l
}

func holds(v model.Value, secrets []string) bool {
	switch v := v.(type) {
	case string:
		for _, s := range secrets {
			if strings.Contains(v, s) {
				return true
			}
		}
	case []model.Value:
		for _, elem := range v {
			if holds(elem, secrets) {
				return true
			}
		}
	case model.Object:
		for _, m := range v {
			if holds(m.Key, secrets) || holds(m.Value, secrets) {
				return true
			}
		}
	}
	return false
}
