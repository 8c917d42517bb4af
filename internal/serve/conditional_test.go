package serve

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
)

func TestAnUnchangedFileIsNotSentAgain(t *testing.T) {
	h := newTestSite(t).Handler(false)
	tags := map[string]bool{}
	for _, accept := range []string{"", "br"} {
		tag := request(h, "GET", "/main.js", "Accept-Encoding", accept).Header.Get("ETag")
		if !strings.HasPrefix(tag, `"`) || tags[tag] {
			t.Errorf("%q has the entity tag %s", accept, tag)
		}
		tags[tag] = true
		for match, want := range map[string]int{
			tag: 304, "W/" + tag: 304, `"other", ` + tag: 304, "*": 304, `"other"`: 200, "garbage": 200, strings.Trim(tag, `"`): 200,
		} {
			r := request(h, "GET", "/main.js", "Accept-Encoding", accept, "If-None-Match", match)
			if r.StatusCode != want || r.Header.Get("ETag") != tag {
				t.Errorf("If-None-Match: %s is %d %v", match, r.StatusCode, r.Header)
			}
			if want == 304 && text(t, r) != "" {
				t.Error("304 has a body")
			}
		}
	}
	plain := request(h, "GET", "/main.js").Header.Get("ETag")
	if r := request(h, "GET", "/main.js", "Accept-Encoding", "br", "If-None-Match", plain); r.StatusCode != 200 {
		t.Error("the tag of the plain file stands for the compressed one")
	}
}

func TestRanges(t *testing.T) {
	h := newTestSite(t).Handler(false)
	compressed, _ := compress([]byte(scriptText))
	for accept, whole := range map[string][]byte{"": []byte(scriptText), "br": compressed} {
		r := request(h, "GET", "/main.js", "Accept-Encoding", accept, "Range", "bytes=3-7")
		got, _ := io.ReadAll(r.Body)
		if r.StatusCode != http.StatusPartialContent || !bytes.Equal(got, whole[3:8]) {
			t.Errorf("a range as %q is %d %q", accept, r.StatusCode, got)
		}
	}
	for _, odd := range []string{"bytes=9999-", "bytes=5-2", "bytes=-", "rows=1-2", "bytes=a-b"} {
		r := request(h, "GET", "/main.js", "Range", odd)
		if r.StatusCode != http.StatusRequestedRangeNotSatisfiable || r.Header.Get("ETag") != "" {
			t.Errorf("Range: %s is %d %v", odd, r.StatusCode, r.Header)
		}
	}
	if r := request(h, "GET", "/main.js", "Range", "bytes=3-7", "If-Range", `"other"`); text(t, r) != scriptText {
		t.Error("a range of another version is served")
	}
}
