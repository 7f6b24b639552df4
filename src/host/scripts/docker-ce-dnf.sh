# use_docker_repository DISTRIBUTION RELEASE FINGERPRINT: no package signed by another key is accepted
use_docker_repository() {
  install_packages gnupg2
  repository=https://download.docker.com/linux/$1
  key=/etc/pki/rpm-gpg/RPM-GPG-KEY-docker-ce
  fetch_key "$repository/gpg" "$3" "$key"
  put_repository /etc/yum.repos.d/docker-ce.repo <<END
[docker-ce-stable]
name=Docker CE
baseurl=$repository/$2/\$basearch/stable
enabled=1
gpgcheck=1
gpgkey=file://$key
END
}
