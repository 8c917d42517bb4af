locals {
  # Where clouds serve the node's credentials, and Azure its WireServer.
  metadata_ipv4 = ["169.254.0.0/16", "168.63.129.16/32"]

  private_ipv4  = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"]
  metadata_ipv6 = ["fe80::/10", "fd00:ec2::/32", "fd20:ce::254/128"]
  private_ipv6  = ["fc00::/7"]
}

# Isolates the workspace from every other one, and filters what it may reach. No rule
# is ever empty: an empty one allows everything.
resource "kubernetes_network_policy_v1" "isolation" {
  metadata {
    name        = "${local.name}-isolation"
    namespace   = var.namespace
    labels      = local.labels
    annotations = merge(local.provenance, var.owner_email != "" ? { "com.coder.user.email" = var.owner_email } : {})
  }

  spec {
    pod_selector {
      match_labels = local.selector
    }

    policy_types = ["Ingress", "Egress"]

    ingress {
      from {
        namespace_selector {
          match_labels = { "kubernetes.io/metadata.name" = var.coder_namespace }
        }
      }
    }

    dynamic "egress" {
      for_each = local.additional_egress

      content {
        to {
          dynamic "ip_block" {
            for_each = egress.value.cidr != "" ? [1] : []

            content {
              cidr = egress.value.cidr
            }
          }

          dynamic "namespace_selector" {
            for_each = egress.value.namespace != "" ? [1] : []

            content {
              match_labels = { "kubernetes.io/metadata.name" = egress.value.namespace }
            }
          }

          dynamic "pod_selector" {
            for_each = (egress.value.namespace != "" ? length(egress.value.pod_labels) > 0 : false) ? [1] : []

            content {
              match_labels = egress.value.pod_labels
            }
          }
        }

        dynamic "ports" {
          for_each = egress.value.ports

          content {
            protocol = egress.value.protocol
            port     = ports.value
          }
        }
      }
    }

    # The agent dials out to the control plane, with every network_egress.
    egress {
      to {
        namespace_selector {
          match_labels = { "kubernetes.io/metadata.name" = var.coder_namespace }
        }
      }

      ports {
        protocol = "TCP"
        port     = 80
      }

      ports {
        protocol = "TCP"
        port     = 443
      }

      ports {
        protocol = "TCP"
        port     = 8080
      }

      ports {
        protocol = "TCP"
        port     = 8443
      }
    }

    dynamic "egress" {
      for_each = var.control_plane_cidrs

      content {
        to {
          ip_block {
            cidr = egress.value
          }
        }

        ports {
          protocol = "TCP"
          port     = 80
        }

        ports {
          protocol = "TCP"
          port     = 443
        }
      }
    }

    dynamic "egress" {
      for_each = var.cluster_dns == "kube-dns" ? [1] : []

      content {
        to {
          namespace_selector {
            match_labels = { "kubernetes.io/metadata.name" = "kube-system" }
          }

          pod_selector {
            match_expressions {
              key      = "k8s-app"
              operator = "In"
              values   = ["kube-dns", "node-local-dns"]
            }
          }
        }

        # NodeLocal DNS, on the node.
        to {
          ip_block {
            cidr = "169.254.20.10/32"
          }
        }

        # AKS LocalDNS, on the node.
        to {
          ip_block {
            cidr = "169.254.10.10/32"
          }
        }

        to {
          ip_block {
            cidr = "169.254.10.11/32"
          }
        }

        ports {
          protocol = "UDP"
          port     = 53
        }

        ports {
          protocol = "TCP"
          port     = 53
        }
      }
    }

    dynamic "egress" {
      for_each = var.cluster_dns == "openshift" ? [1] : []

      content {
        to {
          namespace_selector {
            match_labels = { "kubernetes.io/metadata.name" = "openshift-dns" }
          }

          pod_selector {
            match_labels = { "dns.operator.openshift.io/daemonset-dns" = "default" }
          }
        }

        ports {
          protocol = "UDP"
          port     = 5353
        }

        ports {
          protocol = "TCP"
          port     = 5353
        }
      }
    }

    dynamic "egress" {
      for_each = var.dns_cidrs

      content {
        to {
          ip_block {
            cidr = egress.value
          }
        }

        ports {
          protocol = "UDP"
          port     = 53
        }

        ports {
          protocol = "TCP"
          port     = 53
        }
      }
    }

    # The agent of EKS Pod Identity on the node, which gives the role's credentials.
    dynamic "egress" {
      for_each = local.uses_eks ? [1] : []

      content {
        to {
          ip_block {
            cidr = "169.254.170.23/32"
          }
        }

        to {
          ip_block {
            cidr = "fd00:ec2::23/128"
          }
        }

        ports {
          protocol = "TCP"
          port     = 80
        }
      }
    }

    # GKE's metadata server, which stands in for the instance's.
    dynamic "egress" {
      for_each = local.uses_gke ? [1] : []

      content {
        to {
          ip_block {
            cidr = "169.254.169.252/32"
          }
        }

        ports {
          protocol = "TCP"
          port     = 987
        }

        ports {
          protocol = "TCP"
          port     = 988
        }
      }
    }

    # The same server at the address of the instance's, where clients look for it. With Cloud DNS it
    # also resolves names, at port 53.
    dynamic "egress" {
      for_each = local.uses_gke ? [1] : []

      content {
        to {
          ip_block {
            cidr = "169.254.169.254/32"
          }
        }

        ports {
          protocol = "TCP"
          port     = 80
        }

        ports {
          protocol = "TCP"
          port     = 8080
        }

        ports {
          protocol = "UDP"
          port     = 53
        }

        ports {
          protocol = "TCP"
          port     = 53
        }
      }
    }

    # What only some values of network_egress open.
    dynamic "egress" {
      for_each = local.capabilities.network_egress == "unrestricted" ? [1] : []

      content {
        to {
          ip_block {
            cidr   = "0.0.0.0/0"
            except = concat(local.metadata_ipv4, var.egress_private_networks ? [] : local.private_ipv4)
          }
        }

        to {
          ip_block {
            cidr   = "::/0"
            except = concat(local.metadata_ipv6, var.egress_private_networks ? [] : local.private_ipv6)
          }
        }
      }
    }

    dynamic "egress" {
      for_each = local.capabilities.network_egress == "https-only" ? [1] : []

      content {
        to {
          ip_block {
            cidr   = "0.0.0.0/0"
            except = concat(local.metadata_ipv4, var.egress_private_networks ? [] : local.private_ipv4)
          }
        }

        to {
          ip_block {
            cidr   = "::/0"
            except = concat(local.metadata_ipv6, var.egress_private_networks ? [] : local.private_ipv6)
          }
        }

        ports {
          protocol = "TCP"
          port     = 443
        }
      }
    }

    dynamic "egress" {
      for_each = local.capabilities.network_egress == "unrestricted" ? [1] : []

      content {
        to {
          ip_block {
            cidr   = "0.0.0.0/0"
            except = concat(local.metadata_ipv4, var.egress_private_networks ? [] : local.private_ipv4)
          }
        }

        to {
          ip_block {
            cidr   = "::/0"
            except = concat(local.metadata_ipv6, var.egress_private_networks ? [] : local.private_ipv6)
          }
        }

        ports {
          protocol = "TCP"
          port     = 443
        }
      }
    }
  }
}

# Makes the output agent_endpoint resolve to the pod.
resource "kubernetes_service_v1" "headless" {
  metadata {
    name        = local.name
    namespace   = var.namespace
    labels      = local.labels
    annotations = merge(local.provenance, var.owner_email != "" ? { "com.coder.user.email" = var.owner_email } : {})
  }

  spec {
    cluster_ip = "None"
    selector   = local.selector
  }
}
