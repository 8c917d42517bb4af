locals {
  # The readable part of a name: owner and workspace, as far as 36 characters go.
  readable = regex("^.{1,36}", replace(lower("${var.owner}-${var.workspace_name}"), "/[^a-z0-9-]/", "-"))

  # The part that distinguishes workspaces whose readable part is the same.
  hash = regex("^.{10}", sha256("${var.owner}/${var.workspace_name}"))

  # Name of the workspace's objects, 53 characters at most, so that the suffixes fit in 63.
  name = var.workspace_id != "" ? "coder-${var.workspace_id}" : "coder-${local.readable}-${local.hash}"

  # Labels that select the workspace's pod and no other one. Selectors are immutable.
  selector = {
    "app.kubernetes.io/name"     = "coder-workspace"
    "app.kubernetes.io/instance" = local.name
  }

  # Labels of every object and of the pod.
  common_labels = merge(
    local.selector,
    {
      "app.kubernetes.io/part-of"    = "coder"
      "app.kubernetes.io/managed-by" = "coder"
      "com.coder.resource"           = "true"
    },
    var.workspace_id != "" ? { "com.coder.workspace.id" = var.workspace_id } : {}
  )

  # Labels of every object.
  labels = merge(
    local.common_labels,
    {
      "com.coder.workspace.name" = var.workspace_name
      "com.coder.user.username"  = var.owner
    },
    var.owner_id != "" ? { "com.coder.user.id" = var.owner_id } : {}
  )

  # Annotations of every object: what it was made from. A version may hold a +, which
  # a label may not.
  provenance = {
    "coder.com/toolchain"         = local.toolchain_template.name
    "coder.com/toolchain-version" = local.toolchain_template.version
    "coder.com/base"              = local.base_module.name
    "coder.com/base-version"      = local.base_module.version
  }

  uses_azure = (
    local.capabilities.identity_mode == "workload-identity" &&
    local.workload_identity.provider == "azure"
  )

  uses_iam = local.capabilities.identity_mode == "iam"
  uses_eks = local.capabilities.identity_mode == "workload-identity" && local.workload_identity.provider == "eks"

  # The desktop's password: the one given, else 32 hex digits that nobody can guess
  # without the agent's token.
  vnc_password = var.vnc_password != "" ? var.vnc_password : regex("^.{32}", sha256("vnc:${var.coder_agent_token}"))

  # What the agent's Secret holds.
  agent_secrets = merge(
    { CODER_AGENT_TOKEN = var.coder_agent_token },
    local.capabilities.gui_vnc ? { VNC_PW = local.vnc_password } : {}
  )

  service_account_name = (
    var.service_account_name != ""
    ? var.service_account_name
    : kubernetes_service_account_v1.service_account[0].metadata[0].name
  )

  # Tags of <image_registry>/coder-base by operating system.
  registry_tags = {
    amazon-linux-2023 = "al2023"
    "ubuntu-22.04"    = "ubuntu-22.04"
    "ubuntu-24.04"    = "ubuntu-24.04"
  }

  # Public images by operating system. codercom/enterprise-base:ubuntu is not among
  # them: it moves with Ubuntu's releases.
  public_images = {
    amazon-linux-2023 = "public.ecr.aws/amazonlinux/amazonlinux:2023"
    "ubuntu-22.04"    = "mcr.microsoft.com/devcontainers/base:ubuntu-22.04"
    "ubuntu-24.04"    = "mcr.microsoft.com/devcontainers/base:ubuntu-24.04"
  }

  # Image of the workspace container.
  image = (
    var.image_id != "" ? var.image_id :
    var.image_registry != ""
    ? "${var.image_registry}/coder-base:${local.registry_tags[var.os_type]}"
    : local.public_images[var.os_type]
  )

  uses_oidc = local.capabilities.identity_mode == "oidc"
  has_role  = var.workspace_iam_role_arn != ""

  # The non-secret variables of the workspace container.
  runtime_env = merge(
    {
      HOME  = var.home_path
      USER  = "coder"
      SHELL = "/bin/bash"
    },
    var.workspace_id == "" ? {
      CODER_WORKSPACE_NAME = var.workspace_name
      CODER_OWNER          = var.owner
    } : {},
    var.agent_url != "" ? { CODER_AGENT_URL = var.agent_url } : {},
    local.capabilities.artifact_cache ? { ARTIFACT_CACHE_DIR = "/mnt/artifact-cache" } : {},
    local.capabilities.artifact_cache && !var.artifact_cache_read_only ? {
      npm_config_cache  = "/mnt/artifact-cache/npm"
      PIP_CACHE_DIR     = "/mnt/artifact-cache/pip"
      GOMODCACHE        = "/mnt/artifact-cache/go-mod"
      YARN_CACHE_FOLDER = "/mnt/artifact-cache/yarn"
    } : {},
    local.uses_oidc ? { OIDC_TOKEN_FILE = "/var/run/secrets/oidc/token" } : {},
    local.uses_oidc && local.has_role ? {
      AWS_ROLE_ARN                = var.workspace_iam_role_arn
      AWS_WEB_IDENTITY_TOKEN_FILE = "/var/run/secrets/oidc/token"
    } : {},
    var.ca_config_map != "" && !contains(keys(local.overrides.environment_variables), "SSL_CERT_FILE")
    ? {
      # Each can be overridden: a program may need another bundle.
      #
      # The variables in which programs look for a bundle of authorities.
      SSL_CERT_FILE = "/etc/workspace-ca/ca.crt"
    }
    : {},
    var.ca_config_map != "" && !contains(keys(local.overrides.environment_variables), "CURL_CA_BUNDLE")
    ? {
      CURL_CA_BUNDLE = "/etc/workspace-ca/ca.crt"
    }
    : {},
    var.ca_config_map != "" && !contains(keys(local.overrides.environment_variables), "GIT_SSL_CAINFO")
    ? {
      GIT_SSL_CAINFO = "/etc/workspace-ca/ca.crt"
    }
    : {},
    var.ca_config_map != "" &&
    !contains(keys(local.overrides.environment_variables), "REQUESTS_CA_BUNDLE")
    ? {
      REQUESTS_CA_BUNDLE = "/etc/workspace-ca/ca.crt"
    }
    : {},
    var.ca_config_map != "" && !contains(keys(local.overrides.environment_variables), "PIP_CERT")
    ? {
      PIP_CERT = "/etc/workspace-ca/ca.crt"
    }
    : {},
    var.ca_config_map != "" && !contains(keys(local.overrides.environment_variables), "AWS_CA_BUNDLE")
    ? {
      AWS_CA_BUNDLE = "/etc/workspace-ca/ca.crt"
    }
    : {},
    var.ca_config_map != "" &&
    !contains(keys(local.overrides.environment_variables), "NODE_EXTRA_CA_CERTS")
    ? {
      NODE_EXTRA_CA_CERTS = "/etc/workspace-ca/ca.crt"
    }
    : {},
    # No name is in both: the rules of the input refuse it.
    { for k, v in var.agent_settings : k => v if can(regex("^CODER_", k)) },
    { for k, v in local.overrides.environment_variables : k => v if !can(regex("^CODER_", k)) }
  )

  uses_gke = local.capabilities.identity_mode == "workload-identity" && local.workload_identity.provider == "gke"

  # The digest of a pinned image, else the whole reference.
  image_digest = can(regex("@", local.image)) ? regex("sha256:[0-9a-f]{64}$", local.image) : local.image

  # The claim that is the home, for the output; null without persistent_home.
  home_claim = (
    var.home_claim != "" ? var.home_claim :
    local.capabilities.persistent_home
    ? kubernetes_persistent_volume_claim_v1.home[0].metadata[0].name
    : null
  )

  # Those that additional_egress opens to addresses: STS and the API server are no pods.
  address_ports = flatten([for e in local.additional_egress : e.ports if e.protocol == "TCP" && e.cidr != ""])

  # Scheme and host of agent_url.
  agent_host = var.agent_url != "" ? regex("^https?://(?:\\[[^]]*\\]|[^/:]*)", var.agent_url) : ""

  agent_port = (
    can(regex("^https?://(?:\\[[^]]*\\]|[^/:]*):[0-9]", var.agent_url))
    ? tonumber(regex("[0-9]+$", regex("^https?://(?:\\[[^]]*\\]|[^/:]*):[0-9]+", var.agent_url)))
    : can(regex("^http:", var.agent_url)) ? 80 : 443
  )

  additional_ports = flatten([for e in local.additional_egress : e.ports if e.protocol == "TCP"])

  # Whether nothing lets the agent out to agent_url: its host is not in the cluster, and its port
  # is open in no rule.
  agent_url_shut = (
    var.agent_url == "" ? false :
    local.capabilities.network_egress == "unrestricted" ? false :
    endswith(local.agent_host, ".${var.coder_namespace}") ? false :
    can(regex("^https?://[^.[]+$|\\.svc$|\\.cluster\\.local$", local.agent_host)) ? false :
    contains([80, 443], local.agent_port)
    ? (
      length(var.control_plane_cidrs) == 0 &&
      (local.agent_port == 80 || local.capabilities.network_egress == "none") &&
      !contains(local.additional_ports, local.agent_port)
    )
    : !contains(local.additional_ports, local.agent_port)
  )
}

# Recorded at the first apply, and never changed.
resource "terraform_data" "provisioned_at" {
  input = timestamp()

  lifecycle {
    # timestamp() is another one in each run.
    ignore_changes = [input]
  }
}

check "gui_vnc_without_home" {
  assert {
    condition     = !local.capabilities.gui_vnc || local.capabilities.persistent_home
    error_message = "capabilities.gui_vnc = true without persistent_home: the desktop's settings are lost when the workspace stops."
  }
}

check "egress_none_without_cidrs" {
  assert {
    condition     = local.capabilities.network_egress != "none" || length(var.control_plane_cidrs) != 0
    error_message = "capabilities.network_egress = \"none\" without control_plane_cidrs: the agent reaches Coder only inside the cluster, in coder_namespace."
  }
}

check "egress_none_with_role" {
  assert {
    condition = (
      !(local.capabilities.network_egress == "none" && local.has_role && (local.uses_iam || local.uses_oidc)) ||
      contains(local.address_ports, 443)
    )
    error_message = "capabilities.network_egress = \"none\" with a workspace_iam_role_arn: STS, which gives the role's credentials, is out of reach."
  }
}

check "api_token_out_of_reach" {
  assert {
    condition = (
      !var.mount_api_token ||
      local.capabilities.network_egress != "none" && var.egress_private_networks ||
      contains(local.address_ports, 443) ||
      contains(local.address_ports, 6443)
    )
    error_message = join("", [
      "mount_api_token = true: the API server is out of reach with network_egress none or without egress_private_networks: ",
      "name its address in additional_egress.",
    ])
  }
}

check "agent_url_port_shut" {
  assert {
    condition = !local.agent_url_shut
    error_message = join("", [
      "agent_url = \"${var.agent_url}\": nothing opens its port: add its address and port to additional_egress, or use 80 or ",
      "443 with control_plane_cidrs.",
    ])
  }
}

check "amazon_linux_without_user" {
  assert {
    condition = var.os_type != "amazon-linux-2023" || var.image_id != "" || var.image_registry != ""
    error_message = join("", [
      "os_type = \"amazon-linux-2023\": its public image has no user 1000, so that ssh and whoami fail: use an image_id or ",
      "image_registry that has one.",
    ])
  }
}
