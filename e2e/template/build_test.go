package template

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
)

// build is a build of a workspace, as Coder's provisioner describes it to Coder's provider.
type build struct {
	transition string // start or stop
	workspace  string // the workspace's name
	owner      user
	// prebuild is set while nobody has the workspace, claim in the build that gives it to somebody.
	prebuild, claim bool
	// token is that of an agent that goes on, as at a claim; with "" there is a new one.
	token string
	// parameters are what the user has chosen, and previous what the last build had.
	parameters, previous map[string]string
}

// user owns a workspace.
type user struct{ name, id, email string }

var (
	// prebuilds is the user that has prebuilt workspaces until they are claimed: Coder's migrations
	// of its database make it.
	prebuilds = user{"prebuilds", "c42fdf75-3097-471c-8c33-fb52454d81c0", "prebuilds@system"}
	alice     = user{"alice", "0a1b2c3d-3b4f-4c6d-9e7f-8d5a1c2e4e5f", "alice@example.com"}
)

// What Coder gives with every build, and nobody else may see.
var secrets = map[string]string{
	"CODER_WORKSPACE_OWNER_SESSION_TOKEN":     "example-session-token",
	"CODER_WORKSPACE_OWNER_OIDC_ACCESS_TOKEN": "example-oidc-token",
	"CODER_WORKSPACE_OWNER_SSH_PRIVATE_KEY":   "example-ssh-private-key",
}

// accessURL is where Coder is.
const accessURL = "https://coder.example.com"

// initScript is in place of the agent's, in which Coder's provider replaces the names.
const initScript = "#!/usr/bin/env sh\nexport CODER_AGENT_AUTH=\"${AUTH_TYPE}\"\nexec agent \"${ACCESS_URL}\"\n"

const workspaceID = "8d5a1c2e-3b4f-4c6d-9e7f-0a1b2c3d4e5f"

// start is the first build of a workspace.
func start(parameters map[string]string) build {
	return build{transition: "start", workspace: "dev", owner: alice, parameters: parameters}
}

// environment are the variables that say all of it.
func (b build) environment() []string {
	variables := map[string]string{
		"CODER_AGENT_URL":                  accessURL,
		"CODER_AGENT_SCRIPT_linux_amd64":   initScript,
		"CODER_AGENT_SCRIPT_linux_arm64":   initScript,
		"CODER_WORKSPACE_BUILD_ID":         "1b2c3d4e-3b4f-4c6d-9e7f-0a1b2c3d4e5f",
		"CODER_WORKSPACE_ID":               workspaceID,
		"CODER_WORKSPACE_NAME":             b.workspace,
		"CODER_WORKSPACE_TRANSITION":       b.transition,
		"CODER_WORKSPACE_OWNER":            b.owner.name,
		"CODER_WORKSPACE_OWNER_ID":         b.owner.id,
		"CODER_WORKSPACE_OWNER_EMAIL":      b.owner.email,
		"CODER_WORKSPACE_OWNER_NAME":       "A. Example",
		"CODER_WORKSPACE_OWNER_GROUPS":     "[]",
		"CODER_WORKSPACE_OWNER_RBAC_ROLES": "[]",
		"CODER_WORKSPACE_TEMPLATE_ID":      "2c3d4e5f-3b4f-4c6d-9e7f-0a1b2c3d4e5f",
		"CODER_WORKSPACE_TEMPLATE_NAME":    "base-k8s",
		"CODER_WORKSPACE_TEMPLATE_VERSION": "example",
	}
	if b.prebuild {
		variables["CODER_WORKSPACE_IS_PREBUILD"] = "true"
	}
	if b.claim {
		variables["CODER_WORKSPACE_IS_PREBUILD_CLAIM"] = "true"
	}
	if b.token != "" {
		variables["CODER_RUNNING_WORKSPACE_AGENT_TOKEN_"+digest("")] = b.token
	}
	for name, value := range secrets {
		variables[name] = value
	}
	for name, value := range b.parameters {
		variables["CODER_PARAMETER_"+digest(name)] = value
	}
	for name, value := range b.previous {
		variables["CODER_PARAMETER_PREVIOUS_"+digest(name)] = value
	}
	return assignments(variables)
}

// digest is how Coder's provider puts names into names of variables.
func digest(name string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(name))) }

func assignments(variables map[string]string) (list []string) {
	for name, value := range variables {
		list = append(list, name+"="+value)
	}
	slices.Sort(list)
	return list
}

// script is what Coder's provider makes of initScript.
func script() string {
	return strings.NewReplacer("${AUTH_TYPE}", "token", "${ACCESS_URL}", accessURL+"/").Replace(initScript)
}
