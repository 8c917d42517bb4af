output "recorded_input" {
  description = "A line for gen diff: the inputs that are not sensitive and not at their defaults."
  value       = module.workspace.recorded_input
}
