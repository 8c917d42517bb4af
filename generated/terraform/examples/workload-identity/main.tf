# Configured by its environment variables.
provider "kubernetes" {}

module "base" {
  source = "../.."

  workspace_name = "dev"
  owner          = "alice"

  compute_profile = {
    cpu     = 2
    memory  = "4Gi"
    storage = "20Gi"
  }

  capabilities = { identity_mode = "workload-identity" }

  toolchain_template = {
    name    = "swdev-toolchain"
    version = "1.2.0"
  }

  replica_count        = 1
  coder_agent_token    = var.coder_agent_token
  startup_command      = ["sh", "-c", "exec coder agent"]
  workspace_id         = "8d5a1c2e-3b4f-4c6d-9e7f-0a1b2c3d4e5f"
  service_account_name = "team-data"
  workload_identity    = { provider = "eks" }
}
