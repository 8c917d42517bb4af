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
    coder_agent_token = "example-coder-agent-token"
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

  expect_failures = [var.capabilities]
}

# capabilities.secrets_injection = "vault": this base does not run Vault's agent: use secrets-manager with a SecretProviderClass for Vault, or variables.
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

# overrides.labels["not valid!"]: the key is not legal in Kubernetes: use an optional DNS subdomain and a slash, then 1 to 63 letters, digits, -, _ or ., starting and ending with a letter or digit.
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

# overrides.annotations["not valid!"]: the key is not legal in Kubernetes: use an optional DNS subdomain and a slash, then 1 to 63 letters, digits, -, _ or ., starting and ending with a letter or digit.
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

# namespace = "coder": must differ from coder_namespace, or every workspace could reach every other one: use a namespace for workspaces only, such as coder-ws.
run "namespace_shared" {
  command = plan

  variables {
    namespace = "coder"
  }

  expect_failures = [var.coder_namespace]
}

# storage_class = "": must not be empty with persistent_home: name a StorageClass, such as gp3-encrypted.
run "storage_class_empty" {
  command = plan

  variables {
    storage_class = ""
  }

  expect_failures = [var.storage_class]
}

# node_selectors["not valid!"]: the key is not legal in Kubernetes: use an optional DNS subdomain and a slash, then 1 to 63 letters, digits, -, _ or ., starting and ending with a letter or digit.
run "node_selector_key" {
  command = plan

  variables {
    node_selectors = { "not valid!" = "" }
  }

  expect_failures = [var.node_selectors]
}

# node_selectors["kubernetes.io/os"]: is always set, to linux on amd64: leave it out.
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
run "toleration_seconds" {
  command = plan

  variables {
    tolerations = [{
      key                = "a"
      toleration_seconds = 0
    }]
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

# workload_identity.principal = "": must be the e-mail address of a GCP service account on gke, such as workspace@example-project.iam.gserviceaccount.com.
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

# Told, not refused.
run "gui_vnc_without_home" {
  command = plan

  variables {
    capabilities = {
      gui_vnc         = true
      persistent_home = false
    }
    coder_agent_token = "example-coder-agent-token"
  }

  expect_failures = [check.gui_vnc_without_home]
}

# Told, not refused.
run "egress_none_without_cidrs" {
  command = plan

  variables {
    capabilities = { network_egress = "none" }
  }

  expect_failures = [check.egress_none_without_cidrs]
}
