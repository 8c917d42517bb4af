data "coder_parameter" "cpu" {
  name         = "cpu"
  display_name = "CPU cores"
  description  = "Number of CPUs, of which half are reserved."
  icon         = "/icon/memory.svg"
  order        = 1
  type         = "number"
  form_type    = "slider"
  default      = "2"
  mutable      = true

  validation {
    min   = 1
    max   = 16
    error = "Must be a whole number from 1 to 16"
  }
}

data "coder_parameter" "memory" {
  name         = "memory"
  display_name = "Memory (GiB)"
  description  = "Memory, of which half is reserved."
  icon         = "/icon/memory.svg"
  order        = 2
  type         = "number"
  form_type    = "slider"
  default      = "4"
  mutable      = true

  validation {
    min   = 1
    max   = 64
    error = "Must be a whole number from 1 to 64"
  }
}

# A smaller number could fail for a workspace that is there.
data "coder_parameter" "home_size" {
  name         = "home_size"
  display_name = "Home (GiB)"
  description  = "Size of the home. It can grow later, and never shrink."
  icon         = "/icon/folder.svg"
  order        = 3
  type         = "number"
  form_type    = "slider"
  default      = "20"
  mutable      = true

  validation {
    min       = 1
    max       = 500
    monotonic = "increasing"
    error     = "Must be a whole number from 1 to 500"
  }
}

# Another value could lose data of a workspace that is there.
data "coder_parameter" "persistent_home" {
  name         = "persistent_home"
  display_name = "Keep the home"
  description  = "Keep the home while the workspace is stopped. Without it the home is as empty at each start as at the first."
  icon         = "/icon/folder.svg"
  order        = 4
  type         = "bool"
  form_type    = "switch"
  default      = "true"
  mutable      = false

  validation {
    error = "Must be true or false"
  }
}

data "coder_parameter" "os_type" {
  name         = "os_type"
  display_name = "Operating system"
  description  = "Operating system of the workspace, unless the template's image_id names an image."
  icon         = "/emojis/1f427.png"
  order        = 5
  type         = "string"
  form_type    = "dropdown"
  default      = "ubuntu-22.04"
  mutable      = true

  option {
    name  = "Ubuntu 22.04"
    value = "ubuntu-22.04"
    icon  = "/icon/ubuntu.svg"
  }

  option {
    name  = "Ubuntu 24.04"
    value = "ubuntu-24.04"
    icon  = "/icon/ubuntu.svg"
  }

  option {
    name        = "Amazon Linux 2023"
    description = "Wants the template's image_registry: the public image has no user 1000"
    value       = "amazon-linux-2023"
    icon        = "/icon/aws.svg"
  }
}

data "coder_parameter" "network_egress" {
  name         = "network_egress"
  display_name = "Outbound network"
  description  = "What the workspace reaches besides names and Coder."
  icon         = "/emojis/1f310.png"
  order        = 6
  type         = "string"
  form_type    = "radio"
  default      = "https-only"
  mutable      = true

  option {
    name        = "None"
    description = "Names and Coder, nothing else"
    value       = "none"
  }

  option {
    name        = "HTTPS only"
    description = "TCP 443 to anywhere but the metadata services"
    value       = "https-only"
  }

  option {
    name        = "Unrestricted"
    description = "Anything but the metadata services"
    value       = "unrestricted"
  }
}

data "coder_parameter" "gui_vnc" {
  name         = "gui_vnc"
  display_name = "Desktop"
  description  = "A Linux desktop in the browser."
  icon         = "/icon/kasmvnc.svg"
  order        = 7
  type         = "bool"
  form_type    = "switch"
  default      = "false"
  mutable      = true

  validation {
    error = "Must be true or false"
  }
}

data "coder_parameter" "desktop_cpu" {
  name         = "desktop_cpu"
  display_name = "Desktop: CPU cores"
  description  = "Number of CPUs of the desktop, beside those of the workspace."
  icon         = "/icon/memory.svg"
  order        = 8
  type         = "number"
  form_type    = "slider"
  default      = "2"
  mutable      = true

  validation {
    min   = 1
    max   = 16
    error = "Must be a whole number from 1 to 16"
  }
}

data "coder_parameter" "desktop_memory" {
  name         = "desktop_memory"
  display_name = "Desktop: memory (GiB)"
  description  = "Memory of the desktop, beside that of the workspace."
  icon         = "/icon/memory.svg"
  order        = 9
  type         = "number"
  form_type    = "slider"
  default      = "4"
  mutable      = true

  validation {
    min   = 2
    max   = 64
    error = "Must be a whole number from 2 to 64"
  }
}

data "coder_parameter" "artifact_cache" {
  name         = "artifact_cache"
  display_name = "Package cache"
  description  = "Mount the cache of packages that workspaces share at /mnt/artifact-cache."
  icon         = "/icon/database.svg"
  order        = 10
  type         = "bool"
  form_type    = "switch"
  default      = "false"
  mutable      = true

  validation {
    error = "Must be true or false"
  }
}
