# An input for each rule between inputs, which refuses it, and for each warning, which does not.
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

# compute_profile.gpu_type = "nvidia-a10g": this base has no GPUs: use base-ec2-gpu, or leave gpu_type out.
run "compute_profile_gpu_type_nvidia-a10g" {
  command = plan

  variables {
    compute_profile = {
      cpu      = 1
      gpu_type = "nvidia-a10g"
      memory   = "1Gi"
      storage  = "1Gi"
    }
  }

  expect_failures = [var.compute_profile]
}

# compute_profile.gpu_type = "nvidia-v100": this base has no GPUs: use base-ec2-gpu, or leave gpu_type out.
run "compute_profile_gpu_type_nvidia-v100" {
  command = plan

  variables {
    compute_profile = {
      cpu      = 1
      gpu_type = "nvidia-v100"
      memory   = "1Gi"
      storage  = "1Gi"
    }
  }

  expect_failures = [var.compute_profile]
}

# compute_profile.gpu_type = "nvidia-a100": this base has no GPUs: use base-ec2-gpu, or leave gpu_type out.
run "compute_profile_gpu_type_nvidia-a100" {
  command = plan

  variables {
    compute_profile = {
      cpu      = 1
      gpu_type = "nvidia-a100"
      memory   = "1Gi"
      storage  = "1Gi"
    }
  }

  expect_failures = [var.compute_profile]
}

# compute_profile.gpu_type = "nvidia-t4": this base has no GPUs: use base-ec2-gpu, or leave gpu_type out.
run "gpu_type" {
  command = plan

  variables {
    compute_profile = {
      cpu      = 1
      gpu_type = "nvidia-t4"
      memory   = "1Gi"
      storage  = "1Gi"
    }
  }

  expect_failures = [var.compute_profile]
}

# capabilities.gpu_support = true: this base has no GPUs: use base-ec2-gpu.
run "gpu_support" {
  command = plan

  variables {
    capabilities = { gpu_support = true }
  }

  expect_failures = [var.capabilities]
}

# capabilities.gui_vnc = true: gui_vnc and gui_rdp are mutually exclusive: set one of them to false.
# capabilities.gui_rdp = true: this base has no Windows desktop: use base-ec2-windows.
run "gui_exclusive" {
  command = plan

  variables {
    capabilities = {
      gui_rdp = true
      gui_vnc = true
    }
    replica_count = 0
  }

  expect_failures = [var.capabilities]
}

# capabilities.gui_rdp = true: this base has no Windows desktop: use base-ec2-windows.
run "gui_rdp" {
  command = plan

  variables {
    capabilities = { gui_rdp = true }
  }

  expect_failures = [var.capabilities]
}

# capabilities.gui_vnc = true: the desktop would have no password: set coder_agent_token, from which one is derived, or vnc_password.
run "gui_vnc_password" {
  command = plan

  variables {
    capabilities = { gui_vnc = true }
  }

  expect_failures = [var.replica_count]
}

# capabilities.gui_vnc = true: vnc_password must have 6 to 128 characters from ! to ~ without a
# backslash, or KasmVNC starts again and again: choose another one.
run "vnc_password_form" {
  command = plan

  variables {
    capabilities = { gui_vnc = true }
    vnc_password = "not valid!"
  }

  expect_failures = [var.replica_count]
}

# desktop.home = "/home/kasm-user": must be neither home_path = "/home/kasm-user" nor above or
# below it, because both are mounted in the desktop: choose another one.
run "desktop_home" {
  command = plan

  variables {
    capabilities  = { gui_vnc = true }
    replica_count = 0
    home_path     = "/home/kasm-user"
  }

  expect_failures = [var.desktop]
}

# desktop.shared_memory = "999999Ti": is more than desktop.memory = "4Gi", which it counts towards: ask for less.
run "desktop_shared_memory" {
  command = plan

  variables {
    desktop = { shared_memory = "999999Ti" }
  }

  expect_failures = [var.desktop]
}

# capabilities.secrets_injection = "vault": this base does not run Vault's agent: use
# secrets-manager with a SecretProviderClass for Vault, or variables.
run "vault" {
  command = plan

  variables {
    capabilities = { secrets_injection = "vault" }
  }

  expect_failures = [var.capabilities]
}

# overrides.environment_variables["not valid!"]: the name is not a C identifier: use letters, digits and _, and start with no digit.
run "variable_name" {
  command = plan

  variables {
    overrides = {
      environment_variables = { "not valid!" = "example-environment-variables" }
    }
  }

  expect_failures = [var.overrides]
}

# overrides.environment_variables["AWS_"]: the name is reserved for the base module and the platform: use another one.
run "variable_reserved" {
  command = plan

  variables {
    overrides = { environment_variables = { AWS_ = "example-environment-variables" } }
  }

  expect_failures = [var.overrides]
}

# overrides.labels["not valid!"]: the key is not legal in Kubernetes: use an optional DNS
# subdomain and a slash, then 1 to 63 letters, digits, -, _ or ., starting and ending with a
# letter or digit.
run "label_key" {
  command = plan

  variables {
    overrides = { labels = { "not valid!" = "" } }
  }

  expect_failures = [var.overrides]
}

# overrides.labels["com.coder.a"]: the key is reserved for the platform: use a prefix of your own, such as example.com/.
run "label_reserved" {
  command = plan

  variables {
    overrides = { labels = { "com.coder.a" = "" } }
  }

  expect_failures = [var.overrides]
}

# overrides.annotations["not valid!"]: the key is not legal in Kubernetes: use an optional DNS
# subdomain and a slash, then 1 to 63 letters, digits, -, _ or ., starting and ending with a
# letter or digit.
run "annotation_key" {
  command = plan

  variables {
    overrides = { annotations = { "not valid!" = "example-annotations" } }
  }

  expect_failures = [var.overrides]
}

# overrides.annotations["com.coder.a"]: the key is reserved for the platform: use a prefix of your own, such as example.com/.
run "annotation_reserved" {
  command = plan

  variables {
    overrides = { annotations = { "com.coder.a" = "example-annotations" } }
  }

  expect_failures = [var.overrides]
}

# namespace = "coder": must differ from coder_namespace, or every workspace could reach every
# other one: use a namespace for workspaces only, such as coder-ws.
run "namespace_shared" {
  command = plan

  variables {
    namespace = "coder"
  }

  expect_failures = [var.coder_namespace]
}

# node_selectors["not valid!"]: the key is not legal in Kubernetes: use an optional DNS subdomain
# and a slash, then 1 to 63 letters, digits, -, _ or ., starting and ending with a letter or
# digit.
run "node_selector_key" {
  command = plan

  variables {
    node_selectors = { "not valid!" = "" }
  }

  expect_failures = [var.node_selectors]
}

# node_selectors["kubernetes.io/os"]: is always set: leave it out, and use arch for another architecture.
run "node_selector_reserved" {
  command = plan

  variables {
    node_selectors = { "kubernetes.io/os" = "" }
  }

  expect_failures = [var.node_selectors]
}

# tolerations[0].value = "a": must be empty with operator Exists: leave it out or use operator Equal.
run "toleration_value" {
  command = plan

  variables {
    tolerations = [{
      operator = "Exists"
      value    = "a"
    }]
  }

  expect_failures = [var.tolerations]
}

# tolerations[0].key = "": must not be empty with operator Equal: name a taint's key or use operator Exists.
run "toleration_key" {
  command = plan

  variables {
    tolerations = [{}]
  }

  expect_failures = [var.tolerations]
}

# tolerations[0].toleration_seconds = 0: is for effect NoExecute only: leave it out or use that effect.
# tolerations[1].toleration_seconds = 0: is for effect NoExecute only: leave it out or use that effect.
run "toleration_seconds" {
  command = plan

  variables {
    tolerations = [
      {
        effect             = ""
        key                = "a"
        operator           = "Equal"
        toleration_seconds = 0
        value              = ""
      },
      {
        effect             = ""
        key                = "a"
        operator           = "Equal"
        toleration_seconds = 0
        value              = ""
      },
    ]
  }

  expect_failures = [var.tolerations]
}

# artifact_cache_claim = "": must not be empty with artifact_cache: name a ReadWriteMany claim, such as coder-artifact-cache.
run "artifact_cache_claim_empty" {
  command = plan

  variables {
    capabilities         = { artifact_cache = true }
    artifact_cache_claim = ""
  }

  expect_failures = [var.artifact_cache_claim]
}

# secrets["not valid!"]: the name is not a C identifier: use letters, digits and _, and start with no digit.
run "secret_name" {
  command = plan

  variables {
    secrets = { "not valid!" = "example-secrets" }
  }

  expect_failures = [var.capabilities]
}

# secrets["CODER_"]: the name is reserved for the base module and the platform: use another one.
run "secret_reserved" {
  command = plan

  variables {
    secrets = { CODER_ = "example-secrets" }
  }

  expect_failures = [var.capabilities]
}

# replica_count = 1: coder_agent_token contains NUL, or has more than 128 KiB with its name, and
# can be no variable: pass the token of a coder_agent.
run "token_value" {
  command = plan

  variables {
    coder_agent_token = "\u0000"
  }

  expect_failures = [var.replica_count]
}

# capabilities.secrets_injection = "secrets-manager": secrets must then be empty: use secrets_injection variables or leave secrets out.
run "secrets_unused" {
  command = plan

  variables {
    capabilities          = { secrets_injection = "secrets-manager" }
    secrets               = { example = "example-secrets" }
    secret_provider_class = "a"
  }

  expect_failures = [var.capabilities]
}

# secret_provider_class = "": must not be empty with secrets_injection secrets-manager: name a SecretProviderClass.
run "secret_provider_class_empty" {
  command = plan

  variables {
    capabilities = { secrets_injection = "secrets-manager" }
  }

  expect_failures = [var.secret_provider_class]
}

# oidc_audience = "": must not be empty with identity_mode oidc: use sts.amazonaws.com or the audience that your provider expects.
run "oidc_audience_empty" {
  command = plan

  variables {
    capabilities  = { identity_mode = "oidc" }
    oidc_audience = ""
  }

  expect_failures = [var.oidc_audience]
}

# workload_identity.principal = "": must be the e-mail address of a GCP service account on gke,
# such as workspace@example-project.iam.gserviceaccount.com.
run "principal_gke" {
  command = plan

  variables {
    capabilities      = { identity_mode = "workload-identity" }
    workload_identity = { provider = "gke" }
  }

  expect_failures = [var.workload_identity]
}

# workload_identity.principal = "": must be the client ID of a managed identity on azure, a UUID such as 8d5a1c2e-3b4f-4c6d-9e7f-0a1b2c3d4e5f.
run "principal_azure" {
  command = plan

  variables {
    capabilities      = { identity_mode = "workload-identity" }
    workload_identity = { provider = "azure" }
  }

  expect_failures = [var.workload_identity]
}

# additional_egress[0]: names no destination: give it a cidr or a namespace.
run "egress_nowhere" {
  command = plan

  variables {
    additional_egress = [{ ports = [1] }]
  }

  expect_failures = [var.additional_egress]
}

# additional_egress[0]: has a cidr and a namespace: write two destinations.
run "egress_two" {
  command = plan

  variables {
    additional_egress = [{
      cidr      = "2aaa:a:a:a:a:a:a:a/119"
      namespace = "a"
      ports     = [1]
    }]
  }

  expect_failures = [var.additional_egress]
}

# additional_egress[0].pod_labels: are for pods of a namespace: leave them out beside a cidr.
run "egress_labels" {
  command = plan

  variables {
    additional_egress = [{
      cidr       = "2aaa:a:a:a:a:a:a:a/119"
      pod_labels = { example = "" }
      ports      = [1]
    }]
  }

  expect_failures = [var.additional_egress]
}

# additional_egress[0].ports: must be 1 to 20 port numbers, because none would open all: name them.
run "egress_ports" {
  command = plan

  variables {
    additional_egress = [{ cidr = "2aaa:a:a:a:a:a:a:a/119" }]
  }

  expect_failures = [var.additional_egress]
}

# additional_egress[0]: names no destination: give it a cidr or a namespace.
# additional_egress[0].ports: must be 1 to 20 port numbers, because none would open all: name them.
# additional_egress[0].pod_labels["not valid!"]: the key is not legal in Kubernetes: use an
# optional DNS subdomain and a slash, then 1 to 63 letters, digits, -, _ or ., starting and ending
# with a letter or digit.
run "egress_label" {
  command = plan

  variables {
    additional_egress = [{ pod_labels = { "not valid!" = "" } }]
  }

  expect_failures = [var.additional_egress]
}

# env_from[0]: must name exactly one of secret and config_map.
run "env_from" {
  command = plan

  variables {
    env_from = [{}]
  }

  expect_failures = [var.env_from]
}

# agent_settings["coder_1"]: is no variable of the agent: names begin with CODER_ and go on with
# capital letters, digits and _; others belong in overrides.environment_variables.
run "agent_setting_name" {
  command = plan

  variables {
    agent_settings = { coder_1 = "example-agent-settings" }
  }

  expect_failures = [var.agent_settings]
}

# agent_settings["CODER_AGENT_TOKEN"]: is set by the base module, or holds a credential: leave it out.
run "agent_setting_reserved" {
  command = plan

  variables {
    agent_settings = { CODER_AGENT_TOKEN = "example-agent-settings" }
  }

  expect_failures = [var.agent_settings]
}

# agent_settings["CODER_1"]: contains TOKEN, SECRET or PASSWORD, and everybody who sees the pod can read it: use secrets.
run "agent_setting_secret" {
  command = plan

  variables {
    agent_settings = { CODER_1 = "TOKEN" }
  }

  expect_failures = [var.agent_settings]
}

# resource_requests.cpu = "999999m": is more than the limit, compute_profile.cpu = 1: ask for less.
run "request_cpu" {
  command = plan

  variables {
    resource_requests = { cpu = "999999m" }
  }

  expect_failures = [var.resource_requests]
}

# resource_requests.memory = "999999Ti": is more than the limit, compute_profile.memory = "1Gi": ask for less.
run "request_memory" {
  command = plan

  variables {
    resource_requests = { memory = "999999Ti" }
  }

  expect_failures = [var.resource_requests]
}

# resource_requests.ephemeral_storage = "1Gi": has no limit: set compute_profile.ephemeral_storage.
run "request_ephemeral_unlimited" {
  command = plan

  variables {
    resource_requests = { ephemeral_storage = "1Gi" }
  }

  expect_failures = [var.resource_requests]
}

# resource_requests.ephemeral_storage = "999999Ti": is more than the limit, compute_profile.ephemeral_storage = "1Gi": ask for less.
run "request_ephemeral" {
  command = plan

  variables {
    compute_profile = {
      cpu               = 1
      ephemeral_storage = "1Gi"
      memory            = "1Gi"
      storage           = "1Gi"
    }
    resource_requests = { ephemeral_storage = "999999Ti" }
  }

  expect_failures = [var.resource_requests]
}

# shared_memory = "999999Ti": is more than compute_profile.memory = "1Gi", which it counts towards: ask for less.
run "shared_memory_large" {
  command = plan

  variables {
    shared_memory = "999999Ti"
  }

  expect_failures = [var.shared_memory]
}

# home_claim = "a": is not used without capabilities.persistent_home: leave it out, or keep the home.
run "home_claim_unused" {
  command = plan

  variables {
    capabilities = { persistent_home = false }
    home_claim   = "a"
  }

  expect_failures = [var.home_claim]
}

# mount_api_token = true: the workspace's own ServiceAccount may do nothing: set service_account_name.
run "mount_api_token_account" {
  command = plan

  variables {
    mount_api_token = true
  }

  expect_failures = [var.mount_api_token]
}

# volumes[0]: must have exactly one of config_map, secret, claim and size.
run "volume_source" {
  command = plan

  variables {
    volumes = [{
      mount_path = "/a"
      name       = "a"
    }]
  }

  expect_failures = [var.volumes]
}

# volumes[0].name = "api-token": is a volume of the base module: choose another name.
run "volume_reserved" {
  command = plan

  variables {
    volumes = [{
      config_map = "a"
      mount_path = "/a"
      name       = "api-token"
    }]
  }

  expect_failures = [var.volumes]
}

# volumes[0]: must have exactly one of config_map, secret, claim and size.
# volumes[1]: must have exactly one of config_map, secret, claim and size.
# volumes: the name "a" is used twice: each volume needs a name of its own.
# volumes: mount_path "/a/" is the same as "/a/" or below it, and a mount would hide another one: choose another path.
run "volume_name" {
  command = plan

  variables {
    volumes = [
      {
        mount_path = "/a"
        name       = "a"
      },
      {
        mount_path = "/a"
        name       = "a"
      },
    ]
  }

  expect_failures = [var.volumes]
}

# volumes[0]: must have exactly one of config_map, secret, claim and size.
# volumes[1]: must have exactly one of config_map, secret, claim and size.
# volumes: the name "a" is used twice: each volume needs a name of its own.
# volumes: mount_path "/a/" is the same as "/a/" or below it, and a mount would hide another one: choose another path.
run "volume_path" {
  command = plan

  variables {
    volumes = [
      {
        mount_path = "/a"
        name       = "a"
      },
      {
        mount_path = "/a"
        name       = "a"
      },
    ]
  }

  expect_failures = [var.volumes]
}

# Warned about, not refused.
run "gui_vnc_without_home" {
  command = plan

  variables {
    capabilities = {
      gui_vnc         = true
      persistent_home = false
    }
    replica_count = 0
  }

  expect_failures = [check.gui_vnc_without_home]
}

# Warned about, not refused.
run "egress_none_without_cidrs" {
  command = plan

  variables {
    capabilities = { network_egress = "none" }
  }

  expect_failures = [check.egress_none_without_cidrs]
}

# Warned about, not refused.
run "egress_none_with_role" {
  command = plan

  variables {
    capabilities           = { network_egress = "none" }
    workspace_iam_role_arn = "arn:aws:iam::111111111111:role/a"
  }

  expect_failures = [check.egress_none_without_cidrs, check.egress_none_with_role]
}

# Warned about, not refused.
run "api_token_out_of_reach" {
  command = plan

  variables {
    capabilities         = { network_egress = "none" }
    service_account_name = "a"
    mount_api_token      = true
  }

  expect_failures = [check.egress_none_without_cidrs, check.api_token_out_of_reach]
}

# Warned about, not refused.
run "agent_url_port_shut" {
  command = plan

  variables {
    agent_url = "https://[f]:99999/~"
  }

  expect_failures = [check.agent_url_port_shut]
}

# Warned about, not refused.
run "amazon_linux_without_user" {
  command = plan

  variables {
    os_type = "amazon-linux-2023"
  }

  expect_failures = [check.amazon_linux_without_user]
}
