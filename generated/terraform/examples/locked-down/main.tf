# Configured by its environment variables.
provider "kubernetes" {}

module "base" {
  source = "../.."

  workspace_name = "dev"
  owner          = "alice"

  compute_profile = {
    cpu               = 2
    ephemeral_storage = "10Gi"
    memory            = "4Gi"
    storage           = "20Gi"
  }

  capabilities = { network_egress = "none" }

  toolchain_template = {
    name    = "swdev-toolchain"
    version = "1.2.0"
  }

  replica_count       = 1
  coder_agent_token   = var.coder_agent_token
  startup_command     = ["sh", "-c", "exec coder agent"]
  workspace_id        = "8d5a1c2e-3b4f-4c6d-9e7f-0a1b2c3d4e5f"
  image_registry      = "registry.example.com/coder"
  control_plane_cidrs = ["10.20.0.0/24"]

  additional_egress = [{
    cidr  = "10.30.0.10/32"
    ports = [3128]
  }]

  image_pull_secrets = ["registry-credentials"]
  agent_settings     = { CODER_AGENT_BLOCK_FILE_TRANSFER = "true" }
  ca_config_map      = "company-ca"
}
