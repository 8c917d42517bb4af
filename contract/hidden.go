package contract

// hidden is a value that a program does not print by accident, since Secrets may be in it: fmt follows
// one pointer at most, even where it may call no method. It is the same as its copies, and as no other.
type hidden[T any] struct{ at **T }

func hide[T any](value T) hidden[T] {
	at := &value
	return hidden[T]{&at}
}

// show is the value; of a hidden that is zero, the zero value.
func (h hidden[T]) show() (value T) {
	if h.at != nil {
		value = **h.at
	}
	return value
}
