package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// resident is the resident memory that the page's processes below the browser's have
// for themselves, in bytes; 0 where the system does not say.
func resident(browser int) (bytes float64) {
	parents := map[int]int{}
	files, _ := filepath.Glob("/proc/[0-9]*/status")
	for _, file := range files {
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(file)))
		parents[pid] = int(status(file, "PPid:"))
	}
	for pid := range parents {
		dir := filepath.Join("/proc", strconv.Itoa(pid))
		command, _ := os.ReadFile(filepath.Join(dir, "cmdline"))
		if descends(parents, pid, browser) && strings.Contains(string(command), "--type=renderer") {
			bytes += 1024 * status(filepath.Join(dir, "status"), "RssAnon:")
		}
	}
	return bytes
}

func descends(parents map[int]int, pid, from int) bool {
	for ; pid != 0; pid = parents[pid] {
		if pid == from {
			return true
		}
	}
	return false
}

// status is a number in a file about a process; 0 when the process has ended.
func status(file, name string) float64 {
	text, _ := os.ReadFile(file)
	_, rest, _ := strings.Cut(string(text), "\n"+name)
	fields := strings.Fields(rest)
	if len(fields) == 0 {
		return 0
	}
	n, _ := strconv.ParseFloat(fields[0], 64)
	return n
}
