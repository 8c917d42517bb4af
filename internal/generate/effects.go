package generate

import (
	"path/filepath"

	"github.com/base-k8s/base-k8s/internal/influence"
	"github.com/base-k8s/base-k8s/internal/influence/observed"
	"github.com/base-k8s/base-k8s/internal/model"
)

// describeEffects sets what a change of each input does. While the record of the check is current,
// it is what was found before. A contract for which no accepted input is found has no effects;
// the reason is reported where its module has no tests.
func (c *Contract) describeEffects(m *model.Model) error {
	inputs, err := c.inputFiles()
	if err != nil {
		return err
	}
	verified, err := c.record(m, inputs)
	if err != nil {
		return err
	}
	if c.has(verified) {
		if was := read(filepath.Join(c.Out, ModelFile)); was != nil && was.Digest == m.Digest {
			copyEffects(m.Inputs, was.Inputs)
			return nil
		}
	}
	_ = observed.Describe(m)
	return nil
}

// copyEffects copies them between two models of one contract.
func copyEffects(to, from []*model.Field) {
	for i, f := range to {
		if i >= len(from) || from[i].Name != f.Name {
			return
		}
		f.Effect = from[i].Effect
		copyEffects(influence.Attributes(f), influence.Attributes(from[i]))
	}
}
