locals {
  smaller_unit = {
    Ki = ""
    Mi = "Ki"
    Gi = "Mi"
    Ti = "Gi"
  }

  # The readable part of a name: owner and workspace, as far as 36 characters go.
  readable = regex("^.{1,36}", replace(lower("${var.owner}-${var.workspace_name}"), "/[^a-z0-9-]/", "-"))

  # The part that tells workspaces apart whose readable part is the same.
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

  # Labels of the pod. With workspace_id it names no owner, so that it stays when the workspace
  # is renamed or claimed.
  pod_labels = merge(local.common_labels, var.workspace_id == "" ? {
    "com.coder.workspace.name" = var.workspace_name
    "com.coder.user.username"  = var.owner
  } : {})

  # Pod labels that webhooks act on.
  identity_labels = local.uses_azure ? { "azure.workload.identity/use" = "true" } : {}

  uses_iam = local.capabilities.identity_mode == "iam"
  uses_eks = local.capabilities.identity_mode == "workload-identity" && local.workload_identity.provider == "eks"

  # Pod annotations that keep webhooks from giving the desktop the workspace's credentials.
  identity_annotations = merge(
    local.capabilities.gui_vnc && (local.uses_iam || local.uses_eks) ? {
      "eks.amazonaws.com/skip-containers" = "kasmvnc"
    } : {},
    local.capabilities.gui_vnc && local.uses_azure ? {
      "azure.workload.identity/skip-containers" = "kasmvnc"
    } : {}
  )

  # The desktop's password: the one given, else 32 hex digits that nobody can guess
  # without the agent's token.
  vnc_password = var.vnc_password != "" ? var.vnc_password : regex("^.{32}", sha256("vnc:${var.coder_agent_token}"))

  # What the agent's Secret holds.
  agent_secrets = merge(
    { CODER_AGENT_TOKEN = var.coder_agent_token },
    local.capabilities.gui_vnc ? { VNC_PW = local.vnc_password } : {}
  )

  # Replaces the pod when a Secret changes: variables are read at its start only. Without
  # a token, which nobody can guess, a hash of values would let every reader of pods test guesses:
  # then only their keys count.
  all_secrets = merge(local.agent_secrets, {
    for k, v in var.secrets : k => v
    if !can(regex("^(?:CODER_.*|OIDC_.*|KUBERNETES_.*|HOME|USER|SHELL|VNC_PW|ARTIFACT_CACHE_DIR|npm_config_cache|PIP_CACHE_DIR|GOMODCACHE|YARN_CACHE_FOLDER)$", k))
  })

  secret_lines = [
    for k in keys(local.all_secrets) : "\n${k}${var.coder_agent_token != "" ? "=${base64encode(local.all_secrets[k])}" : ""}"
  ]

  checksum = sha256("sum:${var.coder_agent_token}${join("", local.secret_lines)}")

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
    { for k, v in var.agent_settings : k => v if can(regex("^CODER_", k)) },
    { for k, v in local.overrides.environment_variables : k => v if !can(regex("^CODER_", k)) }
  )

  # The variables that are read from the agent's Secret, and their keys there.
  secret_env = merge(
    { CODER_AGENT_TOKEN = "CODER_AGENT_TOKEN" },
    local.capabilities.gui_vnc ? { VNC_PW = "VNC_PW" } : {}
  )

  env_names = sort(concat(keys(local.runtime_env), keys(local.secret_env)))

  # Where clouds serve the node's credentials, and Azure its WireServer.
  metadata_ipv4 = ["169.254.0.0/16", "168.63.129.16/32"]

  private_ipv4  = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"]
  metadata_ipv6 = ["fe80::/10", "fd00:ec2::/32", "fd20:ce::254/128"]
  private_ipv6  = ["fc00::/7"]
  uses_gke      = local.capabilities.identity_mode == "workload-identity" && local.workload_identity.provider == "gke"

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

  # Whether nothing lets the agent out to agent_url: its host is not in the cluster, and its port
  # is open in no row.
  agent_host = var.agent_url != "" ? regex("^https?://(?:\\[[^]]*\\]|[^/:]*)", var.agent_url) : ""

  agent_port = (
    can(regex("^https?://(?:\\[[^]]*\\]|[^/:]*):[0-9]", var.agent_url)) ? tonumber(regex("[0-9]+$", regex("^https?://(?:\\[[^]]*\\]|[^/:]*):[0-9]+", var.agent_url))) :
    can(regex("^http:", var.agent_url)) ? 80 : 443
  )

  additional_ports = flatten([for e in local.additional_egress : e.ports if e.protocol == "TCP"])

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

resource "kubernetes_service_account_v1" "service_account" {
  count = var.service_account_name == "" ? 1 : 0

  metadata {
    name      = local.name
    namespace = var.namespace
    labels    = local.labels
    annotations = merge(
      local.provenance,
      var.owner_email != "" ? { "com.coder.user.email" = var.owner_email } : {},
      local.uses_iam && local.has_role ? {
        "eks.amazonaws.com/role-arn" = var.workspace_iam_role_arn
      } : {},
      local.uses_gke ? { "iam.gke.io/gcp-service-account" = local.workload_identity.principal } : {},
      local.uses_azure ? {
        "azure.workload.identity/client-id" = local.workload_identity.principal
      } : {}
    )
  }

  automount_service_account_token = false
}

resource "kubernetes_secret_v1" "agent" {
  metadata {
    name        = "${local.name}-agent"
    namespace   = var.namespace
    labels      = local.labels
    annotations = merge(local.provenance, var.owner_email != "" ? { "com.coder.user.email" = var.owner_email } : {})
  }

  type = "Opaque"
  data = local.agent_secrets
}

resource "kubernetes_secret_v1" "secrets" {
  count = local.capabilities.secrets_injection == "variables" ? 1 : 0

  metadata {
    name        = "${local.name}-secrets"
    namespace   = var.namespace
    labels      = local.labels
    annotations = merge(local.provenance, var.owner_email != "" ? { "com.coder.user.email" = var.owner_email } : {})
  }

  type = "Opaque"
  data = var.secrets
}

resource "kubernetes_persistent_volume_claim_v1" "home" {
  count = local.capabilities.persistent_home && var.home_claim == "" ? 1 : 0

  metadata {
    name        = "${local.name}-home"
    namespace   = var.namespace
    labels      = local.labels
    annotations = merge(local.provenance, var.owner_email != "" ? { "com.coder.user.email" = var.owner_email } : {})
  }

  spec {
    access_modes = ["ReadWriteOnce"]

    resources {
      requests = { storage = local.compute_profile.storage }
    }

    storage_class_name = var.storage_class != "" ? var.storage_class : null
  }

  wait_until_bound = false

  lifecycle {
    create_before_destroy = true
  }
}

# Isolates the workspace from every other one, and filters what it may reach. No rule
# is ever empty: an empty one allows everything.
resource "kubernetes_network_policy_v1" "isolation" {
  metadata {
    name        = "${local.name}-isolation"
    namespace   = var.namespace
    labels      = local.labels
    annotations = merge(local.provenance, var.owner_email != "" ? { "com.coder.user.email" = var.owner_email } : {})
  }

  spec {
    pod_selector {
      match_labels = local.selector
    }

    policy_types = ["Ingress", "Egress"]

    ingress {
      from {
        namespace_selector {
          match_labels = { "kubernetes.io/metadata.name" = var.coder_namespace }
        }
      }
    }

    dynamic "egress" {
      for_each = local.additional_egress

      content {
        to {
          dynamic "ip_block" {
            for_each = egress.value.cidr != "" ? [1] : []

            content {
              cidr = egress.value.cidr
            }
          }

          dynamic "namespace_selector" {
            for_each = egress.value.namespace != "" ? [1] : []

            content {
              match_labels = { "kubernetes.io/metadata.name" = egress.value.namespace }
            }
          }

          dynamic "pod_selector" {
            for_each = (egress.value.namespace != "" ? length(egress.value.pod_labels) > 0 : false) ? [1] : []

            content {
              match_labels = egress.value.pod_labels
            }
          }
        }

        dynamic "ports" {
          for_each = egress.value.ports

          content {
            protocol = egress.value.protocol
            port     = ports.value
          }
        }
      }
    }

    egress {
      to {
        namespace_selector {
          match_labels = { "kubernetes.io/metadata.name" = var.coder_namespace }
        }
      }

      ports {
        protocol = "TCP"
        port     = 80
      }

      ports {
        protocol = "TCP"
        port     = 443
      }

      ports {
        protocol = "TCP"
        port     = 8080
      }

      ports {
        protocol = "TCP"
        port     = 8443
      }
    }

    dynamic "egress" {
      for_each = var.control_plane_cidrs

      content {
        to {
          ip_block {
            cidr = egress.value
          }
        }

        ports {
          protocol = "TCP"
          port     = 80
        }

        ports {
          protocol = "TCP"
          port     = 443
        }
      }
    }

    dynamic "egress" {
      for_each = var.cluster_dns == "kube-dns" ? [1] : []

      content {
        to {
          namespace_selector {
            match_labels = { "kubernetes.io/metadata.name" = "kube-system" }
          }

          pod_selector {
            match_expressions {
              key      = "k8s-app"
              operator = "In"
              values   = ["kube-dns", "node-local-dns"]
            }
          }
        }

        to {
          ip_block {
            cidr = "169.254.20.10/32"
          }
        }

        to {
          ip_block {
            cidr = "169.254.10.10/32"
          }
        }

        to {
          ip_block {
            cidr = "169.254.10.11/32"
          }
        }

        ports {
          protocol = "UDP"
          port     = 53
        }

        ports {
          protocol = "TCP"
          port     = 53
        }
      }
    }

    dynamic "egress" {
      for_each = var.cluster_dns == "openshift" ? [1] : []

      content {
        to {
          namespace_selector {
            match_labels = { "kubernetes.io/metadata.name" = "openshift-dns" }
          }

          pod_selector {
            match_labels = { "dns.operator.openshift.io/daemonset-dns" = "default" }
          }
        }

        ports {
          protocol = "UDP"
          port     = 5353
        }

        ports {
          protocol = "TCP"
          port     = 5353
        }
      }
    }

    dynamic "egress" {
      for_each = var.dns_cidrs

      content {
        to {
          ip_block {
            cidr = egress.value
          }
        }

        ports {
          protocol = "UDP"
          port     = 53
        }

        ports {
          protocol = "TCP"
          port     = 53
        }
      }
    }

    dynamic "egress" {
      for_each = local.uses_eks ? [1] : []

      content {
        to {
          ip_block {
            cidr = "169.254.170.23/32"
          }
        }

        to {
          ip_block {
            cidr = "fd00:ec2::23/128"
          }
        }

        ports {
          protocol = "TCP"
          port     = 80
        }
      }
    }

    dynamic "egress" {
      for_each = local.uses_gke ? [1] : []

      content {
        to {
          ip_block {
            cidr = "169.254.169.252/32"
          }
        }

        ports {
          protocol = "TCP"
          port     = 987
        }

        ports {
          protocol = "TCP"
          port     = 988
        }
      }
    }

    dynamic "egress" {
      for_each = local.uses_gke ? [1] : []

      content {
        to {
          ip_block {
            cidr = "169.254.169.254/32"
          }
        }

        ports {
          protocol = "TCP"
          port     = 80
        }

        ports {
          protocol = "TCP"
          port     = 8080
        }

        ports {
          protocol = "UDP"
          port     = 53
        }

        ports {
          protocol = "TCP"
          port     = 53
        }
      }
    }

    dynamic "egress" {
      for_each = local.capabilities.network_egress == "unrestricted" ? [1] : []

      content {
        to {
          ip_block {
            cidr   = "0.0.0.0/0"
            except = concat(local.metadata_ipv4, var.egress_private_networks ? [] : local.private_ipv4)
          }
        }

        to {
          ip_block {
            cidr   = "::/0"
            except = concat(local.metadata_ipv6, var.egress_private_networks ? [] : local.private_ipv6)
          }
        }
      }
    }

    dynamic "egress" {
      for_each = local.capabilities.network_egress == "https-only" ? [1] : []

      content {
        to {
          ip_block {
            cidr   = "0.0.0.0/0"
            except = concat(local.metadata_ipv4, var.egress_private_networks ? [] : local.private_ipv4)
          }
        }

        to {
          ip_block {
            cidr   = "::/0"
            except = concat(local.metadata_ipv6, var.egress_private_networks ? [] : local.private_ipv6)
          }
        }

        ports {
          protocol = "TCP"
          port     = 443
        }
      }
    }

    dynamic "egress" {
      for_each = local.capabilities.network_egress == "unrestricted" ? [1] : []

      content {
        to {
          ip_block {
            cidr   = "0.0.0.0/0"
            except = concat(local.metadata_ipv4, var.egress_private_networks ? [] : local.private_ipv4)
          }
        }

        to {
          ip_block {
            cidr   = "::/0"
            except = concat(local.metadata_ipv6, var.egress_private_networks ? [] : local.private_ipv6)
          }
        }

        ports {
          protocol = "TCP"
          port     = 443
        }
      }
    }
  }
}

# Makes the output agent_endpoint resolve to the pod.
resource "kubernetes_service_v1" "headless" {
  metadata {
    name        = local.name
    namespace   = var.namespace
    labels      = local.labels
    annotations = merge(local.provenance, var.owner_email != "" ? { "com.coder.user.email" = var.owner_email } : {})
  }

  spec {
    cluster_ip = "None"
    selector   = local.selector
  }
}

resource "kubernetes_service_v1" "vnc" {
  count = local.capabilities.gui_vnc ? 1 : 0

  metadata {
    name        = "${local.name}-vnc"
    namespace   = var.namespace
    labels      = local.labels
    annotations = merge(local.provenance, var.owner_email != "" ? { "com.coder.user.email" = var.owner_email } : {})
  }

  spec {
    type     = "ClusterIP"
    selector = local.selector

    port {
      name        = "vnc"
      port        = 6901
      target_port = "vnc"
      protocol    = "TCP"
    }
  }
}

resource "kubernetes_deployment_v1" "workspace" {
  metadata {
    name      = local.name
    namespace = var.namespace
    labels    = merge(local.labels, local.overrides.labels)
    annotations = merge(
      local.provenance,
      var.owner_email != "" ? { "com.coder.user.email" = var.owner_email } : {},
      local.overrides.annotations
    )
  }

  spec {
    replicas = var.replica_count

    strategy {
      # The home volume can be attached to one node at a time.
      type = "Recreate"
    }

    selector {
      match_labels = local.selector
    }

    template {
      metadata {
        labels = merge(local.pod_labels, local.identity_labels, local.overrides.labels)
        annotations = merge(
          local.provenance,
          local.identity_annotations,
          { "coder.com/secrets-checksum" = local.checksum },
          var.do_not_disrupt ? {
            "cluster-autoscaler.kubernetes.io/safe-to-evict" = "false"
            "karpenter.sh/do-not-disrupt"                    = "true"
          } : {},
          local.overrides.annotations
        )
      }

      spec {
        service_account_name             = local.service_account_name
        automount_service_account_token  = false
        enable_service_links             = false
        termination_grace_period_seconds = var.termination_grace_period_seconds
        node_selector = merge(
          {
            "kubernetes.io/os"   = "linux"
            "kubernetes.io/arch" = var.arch
          },
          var.node_selectors
        )

        toleration {
          effect   = "NoSchedule"
          key      = "coder-ws"
          operator = "Exists"
        }

        dynamic "toleration" {
          for_each = local.tolerations

          content {
            operator           = toleration.value.operator
            key                = toleration.value.key != "" ? toleration.value.key : null
            value              = toleration.value.value != "" ? toleration.value.value : null
            effect             = toleration.value.effect != "" ? toleration.value.effect : null
            toleration_seconds = toleration.value.toleration_seconds
          }
        }

        dynamic "image_pull_secrets" {
          for_each = var.image_pull_secrets

          content {
            name = image_pull_secrets.value
          }
        }

        security_context {
          run_as_non_root        = true
          run_as_user            = var.run_as_user
          run_as_group           = var.run_as_user
          fs_group               = var.run_as_user
          fs_group_change_policy = "OnRootMismatch"

          seccomp_profile {
            type = "RuntimeDefault"
          }
        }

        dynamic "init_container" {
          for_each = local.capabilities.gui_vnc && (!var.home_seed || var.run_as_user != 1000) ? [1] : []

          content {
            name  = "desktop-home"
            image = var.kasmvnc_image
            command = [
              "sh",
              "-c",
              "[ -d /run/home/.desktop ] || { mkdir /run/home/.desktop && chmod g+rwx /run/home/.desktop; }",
            ]

            security_context {
              # For images that have one user only.
              run_as_user                = 1000
              run_as_group               = 1000
              run_as_non_root            = true
              allow_privilege_escalation = false
              privileged                 = false
              read_only_root_filesystem  = false

              capabilities {
                drop = ["ALL"]
              }
            }

            resources {
              limits = {
                cpu    = tostring(local.desktop.cpu)
                memory = local.desktop.memory
              }
              requests = {
                cpu = local.desktop.cpu % 4 == 0 ? tostring(floor(local.desktop.cpu / 4)) : "${local.desktop.cpu * 250}m"
                memory = (
                  tonumber(regex("^[0-9]+", local.desktop.memory)) % 4 == 0
                  ? "${floor(tonumber(regex("^[0-9]+", local.desktop.memory)) / 4)}${regex("[KMGT]i$", local.desktop.memory)}"
                  : "${tonumber(regex("^[0-9]+", local.desktop.memory)) * 256}${local.smaller_unit[regex("[KMGT]i$", local.desktop.memory)]}"
                )
              }
            }

            volume_mount {
              name       = "home"
              mount_path = "/run/home"
            }

            image_pull_policy = var.image_pull_policy != "" ? var.image_pull_policy : null
          }
        }

        dynamic "init_container" {
          for_each = var.home_seed ? [1] : []

          content {
            name  = "seed-home"
            image = local.image
            # It also makes the directory of the profile, when its user is the desktop's.
            command = [
              "sh",
              "-c",
              join("\n", concat(
                local.capabilities.gui_vnc && var.run_as_user == 1000 ? [
                  "[ -d /run/home/.desktop ] || { mkdir /run/home/.desktop && chmod g+rwx /run/home/.desktop; }",
                ] : [],
                [
                  "cd /run/home || exit 1\nif [ ! -d .home-seed.whole ]; then\n  for f in * .[!.]* ..?*; do\n    case $f in lost+found | .desktop | .home-seed.partial) continue ;; esac\n    if [ -e \"$f\" ] || [ -L \"$f\" ]; then echo \"The home is not empty: nothing is copied.\"; exit 0; fi\n  done\n  if [ ! -d \"$HOME\" ]; then echo \"The image has no directory $HOME: nothing is copied.\"; exit 0; fi\n  if [ -d .home-seed.partial ]; then chmod -R u+rwX .home-seed.partial; fi\n  rm -rf .home-seed.partial && mkdir .home-seed.partial || exit 1\n  said=$(LC_ALL=C cp -RP \"$HOME/.\" .home-seed.partial/ 2>&1)\n  status=$?\n  if [ $status -ne 0 ]; then\n    echo \"$said\"\n    case $status,$said in\n    1[2-9][0-9],* | *\"No space left\"* | *\"quota exceeded\"* | *\"Input/output error\"*) echo \"The copy of $HOME was interrupted.\"; exit 1 ;;\n    esac\n    echo \"Not all of $HOME could be copied.\"\n  fi\n  mv .home-seed.partial .home-seed.whole || exit 1\nfi\nfor f in .home-seed.whole/* .home-seed.whole/.[!.]* .home-seed.whole/..?*; do\n  if [ ! -e \"$f\" ] && [ ! -L \"$f\" ]; then continue; fi\n  case $${f##*/} in lost+found | .desktop | .home-seed.*) continue ;; esac\n  if [ -d \"$f\" ] && [ ! -L \"$f\" ] && [ ! -w \"$f\" ]; then\n    chmod u+w \"$f\" && mv \"$f\" . && chmod u-w \"$${f##*/}\" || exit 1\n  else\n    mv \"$f\" . || exit 1\n  fi\ndone\nchmod -R u+rwX .home-seed.whole\nrm -rf .home-seed.whole",
                ]
              )),
            ]

            env {
              name  = "HOME"
              value = var.home_path
            }

            resources {
              limits = merge(
                {
                  cpu    = tostring(local.compute_profile.cpu)
                  memory = local.compute_profile.memory
                },
                local.compute_profile.ephemeral_storage != "" ? {
                  ephemeral-storage = local.compute_profile.ephemeral_storage
                } : {}
              )
              requests = merge(
                {
                  cpu = (
                    local.resource_requests.cpu != "" ? local.resource_requests.cpu :
                    local.compute_profile.cpu % 2 == 0
                    ? tostring(floor(local.compute_profile.cpu / 2))
                    : "${local.compute_profile.cpu * 500}m"
                  )
                  memory = (
                    local.resource_requests.memory != "" ? local.resource_requests.memory :
                    tonumber(regex("^[0-9]+", local.compute_profile.memory)) % 2 == 0
                    ? "${floor(tonumber(regex("^[0-9]+", local.compute_profile.memory)) / 2)}${regex("[KMGT]i$", local.compute_profile.memory)}"
                    : "${tonumber(regex("^[0-9]+", local.compute_profile.memory)) * 512}${local.smaller_unit[regex("[KMGT]i$", local.compute_profile.memory)]}"
                  )
                },
                local.compute_profile.ephemeral_storage != "" ? {
                  ephemeral-storage = (
                    local.resource_requests.ephemeral_storage != "" ? local.resource_requests.ephemeral_storage :
                    tonumber(regex("^[0-9]+", local.compute_profile.ephemeral_storage)) % 2 == 0
                    ? "${floor(tonumber(regex("^[0-9]+", local.compute_profile.ephemeral_storage)) / 2)}${regex("[KMGT]i$", local.compute_profile.ephemeral_storage)}"
                    : "${tonumber(regex("^[0-9]+", local.compute_profile.ephemeral_storage)) * 512}${local.smaller_unit[regex("[KMGT]i$", local.compute_profile.ephemeral_storage)]}"
                  )
                } : {}
              )
            }

            volume_mount {
              name       = "home"
              mount_path = "/run/home"
            }

            security_context {
              run_as_non_root            = true
              allow_privilege_escalation = false
              privileged                 = false
              read_only_root_filesystem  = false

              capabilities {
                drop = ["ALL"]
              }
            }

            image_pull_policy = var.image_pull_policy != "" ? var.image_pull_policy : null
          }
        }

        # The workspace comes first: kubectl exec means the first container.
        container {
          name        = "workspace"
          image       = local.image
          command     = var.startup_command
          working_dir = var.home_path

          dynamic "env" {
            for_each = local.env_names

            content {
              name = env.value
              value = (
                contains(keys(local.runtime_env), env.value)
                ? replace(local.runtime_env[env.value], "$", "$$")
                : null
              )

              dynamic "value_from" {
                for_each = contains(keys(local.secret_env), env.value) ? [1] : []

                content {
                  secret_key_ref {
                    name = kubernetes_secret_v1.agent.metadata[0].name
                    key  = local.secret_env[env.value]
                  }
                }
              }
            }
          }

          dynamic "env_from" {
            for_each = local.capabilities.secrets_injection == "variables" ? [1] : []

            content {
              secret_ref {
                name = kubernetes_secret_v1.secrets[0].metadata[0].name
              }
            }
          }

          dynamic "env_from" {
            for_each = local.env_from_input

            content {
              dynamic "secret_ref" {
                for_each = env_from.value.secret != "" ? [1] : []

                content {
                  name = env_from.value.secret
                }
              }

              dynamic "config_map_ref" {
                for_each = env_from.value.config_map != "" ? [1] : []

                content {
                  name = env_from.value.config_map
                }
              }

              prefix = env_from.value.prefix != "" ? env_from.value.prefix : null
            }
          }

          resources {
            limits = merge(
              {
                cpu    = tostring(local.compute_profile.cpu)
                memory = local.compute_profile.memory
              },
              local.compute_profile.ephemeral_storage != "" ? {
                ephemeral-storage = local.compute_profile.ephemeral_storage
              } : {}
            )
            requests = merge(
              {
                cpu = (
                  local.resource_requests.cpu != "" ? local.resource_requests.cpu :
                  local.compute_profile.cpu % 2 == 0
                  ? tostring(floor(local.compute_profile.cpu / 2))
                  : "${local.compute_profile.cpu * 500}m"
                )
                memory = (
                  local.resource_requests.memory != "" ? local.resource_requests.memory :
                  tonumber(regex("^[0-9]+", local.compute_profile.memory)) % 2 == 0
                  ? "${floor(tonumber(regex("^[0-9]+", local.compute_profile.memory)) / 2)}${regex("[KMGT]i$", local.compute_profile.memory)}"
                  : "${tonumber(regex("^[0-9]+", local.compute_profile.memory)) * 512}${local.smaller_unit[regex("[KMGT]i$", local.compute_profile.memory)]}"
                )
              },
              local.compute_profile.ephemeral_storage != "" ? {
                ephemeral-storage = (
                  local.resource_requests.ephemeral_storage != "" ? local.resource_requests.ephemeral_storage :
                  tonumber(regex("^[0-9]+", local.compute_profile.ephemeral_storage)) % 2 == 0
                  ? "${floor(tonumber(regex("^[0-9]+", local.compute_profile.ephemeral_storage)) / 2)}${regex("[KMGT]i$", local.compute_profile.ephemeral_storage)}"
                  : "${tonumber(regex("^[0-9]+", local.compute_profile.ephemeral_storage)) * 512}${local.smaller_unit[regex("[KMGT]i$", local.compute_profile.ephemeral_storage)]}"
                )
              } : {}
            )
          }

          dynamic "volume_mount" {
            for_each = var.mount_api_token ? [1] : []

            content {
              name       = "api-token"
              mount_path = "/var/run/secrets/kubernetes.io/serviceaccount"
              read_only  = true
            }
          }

          dynamic "volume_mount" {
            for_each = local.capabilities.artifact_cache ? [1] : []

            content {
              name       = "artifact-cache"
              mount_path = "/mnt/artifact-cache"
              read_only  = var.artifact_cache_read_only
            }
          }

          dynamic "volume_mount" {
            for_each = var.shared_memory != "" ? [1] : []

            content {
              name       = "dev-shm"
              mount_path = "/dev/shm"
            }
          }

          volume_mount {
            name       = "home"
            mount_path = var.home_path
          }

          dynamic "volume_mount" {
            for_each = local.uses_oidc ? [1] : []

            content {
              name       = "oidc-token"
              mount_path = "/var/run/secrets/oidc"
              read_only  = true
            }
          }

          dynamic "volume_mount" {
            for_each = local.capabilities.secrets_injection == "secrets-manager" ? [1] : []

            content {
              name       = "secrets"
              mount_path = "/var/run/secrets/workspace"
              read_only  = true
            }
          }

          dynamic "volume_mount" {
            for_each = var.ca_config_map != "" ? [1] : []

            content {
              name       = "workspace-ca"
              mount_path = "/etc/workspace-ca"
              read_only  = true
            }
          }

          dynamic "volume_mount" {
            for_each = local.volumes_input

            content {
              name       = volume_mount.value.name
              mount_path = volume_mount.value.mount_path
              read_only  = volume_mount.value.read_only != null ? volume_mount.value.read_only : volume_mount.value.size == ""
              sub_path   = volume_mount.value.sub_path != "" ? volume_mount.value.sub_path : null
            }
          }

          security_context {
            run_as_non_root            = true
            allow_privilege_escalation = false
            privileged                 = false
            read_only_root_filesystem  = false

            capabilities {
              drop = ["ALL"]
            }
          }

          image_pull_policy = var.image_pull_policy != "" ? var.image_pull_policy : null
        }

        dynamic "container" {
          for_each = local.capabilities.gui_vnc ? [1] : []

          content {
            name  = "kasmvnc"
            image = var.kasmvnc_image

            port {
              name           = "vnc"
              container_port = 6901
              protocol       = "TCP"
            }

            dynamic "env" {
              for_each = local.desktop.login ? [] : [1]

              content {
                name  = "VNCOPTIONS"
                value = "-PreferBandwidth -DynamicQualityMin=4 -DynamicQualityMax=7 -DLP_ClipDelay=0 -disableBasicAuth"
              }
            }

            env {
              name = "VNC_PW"

              value_from {
                secret_key_ref {
                  name = kubernetes_secret_v1.agent.metadata[0].name
                  key  = "VNC_PW"
                }
              }
            }

            security_context {
              # For images that have one user only.
              run_as_user                = 1000
              run_as_group               = 1000
              run_as_non_root            = true
              allow_privilege_escalation = false
              privileged                 = false
              read_only_root_filesystem  = false

              capabilities {
                drop = ["ALL"]
              }
            }

            resources {
              limits = {
                cpu    = tostring(local.desktop.cpu)
                memory = local.desktop.memory
              }
              requests = {
                cpu = local.desktop.cpu % 4 == 0 ? tostring(floor(local.desktop.cpu / 4)) : "${local.desktop.cpu * 250}m"
                memory = (
                  tonumber(regex("^[0-9]+", local.desktop.memory)) % 4 == 0
                  ? "${floor(tonumber(regex("^[0-9]+", local.desktop.memory)) / 4)}${regex("[KMGT]i$", local.desktop.memory)}"
                  : "${tonumber(regex("^[0-9]+", local.desktop.memory)) * 256}${local.smaller_unit[regex("[KMGT]i$", local.desktop.memory)]}"
                )
              }
            }

            volume_mount {
              name       = "home"
              mount_path = var.home_path
            }

            volume_mount {
              name       = "home"
              mount_path = local.desktop.home
              sub_path   = ".desktop"
            }

            volume_mount {
              name       = "shared-memory"
              mount_path = "/dev/shm"
            }

            image_pull_policy = var.image_pull_policy != "" ? var.image_pull_policy : null
          }
        }

        dynamic "volume" {
          for_each = var.mount_api_token ? [1] : []

          content {
            name = "api-token"

            projected {
              sources {
                service_account_token {
                  expiration_seconds = 3607
                  path               = "token"
                }
              }

              sources {
                config_map {
                  name = "kube-root-ca.crt"

                  items {
                    key  = "ca.crt"
                    path = "ca.crt"
                  }
                }
              }

              sources {
                downward_api {
                  items {
                    path = "namespace"

                    field_ref {
                      api_version = "v1"
                      field_path  = "metadata.namespace"
                    }
                  }
                }
              }
            }
          }
        }

        dynamic "volume" {
          for_each = local.capabilities.artifact_cache ? [1] : []

          content {
            name = "artifact-cache"

            persistent_volume_claim {
              claim_name = var.artifact_cache_claim
            }
          }
        }

        dynamic "volume" {
          for_each = var.shared_memory != "" ? [1] : []

          content {
            name = "dev-shm"

            empty_dir {
              medium     = "Memory"
              size_limit = var.shared_memory
            }
          }
        }

        volume {
          name = "home"

          dynamic "persistent_volume_claim" {
            for_each = local.capabilities.persistent_home ? [1] : []

            content {
              claim_name = (
                var.home_claim != ""
                ? var.home_claim
                : kubernetes_persistent_volume_claim_v1.home[0].metadata[0].name
              )
            }
          }

          dynamic "empty_dir" {
            for_each = local.capabilities.persistent_home ? [] : [1]

            content {
              size_limit = local.compute_profile.storage
            }
          }
        }

        dynamic "volume" {
          for_each = local.uses_oidc ? [1] : []

          content {
            name = "oidc-token"

            projected {
              sources {
                service_account_token {
                  audience           = var.oidc_audience
                  expiration_seconds = 3600
                  path               = "token"
                }
              }
            }
          }
        }

        dynamic "volume" {
          for_each = local.capabilities.secrets_injection == "secrets-manager" ? [1] : []

          content {
            name = "secrets"

            csi {
              driver            = "secrets-store.csi.k8s.io"
              read_only         = true
              volume_attributes = { secretProviderClass = var.secret_provider_class }
            }
          }
        }

        dynamic "volume" {
          for_each = local.capabilities.gui_vnc ? [1] : []

          content {
            name = "shared-memory"

            empty_dir {
              medium     = "Memory"
              size_limit = local.desktop.shared_memory
            }
          }
        }

        dynamic "volume" {
          for_each = var.ca_config_map != "" ? [1] : []

          content {
            name = "workspace-ca"

            config_map {
              name = var.ca_config_map

              # Named, so that a bundle without the key is an event at the pod.
              items {
                key  = "ca.crt"
                path = "ca.crt"
              }
            }
          }
        }

        dynamic "volume" {
          for_each = local.volumes_input

          content {
            name = volume.value.name

            dynamic "config_map" {
              for_each = volume.value.config_map != "" ? [1] : []

              content {
                name = volume.value.config_map
              }
            }

            dynamic "secret" {
              for_each = volume.value.secret != "" ? [1] : []

              content {
                secret_name = volume.value.secret
              }
            }

            dynamic "persistent_volume_claim" {
              for_each = volume.value.claim != "" ? [1] : []

              content {
                claim_name = volume.value.claim
              }
            }

            dynamic "empty_dir" {
              for_each = volume.value.size != "" ? [1] : []

              content {
                size_limit = volume.value.size
              }
            }
          }
        }

        runtime_class_name = var.runtime_class_name != "" ? var.runtime_class_name : null
      }
    }
  }

  wait_for_rollout = false

  depends_on = [kubernetes_network_policy_v1.isolation]
}

# Recorded at the first apply, and never changed.
resource "terraform_data" "provisioned_at" {
  input = timestamp()

  lifecycle {
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
    error_message = "mount_api_token = true: the API server is out of reach with network_egress none or without egress_private_networks: name its address in additional_egress."
  }
}

check "agent_url_port_shut" {
  assert {
    condition     = !local.agent_url_shut
    error_message = "agent_url = \"${var.agent_url}\": nothing opens its port: add its address and port to additional_egress, or use 80 or 443 with control_plane_cidrs."
  }
}

check "amazon_linux_without_user" {
  assert {
    condition     = var.os_type != "amazon-linux-2023" || var.image_id != "" || var.image_registry != ""
    error_message = "os_type = \"amazon-linux-2023\": its public image has no user 1000, so that ssh and whoami fail: use an image_id or image_registry that has one."
  }
}
