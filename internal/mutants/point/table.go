package point

// Points are the points of this program's compiler: none, unless it has been built with
// the instrumented sources, which bring a table of their own.
var Points []Point
