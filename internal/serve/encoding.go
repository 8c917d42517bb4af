package serve

import (
	"strconv"
	"strings"
)

// encoding is a content coding of HTTP.
type encoding string

// The encodings that every file is there in. There is no gzip: browsers take brotli
// from this machine and over https, and a plain file is fine for whatever else asks.
const (
	encodingBrotli encoding = "br"
	encodingNone   encoding = "identity"
)

// accepted chooses by the values of the header Accept-Encoding. It is false when the
// client takes neither encoding.
func accepted(values []string) (encoding, bool) {
	weights := map[string]float64{}
	for element := range strings.SplitSeq(strings.Join(values, ","), ",") {
		if name, weight, ok := parseCoding(element); ok {
			weights[name] = weight
		}
	}
	others, anyOther := weights["*"]
	br, ok := weights[string(encodingBrotli)]
	if !ok {
		br = others
	}
	identity, ok := weights[string(encodingNone)]
	if !ok && anyOther {
		identity = others
	}
	// Without a word about it, the plain file is acceptable, but not wanted.
	unmentioned := !ok && !anyOther
	switch {
	case br > 0 && br >= identity:
		return encodingBrotli, true
	case identity > 0 || unmentioned:
		return encodingNone, true
	}
	return "", false
}

// parseCoding reads "br" or "br;q=0.5". Whatever else a client writes is no wish.
func parseCoding(element string) (name string, weight float64, ok bool) {
	name, parameter, weighted := strings.Cut(element, ";")
	name = strings.ToLower(strings.TrimSpace(name))
	if name == "" || !weighted {
		return name, 1, name != ""
	}
	key, value, _ := strings.Cut(strings.TrimSpace(parameter), "=")
	weight, err := strconv.ParseFloat(value, 64)
	ok = err == nil && strings.EqualFold(key, "q") && weight >= 0 && weight <= 1
	return name, weight, ok
}
