resource "coder_metadata" "workspace" {
  count       = data.coder_workspace.me.start_count
  resource_id = "${module.workspace.namespace}/${module.workspace.deployment_name}"
  icon        = "/icon/k8s.png"
  daily_cost  = var.daily_cost.workspace

  item {
    key   = "image"
    value = module.workspace.metadata.image
  }

  item {
    key   = "size"
    value = "${tonumber(data.coder_parameter.cpu.value)} CPUs, ${tonumber(data.coder_parameter.memory.value)} GiB"
  }

  item {
    key   = "base"
    value = module.workspace.metadata.base_version
  }
}

resource "coder_metadata" "home" {
  count       = tobool(data.coder_parameter.persistent_home.value) ? 1 : 0
  resource_id = "${var.namespace}/${module.workspace.pvc_name}"
  icon        = "/icon/folder.svg"
  daily_cost  = var.daily_cost.home

  item {
    key   = "size"
    value = "${tonumber(data.coder_parameter.home_size.value)} GiB"
  }
}

resource "coder_metadata" "isolation" {
  resource_id = "${var.namespace}/${module.workspace.network_policy_name}"
  hide        = true
}

resource "coder_metadata" "agent_secret" {
  resource_id = "${var.namespace}/${module.workspace.agent_secret_name}"
  hide        = true
}

resource "coder_metadata" "secrets" {
  resource_id = "${var.namespace}/${module.workspace.secrets_name}"
  hide        = true
}

resource "coder_metadata" "service_account" {
  count       = var.service_account_name == "" ? 1 : 0
  hide        = true
  resource_id = "${var.namespace}/${module.workspace.service_account_name}"
}

resource "coder_metadata" "headless" {
  resource_id = "${var.namespace}/${split(".", module.workspace.agent_endpoint)[0]}"
  hide        = true
}

resource "coder_metadata" "vnc" {
  count       = tobool(data.coder_parameter.gui_vnc.value) ? 1 : 0
  hide        = true
  resource_id = "${var.namespace}/${module.workspace.vnc_service_name}"
}

resource "coder_metadata" "provisioned_at" {
  resource_id = module.workspace.metadata.provisioned_at
  hide        = true
}
