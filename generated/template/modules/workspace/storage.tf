# The home survives stop and start. A change that would replace the claim fails
# instead of deleting a home, because the new one is to be made first.
resource "kubernetes_persistent_volume_claim_v1" "home" {
  count = local.capabilities.persistent_home && var.home_claim == "" ? 1 : 0

  metadata {
    name        = "${local.name}-home"
    namespace   = var.namespace
    labels      = local.labels
    annotations = merge(local.provenance, var.owner_email != "" ? { "com.coder.user.email" = var.owner_email } : {})
  }

  spec {
    access_modes = ["ReadWriteOnce"]

    resources {
      requests = { storage = local.compute_profile.storage }
    }

    storage_class_name = var.storage_class != "" ? var.storage_class : null
  }

  wait_until_bound = false

  lifecycle {
    # What takes its place is made first: where that fails, because the name is taken, nothing is
    # destroyed.
    create_before_destroy = true
  }
}
