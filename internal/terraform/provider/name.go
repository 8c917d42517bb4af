package provider

import (
	"strings"
	"unicode"
)

// renamed holds the provider's names that do not follow from the Kubernetes field's. A
// name counts only in a block that has it, so that "image" is rbd_image in a volume's
// rbd block and nowhere else.
var renamed = map[string]string{
	"cephfs":         "ceph_fs",
	"diskURI":        "data_disk_uri",
	"endpoints":      "endpoints_name",
	"image":          "rbd_image",
	"monitors":       "ceph_monitors",
	"pool":           "rbd_pool",
	"provisioner":    "storage_provisioner",
	"runAsUserName":  "run_as_username",
	"targetWWNs":     "target_ww_ns",
	"timeZone":       "timezone",
	"updateStrategy": "strategy",
	"user":           "rados_user",
}

// Octal reports whether the provider writes an attribute, a file mode that Kubernetes
// has as a number, as a string of octal digits.
func Octal(name string) bool { return name == "mode" || name == "default_mode" }

// Plain reports whether the provider takes an attribute, which is in base64 in Kubernetes, as plain
// text.
func Plain(name string) bool { return name == "ca_bundle" || name == "request" }

// Name is the provider's name of a Kubernetes field: the field in snake case, as it is,
// in the singular or in the plural, whichever the schema has. It reports false when the
// block has neither a block nor a settable attribute of such a name.
func (b *Block) Name(field string) (name string, ok bool) {
	exact := snake(field)
	for _, name := range append(singular(exact), exact+"s", renamed[field]) {
		if b.has(name) {
			return name, true
		}
	}
	return "", false
}

func (b *Block) has(name string) bool {
	if attribute, ok := b.Attributes[name]; ok {
		return attribute.Settable()
	}
	_, ok := b.Blocks[name]
	return ok
}

// Fields maps the provider's names to Kubernetes fields, out of the fields that an
// object has: the inverse of [Block.Name].
func (b *Block) Fields(fields []string) map[string]string {
	inverse := make(map[string]string, len(fields))
	for _, field := range fields {
		name, ok := b.Name(field)
		if !ok {
			continue
		}
		// clusterIP and clusterIPs both have a name of their own; where a field has
		// to make do with the other's, the exact one wins.
		if _, taken := inverse[name]; !taken || snake(field) == name {
			inverse[name] = field
		}
	}
	return inverse
}

// singular lists name itself and what may be its singular.
func singular(name string) []string {
	names := []string{name}
	if stem, ok := strings.CutSuffix(name, "ies"); ok {
		names = append(names, stem+"y")
	}
	if stem, ok := strings.CutSuffix(name, "es"); ok {
		names = append(names, stem)
	}
	if stem, ok := strings.CutSuffix(name, "s"); ok {
		names = append(names, stem)
	}
	return names
}

// snake turns lowerCamelCase into snake_case. A run of capitals is one word, with a
// plural s if it has one: clusterIPs is cluster_ips, nonResourceURLs
// non_resource_urls, hostPID host_pid and httpGet http_get.
func snake(s string) string {
	runes := []rune(s)
	var b strings.Builder
	for i, r := range runes {
		if i > 0 && unicode.IsUpper(r) && startsWord(runes, i) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// startsWord reports whether the capital at i begins a word: after anything but a
// capital, or as the last of a run that goes on in small letters.
func startsWord(runes []rune, i int) bool {
	if !unicode.IsUpper(runes[i-1]) {
		return true
	}
	rest := string(runes[i+1:])
	if rest == "" || rest == "s" {
		return false
	}
	next := []rune(rest)
	if next[0] == 's' && (len(next) == 1 || unicode.IsUpper(next[1])) {
		return false
	}
	return unicode.IsLower(next[0])
}
