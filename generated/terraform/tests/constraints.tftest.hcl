# An input for each constraint, and one for each object with an attribute that it does not have, which the variable refuses.
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

# workspace_name = "not valid!": must be 1 to 63 letters, digits, -, _ or ., starting and ending with a letter or digit.
run "workspace_name" {
  command = plan

  variables {
    workspace_name = "not valid!"
  }

  expect_failures = [var.workspace_name]
}

# owner = "not valid!": must be 1 to 63 letters, digits, -, _ or ., starting and ending with a letter or digit.
run "owner" {
  command = plan

  variables {
    owner = "not valid!"
  }

  expect_failures = [var.owner]
}

# compute_profile.cpu = 0: must be a whole number from 1 to 64.
run "compute_profile_cpu" {
  command = plan

  variables {
    compute_profile = {
      cpu     = 0
      memory  = "1Gi"
      storage = "1Gi"
    }
  }

  expect_failures = [var.compute_profile]
}

# compute_profile.memory = "not valid!": must be a whole number of 1 to 6 digits and Ki, Mi, Gi or Ti, such as 8Gi.
run "compute_profile_memory" {
  command = plan

  variables {
    compute_profile = {
      cpu     = 1
      memory  = "not valid!"
      storage = "1Gi"
    }
  }

  expect_failures = [var.compute_profile]
}

# compute_profile.storage = "not valid!": must be a whole number of 1 to 6 digits and Ki, Mi, Gi or Ti, such as 8Gi.
run "compute_profile_storage" {
  command = plan

  variables {
    compute_profile = {
      cpu     = 1
      memory  = "1Gi"
      storage = "not valid!"
    }
  }

  expect_failures = [var.compute_profile]
}

# compute_profile.ephemeral_storage = "not valid!": must be empty, or a whole number of 1 to 6 digits and Ki, Mi, Gi or Ti, such as 8Gi.
run "compute_profile_ephemeral_storage" {
  command = plan

  variables {
    compute_profile = {
      cpu               = 1
      ephemeral_storage = "not valid!"
      memory            = "1Gi"
      storage           = "1Gi"
    }
  }

  expect_failures = [var.compute_profile]
}

# compute_profile.gpu_count = 1: must be 0, because this base has no GPUs: use base-ec2-gpu.
run "compute_profile_gpu_count" {
  command = plan

  variables {
    compute_profile = {
      cpu       = 1
      gpu_count = 1
      memory    = "1Gi"
      storage   = "1Gi"
    }
  }

  expect_failures = [var.compute_profile]
}

# compute_profile.gpu_type = "not valid!": must be null, because this base has no GPUs: use base-ec2-gpu.
run "compute_profile_gpu_type" {
  command = plan

  variables {
    compute_profile = {
      cpu      = 1
      gpu_type = "not valid!"
      memory   = "1Gi"
      storage  = "1Gi"
    }
  }

  expect_failures = [var.compute_profile]
}

# image_id = "not valid!": must be empty or an image reference such as
# codercom/enterprise-base:ubuntu or ghcr.io/acme/dev@sha256:<64 lower-case hex digits>.
run "image_id" {
  command = plan

  variables {
    image_id = "not valid!"
  }

  expect_failures = [var.image_id]
}

# capabilities.network_egress = "not valid!": must be one of none, https-only, unrestricted.
run "capabilities_network_egress" {
  command = plan

  variables {
    capabilities = { network_egress = "not valid!" }
  }

  expect_failures = [var.capabilities]
}

# capabilities.identity_mode = "not valid!": must be one of iam, oidc, workload-identity.
run "capabilities_identity_mode" {
  command = plan

  variables {
    capabilities = { identity_mode = "not valid!" }
  }

  expect_failures = [var.capabilities]
}

# capabilities.secrets_injection = "not valid!": must be variables or secrets-manager.
run "capabilities_secrets_injection" {
  command = plan

  variables {
    capabilities = { secrets_injection = "not valid!" }
  }

  expect_failures = [var.capabilities]
}

# toolchain_template.name = "\u0000": must be text without NUL, which no program can be given.
run "toolchain_template_name" {
  command = plan

  variables {
    toolchain_template = {
      name    = "\u0000"
      version = "0.0.0"
    }
  }

  expect_failures = [var.toolchain_template]
}

# toolchain_template.version = "not valid!": must be a semantic version such as 1.2.0 or 2.0.0-rc.1+build.5.
run "toolchain_template_version" {
  command = plan

  variables {
    toolchain_template = {
      name    = "example-name"
      version = "not valid!"
    }
  }

  expect_failures = [var.toolchain_template]
}

# toolchain_template.source = "\u0000": must be text without NUL, which no program can be given.
run "toolchain_template_source" {
  command = plan

  variables {
    toolchain_template = {
      name    = "example-name"
      source  = "\u0000"
      version = "0.0.0"
    }
  }

  expect_failures = [var.toolchain_template]
}

# base_module.name = "\u0000": must be text without NUL, which no program can be given.
run "base_module_name" {
  command = plan

  variables {
    base_module = { name = "\u0000" }
  }

  expect_failures = [var.base_module]
}

# base_module.version = "not valid!": must be a semantic version such as 1.2.0 or 2.0.0-rc.1+build.5.
run "base_module_version" {
  command = plan

  variables {
    base_module = { version = "not valid!" }
  }

  expect_failures = [var.base_module]
}

# base_module.source = "\u0000": must be text without NUL, which no program can be given.
run "base_module_source" {
  command = plan

  variables {
    base_module = { source = "\u0000" }
  }

  expect_failures = [var.base_module]
}

# overrides.environment_variables["example"] = "\u0000": must be text without NUL, which no program can be given.
run "overrides_environment_variables_example" {
  command = plan

  variables {
    overrides = { environment_variables = { example = "\u0000" } }
  }

  expect_failures = [var.overrides]
}

# overrides.labels["example"] = "not valid!": must be empty, or 1 to 63 letters, digits, -, _ or
# ., starting and ending with a letter or digit.
run "overrides_labels_example" {
  command = plan

  variables {
    overrides = { labels = { example = "not valid!" } }
  }

  expect_failures = [var.overrides]
}

# overrides.annotations["example"] = "\u0000": must be text without NUL, which no program can be given.
run "overrides_annotations_example" {
  command = plan

  variables {
    overrides = { annotations = { example = "\u0000" } }
  }

  expect_failures = [var.overrides]
}

# namespace = "not valid!": must be 1 to 63 lower-case letters, digits or -, starting and ending with a letter or digit.
run "namespace" {
  command = plan

  variables {
    namespace = "not valid!"
  }

  expect_failures = [var.namespace]
}

# storage_class = "not valid!": must be empty or the name of a Kubernetes object: 1 to 253
# lower-case letters, digits, - or ., each part between dots starting and ending with a letter or
# digit.
run "storage_class" {
  command = plan

  variables {
    storage_class = "not valid!"
  }

  expect_failures = [var.storage_class]
}

# workspace_iam_role_arn = "not valid!": must be empty or the ARN of an IAM role, such as arn:aws:iam::123456789012:role/CoderWorkspaceRole.
run "workspace_iam_role_arn" {
  command = plan

  variables {
    workspace_iam_role_arn = "not valid!"
  }

  expect_failures = [var.workspace_iam_role_arn]
}

# os_type = "not valid!": must be one of amazon-linux-2023, ubuntu-22.04, ubuntu-24.04.
run "os_type" {
  command = plan

  variables {
    os_type = "not valid!"
  }

  expect_failures = [var.os_type]
}

# replica_count = 2: must be 0 (stopped) or 1 (running).
run "replica_count" {
  command = plan

  variables {
    replica_count = 2
  }

  expect_failures = [var.replica_count]
}

# startup_command[0] = "\u0000": must be text without NUL, which no program can be given.
run "startup_command_0" {
  command = plan

  variables {
    startup_command = ["\u0000", "-c", "sleep infinity"]
  }

  expect_failures = [var.startup_command]
}

# workspace_id = "not valid!": must be empty or a lower-case UUID, such as 8d5a1c2e-3b4f-4c6d-9e7f-0a1b2c3d4e5f.
run "workspace_id" {
  command = plan

  variables {
    workspace_id = "not valid!"
  }

  expect_failures = [var.workspace_id]
}

# image_registry = "not valid!": must be empty or a registry such as
# registry.example.com:5000/team, without a scheme and without a trailing slash.
run "image_registry" {
  command = plan

  variables {
    image_registry = "not valid!"
  }

  expect_failures = [var.image_registry]
}

# coder_namespace = "not valid!": must be 1 to 63 lower-case letters, digits or -, starting and ending with a letter or digit.
run "coder_namespace" {
  command = plan

  variables {
    coder_namespace = "not valid!"
  }

  expect_failures = [var.coder_namespace]
}

# control_plane_cidrs[0] = "not valid!": must be an IPv4 network with a prefix length of 8 to 32,
# or a global or unique local IPv6 network with 32 to 128, that has no bits set beyond the prefix
# length and holds no loopback, link-local or metadata address: write 10.20.0.0/16 or
# 2001:db8::/48.
run "control_plane_cidrs_0" {
  command = plan

  variables {
    control_plane_cidrs = ["not valid!"]
  }

  expect_failures = [var.control_plane_cidrs]
}

# cluster_dns = "not valid!": must be kube-dns or openshift.
run "cluster_dns" {
  command = plan

  variables {
    cluster_dns = "not valid!"
  }

  expect_failures = [var.cluster_dns]
}

# dns_cidrs[0] = "not valid!": must be an IPv4 network with a prefix length of 8 to 32, or an IPv6
# network with 8 to 128, that has no bits set beyond the prefix length and is not loopback: write
# 172.20.0.10/32.
run "dns_cidrs_0" {
  command = plan

  variables {
    dns_cidrs = ["not valid!"]
  }

  expect_failures = [var.dns_cidrs]
}

# additional_egress[0].cidr = "not valid!": must be empty, an IPv4 network with a prefix length of
# 8 to 32, or a global or unique local IPv6 network with 32 to 128, that has no bits set beyond
# the prefix length and holds no loopback, link-local or metadata address: write 10.9.8.7/32.
run "additional_egress_0_cidr" {
  command = plan

  variables {
    additional_egress = [{ cidr = "not valid!" }]
  }

  expect_failures = [var.additional_egress]
}

# additional_egress[0].namespace = "not valid!": must be empty, or 1 to 63 lower-case letters,
# digits or -, starting and ending with a letter or digit.
run "additional_egress_0_namespace" {
  command = plan

  variables {
    additional_egress = [{ namespace = "not valid!" }]
  }

  expect_failures = [var.additional_egress]
}

# additional_egress[0].pod_labels["example"] = "not valid!": must be empty, or 1 to 63 letters,
# digits, -, _ or ., starting and ending with a letter or digit.
run "additional_egress_0_pod_labels_example" {
  command = plan

  variables {
    additional_egress = [{ pod_labels = { example = "not valid!" } }]
  }

  expect_failures = [var.additional_egress]
}

# additional_egress[0].ports[0] = 0: must be a port from 1 to 65535.
run "additional_egress_0_ports_0" {
  command = plan

  variables {
    additional_egress = [{ ports = [0] }]
  }

  expect_failures = [var.additional_egress]
}

# additional_egress[0].protocol = "not valid!": must be TCP or UDP.
run "additional_egress_0_protocol" {
  command = plan

  variables {
    additional_egress = [{ protocol = "not valid!" }]
  }

  expect_failures = [var.additional_egress]
}

# agent_url = "not valid!": must be empty or an http or https URL without credentials and spaces, such as https://coder.example.com.
run "agent_url" {
  command = plan

  variables {
    agent_url = "not valid!"
  }

  expect_failures = [var.agent_url]
}

# service_account_name = "not valid!": must be empty or the name of a Kubernetes object: 1 to 253
# lower-case letters, digits, - or ., each part between dots starting and ending with a letter or
# digit.
run "service_account_name" {
  command = plan

  variables {
    service_account_name = "not valid!"
  }

  expect_failures = [var.service_account_name]
}

# node_selectors["example"] = "not valid!": must be empty, or 1 to 63 letters, digits, -, _ or ., starting and ending with a letter or digit.
run "node_selectors_example" {
  command = plan

  variables {
    node_selectors = { example = "not valid!" }
  }

  expect_failures = [var.node_selectors]
}

# tolerations[0].key = "not valid!": must be empty or the key of a taint, such as example.com/dedicated.
run "tolerations_0_key" {
  command = plan

  variables {
    tolerations = [{ key = "not valid!" }]
  }

  expect_failures = [var.tolerations]
}

# tolerations[0].operator = "not valid!": must be Equal or Exists.
run "tolerations_0_operator" {
  command = plan

  variables {
    tolerations = [{ operator = "not valid!" }]
  }

  expect_failures = [var.tolerations]
}

# tolerations[0].value = "not valid!": must be empty, or 1 to 63 letters, digits, -, _ or ., starting and ending with a letter or digit.
run "tolerations_0_value" {
  command = plan

  variables {
    tolerations = [{ value = "not valid!" }]
  }

  expect_failures = [var.tolerations]
}

# tolerations[0].effect = "not valid!": must be empty or one of NoSchedule, PreferNoSchedule, NoExecute.
run "tolerations_0_effect" {
  command = plan

  variables {
    tolerations = [{ effect = "not valid!" }]
  }

  expect_failures = [var.tolerations]
}

# tolerations[0].toleration_seconds = -1: must be a whole number from 0 to 2147483647.
run "tolerations_0_toleration_seconds" {
  command = plan

  variables {
    tolerations = [{ toleration_seconds = -1 }]
  }

  expect_failures = [var.tolerations]
}

# image_pull_secrets[0] = "not valid!": must be the name of a Kubernetes object: 1 to 253
# lower-case letters, digits, - or ., each part between dots starting and ending with a letter or
# digit.
run "image_pull_secrets_0" {
  command = plan

  variables {
    image_pull_secrets = ["not valid!"]
  }

  expect_failures = [var.image_pull_secrets]
}

# kasmvnc_image = "not valid!": must be an image reference such as kasmweb/desktop:1.18.0.
run "kasmvnc_image" {
  command = plan

  variables {
    kasmvnc_image = "not valid!"
  }

  expect_failures = [var.kasmvnc_image]
}

# artifact_cache_claim = "not valid!": must be empty or the name of a Kubernetes object: 1 to 253
# lower-case letters, digits, - or ., each part between dots starting and ending with a letter or
# digit.
run "artifact_cache_claim" {
  command = plan

  variables {
    artifact_cache_claim = "not valid!"
  }

  expect_failures = [var.artifact_cache_claim]
}

# env_from[0].secret = "not valid!": must be empty or the name of a Kubernetes object: 1 to 253
# lower-case letters, digits, - or ., each part between dots starting and ending with a letter or
# digit, and not of the forms coder-…-agent and coder-…-secrets, which other workspaces have.
run "env_from_0_secret" {
  command = plan

  variables {
    env_from = [{ secret = "not valid!" }]
  }

  expect_failures = [var.env_from]
}

# env_from[0].config_map = "not valid!": must be empty or the name of a Kubernetes object: 1 to
# 253 lower-case letters, digits, - or ., each part between dots starting and ending with a letter
# or digit.
run "env_from_0_config_map" {
  command = plan

  variables {
    env_from = [{ config_map = "not valid!" }]
  }

  expect_failures = [var.env_from]
}

# env_from[0].prefix = "not valid!": must be empty or begin like a variable, such as DB_.
run "env_from_0_prefix" {
  command = plan

  variables {
    env_from = [{ prefix = "not valid!" }]
  }

  expect_failures = [var.env_from]
}

# agent_settings["CODER_1"] = "\u0000": must be text without NUL, which no program can be given.
run "agent_settings_CODER_1" {
  command = plan

  variables {
    agent_settings = { CODER_1 = "\u0000" }
  }

  expect_failures = [var.agent_settings]
}

# secret_provider_class = "not valid!": must be empty or the name of a Kubernetes object: 1 to 253
# lower-case letters, digits, - or ., each part between dots starting and ending with a letter or
# digit.
run "secret_provider_class" {
  command = plan

  variables {
    secret_provider_class = "not valid!"
  }

  expect_failures = [var.secret_provider_class]
}

# oidc_audience = "\u0000": must be text without NUL, which no program can be given.
run "oidc_audience" {
  command = plan

  variables {
    oidc_audience = "\u0000"
  }

  expect_failures = [var.oidc_audience]
}

# workload_identity.provider = "not valid!": must be one of eks, gke, azure.
run "workload_identity_provider" {
  command = plan

  variables {
    workload_identity = { provider = "not valid!" }
  }

  expect_failures = [var.workload_identity]
}

# workload_identity.principal = "not valid!": must be empty, the e-mail address of a GCP service
# account or the client ID of an Azure managed identity.
run "workload_identity_principal" {
  command = plan

  variables {
    workload_identity = { principal = "not valid!" }
  }

  expect_failures = [var.workload_identity]
}

# owner_id = "not valid!": must be empty or a lower-case UUID, such as 8d5a1c2e-3b4f-4c6d-9e7f-0a1b2c3d4e5f.
run "owner_id" {
  command = plan

  variables {
    owner_id = "not valid!"
  }

  expect_failures = [var.owner_id]
}

# owner_email = "not valid!": must be empty or an e-mail address, such as alice@example.com.
run "owner_email" {
  command = plan

  variables {
    owner_email = "not valid!"
  }

  expect_failures = [var.owner_email]
}

# resource_requests.cpu = "not valid!": must be empty, a whole number of CPUs or of thousandths, such as 2 or 250m.
run "resource_requests_cpu" {
  command = plan

  variables {
    resource_requests = { cpu = "not valid!" }
  }

  expect_failures = [var.resource_requests]
}

# resource_requests.memory = "not valid!": must be empty, or a whole number of 1 to 6 digits and Ki, Mi, Gi or Ti, such as 8Gi.
run "resource_requests_memory" {
  command = plan

  variables {
    resource_requests = { memory = "not valid!" }
  }

  expect_failures = [var.resource_requests]
}

# resource_requests.ephemeral_storage = "not valid!": must be empty, or a whole number of 1 to 6 digits and Ki, Mi, Gi or Ti, such as 8Gi.
run "resource_requests_ephemeral_storage" {
  command = plan

  variables {
    resource_requests = { ephemeral_storage = "not valid!" }
  }

  expect_failures = [var.resource_requests]
}

# home_path = "not valid!": must be an absolute path of 1 to 5 segments and at most 1,000
# characters, which are letters, digits, ., _ and -, neither . nor .., that is not a directory of
# the system or of the base module, such as /home/coder.
run "home_path" {
  command = plan

  variables {
    home_path = "not valid!"
  }

  expect_failures = [var.home_path]
}

# home_claim = "not valid!": must be empty or the name of a Kubernetes object: 1 to 253 lower-case
# letters, digits, - or ., each part between dots starting and ending with a letter or digit, and
# not of the form coder-…-home, which other workspaces have.
run "home_claim" {
  command = plan

  variables {
    home_claim = "not valid!"
  }

  expect_failures = [var.home_claim]
}

# run_as_user = 0: must be a whole number from 1 to 2147483647: no workspace runs as root.
run "run_as_user" {
  command = plan

  variables {
    run_as_user = 0
  }

  expect_failures = [var.run_as_user]
}

# image_pull_policy = "not valid!": must be empty or one of Always, IfNotPresent, Never.
run "image_pull_policy" {
  command = plan

  variables {
    image_pull_policy = "not valid!"
  }

  expect_failures = [var.image_pull_policy]
}

# arch = "not valid!": must be amd64 or arm64.
run "arch" {
  command = plan

  variables {
    arch = "not valid!"
  }

  expect_failures = [var.arch]
}

# runtime_class_name = "not valid!": must be empty or the name of a Kubernetes object: 1 to 253
# lower-case letters, digits, - or ., each part between dots starting and ending with a letter or
# digit.
run "runtime_class_name" {
  command = plan

  variables {
    runtime_class_name = "not valid!"
  }

  expect_failures = [var.runtime_class_name]
}

# termination_grace_period_seconds = -1: must be a whole number of seconds from 0 to 900.
run "termination_grace_period_seconds" {
  command = plan

  variables {
    termination_grace_period_seconds = -1
  }

  expect_failures = [var.termination_grace_period_seconds]
}

# shared_memory = "not valid!": must be empty, or a whole number of 1 to 6 digits and Ki, Mi, Gi or Ti, such as 2Gi.
run "shared_memory" {
  command = plan

  variables {
    shared_memory = "not valid!"
  }

  expect_failures = [var.shared_memory]
}

# volumes[0].name = "not valid!": must be 1 to 63 lower-case letters, digits or -, starting and ending with a letter or digit.
run "volumes_0_name" {
  command = plan

  variables {
    volumes = [{
      mount_path = "/a"
      name       = "not valid!"
    }]
  }

  expect_failures = [var.volumes]
}

# volumes[0].mount_path = "not valid!": must be an absolute path of 1 to 5 segments and at most
# 1,000 characters, which are letters, digits, ., _ and -, neither . nor .., that is not a
# directory of the system or of the base module, such as /data or /etc/maven.
run "volumes_0_mount_path" {
  command = plan

  variables {
    volumes = [{
      mount_path = "not valid!"
      name       = "a"
    }]
  }

  expect_failures = [var.volumes]
}

# volumes[0].sub_path = "../": must be empty or a relative path without .., such as team/settings.xml.
run "volumes_0_sub_path" {
  command = plan

  variables {
    volumes = [{
      mount_path = "/a"
      name       = "a"
      sub_path   = "../"
    }]
  }

  expect_failures = [var.volumes]
}

# volumes[0].config_map = "not valid!": must be empty or the name of a Kubernetes object: 1 to 253
# lower-case letters, digits, - or ., each part between dots starting and ending with a letter or
# digit.
run "volumes_0_config_map" {
  command = plan

  variables {
    volumes = [{
      config_map = "not valid!"
      mount_path = "/a"
      name       = "a"
    }]
  }

  expect_failures = [var.volumes]
}

# volumes[0].secret = "not valid!": must be empty or the name of a Kubernetes object: 1 to 253
# lower-case letters, digits, - or ., each part between dots starting and ending with a letter or
# digit, and not of the forms coder-…-agent and coder-…-secrets, which other workspaces have.
run "volumes_0_secret" {
  command = plan

  variables {
    volumes = [{
      mount_path = "/a"
      name       = "a"
      secret     = "not valid!"
    }]
  }

  expect_failures = [var.volumes]
}

# volumes[0].claim = "not valid!": must be empty or the name of a Kubernetes object: 1 to 253
# lower-case letters, digits, - or ., each part between dots starting and ending with a letter or
# digit, and not of the form coder-…-home, which other workspaces have.
run "volumes_0_claim" {
  command = plan

  variables {
    volumes = [{
      claim      = "not valid!"
      mount_path = "/a"
      name       = "a"
    }]
  }

  expect_failures = [var.volumes]
}

# volumes[0].size = "not valid!": must be empty, or a whole number of 1 to 6 digits and Ki, Mi, Gi or Ti, such as 8Gi.
run "volumes_0_size" {
  command = plan

  variables {
    volumes = [{
      mount_path = "/a"
      name       = "a"
      size       = "not valid!"
    }]
  }

  expect_failures = [var.volumes]
}

# ca_config_map = "not valid!": must be empty or the name of a Kubernetes object: 1 to 253
# lower-case letters, digits, - or ., each part between dots starting and ending with a letter or
# digit.
run "ca_config_map" {
  command = plan

  variables {
    ca_config_map = "not valid!"
  }

  expect_failures = [var.ca_config_map]
}

# desktop.home = "not valid!": must be an absolute path of 1 to 5 segments and at most 1,000
# characters, which are letters, digits, ., _ and -, neither . nor .., that is not a directory of
# the system or of the base module, such as /home/coder.
run "desktop_home" {
  command = plan

  variables {
    desktop = { home = "not valid!" }
  }

  expect_failures = [var.desktop]
}

# desktop.cpu = 0: must be a whole number from 1 to 64.
run "desktop_cpu" {
  command = plan

  variables {
    desktop = { cpu = 0 }
  }

  expect_failures = [var.desktop]
}

# desktop.memory = "not valid!": must be a whole number of 1 to 6 digits and Ki, Mi, Gi or Ti, such as 8Gi.
run "desktop_memory" {
  command = plan

  variables {
    desktop = { memory = "not valid!" }
  }

  expect_failures = [var.desktop]
}

# desktop.shared_memory = "not valid!": must be a whole number of 1 to 6 digits and Ki, Mi, Gi or Ti, such as 8Gi.
run "desktop_shared_memory" {
  command = plan

  variables {
    desktop = { shared_memory = "not valid!" }
  }

  expect_failures = [var.desktop]
}

# compute_profile has no attribute "cpux": did you mean cpu.
run "compute_profile_cpux" {
  command = plan

  variables {
    compute_profile = {
      cpu     = 1
      cpux    = "x"
      memory  = "1Gi"
      storage = "1Gi"
    }
  }

  expect_failures = [var.compute_profile]
}

# capabilities has no attribute "persistent_homex": did you mean persistent_home.
run "capabilities_persistent_homex" {
  command = plan

  variables {
    capabilities = { persistent_homex = "x" }
  }

  expect_failures = [var.capabilities]
}

# toolchain_template has no attribute "namex": did you mean name.
run "toolchain_template_namex" {
  command = plan

  variables {
    toolchain_template = {
      name    = "example-name"
      namex   = "x"
      version = "0.0.0"
    }
  }

  expect_failures = [var.toolchain_template]
}

# base_module has no attribute "namex": did you mean name.
run "base_module_namex" {
  command = plan

  variables {
    base_module = { namex = "x" }
  }

  expect_failures = [var.base_module]
}

# overrides has no attribute "environment_variablesx": did you mean environment_variables.
run "overrides_environment_variablesx" {
  command = plan

  variables {
    overrides = { environment_variablesx = "x" }
  }

  expect_failures = [var.overrides]
}

# additional_egress[0] has no attribute "cidrx": did you mean cidr.
run "additional_egress_0_cidrx" {
  command = plan

  variables {
    additional_egress = [{ cidrx = "x" }]
  }

  expect_failures = [var.additional_egress]
}

# tolerations[0] has no attribute "keyx": did you mean key.
run "tolerations_0_keyx" {
  command = plan

  variables {
    tolerations = [{ keyx = "x" }]
  }

  expect_failures = [var.tolerations]
}

# env_from[0] has no attribute "secretx": did you mean secret.
run "env_from_0_secretx" {
  command = plan

  variables {
    env_from = [{ secretx = "x" }]
  }

  expect_failures = [var.env_from]
}

# workload_identity has no attribute "providerx": did you mean provider.
run "workload_identity_providerx" {
  command = plan

  variables {
    workload_identity = { providerx = "x" }
  }

  expect_failures = [var.workload_identity]
}

# resource_requests has no attribute "cpux": did you mean cpu.
run "resource_requests_cpux" {
  command = plan

  variables {
    resource_requests = { cpux = "x" }
  }

  expect_failures = [var.resource_requests]
}

# volumes[0] has no attribute "namex": did you mean name.
run "volumes_0_namex" {
  command = plan

  variables {
    volumes = [{
      mount_path = "/a"
      name       = "a"
      namex      = "x"
    }]
  }

  expect_failures = [var.volumes]
}

# desktop has no attribute "homex": did you mean home.
run "desktop_homex" {
  command = plan

  variables {
    desktop = { homex = "x" }
  }

  expect_failures = [var.desktop]
}
