# The manifest says which hosts there are, and where: a host more is one line there, `meshinit compile`, `terraform apply`.

locals {
  manifest = yamldecode(file("${path.module}/meshinit.yaml"))
  cluster  = local.manifest.name
  hosts    = { for name, host in local.manifest.hosts : name => host.address }

  # One document a host, made by `meshinit compile`.
  userdata = {
    for name in keys(local.hosts) : name => var.release == null
    ? file("${path.module}/userdata/${name}.yaml")
    : data.http.userdata[name].response_body
  }
}
