# What belongs to the owner is set here and not in the pod: the pod of a prebuilt workspace is there before its owner is.
resource "coder_agent" "main" {
  os   = "linux"
  arch = var.arch
  dir  = var.home_path
  env = {
    CODER_OWNER          = data.coder_workspace_owner.me.name
    CODER_WORKSPACE_NAME = data.coder_workspace.me.name
    GIT_AUTHOR_NAME      = coalesce(data.coder_workspace_owner.me.full_name, data.coder_workspace_owner.me.name)
    GIT_AUTHOR_EMAIL     = data.coder_workspace_owner.me.email
    GIT_COMMITTER_NAME   = coalesce(data.coder_workspace_owner.me.full_name, data.coder_workspace_owner.me.name)
    GIT_COMMITTER_EMAIL  = data.coder_workspace_owner.me.email
  }

  metadata {
    key          = "cpu"
    display_name = "CPU"
    script       = "coder stat cpu"
    interval     = 10
    timeout      = 1
    order        = 1
  }

  metadata {
    key          = "memory"
    display_name = "Memory"
    script       = "coder stat mem"
    interval     = 10
    timeout      = 1
    order        = 2
  }

  metadata {
    key          = "home"
    display_name = "Home"
    script       = "coder stat disk --path \"${var.home_path}\""
    interval     = 60
    timeout      = 1
    order        = 3
  }

  dynamic "metadata" {
    for_each = tobool(data.coder_parameter.gui_vnc.value) ? [1] : []

    content {
      key          = "desktop"
      display_name = "Desktop"
      script       = "timeout 1 bash -c '</dev/tcp/127.0.0.1/6901' 2>/dev/null && echo up || echo starting"
      interval     = 10
      timeout      = 1
      order        = 4
    }
  }

  resources_monitoring {
    memory {
      enabled   = true
      threshold = 90
    }

    volume {
      path      = var.home_path
      enabled   = true
      threshold = 90
    }
  }

  display_apps {
    vscode                 = true
    vscode_insiders        = false
    web_terminal           = true
    ssh_helper             = true
    port_forwarding_helper = true
  }
}

# Writes the home out before the pod ends. It has half of the time that the pod has.
resource "coder_script" "flush" {
  count        = var.termination_grace_period_seconds >= 2 ? data.coder_workspace.me.start_count : 0
  agent_id     = coder_agent.main.id
  display_name = "Write the home out"
  icon         = "/icon/folder.svg"
  script       = "sync"
  run_on_stop  = true
  timeout      = floor(var.termination_grace_period_seconds / 2)
}
