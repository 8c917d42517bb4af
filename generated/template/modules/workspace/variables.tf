locals {
  # Objects are of type any: conversion to an object type would drop the attributes that the type
  # does not name, so that a misspelt one would be no error. These are the attributes of each, and
  # patterns of their misspellings: one letter more, less or other.
  #
  # Validations have try() and can() because Terraform evaluates all of them, whatever another one
  # refuses: what is no object has no attributes, and null no length.
  attributes = {
    for object, names in {
      compute_profile = [
        "cpu",
        "memory",
        "storage",
        "ephemeral_storage",
        "gpu_count",
        "gpu_type",
      ]
      capabilities = [
        "persistent_home",
        "network_egress",
        "identity_mode",
        "gpu_support",
        "artifact_cache",
        "secrets_injection",
        "gui_vnc",
        "gui_rdp",
      ]
      toolchain_template = ["name", "version", "source"]
      base_module        = ["name", "version", "source"]
      overrides          = ["environment_variables", "labels", "annotations"]
      additional_egress  = ["cidr", "namespace", "pod_labels", "ports", "protocol"]
      tolerations        = ["key", "operator", "value", "effect", "toleration_seconds"]
      env_from           = ["secret", "config_map", "prefix"]
      workload_identity  = ["provider", "principal"]
      resource_requests  = ["cpu", "memory", "ephemeral_storage"]
      volumes = [
        "name",
        "mount_path",
        "sub_path",
        "read_only",
        "config_map",
        "secret",
        "claim",
        "size",
      ]
      desktop = ["home", "login", "cpu", "memory", "shared_memory"]
      } : object => {
      for name in names : name => join("|", [
        for i in range(length(name) + 1) : "(?s)^${substr(name, 0, i)}(?:.?${substr(name, i + 1, -1)}|.${substr(name, i, -1)})$"
      ])
    }
  }
}

variable "workspace_name" {
  type        = string
  description = "Name of the workspace. Every accepted name is also a legal label value."
  nullable    = false

  validation {
    condition = can(regex(local.label_value, var.workspace_name))
    error_message = join("", [
      "workspace_name = ${jsonencode(var.workspace_name)}: must be 1 to 63 letters, digits, -, _ or ., starting and ending ",
      "with a letter or digit.",
    ])
  }
}

variable "owner" {
  type        = string
  description = "Name of the user who owns the workspace; every accepted name is also a legal label value."
  nullable    = false

  validation {
    condition     = can(regex(local.label_value, var.owner))
    error_message = "owner = ${jsonencode(var.owner)}: must be 1 to 63 letters, digits, -, _ or ., starting and ending with a letter or digit."
  }
}

variable "compute_profile" {
  type        = any
  description = <<-EOT
    object({
      cpu               = number
      memory            = string
      storage           = string
      ephemeral_storage = optional(string, "")
      gpu_count         = optional(number, 0)
      gpu_type          = optional(string)
    })

    Size of the workspace. Limits are the profile, requests half of it or resource_requests.

    - cpu: Number of CPUs.
    - memory: Memory.
    - storage: Size of the home volume. It can grow in place where its StorageClass allows that, and never shrink.
    - ephemeral_storage: Local disk that the workspace may fill, besides its volumes; "" is no limit.
    - gpu_count: Number of GPUs.
    - gpu_type: Type of GPU.
  EOT
  nullable    = false

  validation {
    condition     = can(keys(var.compute_profile))
    error_message = "compute_profile = ${jsonencode(var.compute_profile)}: must be an object."
  }

  validation {
    condition = try(
      alltrue([
        for name in keys(var.compute_profile) : contains(keys(local.attributes.compute_profile), name)
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for name in keys(var.compute_profile) : join("", [
          "compute_profile has no attribute ${jsonencode(name)}: ",
          element(
            concat(
              [
                for known, misspelt in local.attributes.compute_profile : "did you mean ${known}"
                if can(regex(misspelt, replace(lower(name), "-", "_")))
              ],
              ["remove it"]
            ),
            0
          ),
          ".",
        ])
        if !contains(keys(local.attributes.compute_profile), name)
      ]),
      ""
    )
  }

  validation {
    condition = (
      !can(keys(var.compute_profile)) ||
      try(
        floor(tonumber(var.compute_profile.cpu)) == tonumber(var.compute_profile.cpu) &&
        tonumber(var.compute_profile.cpu) >= 1 &&
        tonumber(var.compute_profile.cpu) <= 64,
        false
      )
    )
    error_message = try(
      "compute_profile.cpu = ${jsonencode(var.compute_profile.cpu)}: must be a whole number from 1 to 64.",
      "compute_profile.cpu is required."
    )
  }

  validation {
    condition = !can(keys(var.compute_profile)) || can(regex(local.quantity, tostring(var.compute_profile.memory)))
    error_message = try(
      "compute_profile.memory = ${jsonencode(var.compute_profile.memory)}: must be a whole number of 1 to 6 digits and Ki, Mi, Gi or Ti, such as 8Gi.",
      "compute_profile.memory is required."
    )
  }

  validation {
    condition = !can(keys(var.compute_profile)) || can(regex(local.quantity, tostring(var.compute_profile.storage)))
    error_message = try(
      "compute_profile.storage = ${jsonencode(var.compute_profile.storage)}: must be a whole number of 1 to 6 digits and Ki, Mi, Gi or Ti, such as 8Gi.",
      "compute_profile.storage is required."
    )
  }

  validation {
    condition = (
      try(var.compute_profile.ephemeral_storage == null, true) ||
      try(
        tostring(var.compute_profile.ephemeral_storage) == "" ||
        can(regex(local.quantity, tostring(var.compute_profile.ephemeral_storage))),
        false
      )
    )
    error_message = try(
      join("", [
        "compute_profile.ephemeral_storage = ${jsonencode(var.compute_profile.ephemeral_storage)}: must be empty, or a whole ",
        "number of 1 to 6 digits and Ki, Mi, Gi or Ti, such as 8Gi.",
      ]),
      ""
    )
  }

  validation {
    condition = (
      try(var.compute_profile.gpu_count == null, true) ||
      try(tonumber(var.compute_profile.gpu_count) == 0, false)
    )
    error_message = try(
      "compute_profile.gpu_count = ${jsonencode(var.compute_profile.gpu_count)}: must be 0, because this base has no GPUs: use base-ec2-gpu.",
      ""
    )
  }

  validation {
    condition = (
      try(var.compute_profile.gpu_type == null, true) ||
      try(
        contains(["nvidia-t4", "nvidia-a10g", "nvidia-v100", "nvidia-a100"], tostring(var.compute_profile.gpu_type)),
        false
      )
    )
    error_message = try(
      "compute_profile.gpu_type = ${jsonencode(var.compute_profile.gpu_type)}: must be null, because this base has no GPUs: use base-ec2-gpu.",
      ""
    )
  }

  validation {
    condition = try(
      (contains(keys(var.compute_profile), "gpu_type") ? tostring(var.compute_profile.gpu_type) : null) == null,
      true
    )
    error_message = try(
      join("", [
        "compute_profile.gpu_type = \"",
        "${contains(keys(var.compute_profile), "gpu_type") ? tostring(var.compute_profile.gpu_type) : null}\": this base has ",
        "no GPUs: use base-ec2-gpu, or leave gpu_type out.",
      ]),
      ""
    )
  }
}

variable "image_id" {
  type        = string
  description = <<-EOT
    Image of the workspace container: "" chooses it by os_type, anything else is an image reference.
    A digest (@sha256:...) is recorded in the output metadata.
  EOT
  default     = ""
  nullable    = false

  validation {
    condition = (
      var.image_id == "" ||
      (
        can(regex(local.image_reference, var.image_id)) &&
        !can(regex(local.image_name_too_long, var.image_id)) &&
        !can(regex(local.image_name_is_id, var.image_id))
      )
    )
    error_message = join("", [
      "image_id = ${jsonencode(var.image_id)}: must be empty or an image reference such as codercom/enterprise-base:ubuntu ",
      "or ghcr.io/acme/dev@sha256:<64 lower-case hex digits>.",
    ])
  }
}

variable "capabilities" {
  type        = any
  description = <<-EOT
    object({
      persistent_home   = optional(bool, true)
      network_egress    = optional(string, "https-only")
      identity_mode     = optional(string, "iam")
      gpu_support       = optional(bool, false)
      artifact_cache    = optional(bool, false)
      secrets_injection = optional(string, "variables")
      gui_vnc           = optional(bool, false)
      gui_rdp           = optional(bool, false)
    })

    What the workspace can do; every capability has a default.

    - persistent_home: Keep the home on a volume while the workspace is stopped. Without it the home
      is an emptyDir of the same size; turning it off destroys a home that is there.
    - network_egress: Outbound traffic besides DNS and the control plane: none, TCP 443 to anywhere,
      or all. The instance metadata service stays closed with all of them, but for what
      workload_identity needs.
    - identity_mode: How the workspace proves who it is: an IAM role by IRSA, a mounted OIDC token, or the cloud's workload identity.
    - gpu_support: GPUs; this base has none.
    - artifact_cache: Mount a cache of packages that workspaces share at /mnt/artifact-cache.
    - secrets_injection: Where secrets come from: the input secrets as environment variables, or files of the Secrets Store CSI driver.
    - gui_vnc: A Linux desktop in the browser, through KasmVNC in a second container.
    - gui_rdp: A Windows desktop; this base has none.
  EOT
  default     = {}
  nullable    = false

  validation {
    condition     = can(keys(var.capabilities))
    error_message = "capabilities = ${jsonencode(var.capabilities)}: must be an object."
  }

  validation {
    condition = try(
      alltrue([for name in keys(var.capabilities) : contains(keys(local.attributes.capabilities), name)]),
      true
    )
    error_message = try(
      join(" ", [
        for name in keys(var.capabilities) : join("", [
          "capabilities has no attribute ${jsonencode(name)}: ",
          element(
            concat(
              [
                for known, misspelt in local.attributes.capabilities : "did you mean ${known}"
                if can(regex(misspelt, replace(lower(name), "-", "_")))
              ],
              ["remove it"]
            ),
            0
          ),
          ".",
        ])
        if !contains(keys(local.attributes.capabilities), name)
      ]),
      ""
    )
  }

  validation {
    condition = can(tobool(try(var.capabilities.persistent_home, null)))
    error_message = try(
      "capabilities.persistent_home = ${jsonencode(var.capabilities.persistent_home)}: must be true or false.",
      ""
    )
  }

  validation {
    condition = (
      try(var.capabilities.network_egress == null, true) ||
      try(
        contains(["https-only", "none", "unrestricted"], tostring(var.capabilities.network_egress)),
        false
      )
    )
    error_message = try(
      "capabilities.network_egress = ${jsonencode(var.capabilities.network_egress)}: must be one of none, https-only, unrestricted.",
      ""
    )
  }

  validation {
    condition = (
      try(var.capabilities.identity_mode == null, true) ||
      try(contains(["iam", "oidc", "workload-identity"], tostring(var.capabilities.identity_mode)), false)
    )
    error_message = try(
      "capabilities.identity_mode = ${jsonencode(var.capabilities.identity_mode)}: must be one of iam, oidc, workload-identity.",
      ""
    )
  }

  validation {
    condition = can(tobool(try(var.capabilities.gpu_support, null)))
    error_message = try(
      "capabilities.gpu_support = ${jsonencode(var.capabilities.gpu_support)}: must be true or false.",
      ""
    )
  }

  validation {
    condition = can(tobool(try(var.capabilities.artifact_cache, null)))
    error_message = try(
      "capabilities.artifact_cache = ${jsonencode(var.capabilities.artifact_cache)}: must be true or false.",
      ""
    )
  }

  validation {
    condition = (
      try(var.capabilities.secrets_injection == null, true) ||
      try(
        contains(["variables", "secrets-manager", "vault"], tostring(var.capabilities.secrets_injection)),
        false
      )
    )
    error_message = try(
      "capabilities.secrets_injection = ${jsonencode(var.capabilities.secrets_injection)}: must be variables or secrets-manager.",
      ""
    )
  }

  validation {
    condition     = can(tobool(try(var.capabilities.gui_vnc, null)))
    error_message = try("capabilities.gui_vnc = ${jsonencode(var.capabilities.gui_vnc)}: must be true or false.", "")
  }

  validation {
    condition     = can(tobool(try(var.capabilities.gui_rdp, null)))
    error_message = try("capabilities.gui_rdp = ${jsonencode(var.capabilities.gui_rdp)}: must be true or false.", "")
  }

  validation {
    condition     = !coalesce(try(tobool(var.capabilities.gpu_support), null), false)
    error_message = "capabilities.gpu_support = true: this base has no GPUs: use base-ec2-gpu."
  }

  validation {
    condition = !(
      coalesce(try(tobool(var.capabilities.gui_vnc), null), false) &&
      coalesce(try(tobool(var.capabilities.gui_rdp), null), false)
    )
    error_message = "capabilities.gui_vnc = true: gui_vnc and gui_rdp are mutually exclusive: set one of them to false."
  }

  validation {
    condition     = !coalesce(try(tobool(var.capabilities.gui_rdp), null), false)
    error_message = "capabilities.gui_rdp = true: this base has no Windows desktop: use base-ec2-windows."
  }

  validation {
    condition = try(tostring(var.capabilities.secrets_injection), null) != "vault"
    error_message = join("", [
      "capabilities.secrets_injection = \"vault\": this base does not run Vault's agent: use secrets-manager with a ",
      "SecretProviderClass for Vault, or variables.",
    ])
  }

  validation {
    condition = try(
      alltrue([
        for k in nonsensitive(keys(var.secrets)) : can(regex(local.c_identifier, k))
        if(
          try(var.capabilities.secrets_injection == null, true)
          ? "variables"
          : tostring(var.capabilities.secrets_injection)
        ) == "variables"
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for k in nonsensitive(keys(var.secrets)) : "secrets[\"${k}\"]: the name is not a C identifier: use letters, digits and _, and start with no digit."
        if(
          try(var.capabilities.secrets_injection == null, true)
          ? "variables"
          : tostring(var.capabilities.secrets_injection)
        ) == "variables" &&
        !can(regex(local.c_identifier, k))
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for k in nonsensitive(keys(var.secrets)) : !can(regex(local.reserved_secret, k))
        if(
          try(var.capabilities.secrets_injection == null, true)
          ? "variables"
          : tostring(var.capabilities.secrets_injection)
        ) == "variables"
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for k in nonsensitive(keys(var.secrets)) : "secrets[\"${k}\"]: the name is reserved for the base module and the platform: use another one."
        if(
          try(var.capabilities.secrets_injection == null, true)
          ? "variables"
          : tostring(var.capabilities.secrets_injection)
        ) == "variables" &&
        can(regex(local.reserved_secret, k))
      ]),
      ""
    )
  }

  validation {
    condition = try(
      (
        try(var.capabilities.secrets_injection == null, true)
        ? "variables"
        : tostring(var.capabilities.secrets_injection)
      ) == "variables"
      ? length(
        # What a program can be started with: a variable and its name, or an argument, has 128 KiB
        # at most (execve), here as the length of its base64.
        [
          for k, v in var.secrets : k
          if can(regex(local.nul, v)) || length(base64encode("${k}=${v}")) > 174760
        ]
      ) == 0
      : true,
      true
    )
    error_message = join("", [
      "capabilities.secrets_injection = \"variables\": a value of secrets contains NUL, or has more than 128 KiB with its ",
      "name, and can be no variable: leave it out or mount a file.",
    ])
  }

  validation {
    condition = (
      try(tostring(var.capabilities.secrets_injection), null) != "secrets-manager" ||
      length(var.secrets) == 0
    )
    error_message = "capabilities.secrets_injection = \"secrets-manager\": secrets must then be empty: use secrets_injection variables or leave secrets out."
  }
}

variable "toolchain_template" {
  type        = any
  description = <<-EOT
    object({
      name    = string
      version = string
      source  = optional(string, "")
    })

    The toolchain that is installed in the workspace; recorded in annotations and in the output metadata.

    - name: Name of the toolchain.
    - version: Its semantic version.
    - source: Where it comes from, for people.
  EOT
  nullable    = false

  validation {
    condition     = can(keys(var.toolchain_template))
    error_message = "toolchain_template = ${jsonencode(var.toolchain_template)}: must be an object."
  }

  validation {
    condition = try(
      alltrue([
        for name in keys(var.toolchain_template) : contains(keys(local.attributes.toolchain_template), name)
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for name in keys(var.toolchain_template) : join("", [
          "toolchain_template has no attribute ${jsonencode(name)}: ",
          element(
            concat(
              [
                for known, misspelt in local.attributes.toolchain_template : "did you mean ${known}"
                if can(regex(misspelt, replace(lower(name), "-", "_")))
              ],
              ["remove it"]
            ),
            0
          ),
          ".",
        ])
        if !contains(keys(local.attributes.toolchain_template), name)
      ]),
      ""
    )
  }

  validation {
    condition = (
      !can(keys(var.toolchain_template)) ||
      try(
        tostring(var.toolchain_template.name) != null &&
        !can(regex(local.nul, tostring(var.toolchain_template.name))),
        false
      )
    )
    error_message = try(
      "toolchain_template.name = ${jsonencode(var.toolchain_template.name)}: must be text without NUL, which no program can be given.",
      "toolchain_template.name is required."
    )
  }

  validation {
    condition = (
      !can(keys(var.toolchain_template)) ||
      can(regex(local.semantic_version, tostring(var.toolchain_template.version)))
    )
    error_message = try(
      "toolchain_template.version = ${jsonencode(var.toolchain_template.version)}: must be a semantic version such as 1.2.0 or 2.0.0-rc.1+build.5.",
      "toolchain_template.version is required."
    )
  }

  validation {
    condition = (
      try(var.toolchain_template.source == null, true) ||
      try(
        tostring(var.toolchain_template.source) != null &&
        !can(regex(local.nul, tostring(var.toolchain_template.source))),
        false
      )
    )
    error_message = try(
      "toolchain_template.source = ${jsonencode(var.toolchain_template.source)}: must be text without NUL, which no program can be given.",
      ""
    )
  }
}

variable "base_module" {
  type        = any
  description = <<-EOT
    object({
      name    = optional(string, "base-k8s")
      version = optional(string, "1.1.0")
      source  = optional(string, "")
    })

    The base module that a composed module was built for; recorded in annotations and in the output metadata.

    - name: Name of the base module.
    - version: Its semantic version.
    - source: Where it comes from, for people.
  EOT
  default     = {}
  nullable    = false

  validation {
    condition     = can(keys(var.base_module))
    error_message = "base_module = ${jsonencode(var.base_module)}: must be an object."
  }

  validation {
    condition = try(
      alltrue([for name in keys(var.base_module) : contains(keys(local.attributes.base_module), name)]),
      true
    )
    error_message = try(
      join(" ", [
        for name in keys(var.base_module) : join("", [
          "base_module has no attribute ${jsonencode(name)}: ",
          element(
            concat(
              [
                for known, misspelt in local.attributes.base_module : "did you mean ${known}"
                if can(regex(misspelt, replace(lower(name), "-", "_")))
              ],
              ["remove it"]
            ),
            0
          ),
          ".",
        ])
        if !contains(keys(local.attributes.base_module), name)
      ]),
      ""
    )
  }

  validation {
    condition = (
      try(var.base_module.name == null, true) ||
      try(
        tostring(var.base_module.name) != null && !can(regex(local.nul, tostring(var.base_module.name))),
        false
      )
    )
    error_message = try(
      "base_module.name = ${jsonencode(var.base_module.name)}: must be text without NUL, which no program can be given.",
      ""
    )
  }

  # Version of this module.
  validation {
    condition = (
      try(var.base_module.version == null, true) ||
      can(regex(local.semantic_version, tostring(var.base_module.version)))
    )
    error_message = try(
      "base_module.version = ${jsonencode(var.base_module.version)}: must be a semantic version such as 1.2.0 or 2.0.0-rc.1+build.5.",
      ""
    )
  }

  validation {
    condition = (
      try(var.base_module.source == null, true) ||
      try(
        tostring(var.base_module.source) != null && !can(regex(local.nul, tostring(var.base_module.source))),
        false
      )
    )
    error_message = try(
      "base_module.source = ${jsonencode(var.base_module.source)}: must be text without NUL, which no program can be given.",
      ""
    )
  }
}

variable "overrides" {
  type        = any
  description = <<-EOT
    object({
      environment_variables = optional(map(string), {})
      labels                = optional(map(string), {})
      annotations           = optional(map(string), {})
    })

    Additions by the user of a composed module. They can touch neither identity nor network, privileges or mounts.

    - environment_variables: Variables added to the workspace container. Values are literal. Names
      are C identifiers outside those that the module and the platform set.
    - labels: Labels added to the Deployment and its pods. Keys that platforms act on are refused.
    - annotations: Annotations added to the Deployment and its pods. Keys that platforms act on are refused.
  EOT
  default     = {}
  nullable    = false

  validation {
    condition     = can(keys(var.overrides))
    error_message = "overrides = ${jsonencode(var.overrides)}: must be an object."
  }

  validation {
    condition = try(
      alltrue([for name in keys(var.overrides) : contains(keys(local.attributes.overrides), name)]),
      true
    )
    error_message = try(
      join(" ", [
        for name in keys(var.overrides) : join("", [
          "overrides has no attribute ${jsonencode(name)}: ",
          element(
            concat(
              [
                for known, misspelt in local.attributes.overrides : "did you mean ${known}"
                if can(regex(misspelt, replace(lower(name), "-", "_")))
              ],
              ["remove it"]
            ),
            0
          ),
          ".",
        ])
        if !contains(keys(local.attributes.overrides), name)
      ]),
      ""
    )
  }

  validation {
    condition = (
      try(var.overrides.environment_variables == null, true) ||
      can(keys(var.overrides.environment_variables))
    )
    error_message = try(
      "overrides.environment_variables = ${jsonencode(var.overrides.environment_variables)}: must be a map.",
      ""
    )
  }

  validation {
    condition = alltrue(can(keys(var.overrides.environment_variables)) ? [
      for v in var.overrides.environment_variables : try(tostring(v) != null && !can(regex(local.nul, tostring(v))), false)
    ] : [])
    error_message = join(" ", can(keys(var.overrides.environment_variables)) ? [
      for k, v in var.overrides.environment_variables : join("", [
        "overrides.environment_variables[${jsonencode(k)}] = ${jsonencode(v)}: must be text without NUL, which no program can ",
        "be given.",
      ])
      if try(tostring(v) == null || can(regex(local.nul, tostring(v))), true)
    ] : [])
  }

  validation {
    condition     = try(var.overrides.labels == null, true) || can(keys(var.overrides.labels))
    error_message = try("overrides.labels = ${jsonencode(var.overrides.labels)}: must be a map.", "")
  }

  validation {
    condition = alltrue(can(keys(var.overrides.labels)) ? [
      for v in var.overrides.labels : try(tostring(v) == "" || can(regex(local.label_value, tostring(v))), false)
    ] : [])
    error_message = join(" ", can(keys(var.overrides.labels)) ? [
      for k, v in var.overrides.labels : join("", [
        "overrides.labels[${jsonencode(k)}] = ${jsonencode(v)}: must be empty, or 1 to 63 letters, digits, -, _ or ., starting ",
        "and ending with a letter or digit.",
      ])
      if try(tostring(v) != "" && !can(regex(local.label_value, tostring(v))), true)
    ] : [])
  }

  validation {
    condition     = try(var.overrides.annotations == null, true) || can(keys(var.overrides.annotations))
    error_message = try("overrides.annotations = ${jsonencode(var.overrides.annotations)}: must be a map.", "")
  }

  validation {
    condition = alltrue(can(keys(var.overrides.annotations)) ? [
      for v in var.overrides.annotations : try(tostring(v) != null && !can(regex(local.nul, tostring(v))), false)
    ] : [])
    error_message = join(" ", can(keys(var.overrides.annotations)) ? [
      for k, v in var.overrides.annotations :
      "overrides.annotations[${jsonencode(k)}] = ${jsonencode(v)}: must be text without NUL, which no program can be given."
      if try(tostring(v) == null || can(regex(local.nul, tostring(v))), true)
    ] : [])
  }

  validation {
    condition = try(
      alltrue([
        for k in keys(
          try(var.overrides.environment_variables == null, true)
          ? {}
          : { for k, v in var.overrides.environment_variables : k => tostring(v) }
        ) : can(regex(local.c_identifier, k))
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for k in keys(
          try(var.overrides.environment_variables == null, true)
          ? {}
          : { for k, v in var.overrides.environment_variables : k => tostring(v) }
        ) : "overrides.environment_variables[\"${k}\"]: the name is not a C identifier: use letters, digits and _, and start with no digit."
        if !can(regex(local.c_identifier, k))
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for k in keys(
          try(var.overrides.environment_variables == null, true)
          ? {}
          : { for k, v in var.overrides.environment_variables : k => tostring(v) }
        ) : !can(regex(local.reserved_variable, k)) || can(regex(local.harmless_variable, k))
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for k in keys(
          try(var.overrides.environment_variables == null, true)
          ? {}
          : { for k, v in var.overrides.environment_variables : k => tostring(v) }
        ) : "overrides.environment_variables[\"${k}\"]: the name is reserved for the base module and the platform: use another one."
        if can(regex(local.reserved_variable, k)) && !can(regex(local.harmless_variable, k))
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for k, v in try(var.overrides.environment_variables == null, true)
        ? {}
        : { for k, v in var.overrides.environment_variables : k => tostring(v) } : length(base64encode("${k}=${v}")) <= 174760
        if v != null
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for k, v in try(var.overrides.environment_variables == null, true)
        ? {}
        : { for k, v in var.overrides.environment_variables : k => tostring(v) } :
        "overrides.environment_variables[\"${k}\"]: can have 128 KiB at most, its name included."
        if v != null ? length(base64encode("${k}=${v}")) > 174760 : false
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for k in keys(
          try(var.overrides.labels == null, true)
          ? {}
          : { for k, v in var.overrides.labels : k => tostring(v) }
        ) : can(regex(local.qualified_name, k)) && !can(regex(local.prefix_too_long, k))
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for k in keys(
          try(var.overrides.labels == null, true)
          ? {}
          : { for k, v in var.overrides.labels : k => tostring(v) }
        ) :
        join("", [
          "overrides.labels[\"${k}\"]: the key is not legal in Kubernetes: use an optional DNS subdomain and a slash, then 1 to ",
          "63 letters, digits, -, _ or ., starting and ending with a letter or digit.",
        ])
        if !can(regex(local.qualified_name, k)) || can(regex(local.prefix_too_long, k))
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for k in keys(
          try(var.overrides.labels == null, true)
          ? {}
          : { for k, v in var.overrides.labels : k => tostring(v) }
        ) : !can(regex(local.reserved_key, k))
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for k in keys(
          try(var.overrides.labels == null, true)
          ? {}
          : { for k, v in var.overrides.labels : k => tostring(v) }
        ) : "overrides.labels[\"${k}\"]: the key is reserved for the platform: use a prefix of your own, such as example.com/."
        if can(regex(local.reserved_key, k))
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for k in keys(
          try(var.overrides.annotations == null, true)
          ? {}
          : { for k, v in var.overrides.annotations : k => tostring(v) }
        ) : can(regex(local.annotation_key, k)) && !can(regex(local.prefix_too_long, k))
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for k in keys(
          try(var.overrides.annotations == null, true)
          ? {}
          : { for k, v in var.overrides.annotations : k => tostring(v) }
        ) :
        join("", [
          "overrides.annotations[\"${k}\"]: the key is not legal in Kubernetes: use an optional DNS subdomain and a slash, then ",
          "1 to 63 letters, digits, -, _ or ., starting and ending with a letter or digit.",
        ])
        if !can(regex(local.annotation_key, k)) || can(regex(local.prefix_too_long, k))
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for k in keys(
          try(var.overrides.annotations == null, true)
          ? {}
          : { for k, v in var.overrides.annotations : k => tostring(v) }
        ) : !can(regex(local.reserved_key, k))
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for k in keys(
          try(var.overrides.annotations == null, true)
          ? {}
          : { for k, v in var.overrides.annotations : k => tostring(v) }
        ) : "overrides.annotations[\"${k}\"]: the key is reserved for the platform: use a prefix of your own, such as example.com/."
        if can(regex(local.reserved_key, k))
      ]),
      ""
    )
  }

  # Kubernetes' limit for the annotations of an object, 256 KiB, less what the module adds.
  validation {
    condition = try(
      sum(concat([0], [
        for k, v in try(var.overrides.annotations == null, true)
        ? {}
        : { for k, v in var.overrides.annotations : k => tostring(v) } : length(base64encode("${k}${v}"))
      ])) <= 340000,
      true
    )
    error_message = "overrides.annotations: are longer than Kubernetes accepts, 256 KiB for those of an object: leave some out."
  }
}

variable "namespace" {
  type        = string
  description = "Existing namespace of the workspace. It must differ from coder_namespace, and should enforce the Pod Security Standard \"restricted\"."
  default     = "coder-ws"
  nullable    = false

  validation {
    condition     = can(regex(local.dns_label, var.namespace))
    error_message = "namespace = ${jsonencode(var.namespace)}: must be 1 to 63 lower-case letters, digits or -, starting and ending with a letter or digit."
  }
}

variable "storage_class" {
  type        = string
  description = <<-EOT
    Existing StorageClass of the home volume; it should encrypt. "" is the cluster's default class.
    Going back to "" changes nothing in Terraform and is refused by kubectl.
  EOT
  default     = "gp3-encrypted"
  nullable    = false

  validation {
    condition = (
      var.storage_class == "" ||
      can(regex(local.dns_subdomain, var.storage_class)) && !can(regex(local.too_long, var.storage_class))
    )
    error_message = join("", [
      "storage_class = ${jsonencode(var.storage_class)}: must be empty or the name of a Kubernetes object: 1 to 253 ",
      "lower-case letters, digits, - or ., each part between dots starting and ending with a letter or digit.",
    ])
  }
}

variable "workspace_iam_role_arn" {
  type        = string
  description = "ARN of the IAM role that the workspace assumes with identity_mode iam or oidc; \"\" for none."
  default     = ""
  nullable    = false

  validation {
    condition = var.workspace_iam_role_arn == "" || can(regex(local.iam_role_arn, var.workspace_iam_role_arn))
    error_message = join("", [
      "workspace_iam_role_arn = ${jsonencode(var.workspace_iam_role_arn)}: must be empty or the ARN of an IAM role, such as ",
      "arn:aws:iam::123456789012:role/CoderWorkspaceRole.",
    ])
  }
}

variable "os_type" {
  type        = string
  description = "Operating system of the workspace, when image_id does not name an image."
  default     = "ubuntu-22.04"
  nullable    = false

  validation {
    condition     = contains(["ubuntu-22.04", "ubuntu-24.04", "amazon-linux-2023"], var.os_type)
    error_message = "os_type = ${jsonencode(var.os_type)}: must be one of amazon-linux-2023, ubuntu-22.04, ubuntu-24.04."
  }
}

variable "replica_count" {
  type        = number
  description = "Number of pods: 0 stops the workspace, 1 runs it. In a template: data.coder_workspace.me.start_count."
  default     = 1
  nullable    = false

  validation {
    condition     = contains([1, 0], var.replica_count)
    error_message = "replica_count = ${jsonencode(var.replica_count)}: must be 0 (stopped) or 1 (running)."
  }

  validation {
    condition = (
      !local.capabilities.gui_vnc ||
      var.replica_count != 1 ||
      var.vnc_password != "" ||
      var.coder_agent_token != ""
    )
    error_message = "capabilities.gui_vnc = true: the desktop would have no password: set coder_agent_token, from which one is derived, or vnc_password."
  }

  validation {
    condition = (
      !local.capabilities.gui_vnc ||
      var.replica_count != 1 ||
      var.vnc_password == "" ||
      can(regex(local.vnc_password_form, var.vnc_password))
    )
    error_message = join("", [
      "capabilities.gui_vnc = true: vnc_password must have 6 to 128 characters from ! to ~ without a backslash, or KasmVNC ",
      "starts again and again: choose another one.",
    ])
  }

  validation {
    condition = (
      var.replica_count != 1 ||
      (
        !can(regex(local.nul, var.coder_agent_token)) &&
        length(base64encode(var.coder_agent_token)) <= 174736
      )
    )
    error_message = join("", [
      "replica_count = 1: coder_agent_token contains NUL, or has more than 128 KiB with its name, and can be no variable: ",
      "pass the token of a coder_agent.",
    ])
  }
}

variable "coder_agent_token" {
  type        = string
  description = "Token of the Coder agent. It goes into a Secret and nowhere else."
  default     = ""
  nullable    = false
  sensitive   = true
}

variable "startup_command" {
  type        = list(string)
  description = <<-EOT
    Command of the workspace container, passed on unchanged. In a template: ["sh", "-c",
    coder_agent.main.init_script]. Kubernetes itself replaces $(NAME) by a variable of the container
    and $$ by $.
  EOT
  default     = ["sh", "-c", "sleep infinity"]
  nullable    = false

  validation {
    condition = alltrue([for v in var.startup_command : v != null && !can(regex(local.nul, v))])
    error_message = join(" ", [
      for i, v in var.startup_command : "startup_command[${i}] = ${jsonencode(v)}: must be text without NUL, which no program can be given."
      if v == null || can(regex(local.nul, v))
    ])
  }

  validation {
    condition = alltrue([for c in var.startup_command : length(base64encode(c)) <= 174760 if c != null])
    error_message = join(" ", [
      for i, c in var.startup_command : "startup_command[${i}]: can have 128 KiB at most, its name included."
      if c != null ? length(base64encode(c)) > 174760 : false
    ])
  }
}

variable "workspace_id" {
  type        = string
  description = <<-EOT
    ID of the workspace, a lower-case UUID; "" when it is not known. When set, object names derive
    from it alone, so that a renamed or claimed workspace keeps its home volume.
  EOT
  default     = ""
  nullable    = false

  validation {
    condition     = var.workspace_id == "" || can(regex(local.uuid, var.workspace_id))
    error_message = "workspace_id = ${jsonencode(var.workspace_id)}: must be empty or a lower-case UUID, such as 8d5a1c2e-3b4f-4c6d-9e7f-0a1b2c3d4e5f."
  }
}

variable "image_registry" {
  type        = string
  description = <<-EOT
    Private registry of the images that os_type chooses, without a trailing slash:
    <registry>/coder-base:<tag>. Affects neither image_id nor kasmvnc_image.
  EOT
  default     = ""
  nullable    = false

  validation {
    condition = var.image_registry == "" || can(regex(local.image_registry, var.image_registry))
    error_message = join("", [
      "image_registry = ${jsonencode(var.image_registry)}: must be empty or a registry such as ",
      "registry.example.com:5000/team, without a scheme and without a trailing slash.",
    ])
  }
}

variable "coder_namespace" {
  type        = string
  description = "Namespace of the Coder control plane; the only one that may connect to the workspace."
  default     = "coder"
  nullable    = false

  validation {
    condition = can(regex(local.dns_label, var.coder_namespace))
    error_message = join("", [
      "coder_namespace = ${jsonencode(var.coder_namespace)}: must be 1 to 63 lower-case letters, digits or -, starting and ",
      "ending with a letter or digit.",
    ])
  }

  validation {
    condition = var.namespace != var.coder_namespace
    error_message = join("", [
      "namespace = \"${var.namespace}\": must differ from coder_namespace, or every workspace could reach every other one: ",
      "use a namespace for workspaces only, such as coder-ws.",
    ])
  }
}

variable "control_plane_cidrs" {
  type        = list(string)
  description = <<-EOT
    CIDRs through which Coder's access URL is reached when that is not a pod in coder_namespace:
    those of a load balancer or ingress. TCP 80 and 443 are let out to each.
  EOT
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for v in var.control_plane_cidrs : (
        (
          can(regex(local.ipv4_cidr, v)) &&
          can(regex(local.ipv4_network, v)) &&
          !can(regex(local.ipv4_special, v))
        ) ||
        (
          can(regex(local.ipv6_cidr, v)) &&
          !can(regex(local.ipv6_special, v)) &&
          !can(regex(local.ipv6_host_bits, v))
        )
      )
    ])
    error_message = join(" ", [
      for i, v in var.control_plane_cidrs : join("", [
        "control_plane_cidrs[${i}] = ${jsonencode(v)}: must be an IPv4 network with a prefix length of 8 to 32, or a global or ",
        "unique local IPv6 network with 32 to 128, that has no bits set beyond the prefix length and holds no loopback, ",
        "link-local or metadata address: write 10.20.0.0/16 or 2001:db8::/48.",
      ])
      if(
        !(can(regex(local.ipv4_cidr, v)) && can(regex(local.ipv4_network, v))) ||
        can(regex(local.ipv4_special, v))
      ) &&
      (
        !can(regex(local.ipv6_cidr, v)) ||
        can(regex(local.ipv6_special, v)) ||
        can(regex(local.ipv6_host_bits, v))
      )
    ])
  }
}

variable "cluster_dns" {
  type        = string
  description = "Which pods resolve names: kube-dns for CoreDNS and NodeLocal DNS of most clusters, openshift for OpenShift's."
  default     = "kube-dns"
  nullable    = false

  validation {
    condition     = contains(["kube-dns", "openshift"], var.cluster_dns)
    error_message = "cluster_dns = ${jsonencode(var.cluster_dns)}: must be kube-dns or openshift."
  }
}

variable "dns_cidrs" {
  type        = list(string)
  description = <<-EOT
    Further resolvers that pods may reach at port 53: the address of the DNS Service on EKS Auto
    Mode, 169.254.169.254/32 on GKE with Cloud DNS, a company's own.
  EOT
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for v in var.dns_cidrs : (
        (
          can(regex(local.ipv4_cidr, v)) &&
          can(regex(local.ipv4_network, v)) &&
          !can(regex(local.ipv4_unusable, v))
        ) ||
        can(regex(local.ipv6_resolver, v)) && !can(regex(local.ipv6_host_bits, v))
      )
    ])
    error_message = join(" ", [
      for i, v in var.dns_cidrs : join("", [
        "dns_cidrs[${i}] = ${jsonencode(v)}: must be an IPv4 network with a prefix length of 8 to 32, or an IPv6 network with ",
        "8 to 128, that has no bits set beyond the prefix length and is not loopback: write 172.20.0.10/32.",
      ])
      if(
        !(can(regex(local.ipv4_cidr, v)) && can(regex(local.ipv4_network, v))) ||
        can(regex(local.ipv4_unusable, v))
      ) &&
      (!can(regex(local.ipv6_resolver, v)) || can(regex(local.ipv6_host_bits, v)))
    ])
  }
}

variable "additional_egress" {
  type        = any
  description = <<-EOT
    list(object({
      cidr       = optional(string, "")
      namespace  = optional(string, "")
      pod_labels = optional(map(string), {})
      ports      = optional(list(number), [])
      protocol   = optional(string, "TCP")
    }))

    Destinations that are open with every network_egress: a proxy, git over SSH, a database.

    - cidr: Network, by the rules of control_plane_cidrs; "" for pods of a namespace.
    - namespace: Namespace; "" for a network.
    - pod_labels: Labels of the pods in the namespace; none are all pods.
    - ports: 1 to 20 ports; none would open all and is refused.
    - protocol: Protocol of the ports.
  EOT
  default     = []
  nullable    = false

  validation {
    condition     = can([for elem in var.additional_egress : true]) && !can(keys(var.additional_egress))
    error_message = "additional_egress = ${jsonencode(var.additional_egress)}: must be a list."
  }

  validation {
    condition = try(alltrue([for v in var.additional_egress : can(keys(v))]), true)
    error_message = try(
      join(" ", [
        for i, v in var.additional_egress : "additional_egress[${i}] = ${jsonencode(v)}: must be an object."
        if !can(keys(v))
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue(flatten([
        for v in var.additional_egress : [for name in keys(v) : contains(keys(local.attributes.additional_egress), name)]
        if can(keys(v))
      ])),
      true
    )
    error_message = try(
      join(" ", flatten([
        for i, v in var.additional_egress : [
          for name in keys(v) : join("", [
            "additional_egress[${i}] has no attribute ${jsonencode(name)}: ",
            element(
              concat(
                [
                  for known, misspelt in local.attributes.additional_egress : "did you mean ${known}"
                  if can(regex(misspelt, replace(lower(name), "-", "_")))
                ],
                ["remove it"]
              ),
              0
            ),
            ".",
          ])
          if !contains(keys(local.attributes.additional_egress), name)
        ]
        if can(keys(v))
      ])),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for v in var.additional_egress : (
          try(v.cidr == null, true) ||
          try(
            tostring(v.cidr) == "" ||
            (
              can(regex(local.ipv4_cidr, tostring(v.cidr))) &&
              can(regex(local.ipv4_network, tostring(v.cidr))) &&
              !can(regex(local.ipv4_special, tostring(v.cidr)))
            ) ||
            (
              can(regex(local.ipv6_cidr, tostring(v.cidr))) &&
              !can(regex(local.ipv6_special, tostring(v.cidr))) &&
              !can(regex(local.ipv6_host_bits, tostring(v.cidr)))
            ),
            false
          )
        )
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, v in var.additional_egress : join("", [
          "additional_egress[${i}].cidr = ${jsonencode(v.cidr)}: must be empty, an IPv4 network with a prefix length of 8 to 32, ",
          "or a global or unique local IPv6 network with 32 to 128, that has no bits set beyond the prefix length and holds no ",
          "loopback, link-local or metadata address: write 10.9.8.7/32.",
        ])
        if try(v.cidr != null, false) &&
        try(
          tostring(v.cidr) != "" &&
          (
            !(can(regex(local.ipv4_cidr, tostring(v.cidr))) && can(regex(local.ipv4_network, tostring(v.cidr)))) ||
            can(regex(local.ipv4_special, tostring(v.cidr)))
          ) &&
          (
            !can(regex(local.ipv6_cidr, tostring(v.cidr))) ||
            can(regex(local.ipv6_special, tostring(v.cidr))) ||
            can(regex(local.ipv6_host_bits, tostring(v.cidr)))
          ),
          true
        )
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for v in var.additional_egress : (
          try(v.namespace == null, true) ||
          try(tostring(v.namespace) == "" || can(regex(local.dns_label, tostring(v.namespace))), false)
        )
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, v in var.additional_egress : join("", [
          "additional_egress[${i}].namespace = ${jsonencode(v.namespace)}: must be empty, or 1 to 63 lower-case letters, digits ",
          "or -, starting and ending with a letter or digit.",
        ])
        if try(v.namespace != null, false) &&
        try(tostring(v.namespace) != "" && !can(regex(local.dns_label, tostring(v.namespace))), true)
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue(
        [for v in var.additional_egress : try(v.pod_labels == null, true) || can(keys(v.pod_labels))]
      ),
      true
    )
    error_message = try(
      join(" ", [
        for i, v in var.additional_egress : "additional_egress[${i}].pod_labels = ${jsonencode(v.pod_labels)}: must be a map."
        if try(v.pod_labels != null, false) && !can(keys(v.pod_labels))
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue(flatten([
        for v in var.additional_egress : [
          for w in v.pod_labels : try(tostring(w) == "" || can(regex(local.label_value, tostring(w))), false)
        ]
        if can(keys(v.pod_labels))
      ])),
      true
    )
    error_message = try(
      join(" ", flatten([
        for i, v in var.additional_egress : [
          for k, w in v.pod_labels : join("", [
            "additional_egress[${i}].pod_labels[${jsonencode(k)}] = ${jsonencode(w)}: must be empty, or 1 to 63 letters, digits, ",
            "-, _ or ., starting and ending with a letter or digit.",
          ])
          if try(tostring(w) != "" && !can(regex(local.label_value, tostring(w))), true)
        ]
        if can(keys(v.pod_labels))
      ])),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for v in var.additional_egress : try(v.ports == null, true) || can([for elem in v.ports : true]) && !can(keys(v.ports))
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, v in var.additional_egress : "additional_egress[${i}].ports = ${jsonencode(v.ports)}: must be a list."
        if try(v.ports != null, false) && (!can([for elem in v.ports : true]) || can(keys(v.ports)))
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue(flatten([
        for v in var.additional_egress : [
          for w in v.ports : try(floor(tonumber(w)) == tonumber(w) && tonumber(w) >= 1 && tonumber(w) <= 65535, false)
        ]
        if can([for elem in v.ports : true]) && !can(keys(v.ports))
      ])),
      true
    )
    error_message = try(
      join(" ", flatten([
        for i, v in var.additional_egress : [
          for j, w in v.ports : "additional_egress[${i}].ports[${j}] = ${jsonencode(w)}: must be a port from 1 to 65535."
          if try(floor(tonumber(w)) != tonumber(w) || tonumber(w) < 1 || tonumber(w) > 65535, true)
        ]
        if can([for elem in v.ports : true]) && !can(keys(v.ports))
      ])),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for v in var.additional_egress : try(v.protocol == null, true) || try(contains(["TCP", "UDP"], tostring(v.protocol)), false)
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, v in var.additional_egress : "additional_egress[${i}].protocol = ${jsonencode(v.protocol)}: must be TCP or UDP."
        if try(v.protocol != null, false) && try(!contains(["TCP", "UDP"], tostring(v.protocol)), true)
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for e in var.additional_egress : try(
          (try(e.cidr == null, true) ? "" : tostring(e.cidr)) == ""
          ? (try(e.namespace == null, true) ? "" : tostring(e.namespace)) != ""
          : true,
          true
        )
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, e in var.additional_egress : "additional_egress[${i}]: names no destination: give it a cidr or a namespace."
        if try(
          (try(e.cidr == null, true) ? "" : tostring(e.cidr)) == ""
          ? (try(e.namespace == null, true) ? "" : tostring(e.namespace)) == ""
          : false,
          false
        )
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for e in var.additional_egress : try(
          (try(e.cidr == null, true) ? "" : tostring(e.cidr)) != ""
          ? (try(e.namespace == null, true) ? "" : tostring(e.namespace)) == ""
          : true,
          true
        )
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, e in var.additional_egress : "additional_egress[${i}]: has a cidr and a namespace: write two destinations."
        if try(
          (try(e.cidr == null, true) ? "" : tostring(e.cidr)) != ""
          ? (try(e.namespace == null, true) ? "" : tostring(e.namespace)) != ""
          : false,
          false
        )
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for e in var.additional_egress : try(
          (try(e.cidr == null, true) ? "" : tostring(e.cidr)) != ""
          ? length(try(e.pod_labels == null, true) ? {} : { for k, v in e.pod_labels : k => tostring(v) }) == 0
          : true,
          true
        )
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, e in var.additional_egress : "additional_egress[${i}].pod_labels: are for pods of a namespace: leave them out beside a cidr."
        if try(
          (try(e.cidr == null, true) ? "" : tostring(e.cidr)) != ""
          ? length(try(e.pod_labels == null, true) ? {} : { for k, v in e.pod_labels : k => tostring(v) }) != 0
          : false,
          false
        )
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for e in var.additional_egress : try(
          length(try(e.ports == null, true) ? [] : [for v in e.ports : tonumber(v)]) != 0 &&
          length(try(e.ports == null, true) ? [] : [for v in e.ports : tonumber(v)]) <= 20,
          true
        )
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, e in var.additional_egress : "additional_egress[${i}].ports: must be 1 to 20 port numbers, because none would open all: name them."
        if try(
          length(try(e.ports == null, true) ? [] : [for v in e.ports : tonumber(v)]) == 0 ||
          length(try(e.ports == null, true) ? [] : [for v in e.ports : tonumber(v)]) > 20,
          false
        )
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue(flatten([
        for e in var.additional_egress : [
          for k in keys(try(e.pod_labels == null, true) ? {} : { for k, v in e.pod_labels : k => tostring(v) }) :
          can(regex(local.qualified_name, k)) && !can(regex(local.prefix_too_long, k))
        ]
      ])),
      true
    )
    error_message = try(
      join(" ", flatten([
        for i, e in var.additional_egress : [
          for k in keys(try(e.pod_labels == null, true) ? {} : { for k, v in e.pod_labels : k => tostring(v) }) :
          join("", [
            "additional_egress[${i}].pod_labels[\"${k}\"]: the key is not legal in Kubernetes: use an optional DNS subdomain and a ",
            "slash, then 1 to 63 letters, digits, -, _ or ., starting and ending with a letter or digit.",
          ])
          if !can(regex(local.qualified_name, k)) || can(regex(local.prefix_too_long, k))
        ]
      ])),
      ""
    )
  }
}

variable "egress_private_networks" {
  type        = bool
  description = <<-EOT
    Let network_egress https-only and unrestricted reach private networks. Without it, what is
    needed of them stands in control_plane_cidrs, dns_cidrs and additional_egress; VPC endpoints,
    such as those of STS and ECR, are there too.
  EOT
  default     = true
  nullable    = false
}

variable "agent_url" {
  type        = string
  description = "CODER_AGENT_URL for startup commands that run the agent directly; Coder's init script sets its own. \"\" leaves it out."
  default     = ""
  nullable    = false

  validation {
    condition = var.agent_url == "" || can(regex(local.agent_url, var.agent_url))
    error_message = join("", [
      "agent_url = ${jsonencode(var.agent_url)}: must be empty or an http or https URL without credentials and spaces, such ",
      "as https://coder.example.com.",
    ])
  }

  validation {
    condition     = length(base64encode(var.agent_url)) <= 174736
    error_message = "agent_url: can have 128 KiB at most, its name included."
  }
}

variable "service_account_name" {
  type        = string
  description = <<-EOT
    Existing ServiceAccount to use instead of making one, because Pod Identity, GKE and Azure
    bindings name one exactly. Its annotations are then its owner's task.
  EOT
  default     = ""
  nullable    = false

  validation {
    condition = (
      var.service_account_name == "" ||
      (
        can(regex(local.dns_subdomain, var.service_account_name)) &&
        !can(regex(local.too_long, var.service_account_name))
      )
    )
    error_message = join("", [
      "service_account_name = ${jsonencode(var.service_account_name)}: must be empty or the name of a Kubernetes object: 1 ",
      "to 253 lower-case letters, digits, - or ., each part between dots starting and ending with a letter or digit.",
    ])
  }
}

variable "node_selectors" {
  type        = map(string)
  description = "Labels that a node must have, besides kubernetes.io/os = linux and kubernetes.io/arch, which are always required."
  default     = {}
  nullable    = false

  validation {
    condition = alltrue([for v in var.node_selectors : v == "" || can(regex(local.label_value, v))])
    error_message = join(" ", [
      for k, v in var.node_selectors : join("", [
        "node_selectors[${jsonencode(k)}] = ${jsonencode(v)}: must be empty, or 1 to 63 letters, digits, -, _ or ., starting ",
        "and ending with a letter or digit.",
      ])
      if v != "" && !can(regex(local.label_value, v))
    ])
  }

  validation {
    condition = alltrue([
      for k in keys(var.node_selectors) : can(regex(local.qualified_name, k)) && !can(regex(local.prefix_too_long, k))
    ])
    error_message = join(" ", [
      for k in keys(var.node_selectors) : join("", [
        "node_selectors[\"${k}\"]: the key is not legal in Kubernetes: use an optional DNS subdomain and a slash, then 1 to 63 ",
        "letters, digits, -, _ or ., starting and ending with a letter or digit.",
      ])
      if !can(regex(local.qualified_name, k)) || can(regex(local.prefix_too_long, k))
    ])
  }

  validation {
    condition = alltrue([for k in keys(var.node_selectors) : k != "kubernetes.io/os" && k != "kubernetes.io/arch"])
    error_message = join(" ", [
      for k in keys(var.node_selectors) : "node_selectors[\"${k}\"]: is always set: leave it out, and use arch for another architecture."
      if k == "kubernetes.io/os" || k == "kubernetes.io/arch"
    ])
  }
}

variable "tolerations" {
  type        = any
  description = <<-EOT
    list(object({
      key                = optional(string, "")
      operator           = optional(string, "Equal")
      value              = optional(string, "")
      effect             = optional(string, "")
      toleration_seconds = optional(number)
    }))

    Node taints that the workspace tolerates, besides coder-ws (NoSchedule), which it always does.

    - key: Key of the taint; "" with operator Exists tolerates every taint.
    - operator: Equal compares the value, Exists does not.
    - value: Value of the taint, with operator Equal.
    - effect: Effect of the taint; "" stands for every effect.
    - toleration_seconds: How many seconds the pod stays on a node after a NoExecute taint appears; absent means for ever.
  EOT
  default     = []
  nullable    = false

  validation {
    condition     = can([for elem in var.tolerations : true]) && !can(keys(var.tolerations))
    error_message = "tolerations = ${jsonencode(var.tolerations)}: must be a list."
  }

  validation {
    condition = try(alltrue([for v in var.tolerations : can(keys(v))]), true)
    error_message = try(
      join(" ", [
        for i, v in var.tolerations : "tolerations[${i}] = ${jsonencode(v)}: must be an object."
        if !can(keys(v))
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue(flatten([
        for v in var.tolerations : [for name in keys(v) : contains(keys(local.attributes.tolerations), name)]
        if can(keys(v))
      ])),
      true
    )
    error_message = try(
      join(" ", flatten([
        for i, v in var.tolerations : [
          for name in keys(v) : join("", [
            "tolerations[${i}] has no attribute ${jsonencode(name)}: ",
            element(
              concat(
                [
                  for known, misspelt in local.attributes.tolerations : "did you mean ${known}"
                  if can(regex(misspelt, replace(lower(name), "-", "_")))
                ],
                ["remove it"]
              ),
              0
            ),
            ".",
          ])
          if !contains(keys(local.attributes.tolerations), name)
        ]
        if can(keys(v))
      ])),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for v in var.tolerations : (
          try(v.key == null, true) ||
          try(
            tostring(v.key) == "" ||
            (
              can(regex(local.qualified_name, tostring(v.key))) &&
              !can(regex(local.prefix_too_long, tostring(v.key)))
            ),
            false
          )
        )
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, v in var.tolerations : "tolerations[${i}].key = ${jsonencode(v.key)}: must be empty or the key of a taint, such as example.com/dedicated."
        if try(v.key != null, false) &&
        try(
          tostring(v.key) != "" &&
          (
            !can(regex(local.qualified_name, tostring(v.key))) ||
            can(regex(local.prefix_too_long, tostring(v.key)))
          ),
          true
        )
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for v in var.tolerations : try(v.operator == null, true) || try(contains(["Equal", "Exists"], tostring(v.operator)), false)
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, v in var.tolerations : "tolerations[${i}].operator = ${jsonencode(v.operator)}: must be Equal or Exists."
        if try(v.operator != null, false) && try(!contains(["Equal", "Exists"], tostring(v.operator)), true)
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for v in var.tolerations : (
          try(v.value == null, true) ||
          try(tostring(v.value) == "" || can(regex(local.label_value, tostring(v.value))), false)
        )
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, v in var.tolerations : join("", [
          "tolerations[${i}].value = ${jsonencode(v.value)}: must be empty, or 1 to 63 letters, digits, -, _ or ., starting and ",
          "ending with a letter or digit.",
        ])
        if try(v.value != null, false) &&
        try(tostring(v.value) != "" && !can(regex(local.label_value, tostring(v.value))), true)
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for v in var.tolerations : (
          try(v.effect == null, true) ||
          try(contains(["", "NoSchedule", "PreferNoSchedule", "NoExecute"], tostring(v.effect)), false)
        )
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, v in var.tolerations : "tolerations[${i}].effect = ${jsonencode(v.effect)}: must be empty or one of NoSchedule, PreferNoSchedule, NoExecute."
        if try(v.effect != null, false) &&
        try(!contains(["", "NoSchedule", "PreferNoSchedule", "NoExecute"], tostring(v.effect)), true)
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for v in var.tolerations : (
          try(v.toleration_seconds == null, true) ||
          try(
            floor(tonumber(v.toleration_seconds)) == tonumber(v.toleration_seconds) &&
            tonumber(v.toleration_seconds) >= 0 &&
            tonumber(v.toleration_seconds) <= 2147483647,
            false
          )
        )
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, v in var.tolerations : "tolerations[${i}].toleration_seconds = ${jsonencode(v.toleration_seconds)}: must be a whole number from 0 to 2147483647."
        if try(v.toleration_seconds != null, false) &&
        try(
          floor(tonumber(v.toleration_seconds)) != tonumber(v.toleration_seconds) ||
          tonumber(v.toleration_seconds) < 0 ||
          tonumber(v.toleration_seconds) > 2147483647,
          true
        )
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for t in var.tolerations : try(
          (try(t.value == null, true) ? "" : tostring(t.value)) == "" ||
          try(tostring(t.operator), null) != "Exists",
          true
        )
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, t in var.tolerations : try(
          join("", [
            "tolerations[${i}].value = \"${try(t.value == null, true) ? "" : tostring(t.value)}\": must be empty with operator ",
            "Exists: leave it out or use operator Equal.",
          ]),
          ""
        )
        if try(
          (try(t.value == null, true) ? "" : tostring(t.value)) != "" &&
          try(tostring(t.operator), null) == "Exists",
          false
        )
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for t in var.tolerations : try(
          (try(t.key == null, true) ? "" : tostring(t.key)) == ""
          ? (try(t.operator == null, true) ? "Equal" : tostring(t.operator)) != "Equal"
          : true,
          true
        )
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, t in var.tolerations : "tolerations[${i}].key = \"\": must not be empty with operator Equal: name a taint's key or use operator Exists."
        if try(
          (try(t.key == null, true) ? "" : tostring(t.key)) == ""
          ? (try(t.operator == null, true) ? "Equal" : tostring(t.operator)) == "Equal"
          : false,
          false
        )
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for t in var.tolerations : try(try(t.toleration_seconds == null, true) || try(tostring(t.effect), null) == "NoExecute", true)
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, t in var.tolerations : join("", [
          "tolerations[${i}].toleration_seconds = ${tonumber(try(t.toleration_seconds, null))}: is for effect NoExecute only: ",
          "leave it out or use that effect.",
        ])
        if try(!try(t.toleration_seconds == null, true) && try(tostring(t.effect), null) != "NoExecute", false)
      ]),
      ""
    )
  }
}

variable "image_pull_secrets" {
  type        = list(string)
  description = "Existing Secrets with the credentials of image registries."
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for v in var.image_pull_secrets : can(regex(local.dns_subdomain, v)) && !can(regex(local.too_long, v))
    ])
    error_message = join(" ", [
      for i, v in var.image_pull_secrets : join("", [
        "image_pull_secrets[${i}] = ${jsonencode(v)}: must be the name of a Kubernetes object: 1 to 253 lower-case letters, ",
        "digits, - or ., each part between dots starting and ending with a letter or digit.",
      ])
      if !can(regex(local.dns_subdomain, v)) || can(regex(local.too_long, v))
    ])
  }
}

variable "kasmvnc_image" {
  type        = string
  description = "Image of the desktop container, for gui_vnc."
  default     = "kasmweb/desktop:1.18.0"
  nullable    = false

  validation {
    condition = (
      can(regex(local.image_reference, var.kasmvnc_image)) &&
      !can(regex(local.image_name_too_long, var.kasmvnc_image)) &&
      !can(regex(local.image_name_is_id, var.kasmvnc_image))
    )
    error_message = "kasmvnc_image = ${jsonencode(var.kasmvnc_image)}: must be an image reference such as kasmweb/desktop:1.18.0."
  }
}

variable "vnc_password" {
  type        = string
  description = <<-EOT
    Password of the desktop's user kasm_user, for gui_vnc. "" derives one from coder_agent_token, so
    that no shared default exists. Otherwise 6 to 128 characters from ! to ~ without a backslash, as
    KasmVNC wants.
  EOT
  default     = ""
  nullable    = false
  sensitive   = true
}

variable "artifact_cache_claim" {
  type        = string
  description = "Existing shared (ReadWriteMany) claim that holds the artifact cache, for artifact_cache."
  default     = "coder-artifact-cache"
  nullable    = false

  validation {
    condition = (
      var.artifact_cache_claim == "" ||
      (
        can(regex(local.dns_subdomain, var.artifact_cache_claim)) &&
        !can(regex(local.too_long, var.artifact_cache_claim))
      )
    )
    error_message = join("", [
      "artifact_cache_claim = ${jsonencode(var.artifact_cache_claim)}: must be empty or the name of a Kubernetes object: 1 ",
      "to 253 lower-case letters, digits, - or ., each part between dots starting and ending with a letter or digit.",
    ])
  }

  validation {
    condition     = var.artifact_cache_claim != "" || !local.capabilities.artifact_cache
    error_message = "artifact_cache_claim = \"\": must not be empty with artifact_cache: name a ReadWriteMany claim, such as coder-artifact-cache."
  }
}

variable "artifact_cache_read_only" {
  type        = bool
  description = "Mount the artifact cache read-only. Only ARTIFACT_CACHE_DIR is set then, because npm and Go fail on a read-only cache."
  default     = false
  nullable    = false
}

variable "env_from" {
  type        = any
  description = <<-EOT
    list(object({
      secret     = optional(string, "")
      config_map = optional(string, "")
      prefix     = optional(string, "")
    }))

    Existing Secrets and ConfigMaps whose keys become variables of the workspace, after those of
    secrets. A later source wins over an earlier one, and env over all. A change of a source
    restarts nothing.

    - secret: Existing Secret.
    - config_map: Existing ConfigMap.
    - prefix: Put before the name of each variable.
  EOT
  default     = []
  nullable    = false

  validation {
    condition     = can([for elem in var.env_from : true]) && !can(keys(var.env_from))
    error_message = "env_from = ${jsonencode(var.env_from)}: must be a list."
  }

  validation {
    condition = try(alltrue([for v in var.env_from : can(keys(v))]), true)
    error_message = try(
      join(" ", [
        for i, v in var.env_from : "env_from[${i}] = ${jsonencode(v)}: must be an object."
        if !can(keys(v))
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue(flatten([
        for v in var.env_from : [for name in keys(v) : contains(keys(local.attributes.env_from), name)]
        if can(keys(v))
      ])),
      true
    )
    error_message = try(
      join(" ", flatten([
        for i, v in var.env_from : [
          for name in keys(v) : join("", [
            "env_from[${i}] has no attribute ${jsonencode(name)}: ",
            element(
              concat(
                [
                  for known, misspelt in local.attributes.env_from : "did you mean ${known}"
                  if can(regex(misspelt, replace(lower(name), "-", "_")))
                ],
                ["remove it"]
              ),
              0
            ),
            ".",
          ])
          if !contains(keys(local.attributes.env_from), name)
        ]
        if can(keys(v))
      ])),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for v in var.env_from : (
          try(v.secret == null, true) ||
          try(
            tostring(v.secret) == "" ||
            (
              can(regex(local.dns_subdomain, tostring(v.secret))) &&
              !can(regex(local.too_long, tostring(v.secret))) &&
              !can(regex(local.module_secret, tostring(v.secret)))
            ),
            false
          )
        )
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, v in var.env_from : join("", [
          "env_from[${i}].secret = ${jsonencode(v.secret)}: must be empty or the name of a Kubernetes object: 1 to 253 ",
          "lower-case letters, digits, - or ., each part between dots starting and ending with a letter or digit, and not of the ",
          "forms coder-…-agent and coder-…-secrets, which other workspaces have.",
        ])
        if try(v.secret != null, false) &&
        try(
          tostring(v.secret) != "" &&
          (
            !can(regex(local.dns_subdomain, tostring(v.secret))) ||
            can(regex(local.too_long, tostring(v.secret))) ||
            can(regex(local.module_secret, tostring(v.secret)))
          ),
          true
        )
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for v in var.env_from : (
          try(v.config_map == null, true) ||
          try(
            tostring(v.config_map) == "" ||
            (
              can(regex(local.dns_subdomain, tostring(v.config_map))) &&
              !can(regex(local.too_long, tostring(v.config_map)))
            ),
            false
          )
        )
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, v in var.env_from : join("", [
          "env_from[${i}].config_map = ${jsonencode(v.config_map)}: must be empty or the name of a Kubernetes object: 1 to 253 ",
          "lower-case letters, digits, - or ., each part between dots starting and ending with a letter or digit.",
        ])
        if try(v.config_map != null, false) &&
        try(
          tostring(v.config_map) != "" &&
          (
            !can(regex(local.dns_subdomain, tostring(v.config_map))) ||
            can(regex(local.too_long, tostring(v.config_map)))
          ),
          true
        )
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for v in var.env_from : (
          try(v.prefix == null, true) ||
          try(tostring(v.prefix) == "" || can(regex(local.c_identifier, tostring(v.prefix))), false)
        )
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, v in var.env_from : "env_from[${i}].prefix = ${jsonencode(v.prefix)}: must be empty or begin like a variable, such as DB_."
        if try(v.prefix != null, false) &&
        try(tostring(v.prefix) != "" && !can(regex(local.c_identifier, tostring(v.prefix))), true)
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for e in var.env_from : try(
          (try(e.secret == null, true) ? "" : tostring(e.secret)) == "" != ((try(e.config_map == null, true) ? "" : tostring(e.config_map)) == ""),
          true
        )
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, e in var.env_from : "env_from[${i}]: must name exactly one of secret and config_map."
        if try(
          (try(e.secret == null, true) ? "" : tostring(e.secret)) == "" == ((try(e.config_map == null, true) ? "" : tostring(e.config_map)) == ""),
          false
        )
      ]),
      ""
    )
  }
}

variable "agent_settings" {
  type        = map(string)
  description = <<-EOT
    Variables that the Coder agent reads in the container, such as CODER_AGENT_BLOCK_FILE_TRANSFER:
    names begin with CODER_, and those that the module sets are refused. Values are literal, and
    must not hold TOKEN, SECRET or PASSWORD.
  EOT
  default     = {}
  nullable    = false

  validation {
    condition = alltrue([for v in var.agent_settings : v != null && !can(regex(local.nul, v))])
    error_message = join(" ", [
      for k, v in var.agent_settings : "agent_settings[${jsonencode(k)}] = ${jsonencode(v)}: must be text without NUL, which no program can be given."
      if v == null || can(regex(local.nul, v))
    ])
  }

  validation {
    condition = alltrue([for k in keys(var.agent_settings) : can(regex("^CODER_[A-Z0-9_]+$", k))])
    error_message = join(" ", [
      for k in keys(var.agent_settings) : join("", [
        "agent_settings[\"${k}\"]: is no variable of the agent: names begin with CODER_ and go on with capital letters, digits ",
        "and _; others belong in overrides.environment_variables.",
      ])
      if !can(regex("^CODER_[A-Z0-9_]+$", k))
    ])
  }

  validation {
    condition = alltrue([for k in keys(var.agent_settings) : !can(regex(local.reserved_agent_setting, k))])
    error_message = join(" ", [
      for k in keys(var.agent_settings) : "agent_settings[\"${k}\"]: is set by the base module, or holds a credential: leave it out."
      if can(regex(local.reserved_agent_setting, k))
    ])
  }

  validation {
    condition = alltrue([for v in var.agent_settings : !can(regex("TOKEN|SECRET|PASSWORD", v))])
    error_message = join(" ", [
      for k, v in var.agent_settings : "agent_settings[\"${k}\"]: contains TOKEN, SECRET or PASSWORD, and everybody who sees the pod can read it: use secrets."
      if can(regex("TOKEN|SECRET|PASSWORD", v))
    ])
  }

  validation {
    condition = alltrue([for k, v in var.agent_settings : length(base64encode("${k}=${v}")) <= 174760 if v != null])
    error_message = join(" ", [
      for k, v in var.agent_settings : "agent_settings[\"${k}\"]: can have 128 KiB at most, its name included."
      if v != null ? length(base64encode("${k}=${v}")) > 174760 : false
    ])
  }
}

variable "secrets" {
  type        = map(string)
  description = <<-EOT
    Secret environment variables of the workspace, for secrets_injection variables. Keys are C
    identifiers outside the names that the module sets.
  EOT
  default     = {}
  nullable    = false
  sensitive   = true
}

variable "secret_provider_class" {
  type        = string
  description = "Existing SecretProviderClass, for secrets_injection secrets-manager."
  default     = ""
  nullable    = false

  validation {
    condition = (
      var.secret_provider_class == "" ||
      (
        can(regex(local.dns_subdomain, var.secret_provider_class)) &&
        !can(regex(local.too_long, var.secret_provider_class))
      )
    )
    error_message = join("", [
      "secret_provider_class = ${jsonencode(var.secret_provider_class)}: must be empty or the name of a Kubernetes object: 1 ",
      "to 253 lower-case letters, digits, - or ., each part between dots starting and ending with a letter or digit.",
    ])
  }

  validation {
    condition     = var.secret_provider_class != "" || local.capabilities.secrets_injection != "secrets-manager"
    error_message = "secret_provider_class = \"\": must not be empty with secrets_injection secrets-manager: name a SecretProviderClass."
  }
}

variable "oidc_audience" {
  type        = string
  description = "Audience of the token that identity_mode oidc mounts."
  default     = "sts.amazonaws.com"
  nullable    = false

  validation {
    condition     = !can(regex(local.nul, var.oidc_audience))
    error_message = "oidc_audience = ${jsonencode(var.oidc_audience)}: must be text without NUL, which no program can be given."
  }

  validation {
    condition     = var.oidc_audience != "" || local.capabilities.identity_mode != "oidc"
    error_message = "oidc_audience = \"\": must not be empty with identity_mode oidc: use sts.amazonaws.com or the audience that your provider expects."
  }
}

variable "workload_identity" {
  type        = any
  description = <<-EOT
    object({
      provider  = optional(string, "eks")
      principal = optional(string, "")
    })

    Cloud identity for identity_mode workload-identity.

    - provider: The cloud: eks, gke or azure.
    - principal: E-mail address of the GCP service account (gke), client ID of the managed identity (azure), not used on eks.
  EOT
  default     = {}
  nullable    = false

  validation {
    condition     = can(keys(var.workload_identity))
    error_message = "workload_identity = ${jsonencode(var.workload_identity)}: must be an object."
  }

  validation {
    condition = try(
      alltrue([
        for name in keys(var.workload_identity) : contains(keys(local.attributes.workload_identity), name)
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for name in keys(var.workload_identity) : join("", [
          "workload_identity has no attribute ${jsonencode(name)}: ",
          element(
            concat(
              [
                for known, misspelt in local.attributes.workload_identity : "did you mean ${known}"
                if can(regex(misspelt, replace(lower(name), "-", "_")))
              ],
              ["remove it"]
            ),
            0
          ),
          ".",
        ])
        if !contains(keys(local.attributes.workload_identity), name)
      ]),
      ""
    )
  }

  validation {
    condition = (
      try(var.workload_identity.provider == null, true) ||
      try(contains(["eks", "gke", "azure"], tostring(var.workload_identity.provider)), false)
    )
    error_message = try(
      "workload_identity.provider = ${jsonencode(var.workload_identity.provider)}: must be one of eks, gke, azure.",
      ""
    )
  }

  validation {
    condition = (
      try(var.workload_identity.principal == null, true) ||
      try(
        tostring(var.workload_identity.principal) == "" ||
        can(regex(local.gcp_service_account, tostring(var.workload_identity.principal))) ||
        can(regex(local.client_id, tostring(var.workload_identity.principal))),
        false
      )
    )
    error_message = try(
      join("", [
        "workload_identity.principal = ${jsonencode(var.workload_identity.principal)}: must be empty, the e-mail address of a ",
        "GCP service account or the client ID of an Azure managed identity.",
      ]),
      ""
    )
  }

  validation {
    condition = (
      can(regex(local.gcp_service_account, try(var.workload_identity.principal == null, true) ? "" : tostring(var.workload_identity.principal))) ||
      try(tostring(var.workload_identity.provider), null) != "gke" ||
      local.capabilities.identity_mode != "workload-identity"
    )
    error_message = try(
      join("", [
        "workload_identity.principal = \"",
        "${try(var.workload_identity.principal == null, true) ? "" : tostring(var.workload_identity.principal)}\": must be the ",
        "e-mail address of a GCP service account on gke, such as workspace@example-project.iam.gserviceaccount.com.",
      ]),
      ""
    )
  }

  validation {
    condition = (
      can(regex(local.client_id, try(var.workload_identity.principal == null, true) ? "" : tostring(var.workload_identity.principal))) ||
      try(tostring(var.workload_identity.provider), null) != "azure" ||
      local.capabilities.identity_mode != "workload-identity"
    )
    error_message = try(
      join("", [
        "workload_identity.principal = \"",
        "${try(var.workload_identity.principal == null, true) ? "" : tostring(var.workload_identity.principal)}\": must be the ",
        "client ID of a managed identity on azure, a UUID such as 8d5a1c2e-3b4f-4c6d-9e7f-0a1b2c3d4e5f.",
      ]),
      ""
    )
  }
}

variable "owner_id" {
  type        = string
  description = "ID of the Coder user who owns the workspace, a lower-case UUID; \"\" when it is not known. It becomes the label com.coder.user.id."
  default     = ""
  nullable    = false

  validation {
    condition     = var.owner_id == "" || can(regex(local.uuid, var.owner_id))
    error_message = "owner_id = ${jsonencode(var.owner_id)}: must be empty or a lower-case UUID, such as 8d5a1c2e-3b4f-4c6d-9e7f-0a1b2c3d4e5f."
  }
}

variable "owner_email" {
  type        = string
  description = "E-mail address of the owner; \"\" leaves it out. It becomes the annotation com.coder.user.email of objects, not of pods."
  default     = ""
  nullable    = false

  validation {
    condition     = var.owner_email == "" || can(regex(local.email, var.owner_email))
    error_message = "owner_email = ${jsonencode(var.owner_email)}: must be empty or an e-mail address, such as alice@example.com."
  }
}

variable "resource_requests" {
  type        = any
  description = <<-EOT
    object({
      cpu               = optional(string, "")
      memory            = optional(string, "")
      ephemeral_storage = optional(string, "")
    })

    What the scheduler reserves for the workspace container; "" is half of the limit.

    - cpu: CPUs, in whole numbers or thousandths such as 250m; "" is half of compute_profile.cpu.
    - memory: Memory; "" is half of compute_profile.memory.
    - ephemeral_storage: Local disk; "" is half of compute_profile.ephemeral_storage.
  EOT
  default     = {}
  nullable    = false

  validation {
    condition     = can(keys(var.resource_requests))
    error_message = "resource_requests = ${jsonencode(var.resource_requests)}: must be an object."
  }

  validation {
    condition = try(
      alltrue([
        for name in keys(var.resource_requests) : contains(keys(local.attributes.resource_requests), name)
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for name in keys(var.resource_requests) : join("", [
          "resource_requests has no attribute ${jsonencode(name)}: ",
          element(
            concat(
              [
                for known, misspelt in local.attributes.resource_requests : "did you mean ${known}"
                if can(regex(misspelt, replace(lower(name), "-", "_")))
              ],
              ["remove it"]
            ),
            0
          ),
          ".",
        ])
        if !contains(keys(local.attributes.resource_requests), name)
      ]),
      ""
    )
  }

  validation {
    condition = (
      try(var.resource_requests.cpu == null, true) ||
      try(
        tostring(var.resource_requests.cpu) == "" ||
        can(regex("^[1-9][0-9]{0,5}m?$", tostring(var.resource_requests.cpu))),
        false
      )
    )
    error_message = try(
      "resource_requests.cpu = ${jsonencode(var.resource_requests.cpu)}: must be empty, a whole number of CPUs or of thousandths, such as 2 or 250m.",
      ""
    )
  }

  validation {
    condition = (
      try(var.resource_requests.memory == null, true) ||
      try(
        tostring(var.resource_requests.memory) == "" ||
        can(regex(local.quantity, tostring(var.resource_requests.memory))),
        false
      )
    )
    error_message = try(
      join("", [
        "resource_requests.memory = ${jsonencode(var.resource_requests.memory)}: must be empty, or a whole number of 1 to 6 ",
        "digits and Ki, Mi, Gi or Ti, such as 8Gi.",
      ]),
      ""
    )
  }

  validation {
    condition = (
      try(var.resource_requests.ephemeral_storage == null, true) ||
      try(
        tostring(var.resource_requests.ephemeral_storage) == "" ||
        can(regex(local.quantity, tostring(var.resource_requests.ephemeral_storage))),
        false
      )
    )
    error_message = try(
      join("", [
        "resource_requests.ephemeral_storage = ${jsonencode(var.resource_requests.ephemeral_storage)}: must be empty, or a ",
        "whole number of 1 to 6 digits and Ki, Mi, Gi or Ti, such as 8Gi.",
      ]),
      ""
    )
  }

  # What a number of CPUs is, in whole numbers or with m.
  validation {
    condition = try(
      (try(var.resource_requests.cpu == null, true) ? "" : tostring(var.resource_requests.cpu)) != ""
      ? (
        can(regex("m$", try(var.resource_requests.cpu == null, true) ? "" : tostring(var.resource_requests.cpu)))
        ? tonumber(regex("^[0-9]+", try(var.resource_requests.cpu == null, true) ? "" : tostring(var.resource_requests.cpu)))
        : tonumber(regex("^[0-9]+", try(var.resource_requests.cpu == null, true) ? "" : tostring(var.resource_requests.cpu))) * 1000
      ) <= local.compute_profile.cpu * 1000
      : true,
      (try(var.resource_requests.cpu == null, true) ? "" : tostring(var.resource_requests.cpu)) != "" &&
      !can(regex("^[1-9][0-9]{0,5}m?$", try(var.resource_requests.cpu == null, true) ? "" : tostring(var.resource_requests.cpu))),
      true
    )
    error_message = try(
      join("", [
        "resource_requests.cpu = \"${try(var.resource_requests.cpu == null, true) ? "" : tostring(var.resource_requests.cpu)}",
        "\": is more than the limit, compute_profile.cpu = ${local.compute_profile.cpu}: ask for less.",
      ]),
      ""
    )
  }

  # A size of memory or disk. Sizes are compared in bytes. A half or a quarter has the same unit
  # when it is a whole number, else the next smaller one: 5Gi is 2560Mi twice, 1Ki is 512 bytes
  # twice.
  validation {
    condition = try(
      (try(var.resource_requests.memory == null, true) ? "" : tostring(var.resource_requests.memory)) != ""
      ? tonumber(regex(
        "^[0-9]+",
        try(var.resource_requests.memory == null, true) ? "" : tostring(var.resource_requests.memory)
        )) * {
        Ki = 1024
        Mi = 1048576
        Gi = 1073741824
        Ti = 1099511627776
        }[regex(
          "[KMGT]i$",
          try(var.resource_requests.memory == null, true) ? "" : tostring(var.resource_requests.memory)
        )] <= tonumber(regex("^[0-9]+", local.compute_profile.memory)) * {
        Ki = 1024
        Mi = 1048576
        Gi = 1073741824
        Ti = 1099511627776
      }[regex("[KMGT]i$", local.compute_profile.memory)]
      : true,
      !(
        (
          (try(var.resource_requests.memory == null, true) ? "" : tostring(var.resource_requests.memory)) == "" ||
          can(regex(
            local.quantity,
            try(var.resource_requests.memory == null, true) ? "" : tostring(var.resource_requests.memory)
          ))
        ) &&
        can(regex(local.quantity, local.compute_profile.memory))
      ),
      true
    )
    error_message = try(
      join("", [
        "resource_requests.memory = \"",
        "${try(var.resource_requests.memory == null, true) ? "" : tostring(var.resource_requests.memory)}\": is more than the ",
        "limit, compute_profile.memory = \"${local.compute_profile.memory}\": ask for less.",
      ]),
      ""
    )
  }

  validation {
    condition = try(
      (
        try(var.resource_requests.ephemeral_storage == null, true)
        ? ""
        : tostring(var.resource_requests.ephemeral_storage)
      ) == "" ||
      local.compute_profile.ephemeral_storage != "",
      true
    )
    error_message = try(
      join("", [
        "resource_requests.ephemeral_storage = \"",
        try(var.resource_requests.ephemeral_storage == null, true)
        ? ""
        : tostring(var.resource_requests.ephemeral_storage),
        "\": has no limit: set compute_profile.ephemeral_storage.",
      ]),
      ""
    )
  }

  validation {
    condition = try(
      (
        try(var.resource_requests.ephemeral_storage == null, true)
        ? ""
        : tostring(var.resource_requests.ephemeral_storage)
      ) != ""
      ? (local.compute_profile.ephemeral_storage != "" ? tonumber(regex(
        "^[0-9]+",
        try(var.resource_requests.ephemeral_storage == null, true)
        ? ""
        : tostring(var.resource_requests.ephemeral_storage)
        )) * {
        Ki = 1024
        Mi = 1048576
        Gi = 1073741824
        Ti = 1099511627776
        }[regex(
          "[KMGT]i$",
          try(var.resource_requests.ephemeral_storage == null, true)
          ? ""
          : tostring(var.resource_requests.ephemeral_storage)
        )] <= tonumber(regex("^[0-9]+", local.compute_profile.ephemeral_storage)) * {
        Ki = 1024
        Mi = 1048576
        Gi = 1073741824
        Ti = 1099511627776
      }[regex("[KMGT]i$", local.compute_profile.ephemeral_storage)] : true)
      : true,
      !(
        (
          (
            try(var.resource_requests.ephemeral_storage == null, true)
            ? ""
            : tostring(var.resource_requests.ephemeral_storage)
          ) == "" ||
          can(regex(
            local.quantity,
            try(var.resource_requests.ephemeral_storage == null, true)
            ? ""
            : tostring(var.resource_requests.ephemeral_storage)
          ))
        ) &&
        (
          local.compute_profile.ephemeral_storage == "" ||
          can(regex(local.quantity, local.compute_profile.ephemeral_storage))
        )
      ),
      true
    )
    error_message = try(
      join("", [
        "resource_requests.ephemeral_storage = \"",
        try(var.resource_requests.ephemeral_storage == null, true)
        ? ""
        : tostring(var.resource_requests.ephemeral_storage),
        "\": is more than the limit, compute_profile.ephemeral_storage = \"${local.compute_profile.ephemeral_storage}\": ask ",
        "for less.",
      ]),
      ""
    )
  }
}

variable "home_path" {
  type        = string
  description = "Where the home is mounted; also HOME and the working directory."
  default     = "/home/coder"
  nullable    = false

  validation {
    condition = (
      can(regex(local.path, var.home_path)) &&
      can(regex("^(?s:.{0,1000})$", var.home_path)) &&
      !can(regex(local.dot_segment, var.home_path)) &&
      !can(regex(local.reserved_path, var.home_path))
    )
    error_message = join("", [
      "home_path = ${jsonencode(var.home_path)}: must be an absolute path of 1 to 5 segments and at most 1,000 characters, ",
      "which are letters, digits, ., _ and -, neither . nor .., that is not a directory of the system or of the base module, ",
      "such as /home/coder.",
    ])
  }
}

variable "home_claim" {
  type        = string
  description = <<-EOT
    Existing claim to use as the home instead of making one, for persistent_home. "" makes one. The
    claim that the module made for this workspace before is then destroyed with its data: copy it
    first.
  EOT
  default     = ""
  nullable    = false

  validation {
    condition = (
      var.home_claim == "" ||
      (
        can(regex(local.dns_subdomain, var.home_claim)) &&
        !can(regex(local.too_long, var.home_claim)) &&
        !can(regex(local.module_claim, var.home_claim))
      )
    )
    error_message = join("", [
      "home_claim = ${jsonencode(var.home_claim)}: must be empty or the name of a Kubernetes object: 1 to 253 lower-case ",
      "letters, digits, - or ., each part between dots starting and ending with a letter or digit, and not of the form ",
      "coder-…-home, which other workspaces have.",
    ])
  }

  validation {
    condition     = var.home_claim == "" || local.capabilities.persistent_home
    error_message = "home_claim = \"${var.home_claim}\": is not used without capabilities.persistent_home: leave it out, or keep the home."
  }
}

variable "home_seed" {
  type        = bool
  description = <<-EOT
    Copy what the image has in home_path into a home that is still empty, with an init container of
    the workspace's image. The image needs sh and cp.
  EOT
  default     = false
  nullable    = false
}

variable "run_as_user" {
  type        = number
  description = "User, group and fsGroup of the pod, for images whose user is another one."
  default     = 1000
  nullable    = false

  validation {
    condition     = floor(var.run_as_user) == var.run_as_user && var.run_as_user >= 1 && var.run_as_user <= 2147483647
    error_message = "run_as_user = ${jsonencode(var.run_as_user)}: must be a whole number from 1 to 2147483647: no workspace runs as root."
  }
}

variable "image_pull_policy" {
  type        = string
  description = <<-EOT
    When images are pulled: Always, IfNotPresent or Never. "" leaves it to Kubernetes: Always for
    the tag latest or none, else IfNotPresent. Going back to "" changes nothing in Terraform.
  EOT
  default     = ""
  nullable    = false

  validation {
    condition     = contains(["", "Always", "IfNotPresent", "Never"], var.image_pull_policy)
    error_message = "image_pull_policy = ${jsonencode(var.image_pull_policy)}: must be empty or one of Always, IfNotPresent, Never."
  }
}

variable "arch" {
  type        = string
  description = "Architecture of the node, amd64 or arm64."
  default     = "amd64"
  nullable    = false

  validation {
    condition     = contains(["amd64", "arm64"], var.arch)
    error_message = "arch = ${jsonencode(var.arch)}: must be amd64 or arm64."
  }
}

variable "runtime_class_name" {
  type        = string
  description = "Existing RuntimeClass of the pod, such as gvisor; \"\" is the cluster's default."
  default     = ""
  nullable    = false

  validation {
    condition = (
      var.runtime_class_name == "" ||
      (
        can(regex(local.dns_subdomain, var.runtime_class_name)) &&
        !can(regex(local.too_long, var.runtime_class_name))
      )
    )
    error_message = join("", [
      "runtime_class_name = ${jsonencode(var.runtime_class_name)}: must be empty or the name of a Kubernetes object: 1 to ",
      "253 lower-case letters, digits, - or ., each part between dots starting and ending with a letter or digit.",
    ])
  }
}

variable "termination_grace_period_seconds" {
  type        = number
  description = "How many seconds the workspace has to stop: at most 900, because Terraform waits 20 minutes for a claim to go."
  default     = 30
  nullable    = false

  validation {
    condition = (
      floor(var.termination_grace_period_seconds) == var.termination_grace_period_seconds &&
      var.termination_grace_period_seconds >= 0 &&
      var.termination_grace_period_seconds <= 900
    )
    error_message = "termination_grace_period_seconds = ${jsonencode(var.termination_grace_period_seconds)}: must be a whole number of seconds from 0 to 900."
  }
}

variable "do_not_disrupt" {
  type        = bool
  description = "Keep the consolidation of nodes from killing sessions, with the annotations of the cluster autoscaler and of Karpenter."
  default     = true
  nullable    = false
}

variable "mount_api_token" {
  type        = bool
  description = "Give the workspace a token for the Kubernetes API, as service_account_name, for kubectl."
  default     = false
  nullable    = false

  validation {
    condition     = !var.mount_api_token || var.service_account_name != ""
    error_message = "mount_api_token = true: the workspace's own ServiceAccount may do nothing: set service_account_name."
  }
}

variable "shared_memory" {
  type        = string
  description = "Size of an in-memory /dev/shm of the workspace, such as 2Gi; \"\" is the runtime's, 64Mi. It counts towards the memory limit."
  default     = ""
  nullable    = false

  validation {
    condition     = var.shared_memory == "" || can(regex(local.quantity, var.shared_memory))
    error_message = "shared_memory = ${jsonencode(var.shared_memory)}: must be empty, or a whole number of 1 to 6 digits and Ki, Mi, Gi or Ti, such as 2Gi."
  }

  validation {
    condition = try(
      var.shared_memory != "" ? tonumber(regex("^[0-9]+", var.shared_memory)) * {
        Ki = 1024
        Mi = 1048576
        Gi = 1073741824
        Ti = 1099511627776
        }[regex("[KMGT]i$", var.shared_memory)] <= tonumber(regex("^[0-9]+", local.compute_profile.memory)) * {
        Ki = 1024
        Mi = 1048576
        Gi = 1073741824
        Ti = 1099511627776
      }[regex("[KMGT]i$", local.compute_profile.memory)] : true,
      !(
        (var.shared_memory == "" || can(regex(local.quantity, var.shared_memory))) &&
        can(regex(local.quantity, local.compute_profile.memory))
      ),
      true
    )
    error_message = join("", [
      "shared_memory = \"${var.shared_memory}\": is more than compute_profile.memory = \"${local.compute_profile.memory}\", ",
      "which it counts towards: ask for less.",
    ])
  }
}

variable "volumes" {
  type        = any
  description = <<-EOT
    list(object({
      name       = string
      mount_path = string
      sub_path   = optional(string, "")
      read_only  = optional(bool)
      config_map = optional(string, "")
      secret     = optional(string, "")
      claim      = optional(string, "")
      size       = optional(string, "")
    }))

    More mounts of the workspace container. Each comes from a ConfigMap, a Secret or a claim, which must exist, or is an emptyDir of some size.

    - name: Name of the volume in the pod.
    - mount_path: Where it is mounted. Below the home nothing can be: its directories would belong to root.
    - sub_path: Directory or file of the volume to mount; "" is all of it.
    - read_only: Mount it read-only. Absent means true, but false with size.
    - config_map: Existing ConfigMap.
    - secret: Existing Secret.
    - claim: Existing claim.
    - size: Size of an emptyDir, which goes with the pod.
  EOT
  default     = []
  nullable    = false

  validation {
    condition     = can([for elem in var.volumes : true]) && !can(keys(var.volumes))
    error_message = "volumes = ${jsonencode(var.volumes)}: must be a list."
  }

  validation {
    condition = try(alltrue([for v in var.volumes : can(keys(v))]), true)
    error_message = try(
      join(" ", [
        for i, v in var.volumes : "volumes[${i}] = ${jsonencode(v)}: must be an object."
        if !can(keys(v))
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue(flatten([
        for v in var.volumes : [for name in keys(v) : contains(keys(local.attributes.volumes), name)]
        if can(keys(v))
      ])),
      true
    )
    error_message = try(
      join(" ", flatten([
        for i, v in var.volumes : [
          for name in keys(v) : join("", [
            "volumes[${i}] has no attribute ${jsonencode(name)}: ",
            element(
              concat(
                [
                  for known, misspelt in local.attributes.volumes : "did you mean ${known}"
                  if can(regex(misspelt, replace(lower(name), "-", "_")))
                ],
                ["remove it"]
              ),
              0
            ),
            ".",
          ])
          if !contains(keys(local.attributes.volumes), name)
        ]
        if can(keys(v))
      ])),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([for v in var.volumes : can(regex(local.dns_label, tostring(v.name))) if can(keys(v))]),
      true
    )
    error_message = try(
      join(" ", [
        for i, v in var.volumes : try(
          "volumes[${i}].name = ${jsonencode(v.name)}: must be 1 to 63 lower-case letters, digits or -, starting and ending with a letter or digit.",
          "volumes[${i}].name is required."
        )
        if can(keys(v)) && !can(regex(local.dns_label, tostring(v.name)))
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for v in var.volumes : (
          can(regex(local.path, tostring(v.mount_path))) &&
          can(regex("^(?s:.{0,1000})$", tostring(v.mount_path))) &&
          !can(regex(local.dot_segment, tostring(v.mount_path))) &&
          !can(regex(local.reserved_volume_path, tostring(v.mount_path)))
        )
        if can(keys(v))
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, v in var.volumes : try(
          join("", [
            "volumes[${i}].mount_path = ${jsonencode(v.mount_path)}: must be an absolute path of 1 to 5 segments and at most 1,000 ",
            "characters, which are letters, digits, ., _ and -, neither . nor .., that is not a directory of the system or of the ",
            "base module, such as /data or /etc/maven.",
          ]),
          "volumes[${i}].mount_path is required."
        )
        if can(keys(v)) &&
        (
          !(
            can(regex(local.path, tostring(v.mount_path))) &&
            can(regex("^(?s:.{0,1000})$", tostring(v.mount_path)))
          ) ||
          can(regex(local.dot_segment, tostring(v.mount_path))) ||
          can(regex(local.reserved_volume_path, tostring(v.mount_path)))
        )
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for v in var.volumes : (
          try(v.sub_path == null, true) ||
          try(
            tostring(v.sub_path) == "" ||
            (
              can(regex("^[^/\\x00]", tostring(v.sub_path))) &&
              !can(regex("(?:^|/)\\.\\.(?:/|$)", tostring(v.sub_path))) &&
              !can(regex(local.nul, tostring(v.sub_path)))
            ),
            false
          )
        )
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, v in var.volumes : "volumes[${i}].sub_path = ${jsonencode(v.sub_path)}: must be empty or a relative path without .., such as team/settings.xml."
        if try(v.sub_path != null, false) &&
        try(
          tostring(v.sub_path) != "" &&
          (
            !can(regex("^[^/\\x00]", tostring(v.sub_path))) ||
            can(regex("(?:^|/)\\.\\.(?:/|$)", tostring(v.sub_path))) ||
            can(regex(local.nul, tostring(v.sub_path)))
          ),
          true
        )
      ]),
      ""
    )
  }

  validation {
    condition = try(alltrue([for v in var.volumes : can(tobool(try(v.read_only, null)))]), true)
    error_message = try(
      join(" ", [
        for i, v in var.volumes : "volumes[${i}].read_only = ${jsonencode(v.read_only)}: must be true or false."
        if !can(tobool(try(v.read_only, null)))
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for v in var.volumes : (
          try(v.config_map == null, true) ||
          try(
            tostring(v.config_map) == "" ||
            (
              can(regex(local.dns_subdomain, tostring(v.config_map))) &&
              !can(regex(local.too_long, tostring(v.config_map)))
            ),
            false
          )
        )
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, v in var.volumes : join("", [
          "volumes[${i}].config_map = ${jsonencode(v.config_map)}: must be empty or the name of a Kubernetes object: 1 to 253 ",
          "lower-case letters, digits, - or ., each part between dots starting and ending with a letter or digit.",
        ])
        if try(v.config_map != null, false) &&
        try(
          tostring(v.config_map) != "" &&
          (
            !can(regex(local.dns_subdomain, tostring(v.config_map))) ||
            can(regex(local.too_long, tostring(v.config_map)))
          ),
          true
        )
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for v in var.volumes : (
          try(v.secret == null, true) ||
          try(
            tostring(v.secret) == "" ||
            (
              can(regex(local.dns_subdomain, tostring(v.secret))) &&
              !can(regex(local.too_long, tostring(v.secret))) &&
              !can(regex(local.module_secret, tostring(v.secret)))
            ),
            false
          )
        )
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, v in var.volumes : join("", [
          "volumes[${i}].secret = ${jsonencode(v.secret)}: must be empty or the name of a Kubernetes object: 1 to 253 lower-case ",
          "letters, digits, - or ., each part between dots starting and ending with a letter or digit, and not of the forms ",
          "coder-…-agent and coder-…-secrets, which other workspaces have.",
        ])
        if try(v.secret != null, false) &&
        try(
          tostring(v.secret) != "" &&
          (
            !can(regex(local.dns_subdomain, tostring(v.secret))) ||
            can(regex(local.too_long, tostring(v.secret))) ||
            can(regex(local.module_secret, tostring(v.secret)))
          ),
          true
        )
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for v in var.volumes : (
          try(v.claim == null, true) ||
          try(
            tostring(v.claim) == "" ||
            (
              can(regex(local.dns_subdomain, tostring(v.claim))) &&
              !can(regex(local.too_long, tostring(v.claim))) &&
              !can(regex(local.module_claim, tostring(v.claim)))
            ),
            false
          )
        )
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, v in var.volumes : join("", [
          "volumes[${i}].claim = ${jsonencode(v.claim)}: must be empty or the name of a Kubernetes object: 1 to 253 lower-case ",
          "letters, digits, - or ., each part between dots starting and ending with a letter or digit, and not of the form ",
          "coder-…-home, which other workspaces have.",
        ])
        if try(v.claim != null, false) &&
        try(
          tostring(v.claim) != "" &&
          (
            !can(regex(local.dns_subdomain, tostring(v.claim))) ||
            can(regex(local.too_long, tostring(v.claim))) ||
            can(regex(local.module_claim, tostring(v.claim)))
          ),
          true
        )
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for v in var.volumes : (
          try(v.size == null, true) ||
          try(tostring(v.size) == "" || can(regex(local.quantity, tostring(v.size))), false)
        )
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, v in var.volumes : join("", [
          "volumes[${i}].size = ${jsonencode(v.size)}: must be empty, or a whole number of 1 to 6 digits and Ki, Mi, Gi or Ti, ",
          "such as 8Gi.",
        ])
        if try(v.size != null, false) &&
        try(tostring(v.size) != "" && !can(regex(local.quantity, tostring(v.size))), true)
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for v in var.volumes : try(
          length(concat(
            (try(v.config_map == null, true) ? "" : tostring(v.config_map)) != ""
            ? [try(v.config_map == null, true) ? "" : tostring(v.config_map)]
            : [],
            (try(v.secret == null, true) ? "" : tostring(v.secret)) != ""
            ? [try(v.secret == null, true) ? "" : tostring(v.secret)]
            : [],
            (try(v.claim == null, true) ? "" : tostring(v.claim)) != ""
            ? [try(v.claim == null, true) ? "" : tostring(v.claim)]
            : [],
            (try(v.size == null, true) ? "" : tostring(v.size)) != ""
            ? [try(v.size == null, true) ? "" : tostring(v.size)]
            : []
          )) == 1,
          true
        )
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, v in var.volumes : "volumes[${i}]: must have exactly one of config_map, secret, claim and size."
        if try(
          length(concat(
            (try(v.config_map == null, true) ? "" : tostring(v.config_map)) != ""
            ? [try(v.config_map == null, true) ? "" : tostring(v.config_map)]
            : [],
            (try(v.secret == null, true) ? "" : tostring(v.secret)) != ""
            ? [try(v.secret == null, true) ? "" : tostring(v.secret)]
            : [],
            (try(v.claim == null, true) ? "" : tostring(v.claim)) != ""
            ? [try(v.claim == null, true) ? "" : tostring(v.claim)]
            : [],
            (try(v.size == null, true) ? "" : tostring(v.size)) != ""
            ? [try(v.size == null, true) ? "" : tostring(v.size)]
            : []
          )) != 1,
          false
        )
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([for v in var.volumes : try(!contains(local.module_volumes, tostring(v.name)), true)]),
      true
    )
    error_message = try(
      join(" ", [
        for i, v in var.volumes : try(
          "volumes[${i}].name = \"${tostring(v.name)}\": is a volume of the base module: choose another name.",
          ""
        )
        if try(contains(local.module_volumes, tostring(v.name)), false)
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for i, n in sort([for v in var.volumes : tostring(v.name)]) : i > 0 ? n != sort([for v in var.volumes : tostring(v.name)])[i - 1] : true
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, n in sort([for v in var.volumes : tostring(v.name)]) : "volumes: the name \"${n}\" is used twice: each volume needs a name of its own."
        if i > 0 ? n == sort([for v in var.volumes : tostring(v.name)])[i - 1] : false
      ]),
      ""
    )
  }

  validation {
    condition = try(
      alltrue([
        for i, p in sort(concat(["${var.home_path}/"], [for v in var.volumes : "${tostring(v.mount_path)}/"])) : (
          i > 0
          ? !startswith(p, sort(concat(["${var.home_path}/"], [for v in var.volumes : "${tostring(v.mount_path)}/"]))[i - 1])
          : true
        )
      ]),
      true
    )
    error_message = try(
      join(" ", [
        for i, p in sort(concat(["${var.home_path}/"], [for v in var.volumes : "${tostring(v.mount_path)}/"])) :
        try(
          join("", [
            "volumes: mount_path \"${p}\" is the same as \"",
            "${sort(concat(["${var.home_path}/"], [for v in var.volumes : "${tostring(v.mount_path)}/"]))[i - 1]}\" or below it, ",
            "and a mount would hide another one: choose another path.",
          ]),
          ""
        )
        if i > 0 ? startswith(
          p,
          sort(concat(["${var.home_path}/"], [for v in var.volumes : "${tostring(v.mount_path)}/"]))[i - 1]
        ) : false
      ]),
      ""
    )
  }
}

variable "ca_config_map" {
  type        = string
  description = <<-EOT
    Existing ConfigMap with a PEM bundle of all trusted authorities in its key ca.crt; "" for none.
    It is mounted at /etc/workspace-ca, and the variables that programs look at name it.
  EOT
  default     = ""
  nullable    = false

  validation {
    condition = (
      var.ca_config_map == "" ||
      can(regex(local.dns_subdomain, var.ca_config_map)) && !can(regex(local.too_long, var.ca_config_map))
    )
    error_message = join("", [
      "ca_config_map = ${jsonencode(var.ca_config_map)}: must be empty or the name of a Kubernetes object: 1 to 253 ",
      "lower-case letters, digits, - or ., each part between dots starting and ending with a letter or digit.",
    ])
  }
}

variable "desktop" {
  type        = any
  description = <<-EOT
    object({
      home          = optional(string, "/home/kasm-user")
      login         = optional(bool, true)
      cpu           = optional(number, 2)
      memory        = optional(string, "4Gi")
      shared_memory = optional(string, "1Gi")
    })

    The desktop container, for gui_vnc.

    - home: Home of the desktop's user, where the image has it. The profile survives a stop there, in .desktop of the workspace's home.
    - login: Ask for the user kasm_user and the password. Without it Coder's app and the network policy alone guard the desktop.
    - cpu: Number of CPUs; a quarter is reserved.
    - memory: Memory; a quarter is reserved.
    - shared_memory: Size of /dev/shm, which counts towards the memory.
  EOT
  default     = {}
  nullable    = false

  validation {
    condition     = can(keys(var.desktop))
    error_message = "desktop = ${jsonencode(var.desktop)}: must be an object."
  }

  validation {
    condition = try(alltrue([for name in keys(var.desktop) : contains(keys(local.attributes.desktop), name)]), true)
    error_message = try(
      join(" ", [
        for name in keys(var.desktop) : join("", [
          "desktop has no attribute ${jsonencode(name)}: ",
          element(
            concat(
              [
                for known, misspelt in local.attributes.desktop : "did you mean ${known}"
                if can(regex(misspelt, replace(lower(name), "-", "_")))
              ],
              ["remove it"]
            ),
            0
          ),
          ".",
        ])
        if !contains(keys(local.attributes.desktop), name)
      ]),
      ""
    )
  }

  validation {
    condition = (
      try(var.desktop.home == null, true) ||
      (
        can(regex(local.path, tostring(var.desktop.home))) &&
        can(regex("^(?s:.{0,1000})$", tostring(var.desktop.home))) &&
        !can(regex(local.dot_segment, tostring(var.desktop.home))) &&
        !can(regex(local.reserved_path, tostring(var.desktop.home)))
      )
    )
    error_message = try(
      join("", [
        "desktop.home = ${jsonencode(var.desktop.home)}: must be an absolute path of 1 to 5 segments and at most 1,000 ",
        "characters, which are letters, digits, ., _ and -, neither . nor .., that is not a directory of the system or of the ",
        "base module, such as /home/coder.",
      ]),
      ""
    )
  }

  validation {
    condition     = can(tobool(try(var.desktop.login, null)))
    error_message = try("desktop.login = ${jsonencode(var.desktop.login)}: must be true or false.", "")
  }

  validation {
    condition = (
      try(var.desktop.cpu == null, true) ||
      try(
        floor(tonumber(var.desktop.cpu)) == tonumber(var.desktop.cpu) &&
        tonumber(var.desktop.cpu) >= 1 &&
        tonumber(var.desktop.cpu) <= 64,
        false
      )
    )
    error_message = try("desktop.cpu = ${jsonencode(var.desktop.cpu)}: must be a whole number from 1 to 64.", "")
  }

  validation {
    condition = try(var.desktop.memory == null, true) || can(regex(local.quantity, tostring(var.desktop.memory)))
    error_message = try(
      "desktop.memory = ${jsonencode(var.desktop.memory)}: must be a whole number of 1 to 6 digits and Ki, Mi, Gi or Ti, such as 8Gi.",
      ""
    )
  }

  validation {
    condition = (
      try(var.desktop.shared_memory == null, true) ||
      can(regex(local.quantity, tostring(var.desktop.shared_memory)))
    )
    error_message = try(
      "desktop.shared_memory = ${jsonencode(var.desktop.shared_memory)}: must be a whole number of 1 to 6 digits and Ki, Mi, Gi or Ti, such as 8Gi.",
      ""
    )
  }

  validation {
    condition = try(
      local.capabilities.gui_vnc ? !(
        startswith("${try(var.desktop.home == null, true) ? "/home/kasm-user" : tostring(var.desktop.home)}/", "${var.home_path}/") ||
        startswith("${var.home_path}/", "${try(var.desktop.home == null, true) ? "/home/kasm-user" : tostring(var.desktop.home)}/")
      ) : true,
      true
    )
    error_message = try(
      join("", [
        "desktop.home = \"${try(var.desktop.home == null, true) ? "/home/kasm-user" : tostring(var.desktop.home)}\": must be ",
        "neither home_path = \"${var.home_path}\" nor above or below it, because both are mounted in the desktop: choose ",
        "another one.",
      ]),
      ""
    )
  }

  validation {
    condition = try(
      tonumber(regex(
        "^[0-9]+",
        try(var.desktop.shared_memory == null, true) ? "1Gi" : tostring(var.desktop.shared_memory)
        )) * {
        Ki = 1024
        Mi = 1048576
        Gi = 1073741824
        Ti = 1099511627776
        }[regex(
          "[KMGT]i$",
          try(var.desktop.shared_memory == null, true) ? "1Gi" : tostring(var.desktop.shared_memory)
        )] <= tonumber(
        regex("^[0-9]+", try(var.desktop.memory == null, true) ? "4Gi" : tostring(var.desktop.memory))
        ) * {
        Ki = 1024
        Mi = 1048576
        Gi = 1073741824
        Ti = 1099511627776
      }[regex("[KMGT]i$", try(var.desktop.memory == null, true) ? "4Gi" : tostring(var.desktop.memory))],
      !(
        can(regex(
          local.quantity,
          try(var.desktop.shared_memory == null, true) ? "1Gi" : tostring(var.desktop.shared_memory)
        )) &&
        can(
          regex(local.quantity, try(var.desktop.memory == null, true) ? "4Gi" : tostring(var.desktop.memory))
        )
      ),
      true
    )
    error_message = try(
      join("", [
        "desktop.shared_memory = \"",
        "${try(var.desktop.shared_memory == null, true) ? "1Gi" : tostring(var.desktop.shared_memory)}\": is more than ",
        "desktop.memory = \"${try(var.desktop.memory == null, true) ? "4Gi" : tostring(var.desktop.memory)}\", which it counts ",
        "towards: ask for less.",
      ]),
      ""
    )
  }
}

locals {
  # At most six digits, so that every size in bytes fits in 64 bits.
  quantity = "^[1-9][0-9]{0,5}[KMGT]i$"

  # What KasmVNC takes as a password; a backslash is eaten on the way.
  vnc_password_form = "^[!-\\[\\]-~]{6,128}$"

  nul = "\\x00"

  # Every partition of AWS; a role may have a path.
  iam_role_arn = "^arn:(?:aws|aws-cn|aws-us-gov|aws-iso|aws-iso-[a-z]|aws-eusc):iam::[0-9]{12}:role/(?:[!-~]{1,510}/)?[A-Za-z0-9_+=,.@-]{1,64}$"

  gcp_service_account = "^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?@(?:[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?\\.)+gserviceaccount\\.com$"
  client_id           = "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$"

  # The grammar of github.com/distribution/reference, with SHA-256 as the only digest.
  image_domain = "(?:[A-Za-z0-9](?:[-A-Za-z0-9]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[-A-Za-z0-9]*[A-Za-z0-9])?)*|\\[[A-Fa-f0-9:]+\\])(?::[0-9]+)?"

  image_component = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*"

  image_reference = join("", [
    "^(?:${local.image_domain}/)?${local.image_component}(?:/${local.image_component})*",
    "(?::[A-Za-z0-9_][-A-Za-z0-9_.]{0,127})?(?:@sha256:[0-9a-f]{64})?$",
  ])

  image_registry = "^${local.image_domain}(?:/${local.image_component})*$"

  # A repository's name has 255 characters at most, the library/ that Docker Hub adds to
  # short ones included, and is no image ID.
  image_name_too_long = "[-a-z0-9._/]{256}|^[-a-z0-9._]{248}"

  image_name_is_id = "^[a-f0-9]{64}$"

  # A label value that is not empty. This pattern and the next ones are those of
  # k8s.io/apimachinery's validation.
  label_value = "^[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$"

  dns_label     = "^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$"
  dns_subdomain = "^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$"
  too_long      = "^.{254}"
  uuid          = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
  email         = "^[^\\s@\\x00-\\x1f\\x7f]{1,64}@[^\\s@\\x00-\\x1f\\x7f]{1,255}$"

  semantic_version = join("", [
    "^(?:0|[1-9][0-9]*)\\.(?:0|[1-9][0-9]*)\\.(?:0|[1-9][0-9]*)(?:-(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(?:\\.",
    "(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*)?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$",
  ])

  # 0 to 255.
  octet = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"

  # IPv4 with a prefix length of 8 to 32.
  ipv4_cidr = "^(?:${local.octet}\\.){3}${local.octet}/(?:[89]|[12][0-9]|3[0-2])$"

  # This network, loopback, multicast and reserved addresses.
  ipv4_unusable = "^(?:0|127|22[4-9]|2[345][0-9])\\."

  # Networks that hold Azure's WireServer, 168.63.129.16, or overlap link-local 169.254.0.0/16.
  wire_server = join("", [
    "^168\\.(?:0\\.0\\.0/(?:8|9|10)|32\\.0\\.0/11|48\\.0\\.0/12|56\\.0\\.0/13|60\\.0\\.0/14|62\\.0\\.0/15|63\\.0\\.0/16|",
    "63\\.128\\.0/(?:1[7-9]|2[0-3])|63\\.129\\.0/2[4-7]|63\\.129\\.16/(?:2[89]|3[0-2]))$",
  ])

  link_local   = "^169\\.(?:254\\.|0\\.0\\.0/8$|128\\.0\\.0/9$|192\\.0\\.0/10$|224\\.0\\.0/11$|240\\.0\\.0/12$|248\\.0\\.0/13$|252\\.0\\.0/14$)"
  ipv4_special = "${local.ipv4_unusable}|${local.link_local}|${local.wire_server}"

  # No bit is set beyond the prefix length, which Kubernetes refuses: the octet that the
  # prefix ends in, after so many of its bits, is one of these, and those after it are 0.
  masked = join("", [
    "(?:0)(?:/24|\\.0/16|\\.0\\.0/8)|(?:0|128)(?:/25|\\.0/17|\\.0\\.0/9)|(?:0|64|128|192)(?:/26|\\.0/18|\\.0\\.0/10)|(?:0|",
    "32|64|96|128|160|192|224)(?:/27|\\.0/19|\\.0\\.0/11)|(?:0|16|32|48|64|80|96|112|128|144|160|176|192|208|224|240)",
    "(?:/28|\\.0/20|\\.0\\.0/12)|(?:0|8|16|24|32|40|48|56|64|72|80|88|96|104|112|120|128|136|144|152|160|168|176|184|192|",
    "200|208|216|224|232|240|248)(?:/29|\\.0/21|\\.0\\.0/13)|(?:[0-9]*[02468][048]|[048]|[0-9]*[13579][26])(?:/30|\\.0/22|",
    "\\.0\\.0/14)|(?:[0-9]*[02468])(?:/31|\\.0/23|\\.0\\.0/15)",
  ])

  ipv4_network = "\\.(?:${local.masked}|[0-9]+/32)$"
  group        = "[0-9A-Fa-f]{1,4}"

  # What follows the first group of an IPv6 address that has a ::, in fewer than eight groups.
  short = join("", [
    "(?::[0-9A-Fa-f]{1,4}){0}::(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,5})?|(?::[0-9A-Fa-f]{1,4}){1}::",
    "(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,4})?|(?::[0-9A-Fa-f]{1,4}){2}::(?:[0-9A-Fa-f]{1,4}",
    "(?::[0-9A-Fa-f]{1,4}){0,3})?|(?::[0-9A-Fa-f]{1,4}){3}::(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,2})?|",
    "(?::[0-9A-Fa-f]{1,4}){4}::(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,1})?|(?::[0-9A-Fa-f]{1,4}){5}::",
    "(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,0})?",
  ])

  # IPv6 in 2000::/3 or fc00::/7 with a prefix length of 32 to 128.
  ipv6_cidr = "^(?:[23][0-9A-Fa-f]{3}|[Ff][CcDd][0-9A-Fa-f]{2})${local.ipv6_rest}/(?:3[2-9]|[4-9][0-9]|1[01][0-9]|12[0-8])$"

  ipv6_rest = "(?:(?::${local.group}){7}|${local.short}|(?::${local.group}){6}::)"

  # A resolver may be link-local, and its network have a prefix length of 8 to 128.
  ipv6_resolver = "^(?:[23][0-9A-Fa-f]{3}|[Ff][CcDd][0-9A-Fa-f]{2}|[Ff][Ee][89AaBb][0-9A-Fa-f])${local.ipv6_rest}/(?:[89]|[1-9][0-9]|1[01][0-9]|12[0-8])$"

  # Groups beyond the prefix length that are not 0, which Kubernetes refuses: the one after n
  # others from the beginning, or before as many from the end as :: leaves. Bits of the group in
  # which the prefix ends are not looked at.
  ipv6_host_bits = join("", [
    "^(?:[0-9A-Fa-f]{1,4}:){1}0*[1-9A-Fa-f][0-9A-Fa-f]*(?::[^/]*)?/(?:[0-9]|1[0-6])$|:0*[1-9A-Fa-f][0-9A-Fa-f]*",
    "(?::[0-9A-Fa-f]{1,4}){6}/(?:[0-9]|1[0-6])$|^(?:[0-9A-Fa-f]{1,4}:){2}0*[1-9A-Fa-f][0-9A-Fa-f]*(?::[^/]*)?/(?:[0-9]|",
    "[12][0-9]|3[0-2])$|:0*[1-9A-Fa-f][0-9A-Fa-f]*(?::[0-9A-Fa-f]{1,4}){5}/(?:[0-9]|[12][0-9]|3[0-2])$|^",
    "(?:[0-9A-Fa-f]{1,4}:){3}0*[1-9A-Fa-f][0-9A-Fa-f]*(?::[^/]*)?/(?:[0-9]|[1-3][0-9]|4[0-8])$|:0*[1-9A-Fa-f][0-9A-Fa-f]*",
    "(?::[0-9A-Fa-f]{1,4}){4}/(?:[0-9]|[1-3][0-9]|4[0-8])$|^(?:[0-9A-Fa-f]{1,4}:){4}0*[1-9A-Fa-f][0-9A-Fa-f]*(?::[^/]*)?/",
    "(?:[0-9]|[1-5][0-9]|6[0-4])$|:0*[1-9A-Fa-f][0-9A-Fa-f]*(?::[0-9A-Fa-f]{1,4}){3}/(?:[0-9]|[1-5][0-9]|6[0-4])$|^",
    "(?:[0-9A-Fa-f]{1,4}:){5}0*[1-9A-Fa-f][0-9A-Fa-f]*(?::[^/]*)?/(?:[0-9]|[1-7][0-9]|80)$|:0*[1-9A-Fa-f][0-9A-Fa-f]*",
    "(?::[0-9A-Fa-f]{1,4}){2}/(?:[0-9]|[1-7][0-9]|80)$|^(?:[0-9A-Fa-f]{1,4}:){6}0*[1-9A-Fa-f][0-9A-Fa-f]*(?::[^/]*)?/",
    "(?:[0-9]|[1-8][0-9]|9[0-6])$|:0*[1-9A-Fa-f][0-9A-Fa-f]*(?::[0-9A-Fa-f]{1,4}){1}/(?:[0-9]|[1-8][0-9]|9[0-6])$|^",
    "(?:[0-9A-Fa-f]{1,4}:){7}0*[1-9A-Fa-f][0-9A-Fa-f]*(?::[^/]*)?/(?:[0-9]|[1-9][0-9]|10[0-9]|11[0-2])$|",
    ":0*[1-9A-Fa-f][0-9A-Fa-f]*(?::[0-9A-Fa-f]{1,4}){0}/(?:[0-9]|[1-9][0-9]|10[0-9]|11[0-2])$",
  ])

  # EC2 serves its metadata in fd00:ec2::/32, GCP at fd20:ce::254, and 2002::/16 holds IPv4
  # addresses.
  ipv6_special = "(?i)^(?:fd00:0?ec2|fd20:0{0,2}ce|2002):"

  # http or https, a host, and no user before it.
  agent_url = "^https?://(?:[A-Za-z0-9](?:[-A-Za-z0-9.]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?(?:/[!-~]*)?$"

  # Case is ignored because Kubernetes accepts annotation keys of any case.
  #
  # Key prefixes that controllers, webhooks and meshes act on, subdomains included:
  # identity, network, privileges and mounts can be changed through them.
  reserved_key = join("", [
    "(?i)^(?:com\\.coder\\.|(?:[^/]*\\.)?(?:kubernetes\\.io|k8s\\.io|coder\\.com|amazonaws\\.com|iam\\.gke\\.io|gke\\.io|",
    "azure\\.workload\\.identity|cni\\.cncf\\.io|projectcalico\\.org|cilium\\.io|istio\\.io|linkerd\\.io|",
    "vault\\.hashicorp\\.com|karpenter\\.sh)/)",
  ])

  # Keys of labels and node selectors, and of annotations, whose prefix may have any case.
  qualified_name = "^(?:[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$"

  annotation_key  = "(?i)${local.qualified_name}"
  prefix_too_long = "^[^/]{254}"
  c_identifier    = "^[A-Za-z_][A-Za-z0-9_]*$"

  # Names that a secret may not have. Credentials of a cloud may come as secrets, never as overrides.
  #
  # Variables that the module itself sets, with any capability, so that turning one on
  # never breaks a workspace that was accepted before.
  reserved_secret = "^(?:CODER_.*|OIDC_.*|KUBERNETES_.*|HOME|USER|SHELL|VNC_PW|ARTIFACT_CACHE_DIR|npm_config_cache|PIP_CACHE_DIR|GOMODCACHE|YARN_CACHE_FOLDER)$"

  # Variables that the module itself sets, with any capability, so that turning one on
  # never breaks a workspace that was accepted before.
  reserved_variable = join("", [
    "^(?:AWS_.*|AZURE_.*|GOOGLE_.*|CODER_.*|OIDC_.*|KUBERNETES_.*|HOME|USER|SHELL|VNC_PW|ARTIFACT_CACHE_DIR|",
    "npm_config_cache|PIP_CACHE_DIR|GOMODCACHE|YARN_CACHE_FOLDER)$",
  ])

  # A region and a bundle of authorities are no credentials.
  harmless_variable = "^(?:AWS_REGION|AWS_DEFAULT_REGION|AWS_CA_BUNDLE)$"

  # Settings of the agent that the module makes, or that hold a credential.
  reserved_agent_setting = "^CODER_(?:AGENT_TOKEN|AGENT_URL|AGENT_AUTH|WORKSPACE_NAME|OWNER)$|TOKEN|SECRET|PASSWORD"

  # Paths that something is mounted at: absolute, without empty segments, . and .., and
  # not in a directory that images and the module need.
  path = "^(?:/[A-Za-z0-9._-]+){1,5}$"

  dot_segment = "/\\.{1,2}(?:/|$)"

  # The module's own mounts outside of these, which are reserved whether or not their
  # capability is on, and what is above and below them.
  own_path = "mnt$|mnt/artifact-cache(?:/|$)"

  # Directories of the system, whether the image has them or not.
  reserved_path = "^/(?:(?:etc|bin|boot|dev|lib|lib32|lib64|libx32|proc|run|sbin|sys|tmp|usr|var)(?:/|$)|${local.own_path})"

  # Directories of the system, whether the image has them or not.
  reserved_volume_path = "^/(?:(?:bin|boot|dev|lib|lib32|lib64|libx32|proc|run|sbin|sys|tmp|usr|var)(?:/|$)|etc$|etc/workspace-ca(?:/|$)|${local.own_path})"

  # Forms of the names of claims and Secrets that the module makes for a workspace.
  module_claim = "^coder-.*-home$"

  module_secret = "^coder-.*-(?:agent|secrets)$"

  # Names of the module's own volumes, used or not.
  module_volumes = [
    "api-token",
    "artifact-cache",
    "dev-shm",
    "home",
    "oidc-token",
    "secrets",
    "shared-memory",
    "workspace-ca",
  ]
}

# The inputs that are objects as the module refers to them: in the types of their descriptions,
# with the defaults of attributes that are absent or null.
locals {
  compute_profile = {
    cpu     = tonumber(var.compute_profile.cpu)
    memory  = tostring(var.compute_profile.memory)
    storage = tostring(var.compute_profile.storage)
    ephemeral_storage = (
      try(var.compute_profile.ephemeral_storage == null, true)
      ? ""
      : tostring(var.compute_profile.ephemeral_storage)
    )
    gpu_count = try(var.compute_profile.gpu_count == null, true) ? 0 : tonumber(var.compute_profile.gpu_count)
    gpu_type  = contains(keys(var.compute_profile), "gpu_type") ? tostring(var.compute_profile.gpu_type) : null
  }

  capabilities = {
    persistent_home = (
      try(var.capabilities.persistent_home == null, true)
      ? true
      : tobool(var.capabilities.persistent_home)
    )
    network_egress = (
      try(var.capabilities.network_egress == null, true)
      ? "https-only"
      : tostring(var.capabilities.network_egress)
    )
    identity_mode  = try(var.capabilities.identity_mode == null, true) ? "iam" : tostring(var.capabilities.identity_mode)
    gpu_support    = try(var.capabilities.gpu_support == null, true) ? false : tobool(var.capabilities.gpu_support)
    artifact_cache = try(var.capabilities.artifact_cache == null, true) ? false : tobool(var.capabilities.artifact_cache)
    secrets_injection = (
      try(var.capabilities.secrets_injection == null, true)
      ? "variables"
      : tostring(var.capabilities.secrets_injection)
    )
    gui_vnc = try(var.capabilities.gui_vnc == null, true) ? false : tobool(var.capabilities.gui_vnc)
    gui_rdp = try(var.capabilities.gui_rdp == null, true) ? false : tobool(var.capabilities.gui_rdp)
  }

  toolchain_template = {
    name    = tostring(var.toolchain_template.name)
    version = tostring(var.toolchain_template.version)
    source  = try(var.toolchain_template.source == null, true) ? "" : tostring(var.toolchain_template.source)
  }

  base_module = {
    name    = try(var.base_module.name == null, true) ? "base-k8s" : tostring(var.base_module.name)
    version = try(var.base_module.version == null, true) ? "1.1.0" : tostring(var.base_module.version)
    source  = try(var.base_module.source == null, true) ? "" : tostring(var.base_module.source)
  }

  overrides = {
    environment_variables = (
      try(var.overrides.environment_variables == null, true)
      ? {}
      : { for k, v in var.overrides.environment_variables : k => tostring(v) }
    )
    labels = (
      try(var.overrides.labels == null, true)
      ? {}
      : { for k, v in var.overrides.labels : k => tostring(v) }
    )
    annotations = (
      try(var.overrides.annotations == null, true)
      ? {}
      : { for k, v in var.overrides.annotations : k => tostring(v) }
    )
  }

  additional_egress = [
    for v in var.additional_egress : {
      cidr       = try(v.cidr == null, true) ? "" : tostring(v.cidr)
      namespace  = try(v.namespace == null, true) ? "" : tostring(v.namespace)
      pod_labels = try(v.pod_labels == null, true) ? {} : { for l, w in v.pod_labels : l => tostring(w) }
      ports      = try(v.ports == null, true) ? [] : [for w in v.ports : tonumber(w)]
      protocol   = try(v.protocol == null, true) ? "TCP" : tostring(v.protocol)
    }
  ]

  tolerations = [
    for v in var.tolerations : {
      key                = try(v.key == null, true) ? "" : tostring(v.key)
      operator           = try(v.operator == null, true) ? "Equal" : tostring(v.operator)
      value              = try(v.value == null, true) ? "" : tostring(v.value)
      effect             = try(v.effect == null, true) ? "" : tostring(v.effect)
      toleration_seconds = tonumber(try(v.toleration_seconds, null))
    }
  ]

  env_from_input = [
    for v in var.env_from : {
      secret     = try(v.secret == null, true) ? "" : tostring(v.secret)
      config_map = try(v.config_map == null, true) ? "" : tostring(v.config_map)
      prefix     = try(v.prefix == null, true) ? "" : tostring(v.prefix)
    }
  ]

  workload_identity = {
    provider  = try(var.workload_identity.provider == null, true) ? "eks" : tostring(var.workload_identity.provider)
    principal = try(var.workload_identity.principal == null, true) ? "" : tostring(var.workload_identity.principal)
  }

  resource_requests = {
    cpu    = try(var.resource_requests.cpu == null, true) ? "" : tostring(var.resource_requests.cpu)
    memory = try(var.resource_requests.memory == null, true) ? "" : tostring(var.resource_requests.memory)
    ephemeral_storage = (
      try(var.resource_requests.ephemeral_storage == null, true)
      ? ""
      : tostring(var.resource_requests.ephemeral_storage)
    )
  }

  volumes_input = [
    for v in var.volumes : {
      name       = tostring(v.name)
      mount_path = tostring(v.mount_path)
      sub_path   = try(v.sub_path == null, true) ? "" : tostring(v.sub_path)
      read_only  = tobool(try(v.read_only, null))
      config_map = try(v.config_map == null, true) ? "" : tostring(v.config_map)
      secret     = try(v.secret == null, true) ? "" : tostring(v.secret)
      claim      = try(v.claim == null, true) ? "" : tostring(v.claim)
      size       = try(v.size == null, true) ? "" : tostring(v.size)
    }
  ]

  desktop = {
    home          = try(var.desktop.home == null, true) ? "/home/kasm-user" : tostring(var.desktop.home)
    login         = try(var.desktop.login == null, true) ? true : tobool(var.desktop.login)
    cpu           = try(var.desktop.cpu == null, true) ? 2 : tonumber(var.desktop.cpu)
    memory        = try(var.desktop.memory == null, true) ? "4Gi" : tostring(var.desktop.memory)
    shared_memory = try(var.desktop.shared_memory == null, true) ? "1Gi" : tostring(var.desktop.shared_memory)
  }
}
