# In the background: an image that cannot be had holds up nothing else.
start_containers() {
  systemctl enable meshinit-containers
  systemctl restart --no-block meshinit-containers
}
