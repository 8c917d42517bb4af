locals {
  smaller_unit = {
    Ki = ""
    Mi = "Ki"
    Gi = "Mi"
    Ti = "Gi"
  }

  # Labels of the pod. With workspace_id it names no owner, so that it stays when the workspace
  # is renamed or claimed.
  pod_labels = merge(local.common_labels, var.workspace_id == "" ? {
    "com.coder.workspace.name" = var.workspace_name
    "com.coder.user.username"  = var.owner
  } : {})

  # Pod labels that webhooks act on.
  identity_labels = local.uses_azure ? { "azure.workload.identity/use" = "true" } : {}

  # Pod annotations that keep webhooks from giving the desktop the workspace's credentials.
  identity_annotations = merge(
    local.capabilities.gui_vnc && (local.uses_iam || local.uses_eks) ? {
      "eks.amazonaws.com/skip-containers" = "kasmvnc"
    } : {},
    local.capabilities.gui_vnc && local.uses_azure ? {
      "azure.workload.identity/skip-containers" = "kasmvnc"
    } : {}
  )

  # What the Secrets hold that the pod reads.
  all_secrets = merge(
    local.agent_secrets,
    { for k, v in var.secrets : k => v if !can(regex(local.reserved_secret, k)) }
  )

  secret_lines = [
    for k in keys(local.all_secrets) : "\n${k}${var.coder_agent_token != "" ? "=${base64encode(local.all_secrets[k])}" : ""}"
  ]

  # Replaces the pod when a Secret changes: variables are read at its start only. Without
  # a token, which nobody can guess, a hash of values would let every reader of pods test guesses:
  # then only their keys count.
  checksum = sha256("sum:${var.coder_agent_token}${join("", local.secret_lines)}")

  # The variables that are read from the agent's Secret, and their keys there.
  secret_env = merge(
    { CODER_AGENT_TOKEN = "CODER_AGENT_TOKEN" },
    local.capabilities.gui_vnc ? { VNC_PW = "VNC_PW" } : {}
  )

  env_names = sort(concat(keys(local.runtime_env), keys(local.secret_env)))
}

# With workspace_id nothing in the pod template, a selector or a claim depends on owner,
# owner_id, owner_email or workspace_name: a rename, and the claim of a prebuilt workspace, leave the
# pod alone.
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
            # Consolidation of nodes must not kill sessions.
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

        # Tolerations that every workspace has.
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

        # Init containers of the pod, by name. They start in the order of
        # their names.
        dynamic "init_container" {
          for_each = local.capabilities.gui_vnc && (!var.home_seed || var.run_as_user != 1000) ? [1] : []

          content {
            name  = "desktop-home"
            image = var.kasmvnc_image
            # The profile of the desktop is a directory of the home. Made by the kubelet, for the
            # mount with subPath, it would belong to root, and the desktop could not start.
            #
            # Where init containers have the home volume: not at home_path, whose content in the
            # image it would hide.
            command = [
              "sh",
              "-c",
              "[ -d /run/home/.desktop ] || { mkdir /run/home/.desktop && chmod g+rwx /run/home/.desktop; }",
            ]

            # What the Pod Security Standard "restricted" wants of every container. All of it
            # is written out, because a default of the Terraform provider would undo it.
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
                # A size of memory or disk. Sizes are compared in bytes. A half or a quarter has the same unit
                # when it is a whole number, else the next smaller one: 5Gi is 2560Mi twice, 1Ki is 512 bytes
                # twice.
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
                  # Copies the image's home into an empty one. The copy is made beside the files that it
                  # is to become, and moved when it is whole: a copy that was interrupted is repeated, and
                  # moving goes on where it stopped. Neither owner nor times are kept: the files
                  # belong to the workspace's user, and the volume's root to nobody's image. Directories that
                  # may not be written to, such as those of Go's module cache, stay so; only their owner can
                  # remove one, or move it, and must make it writable first.
                  chomp(<<-EOT
                    cd /run/home || exit 1
                    if [ ! -d .home-seed.whole ]; then
                      for f in * .[!.]* ..?*; do
                        case $f in lost+found | .desktop | .home-seed.partial) continue ;; esac
                        if [ -e "$f" ] || [ -L "$f" ]; then echo "The home is not empty: nothing is copied."; exit 0; fi
                      done
                      if [ ! -d "$HOME" ]; then echo "The image has no directory $HOME: nothing is copied."; exit 0; fi
                      if [ -d .home-seed.partial ]; then chmod -R u+rwX .home-seed.partial; fi
                      rm -rf .home-seed.partial && mkdir .home-seed.partial || exit 1
                      said=$(LC_ALL=C cp -RP "$HOME/." .home-seed.partial/ 2>&1)
                      status=$?
                      if [ $status -ne 0 ]; then
                        echo "$said"
                        case $status,$said in
                        1[2-9][0-9],* | *"No space left"* | *"quota exceeded"* | *"Input/output error"*) echo "The copy of $HOME was interrupted."; exit 1 ;;
                        esac
                        echo "Not all of $HOME could be copied."
                      fi
                      mv .home-seed.partial .home-seed.whole || exit 1
                    fi
                    for f in .home-seed.whole/* .home-seed.whole/.[!.]* .home-seed.whole/..?*; do
                      if [ ! -e "$f" ] && [ ! -L "$f" ]; then continue; fi
                      case $${f##*/} in lost+found | .desktop | .home-seed.*) continue ;; esac
                      if [ -d "$f" ] && [ ! -L "$f" ] && [ ! -w "$f" ]; then
                        chmod u+w "$f" && mv "$f" . && chmod u-w "$${f##*/}" || exit 1
                      else
                        mv "$f" . || exit 1
                      fi
                    done
                    chmod -R u+rwX .home-seed.whole
                    rm -rf .home-seed.whole
                  EOT
                  ),
                ]
              )),
            ]

            env {
              name  = "HOME"
              value = var.home_path
            }

            # Resources of each container that has the image of the workspace.
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
                    ? join("", [
                      floor(tonumber(regex("^[0-9]+", local.compute_profile.memory)) / 2),
                      regex("[KMGT]i$", local.compute_profile.memory),
                    ])
                    : join("", [
                      tonumber(regex("^[0-9]+", local.compute_profile.memory)) * 512,
                      local.smaller_unit[regex("[KMGT]i$", local.compute_profile.memory)],
                    ])
                  )
                },
                local.compute_profile.ephemeral_storage != "" ? {
                  ephemeral-storage = (
                    local.resource_requests.ephemeral_storage != "" ? local.resource_requests.ephemeral_storage :
                    tonumber(regex("^[0-9]+", local.compute_profile.ephemeral_storage)) % 2 == 0
                    ? join("", [
                      floor(tonumber(regex("^[0-9]+", local.compute_profile.ephemeral_storage)) / 2),
                      regex("[KMGT]i$", local.compute_profile.ephemeral_storage),
                    ])
                    : join("", [
                      tonumber(regex("^[0-9]+", local.compute_profile.ephemeral_storage)) * 512,
                      local.smaller_unit[regex("[KMGT]i$", local.compute_profile.ephemeral_storage)],
                    ])
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
        #
        # The workspace. It has no liveness probe, since a restart kills the user's session.
        container {
          name        = "workspace"
          image       = local.image
          command     = var.startup_command
          working_dir = var.home_path

          # One entry per name, in name order. Kubernetes expands $(NAME), so $ is doubled.
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

          # Sources of variables: the module's own Secret, then those of the input.
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
                  ? join("", [
                    floor(tonumber(regex("^[0-9]+", local.compute_profile.memory)) / 2),
                    regex("[KMGT]i$", local.compute_profile.memory),
                  ])
                  : join("", [
                    tonumber(regex("^[0-9]+", local.compute_profile.memory)) * 512,
                    local.smaller_unit[regex("[KMGT]i$", local.compute_profile.memory)],
                  ])
                )
              },
              local.compute_profile.ephemeral_storage != "" ? {
                ephemeral-storage = (
                  local.resource_requests.ephemeral_storage != "" ? local.resource_requests.ephemeral_storage :
                  tonumber(regex("^[0-9]+", local.compute_profile.ephemeral_storage)) % 2 == 0
                  ? join("", [
                    floor(tonumber(regex("^[0-9]+", local.compute_profile.ephemeral_storage)) / 2),
                    regex("[KMGT]i$", local.compute_profile.ephemeral_storage),
                  ])
                  : join("", [
                    tonumber(regex("^[0-9]+", local.compute_profile.ephemeral_storage)) * 512,
                    local.smaller_unit[regex("[KMGT]i$", local.compute_profile.ephemeral_storage)],
                  ])
                )
              } : {}
            )
          }

          # Mounts of the workspace container, by volume.
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

        # Containers of the pod, in the order of their names after the workspace.
        #
        # The desktop: KasmVNC beside the workspace, with its home and without its
        # credentials. Its image has one user, 1000.
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
                name = "VNCOPTIONS"
                # The image's own options, and the one that asks for no password.
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

        # In the order of their names, then those of the input.
        #
        # Volumes of the pod, by name.
        dynamic "volume" {
          for_each = var.mount_api_token ? [1] : []

          content {
            name = "api-token"

            projected {
              # What an automounted token has, but in the workspace container only.
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

  # Must exist first, though nothing here refers to it.
  depends_on = [kubernetes_network_policy_v1.isolation]
}
