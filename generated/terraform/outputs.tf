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

output "labels" {
  description = "The labels of every object."
  value       = local.labels
}
