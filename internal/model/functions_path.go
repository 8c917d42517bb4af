package model

import "path"

var pathFunctions = []*Function{
	{
		Name: "path_clean", CUE: "path.Clean($1)", Also: []string{"path.Clean($1, path.Unix)", `path.Clean($1, "unix")`}, HCL: cleanHCL,
		Params: []Kind{String}, Result: String, eval: mapString(path.Clean),
		Note:    "of paths with slashes",
		Instead: map[string]string{"path.Clean": "only paths with slashes are supported: write path.Clean(s)"},
		Example: Example{Args: `["a/../../b//c/."]`, Result: `"../b/c"`},
	},
}

// cleanHCL keeps of the parts of a path the names that no ".." behind them takes back, and of a
// path that is not absolute each ".." without a name before it. Names go down by one and ".." up;
// both are seen from the depths that come before or after. Functions count the steps, as loops in
// loops over a long path take seconds.
const cleanHCL = `[for s in [$1] : [for parts in [[for p in split("/", s) : p if p == "" ? false : p != "."]] : ` +
	`[for steps in [join("", [for p in parts : p == ".." ? "<" : ">"])] : [for depths in [[for i, p in parts : i + 1 - 2 * length(replace(substr(steps, 0, i + 1), ">", ""))]] : ` +
	`[for clean in [join("/", [for i, p in parts : p if p == ".." ? startswith(s, "/") ? false : depths[i] < min(0, slice(depths, 0, i)...) : depths[i] == min(slice(depths, i, length(depths))...)])] : ` +
	`startswith(s, "/") ? "/${clean}" : clean == "" ? "." : clean][0]][0]][0]][0]][0]`
