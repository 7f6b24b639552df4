# Three hosts on Hetzner Cloud, joined over a private network. The token is read from HCLOUD_TOKEN.

terraform {
  required_version = ">= 1.5"
  required_providers {
    hcloud = {
      source  = "hetznercloud/hcloud"
      version = "~> 1.63"
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

resource "hcloud_ssh_key" "admin" {
  name       = "${local.cluster}-admin"
  public_key = var.ssh_public_key
}

resource "hcloud_network" "underlay" {
  name     = local.cluster
  ip_range = "10.0.0.0/16"
}

resource "hcloud_network_subnet" "underlay" {
  network_id   = hcloud_network.underlay.id
  type         = "cloud"
  network_zone = "eu-central"
  ip_range     = "10.0.0.0/24"
}

# It filters the public interface alone. The tunnels run over the private network, where each host's own firewall admits its
# peers and nobody else, so their port is opened to no one here.
resource "hcloud_firewall" "hosts" {
  name = local.cluster

  rule {
    description = "ssh"
    direction   = "in"
    protocol    = "tcp"
    port        = "22"
    source_ips  = var.admin
  }

  rule {
    description = "path MTU discovery and ping"
    direction   = "in"
    protocol    = "icmp"
    source_ips  = ["0.0.0.0/0", "::/0"]
  }
}

resource "hcloud_server" "host" {
  for_each     = local.hosts
  name         = each.key
  server_type  = "cx23"
  image        = "debian-13"
  location     = "nbg1"
  ssh_keys     = [hcloud_ssh_key.admin.id]
  firewall_ids = [hcloud_firewall.hosts.id]
  user_data    = local.userdata[each.key]

  network {
    subnet_id = hcloud_network_subnet.underlay.id
    ip        = each.value
    # Else each apply takes the network off and on again (hetznercloud/terraform-provider-hcloud#650).
    alias_ips = []
  }

  lifecycle {
    # cloud-init reads it at the first boot only: `meshinit apply` brings running hosts to the manifest.
    ignore_changes = [user_data]
  }
}

# What `meshinit init --from terraform-output` reads.
output "hosts" {
  value = { for name, server in hcloud_server.host : name => one(server.network).ip }
}

# Where ssh finds the hosts.
output "public" {
  value = { for name, server in hcloud_server.host : name => server.ipv4_address }
}
