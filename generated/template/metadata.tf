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
    value = "${data.coder_parameter.cpu.value} CPUs, ${data.coder_parameter.memory.value} GiB"
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
    value = "${data.coder_parameter.home_size.value} GiB"
  }
}
