variable "coder_agent_token" {
  type        = string
  description = "Token of the Coder agent. It goes into a Secret and nowhere else."
  sensitive   = true
}
