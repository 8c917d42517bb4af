# It mounts no API token into its pods: mount_api_token mounts one into the workspace's
# container alone.
resource "kubernetes_service_account_v1" "service_account" {
  count = var.service_account_name == "" ? 1 : 0

  metadata {
    name      = local.name
    namespace = var.namespace
    labels    = local.labels
    annotations = merge(
      local.provenance,
      var.owner_email != "" ? { "com.coder.user.email" = var.owner_email } : {},
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
