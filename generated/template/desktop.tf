# Through the agent, to the owner alone; the namespace's network lets nobody else in.
resource "coder_app" "desktop" {
  count        = tobool(data.coder_parameter.gui_vnc.value) ? data.coder_workspace.me.start_count : 0
  agent_id     = coder_agent.main.id
  slug         = "desktop"
  display_name = "Desktop"
  icon         = "/icon/kasmvnc.svg"
  url          = "https://localhost:6901"
  subdomain    = true
  share        = "owner"

  dynamic "healthcheck" {
    for_each = var.desktop_healthcheck_url == "" ? [] : [var.desktop_healthcheck_url]

    content {
      url       = healthcheck.value
      interval  = 10
      threshold = 30
    }
  }
}
