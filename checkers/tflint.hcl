# All rules, not only those that tflint recommends.
plugin "terraform" {
  enabled = true
  preset  = "all"
}
