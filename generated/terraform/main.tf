locals {
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

  # Labels of every object.
  labels = merge(
    local.selector,
    {
      "app.kubernetes.io/part-of"    = "coder"
      "app.kubernetes.io/managed-by" = "coder"
      "com.coder.resource"           = "true"
      "com.coder.workspace.name"     = var.workspace_name
      "com.coder.user.username"      = var.owner
    },
    var.workspace_id != "" ? { "com.coder.workspace.id" = var.workspace_id } : {}
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

  # Replaces the pod when a Secret changes: variables are read at its start only.
  all_secrets = merge(local.agent_secrets, {
    for k, v in var.secrets : k => v
    if !can(regex("^(?:CODER_.*|OIDC_.*|KUBERNETES_.*|HOME|USER|SHELL|VNC_PW|ARTIFACT_CACHE_DIR|npm_config_cache|PIP_CACHE_DIR|GOMODCACHE|YARN_CACHE_FOLDER)$", k))
  })

  secret_lines = [for k in keys(local.all_secrets) : "\n${k}=${base64encode(local.all_secrets[k])}"]
  checksum     = sha256("sum:${var.coder_agent_token}${join("", local.secret_lines)}")

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
      HOME                 = "/home/coder"
      USER                 = "coder"
      SHELL                = "/bin/bash"
      CODER_WORKSPACE_NAME = var.workspace_name
      CODER_OWNER          = var.owner
    },
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
    local.overrides.environment_variables
  )

  # The variables that are read from the agent's Secret, and their keys there.
  secret_env = merge(
    { CODER_AGENT_TOKEN = "CODER_AGENT_TOKEN" },
    local.capabilities.gui_vnc ? { VNC_PW = "VNC_PW" } : {}
  )

  env_names     = sort(concat(keys(local.runtime_env), keys(local.secret_env)))
  memory_number = tonumber(regex("^[0-9]+", local.compute_profile.memory))
  memory_unit   = regex("[KMGT]i$", local.compute_profile.memory)

  # The unit that an odd quantity is halved in: 5Gi is 2560Mi twice.
  smaller_unit = {
    Ki = ""
    Mi = "Ki"
    Gi = "Mi"
    Ti = "Gi"
  }

  uses_gke = local.capabilities.identity_mode == "workload-identity" && local.workload_identity.provider == "gke"

  # The digest of a pinned image, else the whole reference.
  image_digest = can(regex("@", local.image)) ? regex("sha256:[0-9a-f]{64}$", local.image) : local.image
}

resource "kubernetes_service_account_v1" "service_account" {
  count = var.service_account_name == "" ? 1 : 0

  metadata {
    name      = local.name
    namespace = var.namespace
    labels    = local.labels
    annotations = merge(
      local.provenance,
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
    annotations = local.provenance
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
    annotations = local.provenance
  }

  type = "Opaque"
  data = var.secrets
}

resource "kubernetes_persistent_volume_claim_v1" "home" {
  count = local.capabilities.persistent_home ? 1 : 0

  metadata {
    name        = "${local.name}-home"
    namespace   = var.namespace
    labels      = local.labels
    annotations = local.provenance
  }

  spec {
    access_modes       = ["ReadWriteOnce"]
    storage_class_name = var.storage_class

    resources {
      requests = { storage = local.compute_profile.storage }
    }
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
    annotations = local.provenance
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

    egress {
      to {
        namespace_selector {
          match_labels = { "kubernetes.io/metadata.name" = "kube-system" }
        }

        pod_selector {
          match_labels = { k8s-app = "kube-dns" }
        }
      }

      to {
        ip_block {
          cidr = "169.254.20.10/32"
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
      for_each = local.capabilities.network_egress == "https-only" ? [1] : []

      content {
        to {
          ip_block {
            cidr   = "0.0.0.0/0"
            except = ["169.254.0.0/16"]
          }
        }

        to {
          ip_block {
            cidr   = "::/0"
            except = ["fe80::/10", "fd00:ec2::/32"]
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
            except = ["169.254.0.0/16"]
          }
        }

        to {
          ip_block {
            cidr   = "::/0"
            except = ["fe80::/10", "fd00:ec2::/32"]
          }
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
    annotations = local.provenance
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
    annotations = local.provenance
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
    name        = local.name
    namespace   = var.namespace
    labels      = merge(local.labels, local.overrides.labels)
    annotations = merge(local.provenance, local.overrides.annotations)
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
        labels = merge(local.labels, local.identity_labels, local.overrides.labels)
        annotations = merge(
          local.provenance,
          local.identity_annotations,
          {
            # Consolidation of nodes must not kill sessions.
            "cluster-autoscaler.kubernetes.io/safe-to-evict" = "false"
            "karpenter.sh/do-not-disrupt"                    = "true"
            "coder.com/secrets-checksum"                     = local.checksum
          },
          local.overrides.annotations
        )
      }

      spec {
        service_account_name            = local.service_account_name
        automount_service_account_token = false
        enable_service_links            = false
        node_selector = merge(
          {
            "kubernetes.io/os"   = "linux"
            "kubernetes.io/arch" = "amd64"
          },
          var.node_selectors
        )

        toleration {
          key      = "coder-ws"
          operator = "Exists"
          effect   = "NoSchedule"
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
          run_as_user            = 1000
          run_as_group           = 1000
          fs_group               = 1000
          fs_group_change_policy = "OnRootMismatch"

          seccomp_profile {
            type = "RuntimeDefault"
          }
        }

        container {
          name        = "workspace"
          image       = local.image
          command     = var.startup_command
          working_dir = "/home/coder"

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

          resources {
            limits = {
              cpu    = tostring(local.compute_profile.cpu)
              memory = local.compute_profile.memory
            }
            requests = {
              cpu = (
                local.compute_profile.cpu % 2 == 0
                ? tostring(floor(local.compute_profile.cpu / 2))
                : "${local.compute_profile.cpu * 500}m"
              )
              memory = (
                local.memory_number % 2 == 0
                ? "${floor(local.memory_number / 2)}${local.memory_unit}"
                : "${local.memory_number * 512}${local.smaller_unit[local.memory_unit]}"
              )
            }
          }

          volume_mount {
            name       = "home"
            mount_path = "/home/coder"
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
            for_each = local.capabilities.secrets_injection == "secrets-manager" ? [1] : []

            content {
              name       = "secrets"
              mount_path = "/var/run/secrets/workspace"
              read_only  = true
            }
          }

          dynamic "volume_mount" {
            for_each = local.uses_oidc ? [1] : []

            content {
              name       = "oidc-token"
              mount_path = "/var/run/secrets/oidc"
              read_only  = true
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

          dynamic "env_from" {
            for_each = local.capabilities.secrets_injection == "variables" ? [1] : []

            content {
              secret_ref {
                name = kubernetes_secret_v1.secrets[0].metadata[0].name
              }
            }
          }
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

            env {
              name = "VNC_PW"

              value_from {
                secret_key_ref {
                  name = kubernetes_secret_v1.agent.metadata[0].name
                  key  = "VNC_PW"
                }
              }
            }

            resources {
              requests = {
                cpu    = "500m"
                memory = "1Gi"
              }
              limits = {
                cpu    = "2"
                memory = "4Gi"
              }
            }

            volume_mount {
              name       = "home"
              mount_path = "/home/coder"
            }

            volume_mount {
              name       = "shared-memory"
              mount_path = "/dev/shm"
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
          }
        }

        dynamic "volume" {
          for_each = local.capabilities.persistent_home ? [1] : []

          content {
            name = "home"

            persistent_volume_claim {
              claim_name = kubernetes_persistent_volume_claim_v1.home[0].metadata[0].name
            }
          }
        }

        dynamic "volume" {
          for_each = local.capabilities.persistent_home ? [] : [1]

          content {
            name = "home"

            empty_dir {
              size_limit = local.compute_profile.storage
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
          for_each = local.capabilities.gui_vnc ? [1] : []

          content {
            name = "shared-memory"

            empty_dir {
              medium     = "Memory"
              size_limit = "1Gi"
            }
          }
        }
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
