# The agent's token, and the desktop's password.
resource "kubernetes_secret_v1" "agent" {
  metadata {
    name        = "${local.name}-agent"
    namespace   = var.namespace
    labels      = local.labels
    annotations = merge(local.provenance, var.owner_email != "" ? { "com.coder.user.email" = var.owner_email } : {})
  }

  type = "Opaque"
  data = local.agent_secrets
}

# Made even when empty: whether an object exists must not depend on a sensitive value.
resource "kubernetes_secret_v1" "secrets" {
  count = local.capabilities.secrets_injection == "variables" ? 1 : 0

  metadata {
    name        = "${local.name}-secrets"
    namespace   = var.namespace
    labels      = local.labels
    annotations = merge(local.provenance, var.owner_email != "" ? { "com.coder.user.email" = var.owner_email } : {})
  }

  type = "Opaque"
  data = var.secrets
}
