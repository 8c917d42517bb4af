package serve

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAccepted(t *testing.T) {
	for values, want := range map[string]encoding{
		"":                                   encodingNone,
		"br":                                 encodingBrotli,
		"BR":                                 encodingBrotli,
		"gzip, deflate, br, zstd":            encodingBrotli,
		"gzip, deflate":                      encodingNone,
		"identity":                           encodingNone,
		"br;q=0":                             encodingNone,
		"br;q=0.000, gzip":                   encodingNone,
		"br;q=0.001":                         encodingBrotli,
		"br ; Q=0.5 , identity;q=0.5":        encodingBrotli,
		"br;q=0.4, identity;q=0.5":           encodingNone,
		"identity;q=0.5, *;q=0.4":            encodingNone,
		"identity;q=0.5, *":                  encodingBrotli,
		"*":                                  encodingBrotli,
		"*;q=0, identity":                    encodingNone,
		"br, *;q=0":                          encodingBrotli,
		"br, identity;q=0":                   encodingBrotli,
		"*;q=0":                              "",
		"identity;q=0":                       "",
		"gzip, identity;q=0":                 "",
		"br;q=0, identity;q=0":               "",
		"br;q=NaN":                           encodingNone,
		"br;q=Inf":                           encodingNone,
		"br;q=-1":                            encodingNone,
		"br;q=2":                             encodingNone,
		"br;q=":                              encodingNone,
		"br;x=1":                             encodingNone,
		"brotli":                             encodingNone,
		"xbr, brx":                           encodingNone,
		",,;;,= ,;q=1,\x00":                  encodingNone,
		";q=1":                               encodingNone,
		"gzip;q=1.0, identity; q=0.5, *;q=0": encodingNone,
	} {
		got, ok := accepted([]string{values})
		if got != want || ok != (want != "") {
			t.Errorf("%q gives %q, want %q", values, got, want)
		}
	}
}

// However the wishes are spread over headers and spaced, they mean the same; and
// nobody gets an encoding that they have not named.
func TestAcceptedMeansTheSame(t *testing.T) {
	coding := rapid.SampledFrom([]string{"br", "identity", "*", "gzip"})
	weight := rapid.SampledFrom([]string{"", ";q=0", ";q=0.3", ";q=1", ";q=x", ";"})
	rapid.Check(t, func(t *rapid.T) {
		var elements, spaced []string
		for _, name := range rapid.SliceOfDistinct(coding, rapid.ID).Draw(t, "codings") {
			w := weight.Draw(t, "weight")
			elements = append(elements, name+w)
			spaced = append(spaced, " "+strings.ToUpper(name)+"\t"+strings.Replace(w, ";", "; ", 1)+" ")
		}
		joined, ok := accepted([]string{strings.Join(elements, ",")})
		other, otherOK := accepted(spaced)
		if joined != other || ok != otherOK {
			t.Errorf("%q gives %q, and %q gives %q", elements, joined, spaced, other)
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		if e, _ := accepted([]string{text}); e == encodingBrotli && !strings.Contains(strings.ToLower(text), "br") && !strings.Contains(text, "*") {
			t.Errorf("%q gives br", text)
		}
	})
}
