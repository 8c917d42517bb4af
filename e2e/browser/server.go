package browser

import (
	"bufio"
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"syscall"

	"github.com/base-k8s/base-k8s/e2e/build"
)

// Gen builds the command line and returns its file.
func Gen() (string, error) { return build.Binary("..", "./cmd/gen") }

// Server is a running "gen serve".
type Server struct {
	URL string
	cmd *exec.Cmd
}

var address = regexp.MustCompile(`http://\S+`)

// Root is the folder of the project.
func Root() (string, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/base-k8s/base-k8s").Output()
	if err != nil {
		return "", fmt.Errorf("go list -m: %w", err)
	}
	return strings.TrimSpace(string(out)), nil
}

// Serve serves the preview of the contract in a directory of the project, at a port of
// its own.
func Serve(schema string) (*Server, error) {
	gen, err := Gen()
	if err != nil {
		return nil, err
	}
	root, err := Root()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(gen, "serve", "--schema", schema, "--listen", "127.0.0.1:0")
	cmd.Dir = root
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	url := address.FindString(line)
	if err != nil || url == "" {
		_ = cmd.Process.Kill()
		return nil, fmt.Errorf("gen serve says %q: %w", line, err)
	}
	return &Server{url, cmd}, nil
}

// Stop ends the server.
func (s *Server) Stop() error {
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return s.cmd.Wait()
}
