package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/base-k8s/base-k8s/internal/conformance"
	"github.com/base-k8s/base-k8s/internal/model"
)

// A long task shows how far it is, and leaves nothing behind; a short one shows nothing.
func TestMeter(t *testing.T) {
	for _, test := range []struct {
		every time.Duration // between two steps
		want  string
	}{
		{10 * time.Millisecond, ""},
		{300 * time.Millisecond, "\r\x1b[Ktask: 2 of 4\r\x1b[Ktask: 3 of 4\r\x1b[K"},
	} {
		var out bytes.Buffer
		now := time.Unix(0, 0)
		step := meter(&out, "task", func() time.Time { return now })
		for done := 1; done <= 4; done++ {
			now = now.Add(test.every)
			step(done, 4)
		}
		if out.String() != test.want {
			t.Errorf("steps of %v: %q, want %q", test.every, &out, test.want)
		}
	}
}

// A task whose size is not known shows how fast it is, and makes room for messages.
func TestMeterOfUnknownSize(t *testing.T) {
	var out bytes.Buffer
	now := time.Unix(0, 0)
	step := meter(&out, "task", func() time.Time { return now })
	for _, at := range [][2]int{{10, 0}, {20, 0}, {20, 20}, {40, 0}, {40, 40}} {
		now = now.Add(time.Second)
		step(at[0], at[1])
	}
	const clear = "\r\x1b[K"
	want := clear + "task: 10, 10 a second" + clear + "task: 20, 10 a second" + clear + clear + "task: 40, 10 a second" + clear
	if out.String() != want {
		t.Errorf("%q, want %q", &out, want)
	}
}

// What is no terminal gets no progress.
func TestProgressNeedsATerminal(t *testing.T) {
	if progress(&bytes.Buffer{}, "task") != nil {
		t.Error("there is progress for a buffer")
	}
}

// A difference begins with its position, as every other error does.
func TestReportOfAFinding(t *testing.T) {
	var stderr bytes.Buffer
	report(&stderr, &conformance.Finding{
		Diagnostic: model.Diagnostic{Severity: model.Error, Summary: "they differ", Positions: []model.Position{{File: "a.cue", Line: 1, Column: 2}}},
		Input:      "{}",
		Answers:    []conformance.Answer{{Evaluator: "CUE", Says: "accepts it"}},
		Again:      "gen verify --seed 1",
	})
	want := "a.cue:1:2: error: they differ\n\tinput      {}\n\tCUE        accepts it\n\tagain      gen verify --seed 1\n"
	if diff := strings.Compare(stderr.String(), want); diff != 0 {
		t.Errorf("%q, want %q", &stderr, want)
	}
}
