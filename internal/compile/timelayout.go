package compile

import "time"

// The grammar in which Go parses times of a layout: the hour may be a single digit, a fraction
// may follow the seconds behind a point or a comma, and zones reach to 24:60.
const (
	hour     = `(?:[01]?[0-9]|2[0-3])`
	sixtieth = `[0-5][0-9]`
	fraction = `(?:[.,][0-9]+)?`
	offset   = `(?:Z|[+-](?:[01][0-9]|2[0-4]):(?:[0-5][0-9]|60))`

	clock      = hour + `:` + sixtieth + `:` + sixtieth + fraction
	day        = `(?:0[1-9]|1[0-9]|2[0-8])`
	leapYear   = `(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)`
	dayOfMonth = `(?:(?:0[13578]|1[02])-(?:` + day + `|29|3[01]|30)|(?:0[469]|11)-(?:` + day + `|29|30)|02-` + day + `)`
	date       = `(?:[0-9]{4}-` + dayOfMonth + `|` + leapYear + `-02-29)`
)

// timeLayouts are patterns of the times of a layout, by the layout.
var timeLayouts = map[string]string{
	time.RFC3339:          date + `T` + clock + offset,
	time.RFC3339Nano:      date + `T` + clock + offset,
	time.DateOnly:         date,
	time.DateTime:         date + ` +` + clock,
	"2006-01-02T15:04:05": date + `T` + clock,
	"2006-01-02T15:04":    date + `T` + hour + `:` + sixtieth,
	time.TimeOnly:         clock,
	"15:04":               hour + `:` + sixtieth,
}

// timeValidator accepts the times of one of the layouts.
func timeValidator(layout string) textValidator {
	words := "a time like " + layout
	if layout == time.RFC3339Nano {
		words = "a time as RFC 3339 has it"
	}
	return textValidator{words: words, match: whole(timeLayouts[layout])}
}
