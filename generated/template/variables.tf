variable "use_kubeconfig" {
  type        = bool
  description = "Use ~/.kube/config of the provisioner's host; false where the provisioner runs in the cluster of the workspaces."
  default     = false
  nullable    = false
}

variable "prebuilt_instances" {
  type        = number
  description = "How many workspaces of the preset Standard are made beforehand. Prebuilt workspaces need a licence of Coder."
  default     = 0
  nullable    = false

  validation {
    condition     = var.prebuilt_instances >= 0 && var.prebuilt_instances == floor(var.prebuilt_instances)
    error_message = "prebuilt_instances must be a whole number of 0 or more."
  }
}

variable "desktop_healthcheck_url" {
  type        = string
  description = <<-EOT
    URL at which the agent asks whether the desktop is up, for a kasmvnc_image with a certificate
    for localhost that the workspace trusts; "" for none. The agent verifies certificates, and the
    usual image has one that it signed itself: with a check its app would be shown as unhealthy for
    ever.
  EOT
  default     = ""
  nullable    = false
}

variable "daily_cost" {
  type = object({
    workspace = number
    home      = number
  })
  description = "What a day of a workspace that runs, and of a home, takes from the budget of its owner, in credits of Coder's quotas. 0 costs nothing."
  default = {
    workspace = 0
    home      = 0
  }
  nullable = false
}

locals {
  # Objects are of type any: conversion to an object type would drop the attributes that the type
  # does not name, so that a misspelt one would be no error. These are the attributes of each, and
  # patterns of their misspellings: one letter more, less or other.
  #
  # Validations have try() and can() because Terraform evaluates all of them, whatever another one
  # refuses: what is no object has no attributes, and null no length.
  attributes = {
    for object, names in {
      workload_identity  = ["provider", "principal"]
      additional_egress  = ["cidr", "namespace", "pod_labels", "ports", "protocol"]
      env_from           = ["secret", "config_map", "prefix"]
      tolerations        = ["key", "operator", "value", "effect", "toleration_seconds"]
      toolchain_template = ["name", "version", "source"]
      } : object => {
      for name in names : name => join("|", [
        for i in range(length(name) + 1) : "(?s)^${substr(name, 0, i)}(?:.?${substr(name, i + 1, -1)}|.${substr(name, i, -1)})$"
      ])
    }
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

variable "identity_mode" {
  type        = string
  description = "How the workspace proves who it is: an IAM role by IRSA, a mounted OIDC token, or the cloud's workload identity."
  default     = "iam"
  nullable    = false

  validation {
    condition     = contains(["iam", "oidc", "workload-identity"], var.identity_mode)
    error_message = "identity_mode = ${jsonencode(var.identity_mode)}: must be one of iam, oidc, workload-identity."
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

  # What a program can be started with: a variable and its name, or an argument, has 128 KiB
  # at most (execve), here as the length of its base64.
  validation {
    condition = alltrue([for k, v in var.agent_settings : length(base64encode("${k}=${v}")) <= 174760 if v != null])
    error_message = join(" ", [
      for k, v in var.agent_settings : "agent_settings[\"${k}\"]: can have 128 KiB at most, its name included."
      if v != null ? length(base64encode("${k}=${v}")) > 174760 : false
    ])
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

variable "do_not_disrupt" {
  type        = bool
  description = "Keep the consolidation of nodes from killing sessions, with the annotations of the cluster autoscaler and of Karpenter."
  default     = true
  nullable    = false
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
  default = {
    name    = "workspace"
    version = "1.0.0"
  }
  nullable = false

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

locals {
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

  # Keys of labels and node selectors, and of annotations, whose prefix may have any case.
  qualified_name = "^(?:[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$"

  prefix_too_long = "^[^/]{254}"
  c_identifier    = "^[A-Za-z_][A-Za-z0-9_]*$"

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

  module_secret = "^coder-.*-(?:agent|secrets)$"
}
