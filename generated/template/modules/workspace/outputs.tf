output "agent_endpoint" {
  description = "Name that resolves to the workspace's pod inside the cluster, by way of the headless Service."
  value       = "${kubernetes_service_v1.headless.metadata[0].name}.${var.namespace}.svc.cluster.local"
}

output "runtime_env" {
  description = "The non-secret variables of the workspace container."
  value       = local.runtime_env
}

output "volume_mounts" {
  description = "What is mounted in the workspace: the home, and the artifact cache when it is on."
  value = concat(
    [{
      path = var.home_path
      type = local.capabilities.persistent_home ? "pvc" : "local"
      size = var.home_claim == "" ? local.compute_profile.storage : null
      storage_class = (
        local.capabilities.persistent_home && var.home_claim == "" && var.storage_class != ""
        ? var.storage_class
        : null
      )
    }],
    local.capabilities.artifact_cache ? [{
      path          = "/mnt/artifact-cache"
      type          = "efs"
      size          = null
      storage_class = null
    }] : []
  )
}

output "metadata" {
  description = "Where the workspace runs and what it was made from. provisioned_at is recorded at the first apply."
  value = {
    platform          = "kubernetes"
    os                = "linux"
    arch              = var.arch
    toolchain_version = local.toolchain_template.version
    base_version      = local.base_module.version
    image             = local.image
    image_digest      = local.image_digest
    ami_id            = null
    provisioned_at    = terraform_data.provisioned_at.output
  }
}

output "deployment_name" {
  description = "Name of the Deployment."
  value       = kubernetes_deployment_v1.workspace.metadata[0].name
}

output "namespace" {
  description = "Namespace of every object."
  value       = var.namespace
}

output "service_account_name" {
  description = "Name of the pod's ServiceAccount."
  value       = local.service_account_name
}

output "pvc_name" {
  description = "Name of the home volume's claim, home_claim when it is given; null without persistent_home."
  value       = local.home_claim
}

output "vnc_service_name" {
  description = "Name of the desktop's Service; null without gui_vnc."
  value       = local.capabilities.gui_vnc ? kubernetes_service_v1.vnc[0].metadata[0].name : null
}

output "network_policy_name" {
  description = "Name of the NetworkPolicy."
  value       = kubernetes_network_policy_v1.isolation.metadata[0].name
}

output "agent_secret_name" {
  description = "Name of the Secret with the agent's token and the desktop's password."
  value       = kubernetes_secret_v1.agent.metadata[0].name
}

output "secrets_name" {
  description = "Name of the Secret with the variables of secrets; null with secrets_injection secrets-manager."
  value = (
    local.capabilities.secrets_injection == "variables"
    ? kubernetes_secret_v1.secrets[0].metadata[0].name
    : null
  )
}

output "labels" {
  description = "The labels of every object."
  value       = local.labels
}

output "recorded_input" {
  description = "A line for gen diff: the inputs that are not sensitive and not at their defaults."
  value = merge(
    {
      workspace_name = var.workspace_name
      owner          = var.owner
      compute_profile = merge(
        {
          cpu     = local.compute_profile.cpu
          memory  = local.compute_profile.memory
          storage = local.compute_profile.storage
        },
        local.compute_profile.ephemeral_storage != "" ? {
          ephemeral_storage = local.compute_profile.ephemeral_storage
        } : {},
        local.compute_profile.gpu_count != 0 ? { gpu_count = local.compute_profile.gpu_count } : {},
        local.compute_profile.gpu_type != null ? { gpu_type = local.compute_profile.gpu_type } : {}
      )
    },
    var.image_id != "" ? { image_id = var.image_id } : {},
    {
      capabilities = merge(
        local.capabilities.persistent_home ? {} : { persistent_home = false },
        local.capabilities.network_egress != "https-only" ? {
          network_egress = local.capabilities.network_egress
        } : {},
        local.capabilities.identity_mode != "iam" ? {
          identity_mode = local.capabilities.identity_mode
        } : {},
        local.capabilities.gpu_support ? { gpu_support = true } : {},
        local.capabilities.artifact_cache ? { artifact_cache = true } : {},
        local.capabilities.secrets_injection != "variables" ? {
          secrets_injection = local.capabilities.secrets_injection
        } : {},
        local.capabilities.gui_vnc ? { gui_vnc = true } : {},
        local.capabilities.gui_rdp ? { gui_rdp = true } : {}
      )
      toolchain_template = merge(
        {
          name    = local.toolchain_template.name
          version = local.toolchain_template.version
        },
        local.toolchain_template.source != "" ? { source = local.toolchain_template.source } : {}
      )
      base_module = merge(
        local.base_module.name != "base-k8s" ? { name = local.base_module.name } : {},
        local.base_module.version != "1.1.0" ? { version = local.base_module.version } : {},
        local.base_module.source != "" ? { source = local.base_module.source } : {}
      )
      overrides = merge(
        length(local.overrides.environment_variables) != 0 ? {
          environment_variables = local.overrides.environment_variables
        } : {},
        length(local.overrides.labels) != 0 ? { labels = local.overrides.labels } : {},
        length(local.overrides.annotations) != 0 ? { annotations = local.overrides.annotations } : {}
      )
    },
    var.namespace != "coder-ws" ? { namespace = var.namespace } : {},
    var.storage_class != "gp3-encrypted" ? { storage_class = var.storage_class } : {},
    var.workspace_iam_role_arn != "" ? { workspace_iam_role_arn = var.workspace_iam_role_arn } : {},
    var.os_type != "ubuntu-22.04" ? { os_type = var.os_type } : {},
    var.replica_count != 1 ? { replica_count = var.replica_count } : {},
    (
      length(var.startup_command) == 3
      ? (
        var.startup_command[0] != "sh" ||
        var.startup_command[1] != "-c" ||
        var.startup_command[2] != "sleep infinity"
      )
      : true
    )
    ? {
      startup_command = var.startup_command
    }
    : {},
    var.workspace_id != "" ? { workspace_id = var.workspace_id } : {},
    var.image_registry != "" ? { image_registry = var.image_registry } : {},
    var.coder_namespace != "coder" ? { coder_namespace = var.coder_namespace } : {},
    length(var.control_plane_cidrs) != 0 ? { control_plane_cidrs = var.control_plane_cidrs } : {},
    var.cluster_dns != "kube-dns" ? { cluster_dns = var.cluster_dns } : {},
    length(var.dns_cidrs) != 0 ? { dns_cidrs = var.dns_cidrs } : {},
    length(local.additional_egress) != 0 ? {
      additional_egress = [
        for value in local.additional_egress : merge(
          value.cidr != "" ? { cidr = value.cidr } : {},
          value.namespace != "" ? { namespace = value.namespace } : {},
          length(value.pod_labels) != 0 ? { pod_labels = value.pod_labels } : {},
          length(value.ports) != 0 ? { ports = value.ports } : {},
          value.protocol != "TCP" ? { protocol = value.protocol } : {}
        )
      ]
    } : {},
    var.egress_private_networks ? {} : { egress_private_networks = false },
    var.agent_url != "" ? { agent_url = var.agent_url } : {},
    var.service_account_name != "" ? { service_account_name = var.service_account_name } : {},
    length(var.node_selectors) != 0 ? { node_selectors = var.node_selectors } : {},
    length(local.tolerations) != 0 ? {
      tolerations = [
        for value in local.tolerations : merge(
          value.key != "" ? { key = value.key } : {},
          value.operator != "Equal" ? { operator = value.operator } : {},
          value.value != "" ? { value = value.value } : {},
          value.effect != "" ? { effect = value.effect } : {},
          value.toleration_seconds != null ? { toleration_seconds = value.toleration_seconds } : {}
        )
      ]
    } : {},
    length(var.image_pull_secrets) != 0 ? { image_pull_secrets = var.image_pull_secrets } : {},
    var.kasmvnc_image != "kasmweb/desktop:1.18.0" ? { kasmvnc_image = var.kasmvnc_image } : {},
    var.artifact_cache_claim != "coder-artifact-cache" ? {
      artifact_cache_claim = var.artifact_cache_claim
    } : {},
    var.artifact_cache_read_only ? { artifact_cache_read_only = true } : {},
    length(local.env_from_input) != 0 ? {
      env_from = [
        for value in local.env_from_input : merge(
          value.secret != "" ? { secret = value.secret } : {},
          value.config_map != "" ? { config_map = value.config_map } : {},
          value.prefix != "" ? { prefix = value.prefix } : {}
        )
      ]
    } : {},
    length(var.agent_settings) != 0 ? { agent_settings = var.agent_settings } : {},
    var.secret_provider_class != "" ? { secret_provider_class = var.secret_provider_class } : {},
    var.oidc_audience != "sts.amazonaws.com" ? { oidc_audience = var.oidc_audience } : {},
    {
      workload_identity = merge(
        local.workload_identity.provider != "eks" ? { provider = local.workload_identity.provider } : {},
        local.workload_identity.principal != "" ? { principal = local.workload_identity.principal } : {}
      )
    },
    var.owner_id != "" ? { owner_id = var.owner_id } : {},
    var.owner_email != "" ? { owner_email = var.owner_email } : {},
    {
      resource_requests = merge(
        local.resource_requests.cpu != "" ? { cpu = local.resource_requests.cpu } : {},
        local.resource_requests.memory != "" ? { memory = local.resource_requests.memory } : {},
        local.resource_requests.ephemeral_storage != "" ? {
          ephemeral_storage = local.resource_requests.ephemeral_storage
        } : {}
      )
    },
    var.home_path != "/home/coder" ? { home_path = var.home_path } : {},
    var.home_claim != "" ? { home_claim = var.home_claim } : {},
    var.home_seed ? { home_seed = true } : {},
    var.run_as_user != 1000 ? { run_as_user = var.run_as_user } : {},
    var.image_pull_policy != "" ? { image_pull_policy = var.image_pull_policy } : {},
    var.arch != "amd64" ? { arch = var.arch } : {},
    var.runtime_class_name != "" ? { runtime_class_name = var.runtime_class_name } : {},
    var.termination_grace_period_seconds != 30 ? {
      termination_grace_period_seconds = var.termination_grace_period_seconds
    } : {},
    var.do_not_disrupt ? {} : { do_not_disrupt = false },
    var.mount_api_token ? { mount_api_token = true } : {},
    var.shared_memory != "" ? { shared_memory = var.shared_memory } : {},
    length(local.volumes_input) != 0 ? {
      volumes = [
        for value in local.volumes_input : merge(
          {
            name       = value.name
            mount_path = value.mount_path
          },
          value.sub_path != "" ? { sub_path = value.sub_path } : {},
          value.read_only != null ? { read_only = value.read_only } : {},
          value.config_map != "" ? { config_map = value.config_map } : {},
          value.secret != "" ? { secret = value.secret } : {},
          value.claim != "" ? { claim = value.claim } : {},
          value.size != "" ? { size = value.size } : {}
        )
      ]
    } : {},
    var.ca_config_map != "" ? { ca_config_map = var.ca_config_map } : {},
    {
      desktop = merge(
        local.desktop.home != "/home/kasm-user" ? { home = local.desktop.home } : {},
        local.desktop.login ? {} : { login = false },
        local.desktop.cpu != 2 ? { cpu = local.desktop.cpu } : {},
        local.desktop.memory != "4Gi" ? { memory = local.desktop.memory } : {},
        local.desktop.shared_memory != "1Gi" ? { shared_memory = local.desktop.shared_memory } : {}
      )
    }
  )
}
