# Three hosts on Amazon EC2, joined over a subnet of their own. Region and credentials are read from the environment.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
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

resource "aws_key_pair" "admin" {
  key_name   = "${local.cluster}-admin"
  public_key = var.ssh_public_key
}

resource "aws_vpc" "underlay" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = local.cluster }
}

resource "aws_subnet" "underlay" {
  vpc_id     = aws_vpc.underlay.id
  cidr_block = "10.0.0.0/24"
  tags       = { Name = local.cluster }
}

# The first boot installs Docker and the tunnels' programs from the distribution.
resource "aws_internet_gateway" "out" {
  vpc_id = aws_vpc.underlay.id
  tags   = { Name = local.cluster }
}

resource "aws_route_table" "out" {
  vpc_id = aws_vpc.underlay.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.out.id
  }
}

resource "aws_route_table_association" "out" {
  subnet_id      = aws_subnet.underlay.id
  route_table_id = aws_route_table.out.id
}

resource "aws_security_group" "hosts" {
  name        = local.cluster
  description = "Hosts of ${local.cluster}"
  vpc_id      = aws_vpc.underlay.id
}

# VXLAN, from the cluster's own hosts. Geneve is UDP 6081; GRE is protocol 47, without ports.
resource "aws_vpc_security_group_ingress_rule" "tunnels" {
  security_group_id            = aws_security_group.hosts.id
  description                  = "VXLAN"
  ip_protocol                  = "udp"
  from_port                    = 4789
  to_port                      = 4789
  referenced_security_group_id = aws_security_group.hosts.id
}

resource "aws_vpc_security_group_ingress_rule" "ping" {
  security_group_id            = aws_security_group.hosts.id
  description                  = "Path MTU discovery and ping"
  ip_protocol                  = "icmp"
  from_port                    = -1
  to_port                      = -1
  referenced_security_group_id = aws_security_group.hosts.id
}

resource "aws_vpc_security_group_ingress_rule" "ssh" {
  for_each          = toset(var.admin)
  security_group_id = aws_security_group.hosts.id
  description       = "ssh"
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = each.value
}

resource "aws_vpc_security_group_egress_rule" "out" {
  security_group_id = aws_security_group.hosts.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}

data "aws_ami" "debian" {
  most_recent = true
  owners      = ["136693071363"] # Debian

  filter {
    name   = "name"
    values = ["debian-13-amd64-*"]
  }
}

resource "aws_instance" "host" {
  for_each                    = local.hosts
  ami                         = data.aws_ami.debian.id
  instance_type               = "t3.small"
  key_name                    = aws_key_pair.admin.key_name
  subnet_id                   = aws_subnet.underlay.id
  private_ip                  = each.value
  associate_public_ip_address = true
  vpc_security_group_ids      = [aws_security_group.hosts.id]
  tags                        = { Name = each.key }

  # A document that is too large as text is packed by gzip: then user_data_base64 = filebase64(...).
  user_data = local.userdata[each.key]

  # Bridged containers are a hop further away than the host, and so cannot read the document.
  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  lifecycle {
    # cloud-init reads user-data at the first boot only: `meshinit apply` brings running hosts to the manifest. A newer image is
    # no reason to replace a host either.
    ignore_changes = [user_data, ami]
  }

  depends_on = [aws_route_table_association.out, aws_vpc_security_group_egress_rule.out]
}

# What `meshinit init --from terraform-output` reads.
output "hosts" {
  value = { for name, instance in aws_instance.host : name => instance.private_ip }
}

# Where ssh finds the hosts.
output "public" {
  value = { for name, instance in aws_instance.host : name => instance.public_ip }
}
