# Three hosts on OpenStack, joined over a network of their own. The cloud is read from the environment (OS_CLOUD, clouds.yaml).

terraform {
  required_version = ">= 1.5"
  required_providers {
    openstack = {
      source  = "terraform-provider-openstack/openstack"
      version = "~> 3.0"
    }
    http = {
      source  = "hashicorp/http"
      version = "~> 3.4"
    }
  }
}

variable "ssh_public_key" {
  description = "Your public key, the text of ~/.ssh/id_ed25519.pub."
  type        = string
}

variable "admin" {
  description = "Where you come from: the addresses that may reach port 22, in CIDR notation."
  type        = list(string)
}

variable "external_network" {
  description = "Name of the cloud's network that leads outside, where floating addresses come from."
  type        = string
  default     = "public"
}

resource "openstack_compute_keypair_v2" "admin" {
  name       = "${local.cluster}-admin"
  public_key = var.ssh_public_key
}

resource "openstack_networking_network_v2" "underlay" {
  name = local.cluster
}

# Neutron takes the pool's addresses for DHCP; those of the hosts lie outside.
resource "openstack_networking_subnet_v2" "underlay" {
  name       = local.cluster
  network_id = openstack_networking_network_v2.underlay.id
  cidr       = "10.0.0.0/24"

  allocation_pool {
    start = "10.0.0.100"
    end   = "10.0.0.199"
  }
}

data "openstack_networking_network_v2" "external" {
  name     = var.external_network
  external = true
}

# The first boot installs Docker and the tunnels' programs from the distribution.
resource "openstack_networking_router_v2" "out" {
  name                = local.cluster
  external_network_id = data.openstack_networking_network_v2.external.id
}

resource "openstack_networking_router_interface_v2" "out" {
  router_id = openstack_networking_router_v2.out.id
  subnet_id = openstack_networking_subnet_v2.underlay.id
}

resource "openstack_networking_secgroup_v2" "hosts" {
  name        = local.cluster
  description = "Hosts of ${local.cluster}"
}

# VXLAN, from the cluster's own hosts. Geneve is UDP 6081; GRE is protocol "47", without ports.
resource "openstack_networking_secgroup_rule_v2" "tunnels" {
  security_group_id = openstack_networking_secgroup_v2.hosts.id
  description       = "VXLAN"
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "udp"
  port_range_min    = 4789
  port_range_max    = 4789
  remote_group_id   = openstack_networking_secgroup_v2.hosts.id
}

resource "openstack_networking_secgroup_rule_v2" "ping" {
  security_group_id = openstack_networking_secgroup_v2.hosts.id
  description       = "Path MTU discovery and ping"
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "icmp"
  remote_group_id   = openstack_networking_secgroup_v2.hosts.id
}

resource "openstack_networking_secgroup_rule_v2" "ssh" {
  for_each          = toset(var.admin)
  security_group_id = openstack_networking_secgroup_v2.hosts.id
  description       = "ssh"
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "tcp"
  port_range_min    = 22
  port_range_max    = 22
  remote_ip_prefix  = each.value
}

resource "openstack_networking_port_v2" "host" {
  for_each           = local.hosts
  name               = each.key
  network_id         = openstack_networking_network_v2.underlay.id
  security_group_ids = [openstack_networking_secgroup_v2.hosts.id]

  fixed_ip {
    subnet_id  = openstack_networking_subnet_v2.underlay.id
    ip_address = each.value
  }
}

resource "openstack_compute_instance_v2" "host" {
  for_each    = local.hosts
  name        = each.key
  image_name  = "debian-13"
  flavor_name = "m1.small"
  key_pair    = openstack_compute_keypair_v2.admin.name
  user_data   = local.userdata[each.key]

  network {
    port = openstack_networking_port_v2.host[each.key].id
  }

  lifecycle {
    # cloud-init reads it at the first boot only: `meshinit apply` brings running hosts to the manifest.
    ignore_changes = [user_data]
  }

  depends_on = [openstack_networking_router_interface_v2.out]
}

resource "openstack_networking_floatingip_v2" "host" {
  for_each = local.hosts
  pool     = var.external_network
}

resource "openstack_networking_floatingip_associate_v2" "host" {
  for_each    = local.hosts
  floating_ip = openstack_networking_floatingip_v2.host[each.key].address
  port_id     = openstack_networking_port_v2.host[each.key].id

  depends_on = [openstack_networking_router_interface_v2.out]
}

# What `meshinit init --from terraform-output` reads.
output "hosts" {
  value = { for name, port in openstack_networking_port_v2.host : name => port.all_fixed_ips[0] }
}

# Where ssh finds the hosts.
output "public" {
  value = { for name, floating in openstack_networking_floatingip_v2.host : name => floating.address }
}
