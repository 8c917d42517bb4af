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
    condition     = output.metadata.base_version == "1.0.0"
    error_message = "output.metadata.base_version must be \"1.0.0\"."
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
    condition     = length(kubernetes_network_policy_v1.isolation.spec[0].egress[2].ports) == 0
    error_message = "kubernetes_network_policy_v1.isolation.spec[0].egress[2].ports must have length 0."
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

  assert {
    condition     = length(kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].volume) == 1
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].volume must have length 1."
  }
}

run "capabilities_secrets_injection_secrets-manager" {
  command = plan

  variables {
    capabilities          = { secrets_injection = "secrets-manager" }
    secret_provider_class = "a"
  }

  assert {
    condition     = length(kubernetes_secret_v1.secrets) == 0
    error_message = "kubernetes_secret_v1.secrets must have length 0."
  }

  assert {
    condition     = length(kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].volume_mount) == 2
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].volume_mount must have length 2."
  }

  assert {
    condition     = length(kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].env_from) == 0
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].env_from must have length 0."
  }

  assert {
    condition     = length(kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].volume) == 2
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].volume must have length 2."
  }
}

run "capabilities_gui_vnc_true" {
  command = plan

  variables {
    capabilities      = { gui_vnc = true }
    coder_agent_token = "example-coder-agent-token"
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
      "c98e47bb4a673eaad456cbf118ee96756f6cc96a4a7f52fee1ac54392c23c50d"
    )
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].metadata[0].annotations[\"coder.com/secrets-checksum\"] must be \"c98e47bb4a673eaad456cbf118ee96756f6cc96a4a7f52fee1ac54392c23c50d\"."
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
    capabilities      = { gui_vnc = false }
    coder_agent_token = "example-coder-agent-token"
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
      "d05dc9255636b021709423cfb6eb9c59a1e24bc9b73f9bac7e87cd0567f4c40c"
    )
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].metadata[0].annotations[\"coder.com/secrets-checksum\"] must be \"d05dc9255636b021709423cfb6eb9c59a1e24bc9b73f9bac7e87cd0567f4c40c\"."
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
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].image must be \"mcr.microsoft.com/devcontainers/base:ubuntu-22.04\"."
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
    error_message = "kubernetes_deployment_v1.workspace.spec[0].template[0].spec[0].container[0].image must be \"mcr.microsoft.com/devcontainers/base:ubuntu-24.04\"."
  }
}

run "os_type_amazon-linux-2023" {
  command = plan

  variables {
    os_type = "amazon-linux-2023"
  }

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
    error_message = "kubernetes_service_account_v1.service_account[0].metadata[0].annotations[\"iam.gke.io/gcp-service-account\"] must be \"a@a.gserviceaccount.com\"."
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
    error_message = "kubernetes_service_account_v1.service_account[0].metadata[0].annotations[\"azure.workload.identity/client-id\"] must be \"aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa\"."
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
