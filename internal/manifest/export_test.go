package manifest

// Ordered is what the tests write with the library.
var Ordered = ordered
