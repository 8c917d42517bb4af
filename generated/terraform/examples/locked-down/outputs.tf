output "agent_endpoint" {
  description = "Name that resolves to the workspace's pod inside the cluster, by way of the headless Service."
  value       = module.base.agent_endpoint
}

output "runtime_env" {
  description = "The non-secret variables of the workspace container."
  value       = module.base.runtime_env
}

output "volume_mounts" {
  description = "What is mounted in the workspace: the home, and the artifact cache when it is on."
  value       = module.base.volume_mounts
}

output "metadata" {
  description = "Where the workspace runs and what it was made from. provisioned_at is recorded at the first apply."
  value       = module.base.metadata
}

output "deployment_name" {
  description = "Name of the Deployment."
  value       = module.base.deployment_name
}

output "namespace" {
  description = "Namespace of every object."
  value       = module.base.namespace
}

output "service_account_name" {
  description = "Name of the pod's ServiceAccount."
  value       = module.base.service_account_name
}

output "pvc_name" {
  description = "Name of the home volume's claim, home_claim when it is given; null without persistent_home."
  value       = module.base.pvc_name
}

output "vnc_service_name" {
  description = "Name of the desktop's Service; null without gui_vnc."
  value       = module.base.vnc_service_name
}

output "network_policy_name" {
  description = "Name of the NetworkPolicy."
  value       = module.base.network_policy_name
}

output "agent_secret_name" {
  description = "Name of the Secret with the agent's token and the desktop's password."
  value       = module.base.agent_secret_name
}

output "secrets_name" {
  description = "Name of the Secret with the variables of secrets; null with secrets_injection secrets-manager."
  value       = module.base.secrets_name
}

output "labels" {
  description = "The labels of every object."
  value       = module.base.labels
}

output "recorded_input" {
  description = "A line for gen diff: the inputs that are not sensitive and not at their defaults."
  value       = module.base.recorded_input
}
