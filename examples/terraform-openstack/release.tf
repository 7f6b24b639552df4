# Documents from the release that the GitHub Action attached them to, of a private repository too:
#   terraform apply -var release=v2 -var repository=acme/infra
# with a token that may read the repository's contents in TF_VAR_github_token. A private repository's files have no public
# address: each is read by its address in the API.

variable "release" {
  description = "Tag of the release that has the documents. Without one, they are read from userdata/."
  type        = string
  default     = null
}

variable "repository" {
  description = "OWNER/NAME of the repository with the release."
  type        = string
  default     = "acme/infra"
}

variable "github_token" {
  description = "Token with read access to contents. A public repository needs none."
  type        = string
  default     = null
  sensitive   = true
}

locals {
  authorization = var.github_token == null ? {} : { Authorization = "Bearer ${var.github_token}" }
  answers       = [for answer in data.http.release : jsondecode(answer.response_body)]
  assets        = { for asset in flatten(local.answers[*].assets) : asset.name => asset.url }
  lines         = compact(split("\n", join("", data.http.sums[*].response_body)))
  sums          = { for line in local.lines : split("  ", line)[1] => split("  ", line)[0] }
}

data "http" "release" {
  count           = var.release == null ? 0 : 1
  url             = "https://api.github.com/repos/${var.repository}/releases/tags/${var.release}"
  request_headers = merge(local.authorization, { Accept = "application/vnd.github+json" })

  lifecycle {
    postcondition {
      condition     = self.status_code == 200
      error_message = "There is no release ${var.release} in ${var.repository}, or the token must not read it."
    }
  }
}

data "http" "sums" {
  count           = var.release == null ? 0 : 1
  url             = local.assets["${local.cluster}-SHA256SUMS"]
  request_headers = merge(local.authorization, { Accept = "application/octet-stream" })
}

data "http" "userdata" {
  for_each        = var.release == null ? {} : local.hosts
  url             = local.assets["${local.cluster}-${each.key}.yaml"]
  request_headers = merge(local.authorization, { Accept = "application/octet-stream" })

  lifecycle {
    postcondition {
      condition     = sha256(self.response_body) == local.sums["${local.cluster}-${each.key}.yaml"]
      error_message = "${local.cluster}-${each.key}.yaml is not what SHA256SUMS lists."
    }
  }
}
