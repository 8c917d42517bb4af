package conformance

import "strings"

// split divides a message into sentences of a known list.
func split(message string, known []string) (sentences []string, ok bool) {
	for message != "" {
		longest := ""
		for _, sentence := range known {
			if len(sentence) > len(longest) && strings.HasPrefix(message+" ", sentence+" ") {
				longest = sentence
			}
		}
		if longest == "" {
			return sentences, false
		}
		sentences = append(sentences, longest)
		message = strings.TrimPrefix(message[len(longest):], " ")
	}
	return sentences, true
}
