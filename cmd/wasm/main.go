//go:build js && wasm

// Command wasm is the engine of the preview, for a web worker, and of the npm package: it
// puts an object called engine into the global scope, with the functions load(model) and
// answer(request) of strings, which internal/preview explains, and rest(), for when
// nothing is asked. A fleet is compared with fleet(model), compare(line, input) or
// unreadable(line, problem) for each recorded input, after which effect() is that on it, and
// report().
package main

import (
	"runtime"
	"runtime/debug"
	"syscall/js"

	"github.com/base-k8s/base-k8s/internal/preview"
)

func main() {
	// Collections wait for a rest while the heap is not far too large. They take as long
	// as a few answers, and the first one, whose code the browser has to compile, as long
	// as many.
	debug.SetGCPercent(400)
	var engine *preview.Engine
	var fleet *preview.Fleet
	functions := map[string]any{
		// load returns what is wrong with the model, "" for nothing.
		"load": function(func(model string) string {
			loaded, err := preview.New([]byte(model))
			if err != nil {
				return err.Error()
			}
			engine = loaded
			return ""
		}),
		"answer": function(func(request string) string { return engine.Answer(request) }),
		// fleet returns what is wrong with the older model, "" for nothing.
		"fleet": function(func(model string) string {
			begun, err := engine.Fleet([]byte(model))
			if err != nil {
				return err.Error()
			}
			fleet = begun
			return ""
		}),
		// compare returns what is wrong with the engine, "" for nothing.
		"compare": js.FuncOf(func(_ js.Value, args []js.Value) any {
			return fleet.Compare(args[0].Int(), args[1].String())
		}),
		"unreadable": js.FuncOf(func(_ js.Value, args []js.Value) any {
			fleet.Unreadable(args[0].Int(), args[1].String())
			return nil
		}),
		"effect": js.FuncOf(func(js.Value, []js.Value) any { return fleet.Effect() }),
		"report": js.FuncOf(func(js.Value, []js.Value) any { return fleet.Report() }),
		"rest": js.FuncOf(func(js.Value, []js.Value) any {
			runtime.GC()
			return nil
		}),
	}
	js.Global().Set("engine", functions)
	select {} // the functions live as long as the worker does
}

// function makes a Go function of strings one of JavaScript.
func function(f func(string) string) js.Func {
	return js.FuncOf(func(_ js.Value, args []js.Value) any { return f(args[0].String()) })
}
