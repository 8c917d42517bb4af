# The provisioner's own ServiceAccount, unless it runs elsewhere.
provider "kubernetes" {
  config_path = var.use_kubeconfig ? "~/.kube/config" : null
}

data "coder_workspace" "me" {}

data "coder_workspace_owner" "me" {}

module "workspace" {
  source = "./modules/workspace"

  workspace_name = data.coder_workspace.me.name
  owner          = data.coder_workspace_owner.me.name

  compute_profile = {
    cpu     = tonumber(data.coder_parameter.cpu.value)
    memory  = "${tonumber(data.coder_parameter.memory.value)}Gi"
    storage = "${tonumber(data.coder_parameter.home_size.value)}Gi"
  }

  image_id = var.image_id

  capabilities = {
    persistent_home = tobool(data.coder_parameter.persistent_home.value)
    network_egress  = data.coder_parameter.network_egress.value
    identity_mode   = var.identity_mode
    artifact_cache  = tobool(data.coder_parameter.artifact_cache.value)
    gui_vnc         = tobool(data.coder_parameter.gui_vnc.value)
  }

  toolchain_template               = var.toolchain_template
  namespace                        = var.namespace
  storage_class                    = var.storage_class
  workspace_iam_role_arn           = var.workspace_iam_role_arn
  os_type                          = data.coder_parameter.os_type.value
  replica_count                    = data.coder_workspace.me.start_count
  coder_agent_token                = coder_agent.main.token
  startup_command                  = ["sh", "-c", coder_agent.main.init_script]
  workspace_id                     = data.coder_workspace.me.id
  image_registry                   = var.image_registry
  coder_namespace                  = var.coder_namespace
  control_plane_cidrs              = var.control_plane_cidrs
  cluster_dns                      = var.cluster_dns
  dns_cidrs                        = var.dns_cidrs
  additional_egress                = var.additional_egress
  egress_private_networks          = var.egress_private_networks
  service_account_name             = var.service_account_name
  node_selectors                   = var.node_selectors
  tolerations                      = var.tolerations
  image_pull_secrets               = var.image_pull_secrets
  kasmvnc_image                    = var.kasmvnc_image
  artifact_cache_claim             = var.artifact_cache_claim
  artifact_cache_read_only         = var.artifact_cache_read_only
  env_from                         = var.env_from
  agent_settings                   = var.agent_settings
  oidc_audience                    = var.oidc_audience
  workload_identity                = var.workload_identity
  owner_id                         = data.coder_workspace_owner.me.id
  owner_email                      = data.coder_workspace_owner.me.email
  home_path                        = var.home_path
  home_seed                        = var.home_seed
  run_as_user                      = var.run_as_user
  arch                             = var.arch
  runtime_class_name               = var.runtime_class_name
  termination_grace_period_seconds = var.termination_grace_period_seconds
  do_not_disrupt                   = var.do_not_disrupt
  ca_config_map                    = var.ca_config_map

  desktop = {
    cpu    = tonumber(data.coder_parameter.desktop_cpu.value)
    memory = "${tonumber(data.coder_parameter.desktop_memory.value)}Gi"
  }

  depends_on = [
    data.coder_parameter.cpu,
    data.coder_parameter.memory,
    data.coder_parameter.home_size,
    data.coder_parameter.persistent_home,
    data.coder_parameter.os_type,
    data.coder_parameter.network_egress,
    data.coder_parameter.gui_vnc,
    data.coder_parameter.desktop_cpu,
    data.coder_parameter.desktop_memory,
    data.coder_parameter.artifact_cache,
  ]
}
