# tflint-ignore-file: terraform_unused_declarations
# Coder reads the presets, and nothing in the template refers to them.
data "coder_workspace_preset" "small" {
  name        = "Small"
  description = "For scripts and reviews"
  icon        = "/icon/memory.svg"
  parameters = {
    cpu       = "1"
    memory    = "2"
    home_size = "10"
  }
}

data "coder_workspace_preset" "standard" {
  name        = "Standard"
  description = "For everyday work"
  icon        = "/icon/k8s.png"
  default     = true
  parameters = {
    cpu             = "4"
    memory          = "8"
    home_size       = "50"
    persistent_home = "true"
    os_type         = "ubuntu-22.04"
    gui_vnc         = "false"
    desktop_cpu     = "2"
    desktop_memory  = "4"
    artifact_cache  = "false"
  }

  prebuilds {
    instances = var.prebuilt_instances
  }
}

data "coder_workspace_preset" "desktop" {
  name        = "Desktop"
  description = "A Linux desktop in the browser"
  icon        = "/icon/kasmvnc.svg"
  parameters = {
    cpu            = "4"
    memory         = "8"
    home_size      = "50"
    gui_vnc        = "true"
    desktop_cpu    = "4"
    desktop_memory = "8"
  }
}

data "coder_workspace_preset" "locked_down" {
  name        = "Locked down"
  description = "Nothing is reached but Coder"
  icon        = "/emojis/1f512.png"
  parameters = {
    cpu            = "2"
    memory         = "4"
    home_size      = "20"
    network_egress = "none"
    gui_vnc        = "false"
  }
}
