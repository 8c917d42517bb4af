package agree

import "testing"

// BenchmarkJudge tells what one input costs each referee.
func BenchmarkJudge(b *testing.B) {
	c := contracts()[0]
	referees, generator := c.referees(b), NewGenerator(c.compile(b).model, 1)
	var inputs [][]byte
	for range 200 {
		inputs = append(inputs, generator.Next())
	}
	for name, referee := range map[string]Referee{"cue": referees.cue, "model": referees.model, "terraform": referees.terraform} {
		b.Run(name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				_, _ = referee.Judge(inputs[i%len(inputs)])
			}
		})
	}
}
