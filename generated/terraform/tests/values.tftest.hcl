# A plan for the smallest input, and one for each value of the inputs that have few.
mock_provider "kubernetes" {}

# The smallest input that the module accepts; the runs add to it.
variables {
  workspace_name = "a"
  owner          = "a"
  compute_profile = {
    cpu     = 1
    memory  = "1Gi"
    storage = "1Gi"
  }
  toolchain_template = {
    name    = "example-name"
    version = "0.0.0"
  }
}

run "smallest_input" {
  command = plan

  assert {
    condition     = output.agent_endpoint == "coder-a-a-0164b8258b.coder-ws.svc.cluster.local"
    error_message = "output.agent_endpoint must be \"coder-a-a-0164b8258b.coder-ws.svc.cluster.local\"."
  }

  assert {
    condition = (
      jsonencode(output.runtime_env) ==
      jsonencode({
        CODER_OWNER          = "a"
        CODER_WORKSPACE_NAME = "a"
        HOME                 = "/home/coder"
        SHELL                = "/bin/bash"
        USER                 = "coder"
      })
    )
    error_message = "output.runtime_env must be as the contract has it."
  }

  assert {
    condition = (
      jsonencode(output.volume_mounts) ==
      jsonencode([{
        path          = "/home/coder"
        size          = "1Gi"
        storage_class = "gp3-encrypted"
        type          = "pvc"
      }])
    )
    error_message = "output.volume_mounts must be as the contract has it."
  }

  assert {
    condition     = output.metadata.arch == "amd64"
    error_message = "output.metadata.arch must be \"amd64\"."
  }

  assert {
    condition     = output.metadata.base_version == "1.1.0"
    error_message = "output.metadata.base_version must be \"1.1.0\"."
  }

  assert {
    condition     = output.metadata.image == "mcr.microsoft.com/devcontainers/base:ubuntu-22.04"
    error_message = "output.metadata.image must be \"mcr.microsoft.com/devcontainers/base:ubuntu-22.04\"."
  }

  assert {
    condition     = output.metadata.image_digest == "mcr.microsoft.com/devcontainers/base:ubuntu-22.04"
    error_message = "output.metadata.image_digest must be \"mcr.microsoft.com/devcontainers/base:ubuntu-22.04\"."
  }

  assert {
    condition     = output.metadata.os == "linux"
    error_message = "output.metadata.os must be \"linux\"."
  }

  assert {
    condition     = output.metadata.platform == "kubernetes"
    error_message = "output.metadata.platform must be \"kubernetes\"."
  }

  assert {
    condition     = output.metadata.toolchain_version == "0.0.0"
    error_message = "output.metadata.toolchain_version must be \"0.0.0\"."
  }

  assert {
    condition     = output.deployment_name == "coder-a-a-0164b8258b"
    error_message = "output.deployment_name must be \"coder-a-a-0164b8258b\"."
  }

  assert {
    condition     = output.namespace == "coder-ws"
    error_message = "output.namespace must be \"coder-ws\"."
  }

  assert {
    condition     = output.service_account_name == "coder-a-a-0164b8258b"
    error_message = "output.service_account_name must be \"coder-a-a-0164b8258b\"."
  }

  assert {
    condition     = output.pvc_name == "coder-a-a-0164b8258b-home"
    error_message = "output.pvc_name must be \"coder-a-a-0164b8258b-home\"."
  }

  assert {
    condition     = output.vnc_service_name == null
    error_message = "output.vnc_service_name must be null."
  }

  assert {
    condition     = output.network_policy_name == "coder-a-a-0164b8258b-isolation"
    error_message = "output.network_policy_name must be \"coder-a-a-0164b8258b-isolation\"."
  }

  assert {
    condition     = output.agent_secret_name == "coder-a-a-0164b8258b-agent"
    error_message = "output.agent_secret_name must be \"coder-a-a-0164b8258b-agent\"."
  }

  assert {
    condition     = output.secrets_name == "coder-a-a-0164b8258b-secrets"
    error_message = "output.secrets_name must be \"coder-a-a-0164b8258b-secrets\"."
  }

  assert {
    condition = (
      jsonencode(output.labels) ==
      jsonencode({
        "app.kubernetes.io/instance"   = "coder-a-a-0164b8258b"
        "app.kubernetes.io/managed-by" = "coder"
        "app.kubernetes.io/name"       = "coder-workspace"
        "app.kubernetes.io/part-of"    = "coder"
        "com.coder.resource"           = "true"
        "com.coder.user.username"      = "a"
        "com.coder.workspace.name"     = "a"
      })
    )
    error_message = "output.labels must be as the contract has it."
  }

  assert {
    condition = (
      jsonencode(output.recorded_input) ==
      jsonencode({
        base_module  = {}
        capabilities = {}
        compute_profile = {
          cpu     = 1
          memory  = "1Gi"
          storage = "1Gi"
        }
        desktop           = {}
        overrides         = {}
        owner             = "a"
        resource_requests = {}
        toolchain_template = {
          name    = "example-name"
          version = "0.0.0"
        }
        workload_identity = {}
        workspace_name    = "a"
      })
    )
    error_message = "output.recorded_input must be as the contract has it."
  }
}

run "capabilities_persistent_home_true" {
  command = plan

  variables {
    capabilities = { persistent_home = true }
  }

  assert {
    condition     = output.volume_mounts[0].storage_class == "gp3-encrypted"
    error_message = "output.volume_mounts[0].storage_class must be \"gp3-encrypted\"."
  }

  assert {
    condition     = output.volume_mounts[0].type == "pvc"
    error_message = "output.volume_mounts[0].type must be \"pvc\"."
  }

  assert {
    condition     = output.pvc_name == "coder-a-a-0164b8258b-home"
    error_message = "output.pvc_name must be \"coder-a-a-0164b8258b-home\"."
  }

  assert {
    condition     = length(kubernetes_persistent_volume_claim_v1.home) == 1
    error_message = "kubernetes_persistent_volume_claim_v1.home must have length 1."
  }
}

run "capabilities_persistent_home_false" {
  command = plan

  variables {
    capabilities = { persistent_home = false }
  }

  assert {
    condition     = output.volume_mounts[0].storage_class == null
    error_message = "output.volume_mounts[0].storage_class must be null."
  }

  assert {
    condition     = output.volume_mounts[0].type == "local"
    error_message = "output.volume_mounts[0].type must be \"local\"."
  }

  assert {
    condition     = output.pvc_name == null
    error_message = "output.pvc_name must be null."
  }

  assert {
    condition     = length(kubernetes_persistent_volume_claim_v1.home) == 0
    error_message = "kubernetes_persistent_volume_claim_v1.home must have length 0."
  }
}

run "capabilities_network_egress_https-only" {
  command = plan

  variables {
    capabilities = { network_egress = "https-only" }
  }

  assert {
    condition     = length(kubernetes_network_policy_v1.isolation.spec[0].egress) == 3
    error_message = "kubernetes_network_policy_v1.isolation.spec[0].egress must have length 3."
  }
}

run "capabilities_network_egress_none" {
  command = plan

  variables {
    capabilities = { network_egress = "none" }
  }

  expect_failures = [check.egress_none_without_cidrs]

  assert {
    condition     = length(kubernetes_network_policy_v1.isolation.spec[0].egress) == 2
    error_message = "kubernetes_network_policy_v1.isolation.spec[0].egress must have length 2."
  }
}

run "capabilities_network_egress_unrestricted" {
  command = plan

  variables {
    capabilities = { network_egress = "unrestricted" }
  }

  assert {
    condition     = length(kubernetes_network_policy_v1.isolation.spec[0].egress) == 4
    error_message = "kubernetes_network_policy_v1.isolation.spec[0].egress must have length 4."
  }
}

run "capabilities_identity_mode_iam" {
  command = plan

  variables {
    capabilities = { identity_mode = "iam" }
  }

  assert {
    condition     = !contains(keys(output.runtime_env), "OIDC_TOKEN_FILE")
    error_message = "output.runtime_env must have no OIDC_TOKEN_FILE."
  }

  assert {
    condition     = length(kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].env) == 6
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].env must have length 6."
  }

  assert {
    condition     = length(kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].volume_mount) == 1
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].volume_mount must have length 1."
  }

  assert {
    condition     = length(kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].volume) == 1
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].volume must have length 1."
  }
}

run "capabilities_identity_mode_oidc" {
  command = plan

  variables {
    capabilities = { identity_mode = "oidc" }
  }

  assert {
    condition     = output.runtime_env.OIDC_TOKEN_FILE == "/var/run/secrets/oidc/token"
    error_message = "output.runtime_env.OIDC_TOKEN_FILE must be \"/var/run/secrets/oidc/token\"."
  }

  assert {
    condition     = length(kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].env) == 7
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].env must have length 7."
  }

  assert {
    condition     = length(kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].volume_mount) == 2
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].volume_mount must have length 2."
  }

  assert {
    condition     = length(kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].volume) == 2
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].volume must have length 2."
  }
}

run "capabilities_identity_mode_workload-identity" {
  command = plan

  variables {
    capabilities = { identity_mode = "workload-identity" }
  }

  assert {
    condition     = length(kubernetes_network_policy_v1.isolation.spec[0].egress) == 4
    error_message = "kubernetes_network_policy_v1.isolation.spec[0].egress must have length 4."
  }
}

run "capabilities_artifact_cache_true" {
  command = plan

  variables {
    capabilities = { artifact_cache = true }
  }

  assert {
    condition     = output.runtime_env.ARTIFACT_CACHE_DIR == "/mnt/artifact-cache"
    error_message = "output.runtime_env.ARTIFACT_CACHE_DIR must be \"/mnt/artifact-cache\"."
  }

  assert {
    condition     = output.runtime_env.GOMODCACHE == "/mnt/artifact-cache/go-mod"
    error_message = "output.runtime_env.GOMODCACHE must be \"/mnt/artifact-cache/go-mod\"."
  }

  assert {
    condition     = output.runtime_env.PIP_CACHE_DIR == "/mnt/artifact-cache/pip"
    error_message = "output.runtime_env.PIP_CACHE_DIR must be \"/mnt/artifact-cache/pip\"."
  }

  assert {
    condition     = output.runtime_env.YARN_CACHE_FOLDER == "/mnt/artifact-cache/yarn"
    error_message = "output.runtime_env.YARN_CACHE_FOLDER must be \"/mnt/artifact-cache/yarn\"."
  }
}

run "capabilities_artifact_cache_false" {
  command = plan

  variables {
    capabilities = { artifact_cache = false }
  }

  assert {
    condition     = !contains(keys(output.runtime_env), "ARTIFACT_CACHE_DIR")
    error_message = "output.runtime_env must have no ARTIFACT_CACHE_DIR."
  }

  assert {
    condition     = !contains(keys(output.runtime_env), "GOMODCACHE")
    error_message = "output.runtime_env must have no GOMODCACHE."
  }

  assert {
    condition     = !contains(keys(output.runtime_env), "PIP_CACHE_DIR")
    error_message = "output.runtime_env must have no PIP_CACHE_DIR."
  }

  assert {
    condition     = !contains(keys(output.runtime_env), "YARN_CACHE_FOLDER")
    error_message = "output.runtime_env must have no YARN_CACHE_FOLDER."
  }
}

run "capabilities_secrets_injection_variables" {
  command = plan

  variables {
    capabilities          = { secrets_injection = "variables" }
    secret_provider_class = "a"
  }

  assert {
    condition     = output.secrets_name == "coder-a-a-0164b8258b-secrets"
    error_message = "output.secrets_name must be \"coder-a-a-0164b8258b-secrets\"."
  }

  assert {
    condition     = length(kubernetes_secret_v1.secrets) == 1
    error_message = "kubernetes_secret_v1.secrets must have length 1."
  }

  assert {
    condition     = length(kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].env_from) == 1
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].env_from must have length 1."
  }

  assert {
    condition     = length(kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].volume_mount) == 1
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].volume_mount must have length 1."
  }
}

run "capabilities_secrets_injection_secrets-manager" {
  command = plan

  variables {
    capabilities          = { secrets_injection = "secrets-manager" }
    secret_provider_class = "a"
  }

  assert {
    condition     = output.secrets_name == null
    error_message = "output.secrets_name must be null."
  }

  assert {
    condition     = length(kubernetes_secret_v1.secrets) == 0
    error_message = "kubernetes_secret_v1.secrets must have length 0."
  }

  assert {
    condition     = length(kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].env_from) == 0
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].env_from must have length 0."
  }

  assert {
    condition     = length(kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].volume_mount) == 2
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].volume_mount must have length 2."
  }
}

run "capabilities_gui_vnc_true" {
  command = plan

  variables {
    capabilities  = { gui_vnc = true }
    replica_count = 0
  }

  assert {
    condition     = output.vnc_service_name == "coder-a-a-0164b8258b-vnc"
    error_message = "output.vnc_service_name must be \"coder-a-a-0164b8258b-vnc\"."
  }

  assert {
    condition     = length(kubernetes_service_v1.vnc) == 1
    error_message = "kubernetes_service_v1.vnc must have length 1."
  }

  assert {
    condition = (
      kubernetes_deployment_v1.workspace.spec[0].template[0].metadata[0].annotations["coder.com/secrets-checksum"] ==
      "ce333f7dd920b4598e40eaeb0340a44d02419a257a5fbca15dc8f650b23ee467"
    )
    error_message = join("", [
      "kubernetes_deployment_v1.workspace.spec[0].template[0].metadata[0].annotations[\"coder.com/secrets-checksum\"] must ",
      "be \"ce333f7dd920b4598e40eaeb0340a44d02419a257a5fbca15dc8f650b23ee467\".",
    ])
  }

  assert {
    condition = (
      kubernetes_deployment_v1.workspace.spec[0].template[0].metadata[0].annotations["eks.amazonaws.com/skip-containers"] ==
      "kasmvnc"
    )
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].metadata[0].annotations[\"eks.amazonaws.com/skip-containers\"] must be \"kasmvnc\"."
  }
}

run "capabilities_gui_vnc_false" {
  command = plan

  variables {
    capabilities  = { gui_vnc = false }
    replica_count = 0
  }

  assert {
    condition     = output.vnc_service_name == null
    error_message = "output.vnc_service_name must be null."
  }

  assert {
    condition     = length(kubernetes_service_v1.vnc) == 0
    error_message = "kubernetes_service_v1.vnc must have length 0."
  }

  assert {
    condition = (
      kubernetes_deployment_v1.workspace.spec[0].template[0].metadata[0].annotations["coder.com/secrets-checksum"] ==
      "c15edf7973e4b61dabbbaa8317e6c46dd645e0a1300779b1db3da13ccd6bf876"
    )
    error_message = join("", [
      "kubernetes_deployment_v1.workspace.spec[0].template[0].metadata[0].annotations[\"coder.com/secrets-checksum\"] must ",
      "be \"c15edf7973e4b61dabbbaa8317e6c46dd645e0a1300779b1db3da13ccd6bf876\".",
    ])
  }

  assert {
    condition     = !contains(keys(kubernetes_deployment_v1.workspace.spec[0].template[0].metadata[0].annotations), "eks.amazonaws.com/skip-containers")
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].metadata[0].annotations must have no eks.amazonaws.com/skip-containers."
  }
}

run "os_type_ubuntu-22_04" {
  command = plan

  variables {
    os_type = "ubuntu-22.04"
  }

  assert {
    condition     = output.metadata.image == "mcr.microsoft.com/devcontainers/base:ubuntu-22.04"
    error_message = "output.metadata.image must be \"mcr.microsoft.com/devcontainers/base:ubuntu-22.04\"."
  }

  assert {
    condition     = output.metadata.image_digest == "mcr.microsoft.com/devcontainers/base:ubuntu-22.04"
    error_message = "output.metadata.image_digest must be \"mcr.microsoft.com/devcontainers/base:ubuntu-22.04\"."
  }

  assert {
    condition = (
      kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].image ==
      "mcr.microsoft.com/devcontainers/base:ubuntu-22.04"
    )
    error_message = join("", [
      "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].image must be ",
      "\"mcr.microsoft.com/devcontainers/base:ubuntu-22.04\".",
    ])
  }
}

run "os_type_ubuntu-24_04" {
  command = plan

  variables {
    os_type = "ubuntu-24.04"
  }

  assert {
    condition     = output.metadata.image == "mcr.microsoft.com/devcontainers/base:ubuntu-24.04"
    error_message = "output.metadata.image must be \"mcr.microsoft.com/devcontainers/base:ubuntu-24.04\"."
  }

  assert {
    condition     = output.metadata.image_digest == "mcr.microsoft.com/devcontainers/base:ubuntu-24.04"
    error_message = "output.metadata.image_digest must be \"mcr.microsoft.com/devcontainers/base:ubuntu-24.04\"."
  }

  assert {
    condition = (
      kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].image ==
      "mcr.microsoft.com/devcontainers/base:ubuntu-24.04"
    )
    error_message = join("", [
      "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].image must be ",
      "\"mcr.microsoft.com/devcontainers/base:ubuntu-24.04\".",
    ])
  }
}

run "os_type_amazon-linux-2023" {
  command = plan

  variables {
    os_type = "amazon-linux-2023"
  }

  expect_failures = [check.amazon_linux_without_user]

  assert {
    condition     = output.metadata.image == "public.ecr.aws/amazonlinux/amazonlinux:2023"
    error_message = "output.metadata.image must be \"public.ecr.aws/amazonlinux/amazonlinux:2023\"."
  }

  assert {
    condition     = output.metadata.image_digest == "public.ecr.aws/amazonlinux/amazonlinux:2023"
    error_message = "output.metadata.image_digest must be \"public.ecr.aws/amazonlinux/amazonlinux:2023\"."
  }

  assert {
    condition = (
      kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].image ==
      "public.ecr.aws/amazonlinux/amazonlinux:2023"
    )
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].image must be \"public.ecr.aws/amazonlinux/amazonlinux:2023\"."
  }
}

run "replica_count_1" {
  command = plan

  variables {
    replica_count = 1
  }

  assert {
    condition     = kubernetes_deployment_v1.workspace.spec[0].replicas == "1"
    error_message = "kubernetes_deployment_v1.workspace.spec[0].replicas must be \"1\"."
  }
}

run "replica_count_0" {
  command = plan

  variables {
    replica_count = 0
  }

  assert {
    condition     = kubernetes_deployment_v1.workspace.spec[0].replicas == "0"
    error_message = "kubernetes_deployment_v1.workspace.spec[0].replicas must be \"0\"."
  }
}

run "cluster_dns_kube-dns" {
  command = plan

  variables {
    cluster_dns = "kube-dns"
  }

  assert {
    condition     = kubernetes_network_policy_v1.isolation.spec[0].egress[1].ports[0].port == "53"
    error_message = "kubernetes_network_policy_v1.isolation.spec[0].egress[1].ports[0].port must be \"53\"."
  }

  assert {
    condition     = kubernetes_network_policy_v1.isolation.spec[0].egress[1].ports[1].port == "53"
    error_message = "kubernetes_network_policy_v1.isolation.spec[0].egress[1].ports[1].port must be \"53\"."
  }

  assert {
    condition     = length(kubernetes_network_policy_v1.isolation.spec[0].egress[1].to) == 4
    error_message = "kubernetes_network_policy_v1.isolation.spec[0].egress[1].to must have length 4."
  }
}

run "cluster_dns_openshift" {
  command = plan

  variables {
    cluster_dns = "openshift"
  }

  assert {
    condition     = kubernetes_network_policy_v1.isolation.spec[0].egress[1].ports[0].port == "5353"
    error_message = "kubernetes_network_policy_v1.isolation.spec[0].egress[1].ports[0].port must be \"5353\"."
  }

  assert {
    condition     = kubernetes_network_policy_v1.isolation.spec[0].egress[1].ports[1].port == "5353"
    error_message = "kubernetes_network_policy_v1.isolation.spec[0].egress[1].ports[1].port must be \"5353\"."
  }

  assert {
    condition     = length(kubernetes_network_policy_v1.isolation.spec[0].egress[1].to) == 1
    error_message = "kubernetes_network_policy_v1.isolation.spec[0].egress[1].to must have length 1."
  }
}

run "additional_egress_0_protocol_TCP" {
  command = plan

  variables {
    additional_egress = [{
      cidr     = "2aaa:a:a:a:a:a:a:a/119"
      ports    = [1]
      protocol = "TCP"
    }]
  }

  assert {
    condition     = kubernetes_network_policy_v1.isolation.spec[0].egress[0].ports[0].protocol == "TCP"
    error_message = "kubernetes_network_policy_v1.isolation.spec[0].egress[0].ports[0].protocol must be \"TCP\"."
  }
}

run "additional_egress_0_protocol_UDP" {
  command = plan

  variables {
    additional_egress = [{
      cidr     = "2aaa:a:a:a:a:a:a:a/119"
      ports    = [1]
      protocol = "UDP"
    }]
  }

  assert {
    condition     = kubernetes_network_policy_v1.isolation.spec[0].egress[0].ports[0].protocol == "UDP"
    error_message = "kubernetes_network_policy_v1.isolation.spec[0].egress[0].ports[0].protocol must be \"UDP\"."
  }
}

run "egress_private_networks_true" {
  command = plan

  variables {
    egress_private_networks = true
  }

  assert {
    condition     = length(kubernetes_network_policy_v1.isolation.spec[0].egress[2].to[0].ip_block[0].except) == 2
    error_message = "kubernetes_network_policy_v1.isolation.spec[0].egress[2].to[0].ip_block[0].except must have length 2."
  }

  assert {
    condition     = length(kubernetes_network_policy_v1.isolation.spec[0].egress[2].to[1].ip_block[0].except) == 3
    error_message = "kubernetes_network_policy_v1.isolation.spec[0].egress[2].to[1].ip_block[0].except must have length 3."
  }
}

run "egress_private_networks_false" {
  command = plan

  variables {
    egress_private_networks = false
  }

  assert {
    condition     = length(kubernetes_network_policy_v1.isolation.spec[0].egress[2].to[0].ip_block[0].except) == 6
    error_message = "kubernetes_network_policy_v1.isolation.spec[0].egress[2].to[0].ip_block[0].except must have length 6."
  }

  assert {
    condition     = length(kubernetes_network_policy_v1.isolation.spec[0].egress[2].to[1].ip_block[0].except) == 4
    error_message = "kubernetes_network_policy_v1.isolation.spec[0].egress[2].to[1].ip_block[0].except must have length 4."
  }
}

run "tolerations_0_operator_Equal" {
  command = plan

  variables {
    tolerations = [{
      key      = "a"
      operator = "Equal"
    }]
  }

  assert {
    condition     = kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].toleration[1].operator == "Equal"
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].toleration[1].operator must be \"Equal\"."
  }
}

run "tolerations_0_operator_Exists" {
  command = plan

  variables {
    tolerations = [{
      key      = "a"
      operator = "Exists"
    }]
  }

  assert {
    condition     = kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].toleration[1].operator == "Exists"
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].toleration[1].operator must be \"Exists\"."
  }
}

run "tolerations_0_effect_empty" {
  command = plan

  variables {
    tolerations = [{
      effect = ""
      key    = "a"
    }]
  }
}

run "tolerations_0_effect_NoSchedule" {
  command = plan

  variables {
    tolerations = [{
      effect = "NoSchedule"
      key    = "a"
    }]
  }

  assert {
    condition     = kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].toleration[1].effect == "NoSchedule"
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].toleration[1].effect must be \"NoSchedule\"."
  }
}

run "tolerations_0_effect_PreferNoSchedule" {
  command = plan

  variables {
    tolerations = [{
      effect = "PreferNoSchedule"
      key    = "a"
    }]
  }

  assert {
    condition = (
      kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].toleration[1].effect ==
      "PreferNoSchedule"
    )
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].toleration[1].effect must be \"PreferNoSchedule\"."
  }
}

run "tolerations_0_effect_NoExecute" {
  command = plan

  variables {
    tolerations = [{
      effect = "NoExecute"
      key    = "a"
    }]
  }

  assert {
    condition     = kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].toleration[1].effect == "NoExecute"
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].toleration[1].effect must be \"NoExecute\"."
  }
}

run "artifact_cache_read_only_true" {
  command = plan

  variables {
    capabilities             = { artifact_cache = true }
    artifact_cache_read_only = true
  }

  assert {
    condition     = !contains(keys(output.runtime_env), "GOMODCACHE")
    error_message = "output.runtime_env must have no GOMODCACHE."
  }

  assert {
    condition     = !contains(keys(output.runtime_env), "PIP_CACHE_DIR")
    error_message = "output.runtime_env must have no PIP_CACHE_DIR."
  }

  assert {
    condition     = !contains(keys(output.runtime_env), "YARN_CACHE_FOLDER")
    error_message = "output.runtime_env must have no YARN_CACHE_FOLDER."
  }

  assert {
    condition     = !contains(keys(output.runtime_env), "npm_config_cache")
    error_message = "output.runtime_env must have no npm_config_cache."
  }
}

run "artifact_cache_read_only_false" {
  command = plan

  variables {
    capabilities             = { artifact_cache = true }
    artifact_cache_read_only = false
  }

  assert {
    condition     = output.runtime_env.GOMODCACHE == "/mnt/artifact-cache/go-mod"
    error_message = "output.runtime_env.GOMODCACHE must be \"/mnt/artifact-cache/go-mod\"."
  }

  assert {
    condition     = output.runtime_env.PIP_CACHE_DIR == "/mnt/artifact-cache/pip"
    error_message = "output.runtime_env.PIP_CACHE_DIR must be \"/mnt/artifact-cache/pip\"."
  }

  assert {
    condition     = output.runtime_env.YARN_CACHE_FOLDER == "/mnt/artifact-cache/yarn"
    error_message = "output.runtime_env.YARN_CACHE_FOLDER must be \"/mnt/artifact-cache/yarn\"."
  }

  assert {
    condition     = output.runtime_env.npm_config_cache == "/mnt/artifact-cache/npm"
    error_message = "output.runtime_env.npm_config_cache must be \"/mnt/artifact-cache/npm\"."
  }
}

run "workload_identity_provider_eks" {
  command = plan

  variables {
    capabilities = { identity_mode = "workload-identity" }
    workload_identity = {
      principal = "a@a.gserviceaccount.com"
      provider  = "eks"
    }
  }

  assert {
    condition     = !contains(keys(kubernetes_service_account_v1.service_account[0].metadata[0].annotations), "iam.gke.io/gcp-service-account")
    error_message = "kubernetes_service_account_v1.service_account[0].metadata[0].annotations must have no iam.gke.io/gcp-service-account."
  }

  assert {
    condition     = length(kubernetes_network_policy_v1.isolation.spec[0].egress) == 4
    error_message = "kubernetes_network_policy_v1.isolation.spec[0].egress must have length 4."
  }
}

run "workload_identity_provider_gke" {
  command = plan

  variables {
    capabilities = { identity_mode = "workload-identity" }
    workload_identity = {
      principal = "a@a.gserviceaccount.com"
      provider  = "gke"
    }
  }

  assert {
    condition = (
      kubernetes_service_account_v1.service_account[0].metadata[0].annotations["iam.gke.io/gcp-service-account"] ==
      "a@a.gserviceaccount.com"
    )
    error_message = join("", [
      "kubernetes_service_account_v1.service_account[0].metadata[0].annotations[\"iam.gke.io/gcp-service-account\"] must be ",
      "\"a@a.gserviceaccount.com\".",
    ])
  }

  assert {
    condition     = length(kubernetes_network_policy_v1.isolation.spec[0].egress) == 5
    error_message = "kubernetes_network_policy_v1.isolation.spec[0].egress must have length 5."
  }
}

run "workload_identity_provider_azure" {
  command = plan

  variables {
    capabilities = { identity_mode = "workload-identity" }
    workload_identity = {
      principal = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa"
      provider  = "azure"
    }
  }

  assert {
    condition = (
      kubernetes_service_account_v1.service_account[0].metadata[0].annotations["azure.workload.identity/client-id"] ==
      "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa"
    )
    error_message = join("", [
      "kubernetes_service_account_v1.service_account[0].metadata[0].annotations[\"azure.workload.identity/client-id\"] must ",
      "be \"aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa\".",
    ])
  }

  assert {
    condition     = length(kubernetes_network_policy_v1.isolation.spec[0].egress) == 3
    error_message = "kubernetes_network_policy_v1.isolation.spec[0].egress must have length 3."
  }

  assert {
    condition = (
      kubernetes_deployment_v1.workspace.spec[0].template[0].metadata[0].labels["azure.workload.identity/use"] ==
      "true"
    )
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].metadata[0].labels[\"azure.workload.identity/use\"] must be \"true\"."
  }
}

run "home_seed_true" {
  command = plan

  variables {
    home_seed = true
  }

  assert {
    condition     = length(kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].init_container) == 1
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].init_container must have length 1."
  }
}

run "home_seed_false" {
  command = plan

  variables {
    home_seed = false
  }

  assert {
    condition     = length(kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].init_container) == 0
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].init_container must have length 0."
  }
}

run "image_pull_policy_empty" {
  command = plan

  variables {
    image_pull_policy = ""
  }
}

run "image_pull_policy_Always" {
  command = plan

  variables {
    image_pull_policy = "Always"
  }

  assert {
    condition = (
      kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].image_pull_policy ==
      "Always"
    )
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].image_pull_policy must be \"Always\"."
  }
}

run "image_pull_policy_IfNotPresent" {
  command = plan

  variables {
    image_pull_policy = "IfNotPresent"
  }

  assert {
    condition = (
      kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].image_pull_policy ==
      "IfNotPresent"
    )
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].image_pull_policy must be \"IfNotPresent\"."
  }
}

run "image_pull_policy_Never" {
  command = plan

  variables {
    image_pull_policy = "Never"
  }

  assert {
    condition = (
      kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].image_pull_policy ==
      "Never"
    )
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].image_pull_policy must be \"Never\"."
  }
}

run "arch_amd64" {
  command = plan

  variables {
    arch = "amd64"
  }

  assert {
    condition     = output.metadata.arch == "amd64"
    error_message = "output.metadata.arch must be \"amd64\"."
  }

  assert {
    condition = (
      kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].node_selector["kubernetes.io/arch"] ==
      "amd64"
    )
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].node_selector[\"kubernetes.io/arch\"] must be \"amd64\"."
  }
}

run "arch_arm64" {
  command = plan

  variables {
    arch = "arm64"
  }

  assert {
    condition     = output.metadata.arch == "arm64"
    error_message = "output.metadata.arch must be \"arm64\"."
  }

  assert {
    condition = (
      kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].node_selector["kubernetes.io/arch"] ==
      "arm64"
    )
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].node_selector[\"kubernetes.io/arch\"] must be \"arm64\"."
  }
}

run "do_not_disrupt_true" {
  command = plan

  variables {
    do_not_disrupt = true
  }

  assert {
    condition = (
      kubernetes_deployment_v1.workspace.spec[0].template[0].metadata[0].annotations["cluster-autoscaler.kubernetes.io/safe-to-evict"] ==
      "false"
    )
    error_message = join("", [
      "kubernetes_deployment_v1.workspace.spec[0].template[0].metadata[0].annotations[\"cluster-autoscaler.kubernetes.io/safe",
      "-to-evict\"] must be \"false\".",
    ])
  }

  assert {
    condition = (
      kubernetes_deployment_v1.workspace.spec[0].template[0].metadata[0].annotations["karpenter.sh/do-not-disrupt"] ==
      "true"
    )
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].metadata[0].annotations[\"karpenter.sh/do-not-disrupt\"] must be \"true\"."
  }
}

run "do_not_disrupt_false" {
  command = plan

  variables {
    do_not_disrupt = false
  }

  assert {
    condition = !contains(
      keys(kubernetes_deployment_v1.workspace.spec[0].template[0].metadata[0].annotations),
      "cluster-autoscaler.kubernetes.io/safe-to-evict"
    )
    error_message = join("", [
      "kubernetes_deployment_v1.workspace.spec[0].template[0].metadata[0].annotations must have no ",
      "cluster-autoscaler.kubernetes.io/safe-to-evict.",
    ])
  }

  assert {
    condition     = !contains(keys(kubernetes_deployment_v1.workspace.spec[0].template[0].metadata[0].annotations), "karpenter.sh/do-not-disrupt")
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].metadata[0].annotations must have no karpenter.sh/do-not-disrupt."
  }
}

run "mount_api_token_true" {
  command = plan

  variables {
    service_account_name = "a"
    mount_api_token      = true
  }

  assert {
    condition     = length(kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].volume_mount) == 2
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].volume_mount must have length 2."
  }

  assert {
    condition     = length(kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].volume) == 2
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].volume must have length 2."
  }
}

run "mount_api_token_false" {
  command = plan

  variables {
    service_account_name = "a"
    mount_api_token      = false
  }

  assert {
    condition     = length(kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].volume_mount) == 1
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].volume_mount must have length 1."
  }

  assert {
    condition     = length(kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].volume) == 1
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].volume must have length 1."
  }
}

run "volumes_0_read_only_true" {
  command = plan

  variables {
    volumes = [{
      config_map = "a"
      mount_path = "/a"
      name       = "a"
      read_only  = true
    }]
  }

  assert {
    condition = (
      kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].volume_mount[1].read_only ==
      true
    )
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].volume_mount[1].read_only must be true."
  }
}

run "volumes_0_read_only_false" {
  command = plan

  variables {
    volumes = [{
      config_map = "a"
      mount_path = "/a"
      name       = "a"
      read_only  = false
    }]
  }

  assert {
    condition = (
      kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].volume_mount[1].read_only ==
      false
    )
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].volume_mount[1].read_only must be false."
  }
}

run "desktop_login_true" {
  command = plan

  variables {
    capabilities  = { gui_vnc = true }
    replica_count = 0
    desktop       = { login = true }
  }

  assert {
    condition     = length(kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[1].env) == 1
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[1].env must have length 1."
  }
}

run "desktop_login_false" {
  command = plan

  variables {
    capabilities  = { gui_vnc = true }
    replica_count = 0
    desktop       = { login = false }
  }

  assert {
    condition     = length(kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[1].env) == 2
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[1].env must have length 2."
  }
}
