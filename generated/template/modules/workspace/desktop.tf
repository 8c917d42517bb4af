resource "kubernetes_service_v1" "vnc" {
  count = local.capabilities.gui_vnc ? 1 : 0

  metadata {
    name        = "${local.name}-vnc"
    namespace   = var.namespace
    labels      = local.labels
    annotations = merge(local.provenance, var.owner_email != "" ? { "com.coder.user.email" = var.owner_email } : {})
  }

  spec {
    type     = "ClusterIP"
    selector = local.selector

    port {
      name        = "vnc"
      port        = 6901
      target_port = "vnc"
      protocol    = "TCP"
    }
  }
}
