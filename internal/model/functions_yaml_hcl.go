package model

import "strings"

// yamlTextHCL is what yamlText does, as an expression.
func yamlTextHCL() string {
	number := `[for n in [can(regex(NUMERIC, s)) ? replace(s, "_", "") : s] : can(regex(INTEGER, n)) ? true : can(regex(FLOAT, n)) ? ` +
		`try([for x in [abs(tonumber(n))] : x < tonumber("1.7e308") ? true : x < tonumber("1.8e308") ? ` +
		`sort(["MAX", substr(format("%s%0309d", replace(replace(n, "/[eE].*/", ""), "/^[-+0.]+|\\./", ""), 0), 0, 309)])[1] == "MAX" : false][0], ` +
		`can(regex("^[-+0.]*[eE]|[eE]-", n))) : false][0]`
	escaped := `lookup(zipmap(split("", ESCAPED), split("", LETTERS)), c, [for r in [` + codePointHCL + `] : ` +
		`r < 256 ? format("x%02X", r) : r < 65536 ? format("u%04X", r) : format("U%08X", r)][0])`
	// A conditional evaluates both its branches, so that what is long must not be worked on in vain.
	double := `join("", concat(["\""], [for c in regexall(startswith(s, "\ufeff") ? "(?s:.)" : "[READABLES]+|(?s:.)", q ? s : "") : ` +
		`(startswith(s, "\ufeff") ? false : can(regex("^[READABLES]+$", c))) ? c : "\\${` + escaped + `}"], ["\"\n"]))`
	block := `join("", ["|", can(regex("^[ BREAKS]", s)) ? "2" : "", can(regex("[^BREAKS]$", s)) ? "-" : can(regex("(?:^|[BREAKS])[BREAKS]$", s)) ? "+" : "", ` +
		`"\n", replace(s, INDENTED, "$${1}${g[0]}$${2}"), can(regex("[^BREAKS]$", s)) ? "\n" : ""])`
	single := `"'${replace(replace(s, "'", "''"), CONTINUED, "$${1}${g[0]}$${2}")}'\n"`
	scalar := `[for q in [can(regex(QUOTED, s)) ? true : ` + number + `] : q ? ` + double + ` : strcontains(s, "\n") ? ` + block + ` : can(regex(SINGLE, s)) ? ` + single + ` : "${s}\n"][0]`
	text := `[for i, part in split("\u0001", $1) : i == 0 ? part : [for g in [regex(SHAPE, part)] : [for s in [base64decode(g[1])] : [for t in [` + scalar + `] : ` +
		`g[2] == "\n" ? "${t}${g[3]}" : can(regex("[\\r\\x{85}BREAKS]", s)) ? "? ${t}${trimprefix(g[0], "  ")}: ${g[3]}" : ` +
		`length(replace(g[1], "=", "")) < 172 ? "${trimsuffix(t, "\n")}${g[2]}${g[3]}" : "? ${t}${trimprefix(g[0], "  ")}: ${g[3]}"][0]][0]][0]]`
	inHCL := func(pattern string) string { return strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(pattern) }
	quoted := func(pattern string) string { return `"` + inHCL(pattern) + `"` }
	return `join("", ` + strings.NewReplacer(
		"NUMERIC", quoted(yamlNumeric), "INTEGER", quoted(yamlInteger), "FLOAT", quoted(yamlFloat), "MAX", maxFloat, "ESCAPED", `"\u0000\u0007\u0008\t\n\u000b\u000c\r\u001b\"\\\u0085\u00a0\u2028\u2029"`,
		"LETTERS", quoted(yamlLetters), "READABLES", inHCL(yamlReadable), "BREAKS", inHCL(yamlBreaks), "INDENTED", quoted("/"+yamlIndented+"/"),
		"CONTINUED", quoted("/"+yamlContinued+"/"), "QUOTED", quoted(yamlQuoted), "SINGLE", quoted(yamlSingle), "SHAPE", quoted(yamlShape),
	).Replace(text) + `)`
}
